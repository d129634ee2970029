"""Les phrases de la comparaison."""

from __future__ import annotations

from views.ecriture.phrases import NON_PUBLIE

TITRE = "Comparer deux territoires"
TEXTE = "Choisissez deux territoires et un indicateur : les deux valeurs côte à côte, le rang de chaque département, la carte."
PREMIER, SECOND, INDICATEUR = "Premier territoire", "Second territoire", "Indicateur"
COMPARER, ECHANGER = "Comparer", "Échanger les deux"
ECART = "Écart"
SANS_ECART = "L'écart ne se calcule pas : une valeur manque, est un texte, ou n'est publiée que « plus de », « environ »."
TAILLES_DIFFERENTES = "Ces territoires ne sont pas de même niveau : un effectif s'y lit, il ne s'y compare pas."
RANG_DIT = "Le rang compte les départements dont la valeur est plus grande ; les égaux ont le même."
DE, A = "de", "à"
RANG_TITRE = "Le rang des départements"
CARTE_TITRE = "La carte"
TOUS_TITRE = "Tous les chiffres des deux territoires"
COLONNES_RANG = ("Rang", "Département", "Valeur")
NON_CLASSE = "–"
ECART_ABSENT = "pas d'écart"
LEGENDE_ABSENT = NON_PUBLIE
SANS_RANG = "Cet indicateur ne se classe pas par département : trop peu en ont un nombre, ou les unités diffèrent."
AUTRE_DATE = "dates différentes"
AUTRE_UNITE = "unités différentes"
SOURCE = "D'où vient ce chiffre"
INCONNU = "Ce territoire n'existe pas : choisissez-en un dans la liste."
GROUPES = {"large": "France et régions", "dep": "Départements", "lieu": "Autres territoires des documents"}
COLONNES = (
    "Indicateur", "Valeur A", "Qualificatif A", "Unité A", "Période A", "Ce qu'il vaut A", "Source A", "Identifiant A",
    "Valeur B", "Qualificatif B", "Unité B", "Période B", "Ce qu'il vaut B", "Source B", "Identifiant B", "Écart (B − A)", "Réserves",
)  # fmt: skip
LECTURE = "une case vide n'est pas publiée : elle ne vaut pas zéro ; une réserve dit ce qui empêche de comparer"


def ecart_dit(b: str, a: str) -> str:
    """Comment se calcule l'écart."""
    return f"{b}, moins {a}."


def dates_differentes(a: str, b: str) -> str:
    """Deux dates : l'écart n'est pas seulement entre les territoires."""
    return f"Dates différentes : {a}, puis {b}. L'écart ne dit pas seulement une différence entre les territoires."


def unites_differentes(a: str, b: str) -> str:
    """Deux unités : rien ne se soustrait."""
    return f"Unités différentes ({a} et {b}) : ces deux valeurs ne se comparent pas."


def rang_sous_titre(indicateur: str, region: str, periodes: tuple[str, ...]) -> str:
    """« Maisons de santé, Occitanie, janvier 2026 » ; plusieurs dates sont toutes dites."""
    when = f"dates différentes : {' ; '.join(periodes)}" if len(periodes) > 1 else "".join(periodes)
    return ", ".join(part for part in (indicateur, region, when) if part)


def titre_page(a: str, b: str, indicateur: str) -> str:
    """Le titre de l'onglet du navigateur."""
    return f"{a} et {b} : {indicateur}"


def export_titre(a: str, b: str) -> str:
    """Le titre du fichier emporté."""
    return f"Comparaison : {a} et {b}"
