"""Les totaux publiés d'un département pour une couche communale ou une catégorie de structures (data/facts/departements.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from layers.faits.fait import Fait
from layers.registre import comptes
from layers.registre.catalogue import Couche, Structure
from layers.socle.defauts import Checker

COMMUNES, APL = "communes", "apl"


@dataclass(frozen=True, eq=False)
class Totaux:
    """Les totaux d'un département, dans l'ordre des classes de la couche.

    counts : (k,) entiers, communes par classe. shares : (k,) part de la population, en fraction, de somme 1, ou None
    quand elle n'est pas publiée. period : la date que porte la source.
    """

    counts: np.ndarray
    shares: np.ndarray | None
    period: str


def totaux(measures: Mapping[str, Fait], couche: Couche) -> Totaux | None:
    """Les totaux d'une couche de classes dans un département ; None si rien n'en est publié.

    `measures` : {indicateur de la carte: Fait} du département. Lève DataError si un total n'est pas un entier.
    """
    counted = [measures.get(comptes.identifiant(couche, classe.code, comptes.COMMUNES)) for classe in couche.classes]
    if not any(counted):
        return None
    counts = np.array([fait.nombre if fait else 0 for fait in counted], dtype=float)
    if couche.reader == "montagne":
        counts = _montagne(counts, measures)
    if counts is None:
        return None
    whole = bool(np.all(counts == np.floor(counts)) and np.all(counts >= 0))
    checker = Checker("departements.csv")
    checker.expect(whole, column="value", expected=f"des nombres entiers de communes (« {couche.id} »)", found=counts)
    checker.raise_if_any()
    shared = [measures.get(comptes.identifiant(couche, classe.code, comptes.POPULATION)) for classe in couche.classes]
    percents = np.array([fait.nombre if fait else 0 for fait in shared], dtype=float)
    period = max(fait.periode for fait in counted if fait)
    return Totaux(counts.astype(int), percents / percents.sum() if percents.sum() > 0 else None, period)


def _montagne(counts: np.ndarray, measures: Mapping[str, Fait]) -> np.ndarray | None:
    """Seules les communes classées (la première classe) sont comptées ; l'éditeur range toutes les autres hors montagne."""
    if COMMUNES not in measures:
        return None
    return np.array([counts[0], measures[COMMUNES].nombre - counts[0]])


def sites_number(measures: Mapping[str, Fait], structure: Structure) -> int | None:
    """Combien de structures de cette catégorie dans le département ; None si ce n'est pas publié."""
    return int(measures[structure.id].nombre) if structure.id in measures else None
