"""Écrit assets/carte/fond/<région>.json : les pays voisins, et la place des noms. Une fois ; le résultat est versé au dépôt.

    python -m scripts.build_fond [DOSSIER]

DOSSIER : où garder le paquet téléchargé. Demande requirements-dev.txt, npm, et data/geo (à relancer après build_geo).
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from fontTools.ttLib import TTFont

from scripts.fond import placement, terres

GEO, OUT = Path("data/geo"), Path("assets/carte/fond")
FONT = Path("views/templates/polices")
ZOOM = "6"
# La carte d'un portable de 1366 × 768, ses deux colonnes ouvertes ; et celle d'un grand écran.
MAP, MARGIN, LARGE = (798, 638), 14, 1.55
TOWN, PREFECTURE, DEPARTEMENT, LINE, BOLD = 14, 14, 15, 1.2, 1.12  # corps des noms (px), interligne, largeur du gras
FIRST, MORE = 14, 46  # villes placées à l'échelle du portable après les préfectures, et à celle du grand écran
EDGE = 4  # pixels laissés entre un nom et le bord de la carte
APART = 34  # pixels d'une ville à la suivante
GRID = 5  # pas des places d'un nom de département, en pixels
INSIDE, OFF_CENTRE = 300.0, 6.0
AROUND = 3.0  # degrés de voisinage dessinés
MERS = (("Mer Méditerranée", 4.15, 42.98), ("Mer Méditerranée", 6.6, 42.8), ("Océan Atlantique", -2.2, 45.6), ("Manche", -1.0, 49.95))


class Echelle:
    """Une région à l'échelle de la carte : EPSG:4326 -> pixels, y vers le bas."""

    def __init__(self, bounds: tuple[float, float, float, float]):
        west, south, east, north = bounds
        self.x0, self.y1 = math.radians(west), mercator(north)
        width, height = math.radians(east) - self.x0, self.y1 - mercator(south)
        self.scale = min((MAP[0] - 2 * MARGIN) / width, (MAP[1] - 2 * MARGIN) / height)
        across, down = (MAP[0] - width * self.scale) / 2, (MAP[1] - height * self.scale) / 2
        self.frame = (EDGE - across, EDGE - down, MAP[0] - across - EDGE, MAP[1] - down - EDGE)

    def __call__(self, lon: float, lat: float) -> tuple[float, float]:
        return (math.radians(lon) - self.x0) * self.scale, (self.y1 - mercator(lat)) * self.scale

    def back(self, x: float, y: float) -> list[float]:
        lat = math.degrees(math.atan(math.sinh(self.y1 - y / self.scale)))
        return [round(math.degrees(self.x0 + x / self.scale), 4), round(lat, 4)]


def mercator(lat: float) -> float:
    return math.asinh(math.tan(math.radians(lat)))


class Letters:
    """La largeur d'un texte, dans la police de la page."""

    def __init__(self, font: Path):
        opened = TTFont(next(iter(sorted(font.glob("*.ttf")))))
        self.advance, self.glyph, self.unit = opened["hmtx"], opened.getBestCmap(), opened["head"].unitsPerEm

    def width(self, text: str, size: float) -> float:
        return sum(self.advance[self.glyph.get(ord(letter), ".notdef")][0] for letter in text) / self.unit * size


def lines(name: str) -> str:
    """Un nom composé tient en deux lignes : « Haute- / Garonne »."""
    head, dash, tail = name.partition("-")
    if name.count("-") > 1:
        head, dash, tail = name.rpartition("-")
    return f"{head}-\n{tail}" if dash and len(name) > 9 else name


def main() -> None:
    """Toutes les régions."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    land = terres.countries(terres.archive(folder))
    inside = _departements()
    codes = {"region": str, "code": str, "code_commune": str, "departement": str, "chef_lieu": str}
    departements = pd.read_csv(GEO / "departements.csv", dtype=codes).set_index("code")
    whole = gpd.GeoSeries(inside, crs=4326).to_frame("geometry").join(departements["region"]).dissolve("region").geometry
    regions = pd.read_csv(GEO / "regions.csv", dtype=codes).set_index("code")
    communes = pd.read_csv(GEO / "communes.csv", dtype=codes)
    OUT.mkdir(parents=True, exist_ok=True)
    letters = Letters(FONT)
    for code, region in regions.iterrows():
        here = departements[departements["region"] == code]
        frame = shapely.box(region.ouest, region.sud, region.est, region.nord).buffer(AROUND, join_style="mitre")
        near = terres.around(land, frame)
        plan = Echelle((region.ouest, region.sud, region.est, region.nord))
        names = _names(plan, letters, here, inside, communes[communes["region"] == code])
        content = {
            "source": "Natural Earth, domaine public (npm world-atlas 2.0.2) ; places des noms calculées par Maillage",
            "terres": [shapely.geometry.mapping(shapely.set_precision(shape, 0.001)) for shape in near.values() if not shape.is_empty],
            "voisins": _neighbours(plan, near, whole, regions, str(code)),
            "mers": [[name, lon, lat] for name, lon, lat in MERS if frame.contains(shapely.Point(lon, lat))],
            "zoom": round(math.log2(plan.scale * 2 * math.pi / 512), 3),
            **names,
        }
        target = OUT / f"{code}.json"
        target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{code} {region.nom} : {len(names['villes'])} villes, {target.stat().st_size / 1000:.0f} ko")


def _departements() -> gpd.GeoSeries:
    """Le contour de chaque département, EPSG:4326 ; les régions en sont la réunion."""
    pieces = pyogrio.read_dataframe(GEO / "france.pmtiles", layer="departements", ZOOM_LEVEL=ZOOM).to_crs(4326)
    pieces["geometry"] = shapely.make_valid(pieces.geometry.to_numpy())
    return pieces.dissolve("code").geometry


def _names(plan: Echelle, letters: Letters, here: pd.DataFrame, shapes: gpd.GeoSeries, communes: pd.DataFrame) -> dict:
    """{departements: {code: [nom en lignes, lon, lat]}, villes: [[code, côté, sorte], …]} ; une ville qui gêne n'y est pas."""
    known = communes.assign(
        lon=communes["longitude"].fillna(communes["longitude_interieure"]), lat=communes["latitude"].fillna(communes["latitude_interieure"])
    ).dropna(subset=["lon", "lat", "population"])
    seats = set(here["chef_lieu"])
    by_size = known.sort_values("population", ascending=False)
    spaced = _spaced(plan, by_size, seats)
    first = pd.concat([by_size[by_size["code_commune"].isin(seats)], by_size[by_size["code_commune"].isin(spaced)]])
    insides = [_inside(plan, letters, str(code), row["nom"], shapes[str(code)]) for code, row in here.iterrows()]
    towns = [_town(plan, letters, row, row.code_commune in seats) for row in first.itertuples()]
    chosen, kept = _without_clash([*insides, *towns], {name.key for name in towns} - seats)
    told = {name.key: [lines(here.at[name.key, "nom"]), *chosen[name.key]] for name in insides}
    cities = [[name.key, chosen[name.key], "prefecture" if name.key in seats else "ville"] for name in towns if name.key in kept]
    return {"departements": told, "villes": cities + _more(plan, letters, by_size, {*kept, *seats}, insides, towns, chosen)}


def _spaced(plan: Echelle, by_size: pd.DataFrame, seats: set[str]) -> set[str]:
    """Les plus grandes villes hors préfectures, sauf celles qui touchent une plus grande : une banlieue cède à sa ville."""
    at = [plan(row.lon, row.lat) for row in by_size[by_size["code_commune"].isin(seats)].itertuples()]
    found: set[str] = set()
    for row in by_size[~by_size["code_commune"].isin(seats)].itertuples():
        here = plan(row.lon, row.lat)
        if len(found) < FIRST and all(math.dist(here, other) >= APART for other in at):
            found.add(row.code_commune)
            at.append(here)
    return found


def _without_clash(names: list, droppable: set[str]) -> tuple[dict, set[str]]:
    """Les places retenues ; tant que deux noms se chevauchent, la plus petite ville qui peut tomber tombe."""
    left = list(names)
    while True:
        chosen, _ = placement.place(left)
        bad = {key for pair in placement.clashes(left, chosen) for key in pair} & droppable
        if not bad:
            return chosen, {name.key for name in left}
        last = max((name for name in left if name.key in bad), key=left.index)
        left.remove(last)


def _more(plan: Echelle, letters: Letters, by_size: pd.DataFrame, had: set[str], insides: list, towns: list, chosen: dict) -> list:
    """Les villes qu'un grand écran ajoute, la plus grande d'abord, celles du portable restant où elles sont."""
    taken = []
    for name in (*insides, *towns):
        label = chosen.get(name.key)
        if label is None:
            continue
        box = next(box for at, box, _ in name.places if at == label)
        x, y = ((box[0] + box[2]) / 2 * LARGE, (box[1] + box[3]) / 2 * LARGE)
        half = ((box[2] - box[0]) / 2 * 1.15, (box[3] - box[1]) / 2 * 1.15)
        if name.dot is not None:
            dot = ((name.dot[0] + name.dot[2]) / 2 * LARGE, (name.dot[1] + name.dot[3]) / 2 * LARGE)
            x, y = dot[0] + (box[0] + box[2] - name.dot[0] - name.dot[2]) / 2, dot[1] + (box[1] + box[3] - name.dot[1] - name.dot[3]) / 2
            taken.append((dot[0] - 5, dot[1] - 5, dot[0] + 5, dot[1] + 5))
        taken.append((x - half[0], y - half[1], x + half[0], y + half[1]))
    found = []
    for row in by_size[~by_size["code_commune"].isin(had)].head(MORE).itertuples():
        x, y = (LARGE * one for one in plan(row.lon, row.lat))
        frame = tuple(LARGE * side for side in plan.frame)
        name = placement.town(row.code_commune, x, y, letters.width(row.nom, TOWN), TOWN * LINE, frame)
        inside = [(at, box) for at, box, _ in name.places if placement.within(box, frame)]
        free = [at for at, box in inside if not any(placement.overlap(box, other) for other in taken)]
        if free:
            found.append([row.code_commune, free[0], "suite"])
            taken += [next(box for at, box, _ in name.places if at == free[0]), name.dot]
    return found


def _town(plan: Echelle, letters: Letters, row, seat: bool) -> placement.Name:
    size = PREFECTURE if seat else TOWN
    width = letters.width(row.nom, size) * (BOLD if seat else 1)
    return placement.town(row.code_commune, *plan(row.lon, row.lat), width, size * LINE, plan.frame)


def _inside(plan: Echelle, letters: Letters, code: str, name: str, shape: shapely.Geometry) -> placement.Name:
    """Les places d'un nom de département : là où sa boîte est dans le contour, près du centre."""
    whole = shapely.transform(shape, lambda xy: [plan(*one) for one in xy])
    rows = lines(name).split("\n")
    width, height = max(letters.width(row, DEPARTEMENT) for row in rows) * BOLD + 4, len(rows) * DEPARTEMENT * 1.15
    left, top, right, bottom = whole.bounds
    centre, span = whole.centroid, max(right - left, bottom - top)
    places = []
    for x in range(int(left), int(right) + 1, GRID):
        for y in range(int(top), int(bottom) + 1, GRID):
            if not shapely.contains_xy(whole, x, y):
                continue
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            out = 1 - whole.intersection(shapely.box(*box)).area / (width * height)
            cost = (INSIDE * out if out > 0.1 else 0) + OFF_CENTRE * 10 * math.dist((x, y), (centre.x, centre.y)) / span
            places.append((plan.back(x, y), box, cost))
    places.sort(key=lambda one: one[2])
    point = whole.representative_point()
    return placement.Name(
        code,
        tuple((tuple(at), box, cost) for at, box, cost in places[:160])
        or ((tuple(plan.back(point.x, point.y)), (point.x, point.y, point.x, point.y), 0.0),),
    )


def _neighbours(plan: Echelle, near: dict, shapes: gpd.GeoSeries, regions: pd.DataFrame, code: str) -> list:
    """[[nom, lon, lat], …] des pays et des régions voisins, dans ce que la carte en montre."""
    corners = plan.back(-MARGIN, MAP[1] - MARGIN), plan.back(MAP[0] - MARGIN, -MARGIN)
    view = shapely.box(corners[0][0], corners[0][1], corners[1][0], corners[1][1])
    others = {row["nom"]: shapes[other] for other, row in regions.iterrows() if other != code and other in shapes.index}
    own, told = shapes[code].buffer(0.06), []
    for name, shape in {**near, **others}.items():
        seen = shape.intersection(view).difference(own)
        if not name or seen.is_empty:
            continue
        largest = max(getattr(seen, "geoms", [seen]), key=lambda part: part.area)
        if largest.area > 0.02:
            line = shapely.maximum_inscribed_circle(largest)
            told.append([name, round(line.coords[0][0], 3), round(line.coords[0][1], 3)])
    return told


if __name__ == "__main__":
    main()
