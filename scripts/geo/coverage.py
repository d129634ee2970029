"""Polygons of the communes as one clean coverage: no gap, no overlap, shared borders shared."""

from typing import cast

import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer

# Metric projection in which each territory is cleaned and simplified: tolerances are metres there.
# Key: first characters of the code_commune; '' is the mainland and Corsica (RGF93 Lambert-93).
PROJECTIONS = {"971": 5490, "972": 5490, "973": 2972, "974": 2975, "976": 4471, "": 2154}
# Slivers between polygons of the source narrower than this are given to a neighbour. The widest of
# the source is about 20 m; real enclaves of nobody do not exist in France.
GAP_M = 50.0


def territory_of(code_commune: str) -> str:
    """Return the key of PROJECTIONS a commune is drawn in."""
    return code_commune[:3] if code_commune[:3] in PROJECTIONS else ""


def complete_polygons(
    own: dict[str, shapely.Geometry],
    former: dict[str, shapely.Geometry],
    seats: dict[str, list[str]],
) -> dict[str, shapely.Geometry]:
    """Return the polygon of each commune of `seats` that has one or whose former communes do.

    own: polygons published under the commune's code. former: polygons of delegated and associated
    communes. seats: for each commune, the codes of its former communes, its own code included when
    it is also one of them. A commune with neither is absent from the result.
    """
    polygons = {}
    for code, codes in seats.items():
        parts = [former[c] for c in codes if c in former]
        if code in own:
            polygons[code] = own[code]
        elif parts:
            polygons[code] = shapely.union_all(parts)
    return polygons


def project(geometries, source: int, target: int):
    """Return the geometries moved from one EPSG code to another, x before y."""
    move = Transformer.from_crs(source, target, always_xy=True).transform
    return shapely.transform(geometries, move, interleaved=False)


def clean(polygons: np.ndarray) -> np.ndarray:
    """Return the polygons (metres) as a valid coverage: same length, same order."""
    return np.asarray(shapely.coverage_clean(polygons, gap_width=GAP_M))


def simplify(coverage: np.ndarray, tolerance_m: float) -> np.ndarray:
    """Return the coverage simplified (Visvalingam-Whyatt), its shared borders still shared."""
    return np.asarray(shapely.coverage_simplify(coverage, tolerance_m))


def dissolve(coverage: np.ndarray, groups: np.ndarray) -> pd.Series:
    """Return one polygon per group, indexed by group, whose borders are borders of the coverage."""
    by_group = pd.Series(coverage).groupby(np.asarray(groups))
    return cast(pd.Series, by_group.agg(lambda part: shapely.coverage_union_all(part.to_numpy())))  # one value per group


def neighbours(coverage: np.ndarray) -> list[list[int]]:
    """Return, for each polygon, the sorted positions of those with which it shares a segment.

    A point in common is not a border. The coverage must be clean: two neighbours then have the
    same vertices along their border, so a shared border is a segment found twice.
    """
    rings, owners = _rings(coverage)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    same_ring = ring[1:] == ring[:-1]
    ends = np.sort(_vertex_numbers(coordinates)[_pairs(len(coordinates))[same_ring]], axis=1)
    owner = owners[ring[1:][same_ring]]
    order = np.lexsort((ends[:, 1], ends[:, 0]))
    ends, owner = ends[order], owner[order]
    twice = (ends[1:] == ends[:-1]).all(axis=1)
    found: list[set[int]] = [set() for _ in range(len(coverage))]
    for a, b in zip(owner[:-1][twice], owner[1:][twice], strict=True):
        if a != b:
            found[a].add(int(b))
            found[b].add(int(a))
    return [sorted(places) for places in found]


def _rings(coverage: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    parts, owners = shapely.get_parts(coverage, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return rings, owners[part]


def _vertex_numbers(coordinates: np.ndarray) -> np.ndarray:
    return np.unique(coordinates, axis=0, return_inverse=True)[1].reshape(-1)


def _pairs(length: int) -> np.ndarray:
    return np.column_stack([np.arange(length - 1), np.arange(1, length)])
