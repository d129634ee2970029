"""Le modèle publié des minutes : ordonnée + minutes par kilomètre à vol d'oiseau, en plaine et en montagne, et sa bande.

Ses coefficients et sa table d'erreurs sont dans data/acces/modele.toml, écrits par scripts/modele_acces.py.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

# Les codes de la couche « montagne » du registre.
EN_MONTAGNE, EN_PLAINE = "C", "NC"


@dataclass(frozen=True)
class Droite:
    """minutes = ordonnee + par_km × kilomètres."""

    ordonnee: float
    par_km: float

    def minutes(self, km: np.ndarray) -> np.ndarray:
        return self.ordonnee + self.par_km * km


@dataclass(frozen=True)
class Relief:
    """L'estimation d'un relief, et les deux bords de la bande : le temps y est neuf fois sur dix."""

    estimee: Droite
    basse: Droite
    haute: Droite


@dataclass(frozen=True, eq=False)
class Modele:
    """`erreurs` : la table publiée, {pli ou ensemble: {mesure: valeur}} ; `provenance` : d'où viennent les coefficients."""

    plaine: Relief
    montagne: Relief
    erreurs: Mapping[str, Mapping[str, float]]
    provenance: Mapping[str, str]

    def minutes(self, km: np.ndarray, relief: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(estimées, bas de la bande, haut de la bande) pour `km` (n, ou n × m) et le code de relief de chaque ligne.

        NaN quand la distance est inconnue, ou quand le relief n'est pas publié : le modèle n'est ajusté ni sur ces communes ni
        outre-mer. La bande contient toujours l'estimation et ne descend pas sous zéro.
        """
        found = [np.full(km.shape, np.nan) for _ in range(3)]
        for code, one in ((EN_PLAINE, self.plaine), (EN_MONTAGNE, self.montagne)):
            rows = relief == code
            for table, line in zip(found, (one.estimee, one.basse, one.haute)):
                table[rows] = line.minutes(km[rows])
        estimees, basses, hautes = (np.round(table, 6) for table in found)
        return estimees, np.minimum(np.maximum(basses, 0.0), estimees), np.maximum(hautes, estimees)


def modele_de(data: Path) -> Modele:
    """Le modèle publié des minutes, sous le dossier des données du dépôt."""
    return read_modele(data / "acces" / "modele.toml")


def read_modele(path: Path) -> Modele:
    """Le modèle de `path` (modele.toml). KeyError ou TOMLDecodeError s'il n'est pas de cette forme."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))

    def relief(name: str) -> Relief:
        lines = told[name]
        return Relief(*(Droite(lines[line]["ordonnee"], lines[line]["par_km"]) for line in ("estimee", "basse", "haute")))

    return Modele(relief("plaine"), relief("montagne"), told["erreurs"], told["provenance"])
