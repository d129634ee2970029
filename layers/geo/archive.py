"""A PMTiles v3 archive: one file, read by ranges of bytes. The format itself is the pmtiles package's.

https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import gzip
import io
from pathlib import Path
from typing import NamedTuple

from pmtiles.reader import MemorySource, Reader
from pmtiles.tile import (
    Compression,
    Entry,
    HeaderDict,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    tileid_to_zxy,
    zxy_to_tileid,
)
from pmtiles.writer import Writer

# Readers ask for the first 16 kB: the root directory has to fit there, so no leaf is ever needed.
FIRST_REQUEST = 16_384


class Archive(NamedTuple):
    """In memory: {(zoom, x, y): uncompressed bytes}, metadata, (west, south, east, north) in degrees."""

    tiles: dict[tuple[int, int, int], bytes]
    metadata: dict
    bounds: tuple[float, float, float, float]


def write(path: Path, tiles: dict[tuple[int, int, int], bytes], metadata: dict, bounds) -> None:
    """Write tiles {(zoom, x, y): uncompressed bytes} with their metadata.

    bounds: west, south, east, north in degrees. Raises ValueError when the directory would not fit
    in a reader's first request (about 5,000 tiles).
    """
    west, south, east, north = (round(degrees * 1e7) for degrees in bounds)
    whole = io.BytesIO()
    writer = Writer(whole)
    for place in sorted(tiles, key=lambda place: zxy_to_tileid(*place)):
        writer.write_tile(zxy_to_tileid(*place), gzip.compress(tiles[place], compresslevel=9, mtime=0))
    told = {"tile_compression": Compression.GZIP, "tile_type": TileType.MVT, "center_zoom": min(zoom for zoom, _, _ in tiles)}
    writer.finalize(told | {"min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north}, metadata)
    _header(path.name, whole.getvalue())
    path.write_bytes(whole.getvalue())


def read(path: Path) -> Archive:
    """Read an archive that has one directory and gzip-compressed tiles. Raises ValueError when the file is not one."""
    content = path.read_bytes()
    header = _header(path.name, content)
    tiles = {tileid_to_zxy(number): gzip.decompress(content[at : at + size]) for number, (at, size) in _places(header, content).items()}
    edges = tuple(header[f"{side}_e7"] / 1e7 for side in ("min_lon", "min_lat", "max_lon", "max_lat"))
    return Archive(tiles, Reader(MemorySource(content)).metadata(), edges)


def directory(path: Path) -> dict[int, tuple[int, int]]:
    """Return {tile id: (its place in the file, its length, still compressed)}, reading only the head of the archive.

    Raises ValueError when the file is not such an archive, see `read`.
    """
    with path.open("rb") as file:
        head = file.read(FIRST_REQUEST)
    return _places(_header(path.name, head), head)


def _header(name: str, head: bytes) -> HeaderDict:
    try:
        header = deserialize_header(head)
    except (MagicNumberNotFound, SpecVersionUnsupported, ValueError, IndexError) as error:
        raise ValueError(f"{name} is not a PMTiles v3 archive") from error
    if header["leaf_directory_length"]:
        raise ValueError(f"{name} has leaf directories")
    return header


def _places(header: HeaderDict, head: bytes) -> dict[int, tuple[int, int]]:
    """Return {tile id: (place in the file, length)}; a run of equal tiles is repeated."""
    root = header["root_offset"]
    entries: list[Entry] = deserialize_directory(head[root : root + header["root_length"]])
    return {
        entry.tile_id + repeat: (header["tile_data_offset"] + entry.offset, entry.length)
        for entry in entries
        for repeat in range(entry.run_length)
    }
