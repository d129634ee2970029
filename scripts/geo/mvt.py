"""Encode polygons as Mapbox Vector Tile layers (version 2.1 of the format).

GDAL can write vector tiles, but (3.12) it writes no feature id, which the map's feature state
needs, and it drops what collapses on the grid, which leaves holes. Hence this encoder: it keeps
every polygon, and a vertex shared by two polygons falls on the same point of the grid for both.
https://github.com/mapbox/vector-tile-spec/tree/master/2.1
"""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely

# Polygons go this share of the tile beyond it (8 pixels), so that outlines drawn along the cut stay
# out of sight.
BUFFER = 1 / 64

_MOVE_TO, _LINE_TO, _CLOSE_PATH = 1, 2, 7
_POLYGON = 3


def layer(name: str, features: Iterable[tuple[int, list[np.ndarray], str | None]], extent: int):
    """Return the bytes of a layer field of a tile whose side counts `extent` grid steps.

    features: (id, rings in grid units as `grid_rings` gives them, value of `code` or None).
    """
    body = bytearray(_text(1, name))
    values: list[str] = []
    for number, rings, code in features:
        tags = b""
        if code is not None:
            tags = _block(2, _varint(0) + _varint(len(values)))
            values.append(code)
        geometry = _block(4, _commands(rings))
        body += _block(2, _number(1, number) + tags + _number(3, _POLYGON) + geometry)
    if values:
        body += _text(3, "code")
    for value in values:
        body += _block(4, _text(1, value))
    body += _number(5, extent) + _number(15, 2)
    return _block(3, bytes(body))


def grid_rings(geometry: shapely.Geometry, origin: tuple[float, float], unit: float) -> list:
    """Return the rings of a polygon on the tile's grid: int arrays (n, 2), not closed, y down.

    origin: north-west corner of the tile, and unit: size of a grid step, both in the geometry's
    projection. Exteriors turn clockwise on screen and holes the other way, as the format asks.
    Rings that collapse are dropped; the list is empty when all do.
    """
    rings = []
    for part in shapely.get_parts(geometry):
        if part.geom_type != "Polygon":
            continue
        exterior = _on_grid(part.exterior, origin, unit, clockwise=True)
        if exterior is not None:
            holes = (_on_grid(hole, origin, unit, clockwise=False) for hole in part.interiors)
            rings += [exterior, *(hole for hole in holes if hole is not None)]
    return rings


def dot(geometry: shapely.Geometry, origin: tuple[float, float], unit: float) -> list[np.ndarray]:
    """Return the smallest square of the grid around a polygon too small to have an area there."""
    x, y = shapely.get_coordinates(geometry.representative_point())[0]
    column, row = int((x - origin[0]) // unit), int((origin[1] - y) // unit)
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    return [np.array(corners)]


def _on_grid(ring, origin, unit, *, clockwise: bool) -> np.ndarray | None:
    points = shapely.get_coordinates(ring)[:-1]
    grid = np.rint((points - origin) / (unit, -unit)).astype(np.int64)
    grid = grid[(grid != np.roll(grid, 1, axis=0)).any(axis=1)]
    if len(grid) < 3:
        return None
    x, y = grid.T
    area = int(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y))
    if area == 0:
        return None
    return grid if (area > 0) == clockwise else grid[::-1]


def _commands(rings: list[np.ndarray]) -> bytes:
    flat: list[int] = []
    cursor = np.zeros((1, 2), dtype=np.int64)
    for ring in rings:
        steps = np.diff(np.concatenate([cursor, ring]), axis=0).ravel()
        zigzag = ((steps << 1) ^ (steps >> 63)).tolist()
        flat += [_MOVE_TO | 1 << 3, *zigzag[:2], _LINE_TO | (len(ring) - 1) << 3, *zigzag[2:]]
        flat.append(_CLOSE_PATH | 1 << 3)
        cursor = ring[-1:]
    return b"".join(map(_varint, flat))


def _varints() -> Iterator[bytes]:
    for value in range(1 << 14):
        yield bytes([value]) if value < 128 else bytes([value & 127 | 128, value >> 7])


_SHORT = tuple(_varints())


def _varint(value: int) -> bytes:
    if value < len(_SHORT):
        return _SHORT[value]
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _block(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field: int, content: str) -> bytes:
    return _block(field, content.encode())
