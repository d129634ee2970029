"""Découper des anneaux à un rectangle, et les tracer sans dessiner la coupe.

Un plan fait de dalles a des coupes droites qui ne sont pas des limites de communes : le fond les couvre, le trait les saute.
Tout est découpé ici plutôt que par le navigateur : un SVG sans masque se peint partout, et se lit aussi bien dans un PDF.
"""

from __future__ import annotations

from collections.abc import Iterable

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]  # ouest, nord, est, sud ; y vers le sud


def commun(a: Rectangle, b: Rectangle) -> Rectangle:
    """Le rectangle que deux rectangles ont en commun (vide s'ils ne se touchent pas)."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def decoupe(ring: Iterable[Point], box: Rectangle) -> list[Point]:
    """L'anneau réduit au rectangle (Sutherland-Hodgman) ; vide s'il est entièrement dehors. Le dernier point rejoint le premier."""
    points = list(ring)
    for axis, limit, keep_greater in ((0, box[0], True), (1, box[1], True), (0, box[2], False), (1, box[3], False)):
        values = [point[axis] for point in points]
        first, last = min(values, default=limit), max(values, default=limit)
        if (last < limit) if keep_greater else (first > limit):
            return []  # tout est au-delà de ce côté
        # La plupart des anneaux sont en entier d'un côté : les parcourir point à point ne changerait rien.
        if (first < limit) if keep_greater else (last > limit):
            points = _half(points, axis, limit, keep_greater)
    return points


def _half(points: list[Point], axis: int, limit: float, keep_greater: bool) -> list[Point]:
    def inside(point: Point) -> bool:
        return point[axis] >= limit if keep_greater else point[axis] <= limit

    kept: list[Point] = []
    for before, point in zip([*points[-1:], *points[:-1]], points):
        if inside(before) != inside(point):
            kept.append(_crossing(before, point, axis, limit))
        if inside(point):
            kept.append(point)
    return kept


def _crossing(a: Point, b: Point, axis: int, limit: float) -> Point:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def traits(points: list[Point], box: Rectangle) -> list[list[Point]]:
    """Les lignes d'un anneau découpé, sans les côtés qui suivent le bord du rectangle."""
    lines: list[list[Point]] = []
    following = False
    for a, b in zip(points, [*points[1:], *points[:1]]):
        if _on_edge(a, b, box):
            following = False
            continue
        if not following:
            lines.append([a])
        lines[-1].append(b)
        following = True
    return lines


def inedites(line: list[Point], drawn: set[frozenset[Point]]) -> list[list[Point]]:
    """Les tronçons d'une ligne qu'aucune autre n'a encore tracés, au pixel ; ils entrent dans `drawn`.

    Une limite sépare deux communes : sans cela, elle serait écrite deux fois.
    """
    points = [(round(x), round(y)) for x, y in line]
    runs: list[list[Point]] = []
    following = False
    for a, b in zip(points, points[1:]):
        side = frozenset((a, b))
        if a == b or side in drawn:
            following = following and a == b
            continue
        drawn.add(side)
        if not following:
            runs.append([a])
        runs[-1].append(b)
        following = True
    return runs


def _on_edge(a: Point, b: Point, box: Rectangle) -> bool:
    return any(a[axis] == b[axis] == limit for axis, limit in ((0, box[0]), (1, box[1]), (0, box[2]), (1, box[3])))
