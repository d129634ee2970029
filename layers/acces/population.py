"""Les populations dont on compte l'accès : toutes les communes, ou celles d'un zonage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.acces.modele import EN_MONTAGNE
from layers.atlas import ABSENT
from layers.geo.perimetres import AUCUNE

TOUTES = "tous"


@dataclass(frozen=True)
class CritereDePopulation:
    """Une colonne de l'Atlas, et les valeurs qui font qu'une commune compte (`sauf` : celles qui ne le font pas)."""

    colonne: str
    valeurs: tuple[str, ...] = ()
    sauf: tuple[str, ...] = ()

    def garde(self, communes: pd.DataFrame) -> np.ndarray:
        column = communes[self.colonne]
        return (column.isin(self.valeurs) if self.valeurs else ~column.isin(self.sauf)).to_numpy()


POPULATIONS: Mapping[str, CritereDePopulation] = {
    "zip": CritereDePopulation("zonage-medecins", ("ZIP",)),
    "montagne": CritereDePopulation("montagne", (EN_MONTAGNE,)),
    "frr": CritereDePopulation("frr", ("FRR", "FRR+")),
    "qpv": CritereDePopulation("qpv", sauf=(ABSENT, AUCUNE)),
}


def communes_de(communes: pd.DataFrame, population: str) -> np.ndarray:
    """Les lignes de `communes` que compte `population` (TOUTES, ou une clé de POPULATIONS). KeyError si elle n'existe pas."""
    return np.ones(len(communes), dtype=bool) if population == TOUTES else POPULATIONS[population].garde(communes)


def populations_presentes(communes: pd.DataFrame) -> tuple[str, ...]:
    """TOUTES, puis celles qu'au moins une commune a : un zonage absent des données n'est pas proposé."""
    return (TOUTES, *(name for name, critere in POPULATIONS.items() if critere.garde(communes).any()))
