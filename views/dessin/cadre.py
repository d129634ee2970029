"""La fenêtre d'un plan : où elle est sur la grille des contours, et combien de pixels elle fait."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from layers.geo.contours import COTE, ZOOM, grille, metres_par_pas

# Autour de la commune : assez pour voir qui l'entoure ; jamais moins de neuf kilomètres de large.
MARGE, LARGEUR_MIN_M = 1.9, 9_000.0


@dataclass(frozen=True)
class Cadre:
    """La fenêtre du plan : son coin nord-ouest en pas de grille, les pixels par pas, sa taille en pixels."""

    x: float
    y: float
    echelle: float
    largeur: int
    hauteur: int

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.x) * self.echelle, (y - self.y) * self.echelle

    @property
    def degres(self) -> tuple[float, float, float, float]:
        """Ouest, sud, est, nord de la fenêtre, en degrés (EPSG:4326)."""
        right, bottom = self.x + self.largeur / self.echelle, self.y + self.hauteur / self.echelle
        return _longitude(self.x), _latitude(bottom), _longitude(right), _latitude(self.y)


def cadre_de(row: Mapping[str, float], largeur: int, hauteur: int, marge: float = MARGE) -> Cadre:
    """La fenêtre centrée sur l'emprise `row` (ouest, sud, est, nord), `marge` fois plus grande, de `largeur` sur `hauteur` pixels."""
    west, north = grille(row["ouest"], row["nord"])
    east, south = grille(row["est"], row["sud"])
    step = metres_par_pas((row["nord"] + row["sud"]) / 2)
    width = max((east - west) * marge, (south - north) * marge * largeur / hauteur, LARGEUR_MIN_M / step)
    scale = largeur / width
    return Cadre((west + east) / 2 - width / 2, (north + south) / 2 - hauteur / scale / 2, scale, largeur, hauteur)


def cadre_autour(points: Iterable[tuple[float, float]], largeur: int, hauteur: int, marge: float) -> Cadre:
    """La fenêtre qui montre tous ces points de la grille, et `marge` fois leur étendue."""
    xs, ys = zip(*points)
    middle = (min(ys) + max(ys)) / 2
    step = metres_par_pas(_latitude(middle))
    width = max((max(xs) - min(xs)) * marge, (max(ys) - min(ys)) * marge * largeur / hauteur, LARGEUR_MIN_M / step)
    scale = largeur / width
    return Cadre((min(xs) + max(xs)) / 2 - width / 2, middle - hauteur / scale / 2, scale, largeur, hauteur)


def _longitude(x: float) -> float:
    return (x / (COTE * 2**ZOOM) - 0.5) * 360


def _latitude(y: float) -> float:
    return math.degrees(math.atan(math.sinh((0.5 - y / (COTE * 2**ZOOM)) * 2 * math.pi)))
