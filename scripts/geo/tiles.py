"""Cut the levels of detail into vector tiles."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from scripts.geo import mvt

# Half the width of the world in Web Mercator metres.
WORLD_M = 20_037_508.342789244
Place = tuple[int, int, int]


@dataclass(frozen=True)
class Layer:
    """Polygons (Mercator metres) of one layer; the position of each is its id in the tiles."""

    name: str
    polygons: np.ndarray
    codes: list[str] | None = None


def cut(layers: list[Layer], zoom: int, extent: int) -> dict[Place, bytes]:
    """Return the tiles {(zoom, x, y): bytes} of one zoom. No feature is left out of its tile.

    extent: grid steps along the side of a tile, a power of two.
    """
    tiles: dict[Place, bytearray] = {}
    for layer in layers:
        for place, members in _members(layer.polygons, zoom).items():
            features = list(_features(layer, members, place, extent))
            if features:
                tiles.setdefault(place, bytearray()).extend(mvt.layer(layer.name, features, extent))
    return {place: bytes(body) for place, body in tiles.items()}


def _members(polygons: np.ndarray, zoom: int) -> dict[Place, list[int]]:
    """Return, for each tile, the positions of the polygons whose bounds meet it, buffer included."""
    size = 2 * WORLD_M / 2**zoom
    margin = size * mvt.BUFFER
    west, south, east, north = shapely.bounds(polygons).T
    columns = _range(west - margin + WORLD_M, east + margin + WORLD_M, size)
    rows = _range(WORLD_M - north - margin, WORLD_M - south + margin, size)
    members: dict[Place, list[int]] = {}
    for i, (x0, x1, y0, y1) in enumerate(zip(*columns, *rows, strict=True)):
        for x in range(x0, x1 + 1):
            for y in range(y0, y1 + 1):
                members.setdefault((zoom, x, y), []).append(i)
    return members


def _range(low: np.ndarray, high: np.ndarray, size: float) -> tuple[list[int], list[int]]:
    return (low // size).astype(int).tolist(), (high // size).astype(int).tolist()


def _features(layer: Layer, members: list[int], place: Place, extent: int) -> Iterator[tuple]:
    zoom, x, y = place
    size = 2 * WORLD_M / 2**zoom
    unit = size / extent
    origin = (x * size - WORLD_M, WORLD_M - y * size)
    margin = size * mvt.BUFFER
    tile = shapely.box(origin[0], origin[1] - size, origin[0] + size, origin[1])
    window = shapely.box(origin[0] - margin, origin[1] - size - margin, origin[0] + size + margin, origin[1] + margin)
    shapely.prepare([tile, window])
    shapes = layer.polygons[members]
    inside = shapely.contains(window, shapes)
    cut_shapes = shapes.copy()
    cut_shapes[~inside] = shapely.intersection(shapes[~inside], window)
    for i, whole, shape in zip(members, shapes, cut_shapes, strict=True):
        rings = mvt.grid_rings(shape, origin, unit)
        if not rings and tile.contains(whole.representative_point()):
            rings = mvt.dot(whole, origin, unit)
        if rings:
            yield i, rings, layer.codes[i] if layer.codes else None
