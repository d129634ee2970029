"""Extract, from the tiles of France, the archive of one region: its communes only, every département and region.

At the scale of a region, seven tenths of the bytes of the opening tiles are communes of other regions, which the
page never draws. Features are copied byte for byte: nothing is decoded nor simplified again.
"""

from collections.abc import Iterator
from pathlib import Path

from layers.geo.archive import read, write

_LAYER_FIELD, _NAME_FIELD, _FEATURE_FIELD, _ID_FIELD, _GEOMETRY_FIELD, _EXTENT_FIELD = 3, 1, 2, 1, 4, 5


def extract(france: Path, first: int, last: int, target: Path) -> None:
    """Write to `target` the archive `france` without the communes whose id is outside [first, last]."""
    archive = read(france)
    kept = {place: without_others(tile, first, last) for place, tile in archive.tiles.items()}
    write(target, {key: tile for key, tile in kept.items() if tile}, archive.metadata, archive.bounds)


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
