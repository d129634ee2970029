"""Les phrases de « Sources et millésimes », et celle qui dit les dates qu'une vue réunit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from views.ecriture import phrases as w

COLONNES = ("Donnée", "Éditeur et licence", "Date des données", "Lu le", "Lignes")
FICHIERS, DOCUMENTS, GEOGRAPHIE = "Fichiers lus", "Documents cités et registre", "Géographie"
TOTAUX_SIMULES = "Totaux publiés que la démonstration répartit"
DATES_DES_DONNEES = (
    "La date est celle que le fichier dit de ses données ; s'il n'en dit aucune, celle que le registre de Maillage lui connaît. "
    "Ce n'est jamais celle du téléchargement."
)
AUCUN_FICHIER = "Aucun fichier n'a été préparé."
DIT_PAR = {
    "fichier": "dite par le fichier",
    "registre": "dite par le registre",
    "document": "dite par le document cité",
    "livraison": "dite par la livraison",
    "dossier": "dite par le dossier de la livraison",
    "personne": "",
}
DETAIL, DETAIL_LIEN = "Pour vérifier : fichiers, empreintes et géographie, dans l'", "API des sources"
NON_NOTE = "non noté"
SANS_OBJET = "–"
MOST_CODES = 100
STRUCTURES, STRUCTURES_DE_SOINS = "structures", "Structures de soins"
ENSEMBLES = {"structures": STRUCTURES, "zonages": "zonages des professions"}  # ce que la phrase nomme d'un mot
PIED_ZONAGE, PIED_POPULATION = "Zonage", "Population"
DOCUMENT_PUBLIC = "Document public, chiffres cités avec leur source"
# {liste} : les dates ; {date} : la seule. Le script de la carte (assets/carte/dates.mjs) complète les mêmes modèles.
DATES = {
    "vue": ("Dates différentes dans cette vue : {liste}.", "Une seule date dans cette vue : {date}."),
    "fiche": ("Dates différentes dans cette fiche : {liste}.", "Une seule date dans cette fiche : {date}."),
}
APRES_LA_VIRGULE = re.compile(r",[^()]*$")
ET = " et "
SIMULE = w.PHRASES_CARTE["simule"]
FICHIERS_JSON = "Les fichiers lus, leurs dates et leurs empreintes (JSON)"


def nom(titre: str) -> str:
    """Le nom d'une donnée dans une phrase : « Zone de montagne » -> « zone de montagne » ; un sigle reste en capitales.

    Une précision après une virgule (« PÂSTEL, par année ») est laissée : la phrase a ses propres virgules.
    """
    titre = APRES_LA_VIRGULE.sub("", titre)
    return titre if titre[1:2].isupper() else titre[:1].lower() + titre[1:]


def dates(its: Sequence[tuple[str, str]], sujet: str, simule: bool) -> str:
    """[(nom, date lisible)], au moins une -> la phrase ; ce qui a la même date est nommé ensemble. `sujet` : une clé de DATES."""
    par_date: dict[str, list[str]] = {}
    for name, day in its:
        par_date.setdefault(day, []).append(name)
    plusieurs, une = DATES[sujet]
    liste = " ; ".join(f"{ensemble(names)}, {day}" for day, names in par_date.items())
    said = plusieurs.format(liste=liste) if len(par_date) > 1 else une.format(date=next(iter(par_date)))
    return f"{said} {SIMULE}" if simule else said


def ensemble(names: Sequence[str]) -> str:
    """("a", "b", "c") -> « a, b et c »."""
    return ET.join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def lignes(lues: int, retenues: int, sans: int) -> str:
    """« 34 976 lues, 34 950 retenues, 26 sans correspondance »."""
    return f"{w.entier(lues)} lues, {w.entier(retenues)} retenues, {w.entier(sans)} sans correspondance"


def simulees(lues: int, retenues: int) -> str:
    """« 13 départements publiés, 4 446 valeurs simulées »."""
    return f"{w.pluriel(lues, 'département publié', 'départements publiés')}, {w.pluriel(retenues, 'valeur simulée', 'valeurs simulées')}"


def details(count: int) -> str:
    """Le titre de ce qui est replié sous un fichier."""
    return f"Remarques ({count})"


def codes_sans_commune(codes: Sequence[str]) -> str:
    """Les codes du fichier qui ne vont à aucune commune en vigueur ; l'API donne toute la liste."""
    more = ", … (liste entière : /api/v1/sources)" if len(codes) > MOST_CODES else ""
    return f"Codes sans commune en vigueur{w.INSECABLE}: {', '.join(codes[:MOST_CODES])}{more}."


def forcage(day: str, raison: str) -> str:
    """Pourquoi le jeu montré a été mis en service malgré des contrôles."""
    return f"Mis en service le {w.date(day)} malgré les contrôles ci-dessous. Raison donnée{w.INSECABLE}: {raison}"
