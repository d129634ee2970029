"""Les contours des communes, lus à la demande dans les tuiles de data/geo : de quoi dessiner un petit plan sans carte.

Une dalle est une tuile du niveau le plus fin (Mercator). On ne lit que celles d'un rectangle, et d'elles que les communes
demandées ; le fichier entier ne passe jamais en mémoire.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pmtiles.tile import zxy_to_tileid

from layers.geo.archive import directory
from layers.geo.tuiles import features

TUILES = "france.pmtiles"
ZOOM = 10
COTE = 4096  # pas de la grille d'une dalle : tout est rendu dans cette unité
EARTH_M = 40_075_016.686  # tour de la Terre à l'équateur (Mercator)
MOVE_TO, LINE_TO = 1, 2
Anneau = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Dalle:
    """Une dalle : son coin nord-ouest en pas de grille du monde, et les anneaux de ses communes ({numero: anneaux}).

    Les anneaux sont dans la même unité, y vers le sud, et débordent un peu de la dalle : à découper en dessinant.
    """

    x: int
    y: int
    communes: dict[int, tuple[Anneau, ...]]


class Contours:
    """Les contours d'un fichier de tuiles. ValueError à la création si ce n'en est pas un ; sans fichier, rien à dessiner."""

    def __init__(self, geo: Path):
        self._path = geo / TUILES
        self._directory = directory(self._path) if self._path.is_file() else {}
        self._dalle = lru_cache(maxsize=64)(self._read)

    def dalles(self, ouest: float, sud: float, est: float, nord: float, numeros: frozenset[int]) -> list[Dalle]:
        """Les dalles qui touchent un rectangle (degrés EPSG:4326), réduites aux communes `numeros`, sans dalle vide."""
        left, top = (math.floor(value / COTE) for value in grille(ouest, nord))
        right, bottom = (math.floor(value / COTE) for value in grille(est, sud))
        found = []
        for x in range(left, right + 1):
            for y in range(top, bottom + 1):
                kept = {n: rings(commands, x * COTE, y * COTE, step) for n, (commands, step) in self._communes(x, y, numeros)}
                if kept:
                    found.append(Dalle(x * COTE, y * COTE, kept))
        return found

    def _communes(self, x: int, y: int, numeros: frozenset[int]):
        extent, drawn = self._dalle(zxy_to_tileid(ZOOM, x, y))
        return ((n, (drawn[n], COTE // extent)) for n in sorted(numeros & drawn.keys()))

    def _read(self, number: int) -> tuple[int, dict[int, list[int]]]:
        if number not in self._directory:
            return COTE, {}
        start, length = self._directory[number]
        with self._path.open("rb") as file:
            file.seek(start)
            return features(gzip.decompress(file.read(length)), "communes")


def grille(longitude: float, latitude: float) -> tuple[float, float]:
    """Un point (degrés EPSG:4326) en pas de grille du monde : x vers l'est, y vers le sud."""
    world = COTE * 2**ZOOM
    y = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return (longitude / 360 + 0.5) * world, y * world


def metres_par_pas(latitude: float) -> float:
    """La longueur au sol d'un pas de grille, en mètres, à cette latitude."""
    return EARTH_M * math.cos(math.radians(latitude)) / (COTE * 2**ZOOM)


def rings(commands: list[int], x: int, y: int, step: int) -> tuple[Anneau, ...]:
    """Les anneaux d'une géométrie de tuile, décalés de (x, y) ; `step` : pas de grille par pas de la tuile."""
    found: list[list[tuple[int, int]]] = []
    at, column, row = 0, 0, 0
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command not in (MOVE_TO, LINE_TO):
            continue  # fermer l'anneau : il l'est toujours
        if command == MOVE_TO:
            found.append([])
        for _ in range(count):
            column += (commands[at] >> 1) ^ -(commands[at] & 1)
            row += (commands[at + 1] >> 1) ^ -(commands[at + 1] & 1)
            found[-1].append((x + column * step, y + row * step))
            at += 2
    return tuple(tuple(ring) for ring in found)
