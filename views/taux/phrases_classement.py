"""Les phrases du tableau des taux."""

from __future__ import annotations

from views.ecriture import phrases as w
from views.ecriture.lieux import capitale
from views.ecriture.phrases_articles import le

TITRE = "Territoires"
TEXTE = "Les taux de chaque territoire côte à côte : rang, valeur, date et source."
NIVEAUX = {"reg": "Régions", "dep": "Départements", "epci": "Intercommunalités", "com": "Communes"}
NOM_DE = {"reg": "Région", "dep": "Département", "epci": "Intercommunalité", "com": "Commune"}
NIVEAUX_NOM = "Ce que comparent les lignes"
HABITANTS, FRANCE = "Habitants", "France"
CHOISIR = "Choisir les taux"
CHOISIR_TEXTE = "Taux à montrer, en colonnes"
MONTRER = "Montrer"
EXPORTER, CSV, XLSX = "Exporter", "Tableau en CSV", "Tableau en XLSX"
REGIONS, DEPARTEMENT, TOUTE_LA_REGION = "Région du tableau", "Département", "Toute la région"
PAGES = "Pages du tableau"
PRECEDENTE, SUIVANTE = "Page précédente", "Page suivante"
SUR_LA_CARTE = "sur la carte"
MOINS, PLUS = "Moins favorable", "plus favorable"
FILET = "Filet : la valeur, depuis zéro. En gras, les extrêmes."
NEUTRE = "Sans teinte : un taux qui n'est ni favorable ni défavorable."
PEU_DE_LIGNES = "Trop peu de territoires pour des teintes de rang."
SOURCES = "Sources, dates et calculs"
COLONNES_SOURCES = ("Taux", "Ce qu'il compte", "Source", "Date")
CALCUL = (
    "Les effectifs s'additionnent ; un taux se pondère par la population, commune par commune, et ne s'additionne jamais. "
    "« Non publié » : le jeu de données ne le dit pas pour ce territoire, ce n'est pas zéro."
)
MARQUE, MARQUE_DITE = "*", "connu pour une partie des habitants seulement"
TRIER = "Trier par"
CROISSANT, DECROISSANT = "croissant", "décroissant"
DOSSIERS = "Tous les dossiers"
DOSSIERS_TEXTE = "Les autres territoires dont parlent les documents, et le nombre de chiffres de chacun."
SIMULE = "Démonstration : structures et zonages de ce tableau sont simulés."
COLONNES_FICHIER = ("Territoire", "Code du territoire", "Habitants")
AU_PLUS = 12
NOMBRES = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


def derniers(ordre: list[tuple[str, str, int]]) -> str:
    """« Le Gers ferme la marche sur quatre taux, la Lozère sur deux. »

    `ordre` : (nom, niveau, nombre de taux), du plus souvent dernier au moins.
    """
    (nom, niveau, n), *others = ordre
    verb = "ferment" if le(nom, niveau).startswith("les ") else "ferme"
    said = f"{capitale(le(nom, niveau))} {verb} la marche sur {NOMBRES[n]} taux"
    return said + (f", {le(others[0][0], others[0][1])} sur {NOMBRES[others[0][2]]}" if others and others[0][2] > 1 else "")


Bout = tuple[str, str, int]


def etendue(titre: str, niveau: str, bas: Bout, haut: Bout) -> str:
    """« Habitants en ZIP : de 1,3 % (Haute-Garonne) à 42,4 % (Lozère) » ; (valeur, nom, combien l'ont) de chacun."""
    if bas[0] == haut[0]:
        return f"{titre} : {bas[0]} partout"
    return f"{titre} : de {_bout(bas, niveau)} à {_bout(haut, niveau)}"


def _bout(bout: Bout, niveau: str) -> str:
    dite, nom, n = bout
    return f"{dite} ({nom if n == 1 else w.pluriel(n, NOM_DE[niveau].lower())})"


def classees(n: int, total: int, classes: tuple[str, ...]) -> str:
    """« 115 communes sur 312 sont classées ZIP » ; plusieurs classes : l'une ou l'autre."""
    said = " ou ".join((", ".join(classes[:-1]), classes[-1])) if len(classes) > 1 else classes[0]
    return f"{w.pluriel(n, 'commune')} sur {w.entier(total)} {'sont classées' if n > 1 else 'est classée'} {said}"


def teinte(n: int, tailles: tuple[int, ...] | None) -> str:
    """« Teinte : rang dans la colonne (2, 3, 3, 3 et 2 départements). »"""
    if not tailles:
        return f"Teinte : rang dans la colonne, sur {w.entier(n)}."
    return f"Teinte : rang dans la colonne ({', '.join(map(str, tailles[:-1]))} et {tailles[-1]} territoires)."


def montrees(debut: int, fin: int, total: int) -> str:
    """« 1 à 100 sur 4 446 »."""
    return f"{w.entier(debut)} à {w.entier(fin)} sur {w.entier(total)}"


def export_titre(niveau: str, region: str) -> str:
    """Le titre du fichier emporté."""
    return f"Taux par {NOM_DE[niveau].lower()}, {region}"


def colonne(titre: str, unite: str, date: str) -> str:
    """« Habitants en ZIP (%, 2025) »."""
    return f"{titre} ({', '.join(part for part in (unite, date) if part)})"


def sources(dites: tuple[str, ...], population: str) -> str:
    """« ARS via CartoSanté, 2025 ; DREES, 2023 ; INSEE, 1er janvier 2026. Distances à vol d'oiseau. Calcul Maillage. »"""
    return f"{' ; '.join((*dites, f'INSEE (populations), {population}'))}. Distances à vol d'oiseau. Calcul Maillage."
