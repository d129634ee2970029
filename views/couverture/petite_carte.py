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
# Une étiquette, en pas : la largeur d'un signe, la hauteur d'une ligne, de son haut à son pied, et ce qui la sépare du rond.
SIGNE, LIGNE, HAMPE, ECART = 29, 58, 46, 10
Boite = tuple[float, float, float, float]


@dataclass(frozen=True)
class Rond:
    """Un rond : sa place et son rayon en pas du tracé, ce qu'il dit, sa classe CSS, le nombre écrit dedans (« » sans), son lien,
    et les lignes écrites à côté, si elles y tiennent."""

    x: float
    y: float
    rayon: float
    dit: str
    genre: str
    nombre: str = ""
    lien: str = ""
    lignes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Etiquette:
    """Des lignes de texte : x, y de la première, et de quel bord elles partent (text-anchor)."""

    x: float
    y: float
    ancre: str
    lignes: tuple[str, ...]


@dataclass(frozen=True)
class CarteDePoints:
    """Le SVG en données : son cadre (viewBox), les tracés des départements, les points du fond au premier plan, et ce qui s'écrit
    à côté d'eux."""

    cadre: str
    traces: tuple[str, ...]
    points: tuple[Rond, ...]
    etiquettes: tuple[Etiquette, ...]


def petite_carte(atlas: Atlas, contours: Silhouettes, points: Sequence[Rond]) -> CarteDePoints | None:
    """La carte de la région ; None si ses départements n'ont pas de contour ici (outre-mer)."""
    codes = [code for code in atlas.departements.index[atlas.departements["region"] == atlas.region] if code in contours.traces]
    if not codes:
        return None
    left, top, right, bottom = contours.cadre(codes)
    box = f"{left - MARGE} {top - MARGE} {right - left + 2 * MARGE} {bottom - top + 2 * MARGE}"
    frame = (left - MARGE, top - MARGE, right + MARGE, bottom + MARGE)
    return CarteDePoints(box, tuple(contours.traces[code] for code in codes), tuple(points), tuple(etiquettes(points, frame)))


def etiquettes(points: Sequence[Rond], frame: Boite) -> list[Etiquette]:
    """À droite du rond, sinon à gauche, dessous, dessus : la première place du cadre où rien n'est écrit ; sinon, pas d'étiquette."""
    named = [one for one in points if one.lignes]
    taken = [(one.x - one.rayon, one.y - one.rayon, one.x + one.rayon, one.y + one.rayon) for one in named]
    found = []
    for one in named:
        width, height = SIGNE * max(map(len, one.lignes)), LIGNE * len(one.lignes)
        beside, middle = one.rayon + ECART, one.y - height / 2
        tries = (
            (one.x + beside, middle, "start", 0.0),
            (one.x - beside, middle, "end", width),
            (one.x, one.y + beside, "middle", width / 2),
            (one.x, one.y - beside - height, "middle", width / 2),
        )
        for x, top, anchor, shift in tries:
            box = (x - shift, top, x - shift + width, top + height)
            inside = box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
            if inside and not any(_se_touchent(box, other) for other in taken):
                taken.append(box)
                found.append(Etiquette(round(x, 1), round(top + HAMPE, 1), anchor, one.lignes))
                break
    return found


def _se_touchent(one: Boite, other: Boite) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def places(longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Des degrés EPSG:4326 aux pas du tracé (n × 2), y vers le bas."""
    x, y = _lambert().transform(longitudes, latitudes)
    return np.column_stack([np.asarray(x) / PAS_M, (NORD_M - np.asarray(y)) / PAS_M]).round(1)


@lru_cache(maxsize=1)
def _lambert():
    from pyproj import Transformer  # à la première carte seulement

    return Transformer.from_crs(4326, 2154, always_xy=True)
