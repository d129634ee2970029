"""Un fait tel qu'il se lit : sa valeur, son unité, sa date, sa fiabilité. Une fonction pour chaque."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.faits.fait import AMBIGU, ILLISIBLE, Fait, est_chiffre
from views.ecriture import phrases as w

UNITES_APRES = ("%", "€", "M€", "points")
# L'unité d'un seul : celles que les documents écrivent au pluriel.
UN_SEUL = {
    "communes": "commune", "structures": "structure", "établissements": "établissement", "professionnels": "professionnel",
    "médecins": "médecin", "assistants médicaux": "assistant médical", "réseaux": "réseau", "habitants": "habitant",
    "patients": "patient", "bénéficiaires": "bénéficiaire",
}  # fmt: skip
GRAND = 10_000_000
OUI_NON = {0: "non", 1: "oui"}


def lu(fait: Fait) -> str:
    """La valeur avec son qualificatif : « plus de 7 000 », « 35,8 % », « −13,4 % », « 6 900 € brut/mois », « non publié ».

    Une lecture ambiguë ou illisible se dit en mots : sa valeur n'apparaît pas.
    """
    if fait.dit:
        return fait.dit
    if not fait.montrable:
        return {AMBIGU: w.AMBIGU_DIT, ILLISIBLE: w.ILLISIBLE_DIT}[fait.fiabilite]
    if fait.valeur is None:
        return w.NON_PUBLIE
    if isinstance(fait.valeur, str):
        return fait.valeur  # un constat en toutes lettres dit lui-même « plus » ou « moins »
    before = w.QUALIFICATIFS.get(fait.qualificatif, f"{fait.qualificatif} ")
    if fait.unite == "oui/non":
        return OUI_NON.get(fait.valeur, str(fait.valeur))
    if fait.unite == "année":
        return before + str(fait.valeur)
    return before + _signe(fait) + _nombre(fait) + _apres(fait)


def unite_lue(fait: Fait) -> str:
    """L'unité à écrire près du nombre, "" quand elle y est déjà (%, €, « deux tiers ») ou ne dit rien (état, texte)."""
    if fait.dit or not fait.montrable or not est_chiffre(fait) or _apres(fait) or fait.unite in ("oui/non", "année"):
        return ""
    return UN_SEUL.get(fait.unite, fait.unite) if abs(fait.nombre) < 2 else fait.unite


def lu_court(fait: Fait) -> str:
    """La même valeur, en millions d'euros quand elle est grande : « 188,8 M€ »."""
    if fait.montrable and isinstance(fait.valeur, int) and fait.unite.startswith("€") and abs(fait.valeur) >= GRAND:
        return w.millions(fait.valeur)
    return lu(fait)


def _nombre(fait: Fait) -> str:
    return w.decimal(abs(fait.nombre), fait.decimales) if fait.decimales else w.entier(abs(fait.nombre))


def _signe(fait: Fait) -> str:
    """Une évolution ou un écart porte toujours son signe."""
    if fait.nombre < 0:
        return "−"
    changes = fait.unite in ("% (PCAP)", "points") or fait.titre.startswith("Évolution")
    return "+" if fait.nombre > 0 and changes else ""


def _apres(fait: Fait) -> str:
    unit = fait.unite.partition(" (")[0]
    if unit == "points":
        return f"{w.INSECABLE}point{'s' if abs(fait.nombre) >= 2 else ''}"
    return f"{w.INSECABLE}{unit}" if unit.startswith(UNITES_APRES) else ""


def periode_lue(periode: str) -> str:
    """« 2019-09 » -> « septembre 2019 » ; « 2012/2015 » -> « de 2012 à 2015 » ; « 2024-08-06/ » -> « depuis le 6 août 2024 »."""
    if periode in ("", "n.d."):
        return w.NON_DATE
    start, slash, end = periode.partition("/")
    if not slash:
        return w.date(start)
    if end:
        return f"de {w.date(start)} à {w.date(end)}"
    return f"depuis {'le ' if len(start) == 10 else ''}{w.date(start)}"


def annee_dite(atlas: Atlas, fait: Fait) -> str:
    """L'année de PÂSTEL et ce que le document en dit, comme la légende : « 2019, en cours à la publication »."""
    couche = atlas.catalogue.couche(fait.sujet)
    code = couche.code_of_raw.get(str(fait.valeur))
    return couche.classes[couche.rank[code]].label if code else lu(fait)
