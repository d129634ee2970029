"""Les phrases de l'API : ce que font ses adresses et leurs paramètres, pour la page /api/ et le document OpenAPI."""

from __future__ import annotations

TITRE = "L'API de Maillage"
DESCRIPTION = (
    "Les mêmes chiffres que les pages, en lecture seule, sans clé, ouverts à tout site. null veut dire « on ne sait pas », jamais zéro. "
    "Les codes sont des textes."
)
PAGE, DOCUMENT = "Cette page.", "Le contrat de l'API, en OpenAPI 3.1."
SOURCES = "D'où viennent les données, et les dates que réunit une vue."
COUCHES = "Les couches de la carte et leurs classes."
COMMUNES = "Chercher une commune (q), ou toutes celles d'un département ou d'une région."
COMMUNE, AIDES = "La fiche d'une commune.", "Les aides à l'installation dans une commune, pour une situation."
SITES = "Les structures de soins des régions que ce service montre."
TERRITOIRES, TERRITOIRE = "Les territoires qui ont une fiche.", "Un territoire et ses chiffres."
INDICATEURS, INDICATEUR = "Tous les indicateurs.", "Les faits d'un indicateur, et les désaccords entre documents."
FAITS = "Tous les faits, avec leur source ; d'un territoire ou d'un indicateur si l'un est dit."
COUVERTURE, FERMETURES = "Qui est loin d'un site.", "Ce que la fermeture de chaque site éloigne."
PROCHAINES, UN_DE_PLUS = "Où ouvrir les suivants.", "Ce qu'un professionnel de plus change."
DISTANCES = "Les distances d'une commune à chaque usage."
OGC, CONFORMITE = "OGC API – Features : l'entrée, pour QGIS et GDAL.", "Les classes de conformité."
COLLECTIONS, COLLECTION = "Les collections : communes et sites.", "Une collection."
ENTITES, ENTITE = "Les entités d'une collection, en GeoJSON.", "Une entité."
VUE = "Une part de l'adresse d'une vue de la carte."
REFUS = "Un refus (RFC 9457) : le code, et une phrase qui dit pourquoi."
ERREUR = "La même phrase que detail ; gardé pour qui lisait déjà l'API."
PARAMETRES = {
    "q": "Un nom, un code postal ou un code INSEE.",
    "region_d_abord": "Les communes de la région d'ouverture d'abord.",
    "departement": "Un code de département : 46, 2A.",
    "region": "Un code de région : 76.",
    "format": "La forme de la réponse ; json à défaut.",
    "dialecte": "Le CSV : virgule (« ; » et virgule décimale) à défaut, ou point (« , » et point décimal).",
    "limit": "Combien au plus ; X-Total-Count dit combien il y en a.",
    "offset": "À partir du combientième, en comptant de zéro.",
    "categorie": "Une catégorie de structure (voir layers, niveau site).",
    "usage": "Un usage des structures : msp, urgences, pharmacie…",
    "territoire": "Un territoire : dep-46.",
    "indicateur": "Un indicateur : msp-labellisees.",
    "mesure": "Kilomètres à vol d'oiseau, ou minutes calculées.",
    "seuil": "Le seuil, dans la mesure choisie.",
    "population": "Les habitants comptés.",
    "k": "Combien de sites ouvrir.",
    "objectif": "Le plus d'habitants sous le seuil, ou la moindre distance au total.",
    "ou": "Une population : on n'ouvre que dans ses communes.",
    "parmi": "Les seuls codes INSEE permis, séparés par des virgules.",
    "sauf": "Les codes INSEE exclus, séparés par des virgules.",
    "departements": "1 : au moins un par département.",
    "commune": "Un code INSEE.",
    "profession": "infirmiers, chirurgiens-dentistes ou sages-femmes.",
    "bbox": "Ouest, sud, est, nord, en degrés (WGS 84), séparés par des virgules.",
    "datetime": "Admis, sans effet : les entités n'ont pas d'instant.",
    "f": "La forme ; json seulement.",
}
PLACES = {
    "code": "Un code INSEE ; un ancien code mène à la commune d'aujourd'hui.",
    "territoire_id": "reg-76, dep-46, epci-200067361…",
    "slug": "L'identifiant d'un indicateur.",
    "collection": "communes ou sites.",
    "identifiant": "Le code INSEE d'une commune, le numéro FINESS d'un site.",
}
# La page.
ADRESSES, EXEMPLES, LIRE = "Les adresses", "Essayer", "Le contrat, pour une machine"
EXEMPLES_LIENS = (
    ("/api/v1/communes?q=figeac", "chercher une commune"),
    ("/api/v1/communes?departement=46&format=csv", "les communes du Lot, en CSV"),
    ("/api/v1/communes?departement=46&format=geojson", "les mêmes, en GeoJSON"),
    ("/api/v1/territoires/dep-46", "les chiffres du Lot"),
    ("/api/ogc/", "l'adresse à donner à QGIS (OGC API – Features)"),
)
COLLECTIONS_TITRES = {"communes": "Communes", "sites": "Structures de soins"}
COLLECTIONS_DITES = {
    "communes": "Les communes de 2026, leur contour simplifié (une dizaine de mètres), leurs zonages et leurs valeurs.",
    "sites": "Les structures de soins des régions que ce service montre.",
}
LOT_SANS_LIEU = "Dites q (un nom, un code postal ou un code INSEE), departement ou region."
LIEU_INCONNU = "Aucun département, ou aucune région, ne porte ce code. Attendu : departement=46 ou region=76, par exemple."
FORMAT_INCONNU = "Le paramètre format n'a pas cette valeur. Attendu : json, csv ou geojson."
SANS_FORME = "Une recherche (q) se rend en json seulement."
CADRE_ILLISIBLE = "Le paramètre bbox attend quatre nombres, ouest, sud, est, nord, séparés par des virgules."
ENTITE_INCONNUE = "Rien ne porte cet identifiant dans cette collection."
COLLECTION_INCONNUE = "Cette collection n'existe pas. Attendu : communes ou sites."
FORME_INCONNUE = "Le paramètre f n'a que la valeur json."
INCONNUE = "Cette adresse n'existe pas dans l'API. La liste est à /api/."


def entier_attendu(nom: str, least: int, most: int) -> str:
    """Un nombre mal écrit, ou trop grand."""
    return f"Le paramètre {nom} attend un entier de {least} à {most}."


def parametres_inconnus(noms: list[str], attendus: tuple[str, ...]) -> str:
    """Le refus d'un paramètre inconnu, par son nom quand il se lit."""
    told = [
        nom if nom.isascii() and nom.replace("_", "").replace("-", "").isalnum() and len(nom) <= 40 else "illisible" for nom in noms[:5]
    ]
    expected = f"Attendus : {', '.join(attendus)}." if attendus else "Cette adresse n'en a aucun."
    return f"Paramètre inconnu : {', '.join(told)}. {expected}"


VIDE = ("Valeur vide", "Une valeur vide n'est pas publiée ou pas lisible : ce n'est jamais zéro.")
MEME_JEU, AUTRE_JEU, JEU_ILLISIBLE = "le même", "un autre, prêt", "illisible"
PLUS_SERVIES = "Ces données ne sont plus servies : rechargez la page."
TERRITOIRE_INCONNU = "Territoire inconnu. Attendu : reg-76, dep-46 ou epci-200067361, par exemple."
INDICATEUR_INCONNU = "Indicateur inconnu. La liste est à l'adresse /api/v1/indicateurs."
SANS_CARTE = "Aucune commune des cartes de ce service ne porte ce code INSEE."


def q_attendu(longest: int) -> str:
    """Une recherche vide ou trop longue."""
    return f"Le paramètre q est attendu : un nom, un code postal ou un code INSEE, {longest} caractères au plus. Ou departement, ou region."
