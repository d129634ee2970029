"""Les phrases du dossier d'un territoire : constat, chiffres clés, profil, distances, zonages, structures, communes éloignées."""

from __future__ import annotations

from views.ecriture import phrases as w
from views.ecriture.lieux import capitale
from views.ecriture.phrases_articles import le

PROFIL, DISTANCES, ZONAGES, STRUCTURES, ELOIGNEES, TOUS = (
    "Profil", "Distances", "Zonages", "Structures", "Communes éloignées", "Tous les chiffres",
)  # fmt: skip
CLES = "Chiffres clés"
EXPORTER = "Tous les chiffres (CSV)"
TOUS_TEXTE = "Chaque chiffre des documents et de la carte, avec sa date ; un chiffre touché dit d'où il vient."
# La table du profil.
COLONNES = ("Taux", "Moins favorable", "Place", "Plus favorable", "Région", "France", "Rang")
REGION, FRANCE = "Région", "France"
RANG_DIT = "Rang 1 : le plus favorable. Aux bouts : le moins et le plus favorable."
LES = {"dep": "départements", "epci": "intercommunalités", "com": "communes", "reg": "départements", "fra": "régions"}
AUTRES = {"dep": "autres départements", "epci": "autres intercommunalités", "com": "autres communes du département", "reg": "départements",
          "fra": "régions"}  # fmt: skip
# Ce dont parle chaque taux, après « pour ».
SUJETS = {
    "manque-medecins": "le zonage des médecins", "apl": "l'accès au généraliste", "apl-bas": "l'accès au généraliste",
    "sites-msp": "les maisons de santé", "msp-10km": "la distance à une maison de santé", "sites-cds": "les centres de santé",
    "sites-pharmacie": "les pharmacies", "pharmacie-5km": "la distance à une pharmacie",
    "manque-masseurs-kinesitherapeutes": "les kinés", "manque-infirmiers": "les infirmiers",
    "manque-orthophonistes": "les orthophonistes", "distance-msp": "la distance à une maison de santé",
    "distance-cds-medecins": "la distance à un centre de santé", "distance-pharmacie": "la distance à une pharmacie",
    "distance-urgences": "la distance aux urgences",
}  # fmt: skip
AU_MILIEU = "Ni parmi les premiers ni parmi les derniers, sur aucun taux"
PREMIERS, DERNIERS = "parmi les premiers pour", "parmi les derniers pour"
MIEUX_QUE_LA_FRANCE, MOINS_BIEN = "mieux que la France pour", "moins bien pour"
COMME_LA_FRANCE = "Les mêmes taux que la France"
LES_REGIONS = "Les régions, taux par taux"
SANS_PROFIL = "Les taux de ce territoire ne sont pas publiés : il n'a pas de profil."
SIMULE = "Démonstration : les taux de cette page sont simulés ; les chiffres des rubriques viennent des documents."
KM = f"{w.INSECABLE}km"
NOMBRES = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
           "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt")  # fmt: skip
DISTANCES_TEXTE = "Part des habitants qui vivent plus loin d'une maison de santé que chaque distance, du plus au moins éloigné"
DISTANCES_NOTE = "À vol d'oiseau, de la mairie à la maison de santé la plus proche ; celles des régions voisines ne sont pas comptées."
ECHELLE = f"Hauteur : 0 à 100{w.INSECABLE}% des habitants"
CLE_REGION, CLE_SEUIL = "la région", f"à plus de 10{KM}"
ZONAGES_TEXTE = "Part des habitants par classe, de la plus en besoin à la mieux dotée."
SANS_CLASSE = "sans classe connue"
STRUCTURES_TEXTE = "Nombre, taux, et la distance que la moitié des habitants ne dépassent pas."
STRUCTURES_COLONNES = ("Structure", "Nombre", "Pour", "Taux", "Région", "Distance médiane", "Région")
ELOIGNEES_COLONNES = ("Commune", "Zone des médecins", "Habitants", "Distance", "Maison de santé la plus proche")
TOUTES_ELOIGNEES = "Toutes, en carte et en liste"
MONTREES = 8


def enumere(mots: list[str]) -> str:
    """« les kinés, les infirmiers et l'accès au généraliste »."""
    return " et ".join((", ".join(mots[:-1]), mots[-1])) if len(mots) > 1 else "".join(mots)


def titre_du_profil(premiers: list[str], derniers: list[str]) -> str:
    """« Parmi les premiers pour les maisons de santé, parmi les derniers pour les kinés » ; les sujets, chacun une fois."""
    said = [f"{intro} {enumere(list(dict.fromkeys(own))[:3])}" for intro, own in ((PREMIERS, premiers), (DERNIERS, derniers)) if own]
    return capitale(", ".join(said)) if said else AU_MILIEU


def titre_devant_la_france(mieux: list[str], moins: list[str]) -> str:
    """« Mieux que la France pour les kinés, moins bien pour … » : le titre du profil d'une région."""
    said = [f"{intro} {enumere(list(dict.fromkeys(own))[:3])}" for intro, own in ((MIEUX_QUE_LA_FRANCE, mieux), (MOINS_BIEN, moins)) if own]
    if not mieux and moins:
        said = [f"moins bien que la France pour {enumere(list(dict.fromkeys(moins))[:3])}"]
    return capitale(", ".join(said)) if said else COMME_LA_FRANCE


def part_dite(part: float) -> str:
    """30,1 -> « trois habitants sur dix » ; 7,5 -> « un habitant sur treize » ; sinon « 41,9 % des habitants ».

    La fraction ne s'éloigne de la part ni de plus de 4 % d'elle, ni de plus d'un demi-point.
    """
    pairs = [(1, n) for n in range(2, 21)] + [(2, 3), (3, 4)] + [(n, 10) for n in range(3, 10)]
    for top, bottom in sorted(pairs, key=lambda pair: abs(100 * pair[0] / pair[1] - part)):
        gap = abs(100 * top / bottom - part)
        if gap <= 0.04 * part and gap <= 0.5:
            return f"{NOMBRES[top]} habitant{'s' if top > 1 else ''} sur {NOMBRES[bottom]}"
        break
    return f"{w.pourcentage(part)} des habitants"


def ordinal(rang: int, egaux: int, sur: int) -> str:
    """« 12e », « 1er » ; « 8e ex æquo »."""
    return f"{rang}{'er' if rang == 1 else 'e'}{' ex æquo' if egaux > 1 else ''}"


def rang_dit(rang: int, egaux: int, sur: int) -> str:
    """Le rang dans une phrase : « le meilleur », « le dernier », « l'avant-dernier », « le 8e » des treize."""
    of = f"des {NOMBRES[sur] if sur < len(NOMBRES) else w.entier(sur)}"
    if egaux > 1 or 1 < rang < sur - 1:
        return f"le {ordinal(rang, egaux, sur)} {of}"
    return f"{ {1: 'le meilleur', sur: 'le dernier', sur - 1: '''l'avant-dernier'''}[rang] } {of}"


def plus_ou_moins(here: float, region: float) -> str:
    """« plus de », « moins de », « autant de » : de deux valeurs écrites."""
    return "autant de" if here == region else "plus de" if here > region else "moins de"


def constat_msp(nom: str, niveau: str, here: str, region: str, sens: str) -> str:
    """« Le Lot compte plus de maisons de santé par habitant que la région (9,6 contre 6,1 pour 100 000) »."""
    verb = "comptent" if le(nom, niveau).startswith("les ") else "compte"
    than = f"que la région ({here} contre {region} pour 100{w.FINE}000 habitants)"
    return f"{capitale(le(nom, niveau))} {verb} {sens} maisons de santé par habitant {than}"


def titre_des_distances(part: float, region: float | None) -> str:
    """« Un habitant sur sept vit à plus de 10 km d'une maison de santé, deux fois plus que dans la région »."""
    said = part_dite(part)
    verb = "vit" if said.startswith("un ") else "vivent"
    whole = f"{capitale(said)} {verb} à plus de 10{KM} d'une maison de santé"
    times = part / region if region else 0
    if times >= 1.75 and round(times) < len(NOMBRES):
        return f"{whole}, {NOMBRES[round(times)]} fois plus que dans la région"
    if region and part and region / part >= 1.75:
        return f"{whole}, contre {w.pourcentage(region)} dans la région"
    return whole


def eloignees(n: int, habitants: int) -> str:
    """« 75 communes et 25 929 habitants à plus de 10 km d'une maison de santé ; les plus peuplées »."""
    who = f"{w.pluriel(n, 'commune')} et {w.pluriel(habitants, 'habitant')}"
    return f"{who} à plus de 10{KM} d'une maison de santé ; les plus peuplées d'abord."


def bout(nom: str, egaux: int, niveau: str) -> str:
    """Le nom d'un bout de ligne ; plusieurs à égalité : « 2 départements »."""
    return nom if egaux == 1 else f"{w.entier(egaux)} {LES[niveau]}"


def pour(base: int) -> str:
    """« 100 000 hab. »."""
    return f"{w.entier(base)} hab."


def plan_dit(nom: str, profession: str) -> str:
    """Ce que montre la carte, pour qui ne la voit pas : les mêmes nombres sont dans la page."""
    return f"Carte : {nom}, zonage des communes ({profession.lower()}), maisons et centres de santé"


def sources(dites: tuple[str, ...]) -> str:
    """« DREES, 2023 ; FINESS, 20 novembre 2026. Calcul Maillage. »"""
    return f"{' ; '.join(dites)}. Calcul Maillage."


def chiffres(n: int) -> str:
    """« Tous les chiffres (93) »."""
    return f"{TOUS} ({w.entier(n)})"


def acces_en_moyenne(dite: str) -> str:
    """Sans rang : la valeur seule."""
    return f"chacun y a accès à {dite} consultations de généraliste par an en moyenne"


def acces_de_rang(rang: str) -> str:
    """« l'accès au généraliste y est le deuxième plus faible des treize départements »."""
    return f"l'accès au généraliste y est {rang}"


def en_zip(part: str) -> str:
    """« 30,1 % des habitants y vivent en zone d'intervention prioritaire »."""
    return f"{part} y {'vit' if part.startswith('un ') else 'vivent'} en zone d'intervention prioritaire"
