"""Une petite carte de la région, en SVG : les départements, et des points (sites, communes choisies). Elle se lit sans script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from layers.atlas import Atlas
from layers.geo.silhouettes import Silhouettes

# Le pas et le nord des tracés (scripts/build_contours.py), en mètres de Lambert-93.
PAS_M, NORD_M = 200, 7_200_000
MARGE = 60


@dataclass(frozen=True)
class Point:
    """Un rond : sa place et son rayon en pas du tracé, ce qu'il dit, sa classe CSS, le nombre écrit dedans (« » sans), son lien."""

    x: float
    y: float
    rayon: float
    dit: str
    genre: str
    nombre: str = ""
    lien: str = ""


@dataclass(frozen=True)
class PetiteCarte:
    """Le SVG en données : son cadre (viewBox), les tracés des départements, les points du fond au premier plan."""

    cadre: str
    traces: tuple[str, ...]
    points: tuple[Point, ...]


def petite_carte(atlas: Atlas, contours: Silhouettes, points: Sequence[Point]) -> PetiteCarte | None:
    """La carte de la région ; None si ses départements n'ont pas de contour ici (outre-mer)."""
    codes = [code for code in atlas.departements.index[atlas.departements["region"] == atlas.region] if code in contours.traces]
    if not codes:
        return None
    left, top, right, bottom = contours.cadre(codes)
    box = f"{left - MARGE} {top - MARGE} {right - left + 2 * MARGE} {bottom - top + 2 * MARGE}"
    return PetiteCarte(box, tuple(contours.traces[code] for code in codes), tuple(points))


def places(longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Des degrés EPSG:4326 aux pas du tracé (n × 2), y vers le bas."""
    x, y = _lambert().transform(longitudes, latitudes)
    return np.column_stack([np.asarray(x) / PAS_M, (NORD_M - np.asarray(y)) / PAS_M]).round(1)


@lru_cache(maxsize=1)
def _lambert():
    from pyproj import Transformer  # à la première carte seulement

    return Transformer.from_crs(4326, 2154, always_xy=True)
