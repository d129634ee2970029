"""Les phrases de « Pourquoi cette classe ? » : des faits posés côte à côte, jamais une cause."""

from __future__ import annotations

from views.ecriture.phrases import INSECABLE, PARTAGE, PAS_DE_DONNEE, decimal, pluriel

TITRE = "Pourquoi cette classe ?"
PRUDENCE = "Ces faits sont posés côte à côte. Les données ne disent pas pourquoi l'agence régionale de santé a retenu cette classe."
ARRETE = "La date de l'arrêté qui fixe ce zonage n'est pas publiée dans ces données."
TVS_NON_PUBLIE = "Le territoire de vie-santé de la commune n'est pas publié dans ces données."
TERRITOIRE_NON_PUBLIE = "Les données ne disent pas sur quels territoires ce zonage est établi."
CLASSE_INCONNUE = {
    "absente": f" n'est pas publiée ({PAS_DE_DONNEE.lower()}).",
    "masquee": " n'est pas disponible chez l'éditeur.",
    "partagee": f" est {PARTAGE[0].lower()}{PARTAGE[1:]}.",
}
QUARTIERS = (
    "La commune a des quartiers prioritaires de la politique de la ville. "
    "Certains peuvent être en zone d'intervention prioritaire : les données ne disent pas lesquels."
)
MOST_NAMED = 6
AUCUNE_VOISINE = "Aucune commune voisine n'est connue."
MARQUES = {"": "sans classe publiée", "N/D": "sans classe disponible chez l'éditeur", "PART": "de classe partagée"}


def consultations(value: float, digits: int = 2) -> str:
    """1,0 -> « 1,00 consultation par an et par habitant » : le pluriel commence à deux."""
    return f"{decimal(value, digits)}{INSECABLE}consultation{'s' if value >= 2 else ''} par an et par habitant"


def territoire(nom: str, communes: int) -> str:
    """Le territoire de la commune."""
    if communes == 1:
        return f"La commune forme à elle seule le territoire de vie-santé « {nom} »."
    return f"La commune fait partie du territoire de vie-santé « {nom} », qui compte {pluriel(communes, 'commune')}."


def territoires(noms: list[str]) -> str:
    """Une commune de plusieurs territoires : réunie d'anciennes communes, ou découpée en arrondissements (qu'on ne nomme pas)."""
    if len(noms) > MOST_NAMED:
        return f"La commune relève de {len(noms)} territoires de vie-santé."
    return f"La commune relève de {len(noms)} territoires de vie-santé{INSECABLE}: {enumere([f'« {nom} »' for nom in noms])}."


def apl_territoire(nom: str, apl: float | None, connues: int, communes: int) -> str:
    """L'accessibilité d'un territoire, et sur combien de ses communes elle est calculée."""
    if apl is None:
        return f"L'accessibilité aux médecins généralistes du territoire « {nom} » n'est pas publiée."
    known = "" if connues == communes else f" Elle est connue pour {connues} de ses {communes} communes."
    return (
        f"L'accessibilité aux médecins généralistes du territoire « {nom} » est de {consultations(apl)}. "
        f"C'est la moyenne de ses communes, pondérée par leur population, calculée ici.{known}"
    )


def apl_commune(apl: float | None, apres_territoire: bool) -> str:
    """L'accessibilité de la commune elle-même ; `apres_territoire` : la phrase suit celle du territoire."""
    if apl is None:
        return "L'accessibilité aux médecins généralistes de la commune seule n'est pas publiée."
    start = "Celle de la commune seule" if apres_territoire else "L'accessibilité aux médecins généralistes de la commune"
    return f"{start} est de {consultations(apl)}."


def methode(source: str, editeur: str, texte: str) -> str:
    """La source d'un chiffre calculé, et celle de la façon de le calculer."""
    return f"{source}. Méthode{INSECABLE}: {editeur}, {texte}"


def seuil(value: float) -> str:
    """Le seuil national."""
    return f"Sous {consultations(value, 1)}, un territoire est dit sous-dense en médecins généralistes."


def metier(court: str) -> str:
    """« Masseurs-kinésithérapeutes » -> « masseurs-kinésithérapeutes », dans une phrase."""
    return court[0].lower() + court[1:]


def accessibilite_non_publiee(metier: str) -> str:
    """Hors des médecins généralistes, rien n'est publié."""
    return f"L'accessibilité aux {metier} n'est pas publiée dans ces données."


def classe(nommee: str, metier: str) -> str:
    """La classe de la commune, pour une profession."""
    return f"La commune est classée {nommee} pour les {metier}."


def classe_inconnue(etat: str, metier: str) -> str:
    """Pourquoi la classe d'une commune n'est pas dite : absente, masquée ou partagée."""
    return f"La classe de la commune pour les {metier}{CLASSE_INCONNUE[etat]}"


def nommee(libelle: str, code: str) -> str:
    """Une classe, en toutes lettres et avec son sigle s'il se dit."""
    return f"« {libelle} » ({code})" if code else f"« {libelle} »"


def toutes(nom: str, total: int, said: str) -> str:
    """Un territoire d'une seule classe."""
    return f"Les {total} communes du territoire « {nom} » sont toutes {said}."


def plusieurs(nom: str, parts: list[str]) -> str:
    """Un territoire de plusieurs classes."""
    return f"Les communes du territoire « {nom} » n'ont pas toutes la même classe{INSECABLE}: {enumere(parts)}."


def partagees(nom: str, count: int) -> str:
    """Les communes d'un territoire qui relèvent aussi d'un autre ; "" s'il n'y en a pas."""
    if not count:
        return ""
    return f" {pluriel(count, 'commune')} du territoire « {nom} » {'relève' if count == 1 else 'relèvent'} aussi d'un autre."


def voisines(total: int, autres: int, sans_classe: int, connue: bool) -> str:
    """Combien de voisines, et combien ont une autre classe."""
    if total == 0:
        return AUCUNE_VOISINE
    start = f"La commune a {pluriel(total, 'commune voisine', 'communes voisines')}."
    which = "d'une voisine" if sans_classe == 1 else f"de {pluriel(sans_classe, 'voisine')}"
    unknown = f" La classe {which} n'est pas connue." if sans_classe else ""
    if not connue or sans_classe == total:
        return start + unknown
    if autres == 0:
        return f"{start} Aucune n'a une autre classe connue.{unknown}" if sans_classe else f"{start} Aucune n'a une autre classe."
    if autres == 1:
        return f"{start} {'Elle' if total == 1 else 'Une seule'} a une autre classe.{unknown}"
    return f"{start} {autres} d'entre elles ont une autre classe.{unknown}"


def voisine(nom: str, departement: str, classee: str, territoires: list[tuple[str, float | None]] | None) -> str:
    """Une voisine d'une autre classe, son territoire et l'accessibilité de celui-ci."""
    start = f"{nom} ({departement}){INSECABLE}: {classee}."
    if territoires is None:
        return f"{start} Territoire de vie-santé non publié."
    told = enumere([f"« {name} » ({_apl(apl)})" for name, apl in territoires])
    return f"{start} {'Territoire' if len(territoires) == 1 else 'Territoires'} de vie-santé{INSECABLE}: {told}."


def voisine_seule(nom: str, departement: str, classee: str) -> str:
    """Une voisine d'une autre classe, pour une profession dont le territoire n'est pas publié."""
    return f"{nom} ({departement}){INSECABLE}: {classee}."


def meme_territoire(nom: str, departement: str, classee: str) -> str:
    """Une voisine d'une autre classe, dans le même territoire."""
    return f"{nom} ({departement}){INSECABLE}: {classee}, dans le même territoire de vie-santé."


def _apl(apl: float | None) -> str:
    return "accessibilité non publiée" if apl is None else f"accessibilité de {decimal(apl, 2)}"


def enumere(words: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def voisines_titre(n: int) -> str:
    """Le titre de la liste des voisines d'une autre classe ; "" s'il n'y en a pas."""
    return f"{pluriel(n, 'voisine')} d'une autre classe" if n else ""


def voisines_tues(n: int) -> str:
    """Celles que la liste ne nomme pas ; "" s'il n'y en a pas."""
    return f"Et {pluriel(n, 'autre')}." if n else ""
