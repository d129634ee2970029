"""Write data/geo/superficies.csv: the area of every commune, measured on the outlines of the finest tiles.

    python -m scripts.geo.areas

The tiles of zoom 10 are not simplified beyond their grid (about 7 m on the ground): the area is that of the outline that
the map draws, not the one of the land register.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import shapely

from layers.geo import archive
from layers.geo import tuiles as regional
from layers.geo.contours import COTE, TUILES, ZOOM, metres_par_pas, rings

GEO = Path(__file__).resolve().parents[2] / "data" / "geo"
NAME = "superficies.csv"


def areas(path: Path) -> dict[int, float]:
    """Return {commune id: area in km²}, summed over the tiles that hold a part of it."""
    found: dict[int, float] = {}
    for (zoom, x, y), tile in archive.read(path).tiles.items():
        if zoom != ZOOM:
            continue
        extent, features = regional.features(tile, "communes")
        window = shapely.box(x * COTE, y * COTE, (x + 1) * COTE, (y + 1) * COTE)
        for commune, commands in features.items():
            shape = polygon(rings(commands, x * COTE, y * COTE, COTE // extent)).intersection(window)
            if not shape.is_empty:
                metre = metres_par_pas(latitude(shape.centroid.y))
                found[commune] = found.get(commune, 0.0) + shape.area * metre**2 / 1e6
    return found


def polygon(outlines: tuple) -> shapely.Geometry:
    """Return the surface that rings draw: a ring inside another is a hole."""
    shape = shapely.Polygon()
    for ring in outlines:
        if len(ring) > 2:
            shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return shape


def latitude(row: float) -> float:
    """Return the latitude, in degrees, of a row of the grid of the world."""
    return math.degrees(math.atan(math.sinh((0.5 - row / (COTE * 2**ZOOM)) * 2 * math.pi)))


def main() -> None:
    found = areas(GEO / TUILES)
    with (GEO / "communes.csv").open(encoding="utf-8", newline="") as source:
        codes = {int(row["numero"]): row["code_commune"] for row in csv.DictReader(source)}
    with (GEO / NAME).open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["code_commune", "superficie_km2"])
        writer.writerows([code, f"{found[number]:.2f}"] for number, code in codes.items() if number in found)
    print(f"{NAME} : {len(found)} communes sur {len(codes)}")


if __name__ == "__main__":
    main()
