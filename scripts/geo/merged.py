"""Give back to the communes of COG 2026 the land of former communes that has no polygon.

The source drew its polygons before the mergers of 2025 and 2026: it dropped the communes that
disappeared, and did not always enlarge the one that took them in. Their land is a hole in the map.
Each hole is given to the adjacent commune that, by the COG, took in a commune without polygon.
"""

import numpy as np
import shapely

# Below, a hole is water or a defect of the drawing, not a commune.
SMALLEST_COMMUNE_M2 = 1e6
# Half the width under which a difference between two drawings of the same border is no land.
SLIVER_M = 150.0

# Communes merged without becoming delegated ones, so that the COG does not tell a merger of 2025
# from one of 1972: former commune -> the commune that took it in (COG, movements of communes).
MERGED_WITHOUT_DELEGATION = {
    "02311": "02589",  # Filain, Pargny-et-Filain
    "08300": "08439",  # Le Mont-Dieu, Tannay-le-Mont-Dieu
    "16238": "16023",  # Moutonneau, Aunac-sur-Charente
    "25297": "25364",  # Le Gratteris, Mamirolle
    "26371": "26289",  # Véronne, Saillans
    "42072": "42217",  # La Côte-en-Couzan, La Côte-Saint-Didier
    "71131": "71566",  # Ciel, Verdun-Ciel
    "72287": "72155",  # Saint-Gervais-en-Belin, Laigné-Saint-Gervais
}


def missing_land(coverage: np.ndarray, outline: shapely.Geometry | None) -> list[shapely.Polygon]:
    """Return what the clean coverage (metres) should cover and does not, if commune-sized.

    That is what it surrounds and, along the sea or a frontier, the parts of `outline` (the union of
    the cantons, drawn by the same source before the mergers; None to do without) it does not reach.
    """
    union = shapely.coverage_union_all(coverage)
    filled = shapely.union_all([shapely.Polygon(p.exterior) for p in shapely.get_parts(union)])
    gaps = list(shapely.get_parts(shapely.difference(filled, union)))
    if outline is not None:
        gaps += _without_slivers(shapely.difference(outline, filled))
    return [gap for gap in gaps if gap.area >= SMALLEST_COMMUNE_M2]


def _without_slivers(land: shapely.Geometry) -> list[shapely.Geometry]:
    core = shapely.buffer(land, -SLIVER_M, join_style="mitre")
    thick = shapely.buffer(core, SLIVER_M * 1.1, join_style="mitre")
    return list(shapely.get_parts(shapely.intersection(land, thick)))


def taker(adjacent: list[str], delegated: dict[str, str]) -> str | None:
    """Return the commune, among the `adjacent` ones, to which a hole belongs, or None.

    delegated: delegated or associated commune without polygon -> its seat. A commune of
    MERGED_WITHOUT_DELEGATION is looked for only when no delegated commune explains the hole. None
    when nothing or more than one commune explains it: a foreign enclave (Llívia), or a case to
    settle by hand.
    """
    for links in (delegated, MERGED_WITHOUT_DELEGATION):
        takers = {seat for seat in links.values() if seat in adjacent}
        if takers:
            return takers.pop() if len(takers) == 1 else None
    return None


def fill_holes(
    codes: list[str],
    coverage: np.ndarray,
    delegated: dict[str, str],
    outline: shapely.Geometry | None = None,
) -> tuple[np.ndarray, list[tuple[str, float]], list[tuple[list[str], float]]]:
    """Return the coverage with its missing land given to its taker, what was given, what was not.

    Given: (code_commune, km2). Not given: (adjacent communes, km2). Coverage in metres, clean.
    """
    filled = coverage.copy()
    tree = shapely.STRtree(coverage)
    place = {code: i for i, code in enumerate(codes)}
    given, left = [], []
    for gap in missing_land(coverage, outline):
        adjacent = sorted(codes[i] for i in tree.query(gap, predicate="dwithin", distance=1.0))
        seat, km2 = taker(adjacent, delegated), round(gap.area / 1e6, 2)
        if seat is None:
            left.append((adjacent, km2))
            continue
        filled[place[seat]] = shapely.union(filled[place[seat]], gap)
        given.append((seat, km2))
    return filled, sorted(given), left
