"""Write a PMTiles v3 archive: one file, read by ranges of bytes.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import gzip
import json
import struct
from pathlib import Path

_HEADER_BYTES = 127
# Readers ask for the first 16 kB: the root directory has to fit there, so no leaf is ever needed.
FIRST_REQUEST = 16_384
_GZIP, _MVT = 2, 1


def write(path: Path, tiles: dict[tuple[int, int, int], bytes], metadata: dict, bounds) -> None:
    """Write tiles {(zoom, x, y): uncompressed bytes} with their metadata.

    bounds: west, south, east, north in degrees. Raises ValueError when the directory would not fit
    in a reader's first request (about 5,000 tiles).
    """
    ids = sorted((tile_id(*place), place) for place in tiles)
    packed = [_gzip(tiles[place]) for _, place in ids]
    root = _gzip(_directory([i for i, _ in ids], [len(p) for p in packed]))
    if _HEADER_BYTES + len(root) > FIRST_REQUEST:
        raise ValueError(f"PMTiles root directory too large: {len(root)} bytes")
    meta = _gzip(json.dumps(metadata, ensure_ascii=False).encode())
    data_at = _HEADER_BYTES + len(root) + len(meta)
    offsets = (_HEADER_BYTES, len(root), _HEADER_BYTES + len(root), len(meta), data_at, 0, data_at)
    zooms = [place[0] for place in tiles]
    header = b"PMTiles\x03" + struct.pack(
        "<11Q4B2B4iB2i",
        *offsets,
        sum(map(len, packed)),
        *[len(packed)] * 3,
        *(1, _GZIP, _GZIP, _MVT, min(zooms), max(zooms)),
        *(round(degrees * 1e7) for degrees in bounds),
        min(zooms),
        *(round((bounds[i] + bounds[i + 2]) / 2 * 1e7) for i in (0, 1)),
    )
    path.write_bytes(header + root + meta + b"".join(packed))


def tile_id(zoom: int, x: int, y: int) -> int:
    """Return the place of a tile on the Hilbert curve of its zoom, all lower zooms before it."""
    place = (4**zoom - 1) // 3
    side = 1 << zoom
    step = side >> 1
    while step:
        right, down = int(x & step > 0), int(y & step > 0)
        place += step * step * ((3 * right) ^ down)
        if not down:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        step >>= 1
    return place


def _directory(ids: list[int], lengths: list[int]) -> bytes:
    numbers = [len(ids), *(b - a for a, b in zip([0, *ids[:-1]], ids, strict=True))]
    numbers += [1] * len(ids) + lengths
    # Tiles follow one another without a gap: the first offset is written plus one, the others 0.
    numbers += [1] + [0] * (len(ids) - 1)
    return b"".join(map(_varint, numbers))


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)
