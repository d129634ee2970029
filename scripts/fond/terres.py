"""Les pays voisins autour d'une région, de Natural Earth (domaine public), lus du paquet npm world-atlas à l'empreinte fixée."""

from __future__ import annotations

import hashlib
import json
import subprocess
import tarfile
from pathlib import Path

import numpy as np
import shapely

PACKAGE = "world-atlas@2.0.2"
ARCHIVE, SHA256 = "world-atlas-2.0.2.tgz", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
MEMBER = "package/countries-10m.json"
FRANCE = "France"
NOMS = {
    "Spain": "Espagne", "Andorra": "Andorre", "Italy": "Italie", "Switzerland": "Suisse", "Germany": "Allemagne",
    "Luxembourg": "Luxembourg", "Belgium": "Belgique", "United Kingdom": "Royaume-Uni", "Netherlands": "Pays-Bas",
    "Brazil": "Brésil", "Suriname": "Suriname", "Dominica": "Dominique", "Saint Lucia": "Sainte-Lucie", "Jersey": "Jersey",
    "Guernsey": "Guernesey",
}  # fmt: skip
# Les deux sources ne dessinent pas la même frontière : le long de la France, un pays déborde de ce qu'il faut pour n'y laisser
# aucun filet de mer (degrés) ; la France, peinte par-dessus, le recouvre.
OVERLAP, SHORE = 0.06, 0.004
STEP = 0.004  # d'un sommet gardé au suivant, en degrés : un pixel et demi à l'échelle de la région


def archive(folder: Path) -> Path:
    """L'archive, téléchargée si elle manque ; une autre que celle de l'empreinte est refusée."""
    found = folder / ARCHIVE
    if not found.is_file():
        subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    if hashlib.sha256(found.read_bytes()).hexdigest() != SHA256:
        raise ValueError(f"{ARCHIVE} n'est pas celle qui est attendue.")
    return found


def countries(found: Path) -> dict[str, shapely.Geometry]:
    """{nom anglais: contour} de tous les pays, EPSG:4326."""
    with tarfile.open(found) as opened:
        member = opened.extractfile(MEMBER)
        if member is None:
            raise ValueError(f"{MEMBER} manque dans {found.name}.")
        topology = json.load(member)
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + translate for arc in topology["arcs"]]
    return {one["properties"]["name"]: _shape(one, arcs) for one in topology["objects"]["countries"]["geometries"]}


def _shape(geometry: dict, arcs: list[np.ndarray]) -> shapely.Geometry:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    drawn = [[ring for ring in (_ring(numbers, arcs) for numbers in rings) if len(ring) > 3] for rings in polygons]
    return shapely.make_valid(shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in drawn if rings]))


def _ring(numbers: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    return np.vstack([arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers])


def around(found: dict[str, shapely.Geometry], frame: shapely.Geometry) -> dict[str, shapely.Geometry]:
    """Les pays autres que la France dans `frame`, au nom français, débordant un peu sous la France."""
    france = shapely.intersection(found[FRANCE], frame.buffer(1))
    near = {name: shape.intersection(frame) for name, shape in found.items() if name != FRANCE and shape.intersects(frame)}
    land = shapely.union_all([*near.values(), france]).buffer(SHORE)
    told = {}
    for name, shape in near.items():
        border = shape.buffer(OVERLAP / 4).intersection(france.boundary)
        grown = shape.union(border.buffer(OVERLAP).intersection(land)) if not border.is_empty else shape
        told[NOMS.get(name, "")] = shapely.union_all([told.get(NOMS.get(name, ""), shapely.Polygon()), grown.simplify(STEP)])
    return told
