"""La silhouette de chaque département, pour une petite carte : des tracés SVG, écrits une fois par scripts/build_contours.py."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from layers.socle.defauts import DataError, Defect

MOVE = re.compile(r"M(-?\d+),(-?\d+)l([^z]*)z")


@dataclass(frozen=True)
class Silhouettes:
    """traces : {code de département: tracé SVG, en pas entiers de Lambert-93, y vers le bas} ; source : à citer.

    L'outre-mer n'y est pas. Les cadres sont ceux des tracés : (gauche, haut, droite, bas), dans les mêmes pas ;
    les centres, leurs centres de gravité (x, y).
    """

    source: str
    traces: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cadres: Mapping[str, tuple[int, int, int, int]] = field(default_factory=lambda: MappingProxyType({}))
    centres: Mapping[str, tuple[float, float]] = field(default_factory=lambda: MappingProxyType({}))

    def cadre(self, codes: list[str]) -> tuple[int, int, int, int]:
        """Le cadre qui contient ces départements ; ValueError si aucun n'a de contour."""
        boxes = [self.cadres[code] for code in codes if code in self.cadres]
        return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def read_silhouettes(path: Path) -> Silhouettes:
    """Lit departements.json ; DataError s'il n'est pas ce que le script écrit. Sans fichier, rien à dessiner."""
    if not path.is_file():
        return Silhouettes("")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        traces = dict(content["departements"])
        boxes = {code: _cadre(trace) for code, trace in traces.items()}
        centres = {code: _centre(trace) for code, trace in traces.items()}
        return Silhouettes(content["source"], MappingProxyType(traces), MappingProxyType(boxes), MappingProxyType(centres))
    except (OSError, ValueError, KeyError) as error:
        raise DataError([Defect(path.name, None, "", "les silhouettes écrites par scripts/build_contours.py", str(error))]) from None


Point = tuple[int, int]


def _anneaux(trace: str) -> list[list[Point]]:
    """Les anneaux d'un tracé, en points absolus."""
    rings = []
    for x, y, moves in MOVE.findall(trace):
        ring = [(int(x), int(y))]
        for move in moves.split():
            dx, dy = map(int, move.split(","))
            ring.append((ring[-1][0] + dx, ring[-1][1] + dy))
        rings.append(ring)
    return rings


def _cadre(trace: str) -> tuple[int, int, int, int]:
    xs, ys = zip(*(point for ring in _anneaux(trace) for point in ring))
    return (min(xs), min(ys), max(xs), max(ys))


def _centre(trace: str) -> tuple[float, float]:
    """Le centre de gravité du plus grand anneau : où écrire le nombre d'un département."""
    area, cx, cy = max((_moments(ring) for ring in _anneaux(trace)), key=lambda moments: abs(moments[0]))
    return (round(cx / (3 * area), 1), round(cy / (3 * area), 1))


def _moments(ring: list[Point]) -> tuple[float, float, float]:
    """(deux fois l'aire, moments en x et en y) d'un anneau : formule du lacet."""
    area = cx = cy = 0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]]):
        cross = x0 * y1 - x1 * y0
        area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    return area, cx, cy
