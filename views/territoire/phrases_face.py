"""Les phrases du face à face."""

from __future__ import annotations

from layers.geo.territoire import Territoire
from views.ecriture import phrases as w
from views.ecriture.lieux import capitale
from views.ecriture.phrases_articles import du, le

PREMIER, SECOND = "Premier territoire", "Second territoire"
CHAMP = "Région, département, intercommunalité ou commune"
COMPARER, ECHANGER = "Comparer", "Échanger"
AVEC = "Comparer"
AVEC_AUTRE = "avec…"
CE_QUI_LE_CONTIENT, SEMBLABLES, AUTRES_REGIONS = "Ce qui le contient", "Ses semblables", "Autres régions"
COLONNES = ("Taux", "Écart", "Place", "Région", "France")
MOINS_FAVORABLE = "côté le moins favorable"
LECTURE = (
    "Le triangle montre le côté le moins favorable. L'écart est celui des valeurs écrites (second − premier), en points pour deux parts. "
    "À gauche de l'épine, le moins favorable ; à droite, le plus favorable."
)
COMMUNE = "D'une commune, la classe remplace la part, et la distance est la sienne."
SANS_TAUX = "Aucun taux n'est publié pour les deux."
INDICATEUR = "Un indicateur, en rang et en carte"
NOMBRES = ("aucun", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")


def constat(a: Territoire, b: Territoire, derriere: tuple[int, int], publies: int) -> str:
    """« L'Aveyron devance la Lozère sur sept taux de neuf » ; à égalité, ou sans taux commun, les deux noms et ce qu'il en est.

    `derriere` : sur combien de taux a, puis b, est le moins favorable ; `publies` : combien le sont pour les deux.
    """
    if not any(derriere):
        return f"{a.nom} et {b.nom}"
    first, second, n = (b, a, derriere[0]) if derriere[0] >= derriere[1] else (a, b, derriere[1])
    if derriere[0] == derriere[1]:
        return f"{capitale(_le(a))} et {_le(b)} : chacun devant sur {_n(n)} taux"
    verb = "devancent" if _le(first).startswith("les ") else "devance"
    return f"{capitale(_le(first))} {verb} {_le(second)} sur {_n(n)} taux de {_n(publies)}"


def _le(one: Territoire) -> str:
    return le(one.nom, one.niveau)


def _n(n: int) -> str:
    return NOMBRES[n] if n < len(NOMBRES) else w.entier(n)


def dossier(one: Territoire) -> str:
    """« Le dossier du Lot », « La fiche de Figeac »."""
    return f"{'La fiche' if one.niveau == 'com' else 'Le dossier'} {du(one.nom, one.niveau)}"


COMPARER_INDICATEUR = "Comparer cet indicateur"
