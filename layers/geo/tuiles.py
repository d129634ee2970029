"""Extract, from the tiles of France, the archive of one region: its communes only, every département and region.

At the scale of a region, seven tenths of the bytes of the opening tiles are communes of other regions, which the
page never draws. Features are copied byte for byte: nothing is decoded nor simplified again.
"""

import gzip
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from layers.geo import pmtiles

_HEADER = struct.Struct("<11Q4B2B4i")
_MAGIC = b"PMTiles\x03"
_LAYER_FIELD, _NAME_FIELD, _FEATURE_FIELD, _ID_FIELD, _GEOMETRY_FIELD, _EXTENT_FIELD = 3, 1, 2, 1, 4, 5


class Archive(NamedTuple):
    """A PMTiles archive in memory: {tile id: uncompressed bytes}, metadata, (west, south, east, north) in degrees."""

    tiles: dict[int, bytes]
    metadata: dict
    bounds: tuple[float, float, float, float]


def extract(france: Path, first: int, last: int, target: Path) -> None:
    """Write to `target` the archive `france` without the communes whose id is outside [first, last]."""
    archive = read(france)
    kept = {place(number): without_others(tile, first, last) for number, tile in archive.tiles.items()}
    pmtiles.write(target, {key: tile for key, tile in kept.items() if tile}, archive.metadata, archive.bounds)


def read(path: Path) -> Archive:
    """Read a PMTiles v3 archive that has one directory, gzip-compressed, as `pmtiles.write` makes them.

    Raises ValueError when the file is not one.
    """
    content = path.read_bytes()
    numbers, directory = _directory(path.name, content)
    _, _, meta_at, meta_size = numbers[:4]
    metadata = json.loads(gzip.decompress(content[meta_at : meta_at + meta_size]))
    tiles = {number: gzip.decompress(content[start : start + length]) for number, (start, length) in directory.items()}
    west, south, east, north = (degrees / 1e7 for degrees in numbers[17:21])
    return Archive(tiles, metadata, (west, south, east, north))


def directory(path: Path) -> dict[int, tuple[int, int]]:
    """Return {tile id: (its place in the file, its length, still compressed)}, reading only the head of the archive.

    Raises ValueError when the file is not such an archive, see `read`.
    """
    with path.open("rb") as file:
        return _directory(path.name, file.read(pmtiles.FIRST_REQUEST))[1]


def features(tile: bytes, layer: str) -> tuple[int, dict[int, list[int]]]:
    """Return (extent, {feature id: its geometry, as the integers of the format}) of a layer of an uncompressed tile.

    A layer that is not there has no feature; its extent is then 0.
    """
    for field, value, _ in _fields(tile):
        if field != _LAYER_FIELD or next(bytes(v) for f, v, _ in _fields(value) if f == _NAME_FIELD) != layer.encode():
            continue
        extent, found = 0, {}
        for inner, content, _ in _fields(value):
            if inner == _EXTENT_FIELD:
                extent = _number(content)
            elif inner == _FEATURE_FIELD:
                parts = {f: v for f, v, _ in _fields(content)}
                found[_number(parts[_ID_FIELD])] = _varints(parts[_GEOMETRY_FIELD])
        return extent, found
    return 0, {}


def without_others(tile: bytes, first: int, last: int) -> bytes:
    """Return a vector tile whose layer `communes` keeps only the features of id in [first, last]; b"" when nothing is left."""
    out = bytearray()
    for field, value, raw in _fields(tile):
        if field != _LAYER_FIELD:
            out += raw
            continue
        name = next(bytes(v) for f, v, _ in _fields(value) if f == _NAME_FIELD)
        out += raw if name != b"communes" else _kept_layer(value, first, last)
    return bytes(out)


def place(number: int) -> tuple[int, int, int]:
    """Return (zoom, x, y) of a tile id: the inverse of `pmtiles.tile_id`."""
    zoom, start = 0, 0
    while number >= start + 4**zoom:
        start += 4**zoom
        zoom += 1
    rest, x, y, step = number - start, 0, 0, 1
    while step < 1 << zoom:
        right = 1 & (rest >> 1)
        down = 1 & (rest ^ right)
        if not down:
            if right:
                x, y = step - 1 - x, step - 1 - y
            x, y = y, x
        x, y = x + step * right, y + step * down
        rest >>= 2
        step <<= 1
    return zoom, x, y


def _kept_layer(layer: bytes, first: int, last: int) -> bytes:
    body = bytearray()
    count = 0
    for field, value, raw in _fields(layer):
        if field == _FEATURE_FIELD:
            number = _number(next((v for f, v, _ in _fields(value) if f == _ID_FIELD), -1))
            if not first <= number <= last:
                continue
            count += 1
        body += raw
    return _varint(_LAYER_FIELD << 3 | 2) + _varint(len(body)) + bytes(body) if count else b""


def _directory(name: str, head: bytes) -> tuple[tuple, dict[int, tuple[int, int]]]:
    """Return the numbers of the header and {tile id: (place in the file, length)}, from the first bytes of an archive."""
    if not head.startswith(_MAGIC):
        raise ValueError(f"{name} is not a PMTiles v3 archive")
    numbers = _HEADER.unpack_from(head, len(_MAGIC))
    root_at, root_size, _, _, _, leaf_size, data_at = numbers[:7]
    if leaf_size:
        raise ValueError(f"{name} has leaf directories")
    entries = _entries(gzip.decompress(head[root_at : root_at + root_size]))
    return numbers, {number: (data_at + offset, length) for number, offset, length in entries}


def _entries(directory: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (tile id, offset, length) of each tile; a run of equal tiles is repeated."""
    numbers = _varints(directory)
    count = numbers[0]
    deltas, runs, lengths, offsets = (numbers[1 + i * count : 1 + (i + 1) * count] for i in range(4))
    number, offset, length = 0, 0, 0
    for delta, run, size, place_in_data in zip(deltas, runs, lengths, offsets, strict=True):
        number += delta
        offset = place_in_data - 1 if place_in_data else offset + length
        length = size
        for repeat in range(run):
            yield number + repeat, offset, length


def _fields(message: bytes) -> Iterator[tuple[int, bytes | int, bytes]]:
    """Yield (field number, value, the bytes of the whole field) of a protobuf message of varints and strings."""
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        value, at = _read_varint(message, at)
        if key & 7 == 2:
            value, at = message[at : at + value], at + value
        elif key & 7:
            raise ValueError(f"wire type {key & 7} in a vector tile")
        yield key >> 3, value, message[start:at]


def _number(value: bytes | int) -> int:
    """Return the value of a field that the format says is a number. Raises ValueError when the tile has bytes there."""
    if isinstance(value, bytes):
        raise ValueError("bytes where a vector tile has a number")
    return value


def _varints(content: bytes) -> list[int]:
    found, value, shift = [], 0, 0
    for byte in content:
        if byte > 127:
            value |= (byte & 127) << shift
            shift += 7
        elif shift:
            found.append(value | byte << shift)
            value = shift = 0
        else:
            found.append(byte)  # most numbers of a geometry fit in one byte
    return found


def _read_varint(content: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])
