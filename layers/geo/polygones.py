"""Les contours entiers des communes, recousus à partir des dalles de data/geo : de quoi écrire un fichier géographique.

Une dalle coupe les communes à son bord ; on garde de chacune ce qui est dans la dalle, puis on réunit les morceaux. Les
limites communes restent communes : les deux voisines ont les mêmes points, sur la même grille (neuf mètres environ).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from layers.geo.contours import COTE, ZOOM, Anneau, Contours

if TYPE_CHECKING:
    from shapely import Geometry

MONDE = COTE * 2**ZOOM


class Polygones:
    """Les contours entiers d'un fichier de tuiles. shapely n'est chargé qu'au premier appel : il pèse sur le démarrage."""

    def __init__(self, contours: Contours):
        self._contours = contours
        self._entiers = lru_cache(maxsize=8)(self._stitched)

    def de(self, communes: pd.DataFrame) -> dict[int, Geometry]:
        """{numero: polygone ou multipolygone} des communes (numero, ouest, sud, est, nord), en pas de grille du monde, y vers
        le sud. Une commune absente des tuiles n'y est pas."""
        if communes.empty:
            return {}
        box = (communes["ouest"].min(), communes["sud"].min(), communes["est"].max(), communes["nord"].max())
        return self._entiers(tuple(map(float, box)), frozenset(int(n) for n in communes["numero"]))

    def _stitched(self, box: tuple[float, ...], numeros: frozenset[int]) -> dict[int, Geometry]:
        import shapely

        pieces: dict[int, list[Geometry]] = {}
        for dalle in self._contours.dalles(*box, numeros):
            frame = shapely.box(dalle.x, dalle.y, dalle.x + COTE, dalle.y + COTE)
            for number, rings in dalle.communes.items():
                pieces.setdefault(number, []).append(shapely.intersection(_surface(rings), frame))
        whole = {number: _areas(shapely.union_all(parts, grid_size=1)) for number, parts in pieces.items()}
        return {number: shape for number, shape in whole.items() if not shape.is_empty}


def _surface(rings: Iterable[Anneau]) -> Geometry:
    """La surface d'une géométrie de tuile : un anneau du sens du premier en commence une, l'autre sens y fait un trou."""
    import shapely

    known = [ring for ring in rings if len(ring) > 2]
    groups: list[list[Anneau]] = []
    for ring in known:
        if not groups or (_area(ring) > 0) == (_area(known[0]) > 0):
            groups.append([ring])
        else:
            groups[-1].append(ring)
    return shapely.make_valid(shapely.MultiPolygon([(shell, holes) for shell, *holes in groups]))


def _area(ring: Anneau) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0])))


def _areas(shape: Geometry) -> Geometry:
    """Les surfaces seulement : une limite qui suit le bord d'une dalle y laisse parfois une ligne."""
    import shapely

    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if len(parts) != 1 else parts[0]


def en_degres(shape: Geometry) -> Geometry:
    """De la grille du monde aux degrés EPSG:4326 (longitude, latitude)."""
    import shapely

    def degrees(points: np.ndarray) -> np.ndarray:
        latitude = np.degrees(np.arctan(np.sinh((0.5 - points[:, 1] / MONDE) * 2 * np.pi)))
        return np.column_stack([(points[:, 0] / MONDE - 0.5) * 360, latitude])

    return shapely.transform(shape, degrees)
