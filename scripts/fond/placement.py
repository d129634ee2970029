"""Où poser les noms d'une région : les départements dans eux-mêmes, les villes à leur point, sans chevauchement.

Tout se mesure en pixels, à l'échelle où la région tient dans la carte d'un portable. Le calcul est fait une fois ; la carte
garde la même ancre dans tous ses états.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
# De quel côté du point se lit le nom, de la préférée à la moins bonne ; (dx, dy) : le coin de la boîte qui touche le point.
SIDES = {"E": (0, -0.5), "W": (-1, -0.5), "NE": (0, -1), "SE": (0, 0), "NW": (-1, -1), "SW": (-1, 0), "N": (-0.5, -1), "S": (-0.5, 0)}
GAP = {"E": (8, 0), "W": (-8, 0), "NE": (5, -2), "SE": (5, 2), "NW": (-5, -2), "SW": (-5, 2), "N": (0, -7), "S": (0, 7)}
DOT, OVERLAP, COVERED, CUT, STARTS, SEED = 5, 1000.0, 40.0, 400.0, 14, 1


@dataclass(frozen=True)
class Name:
    """Un nom à poser : `places`, ses (étiquette, boîte, coût propre) possibles ; `dot`, la boîte du point d'une ville, ou None."""

    key: str
    places: tuple[tuple[object, Box, float], ...]
    dot: Box | None = field(default=None)


def town(key: str, x: float, y: float, width: float, height: float, frame: Box) -> Name:
    """Une ville : huit ancres autour de son point, celles qui sortent du cadre de la carte en dernier recours."""
    places = []
    for cost, (side, (dx, dy)) in enumerate(SIDES.items()):
        left, top = x + GAP[side][0] + dx * width, y + GAP[side][1] + dy * height
        box = (left, top, left + width, top + height)
        places.append((side, box, cost + (0.0 if within(box, frame) else CUT)))
    return Name(key, tuple(places), (x - DOT, y - DOT, x + DOT, y + DOT))


def place(names: Sequence[Name]) -> tuple[dict[str, object], float]:
    """{clé: étiquette retenue} et le coût : descente, nom après nom, depuis quatorze départs tirés d'une graine fixe."""
    draw = random.Random(SEED)
    best: tuple[list[int], float] | None = None
    for _ in range(STARTS):
        chosen = [draw.randrange(len(name.places)) for name in names]
        found = _descend(names, chosen)
        if best is None or found[1] < best[1]:
            best = found
    if best is None:
        return {}, 0.0
    return {name.key: name.places[at][0] for name, at in zip(names, best[0])}, best[1]


def clashes(names: Sequence[Name], chosen: dict[str, object]) -> list[tuple[str, str]]:
    """Les paires dont les noms se chevauchent."""
    boxes = [(name.key, next(box for label, box, _ in name.places if label == chosen[name.key])) for name in names]
    return [(a, b) for i, (a, one) in enumerate(boxes) for b, two in boxes[i + 1 :] if overlap(one, two)]


def overlap(a: Box, b: Box) -> bool:
    """Vrai si deux boîtes ont une surface commune."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def within(box: Box, frame: Box) -> bool:
    """Vrai si la boîte est tout entière dans le cadre."""
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _descend(names: Sequence[Name], chosen: list[int]) -> tuple[list[int], float]:
    moved = True
    while moved:
        moved = False
        for i in range(len(names)):
            costs = [_cost(names, chosen, i, at) for at in range(len(names[i].places))]
            at = min(range(len(costs)), key=costs.__getitem__)
            if costs[at] < costs[chosen[i]] - 1e-9:
                chosen[i], moved = at, True
    return chosen, sum(_cost(names, chosen, i, chosen[i]) for i in range(len(names)))


def _cost(names: Sequence[Name], chosen: list[int], i: int, at: int) -> float:
    """Le coût du nom i posé en `at` : le sien, celui de ses chevauchements, et des points de ville qu'il couvre."""
    _, box, own = names[i].places[at]
    total = own
    for j, other in enumerate(names):
        if j == i:
            continue
        if overlap(box, other.places[chosen[j]][1]):
            total += OVERLAP
        if other.dot is not None and overlap(box, other.dot):
            total += COVERED
        if names[i].dot is not None and overlap(names[i].dot, other.places[chosen[j]][1]):
            total += COVERED
    return total


Measure = Callable[[str], float]
