"""Écrit data/geo/departements.json : le contour simplifié de chaque département de métropole, pour une petite carte en SVG.

    python -m scripts.build_contours

Tiré des tuiles du projet (data/geo/france.pmtiles), une fois ; le résultat est versé au dépôt. Demande requirements-dev.txt.
Les frontières restent communes à deux départements voisins : elles sont simplifiées ensemble. L'outre-mer n'y est pas :
chaque région d'outre-mer n'a qu'un département, donc rien à comparer.
"""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely

GEO = Path("data/geo")
# Le zoom 6 suffit à une carte de quelques centaines de pixels ; ses morceaux de tuiles se recouvrent un peu.
ZOOM, SEAM_M, TOLERANCE_M, SMALLEST_M2 = "6", 200, 1500, 20e6
# Le pas de la grille du tracé, et le nord d'où il descend (Lambert-93).
STEP_M, TOP_M = 200, 7_200_000


def main() -> None:
    """Lit les tuiles, réunit, simplifie, écrit."""
    shapes = departements(GEO / "france.pmtiles")
    paths = {code: path(shape) for code, shape in shapes.items()}
    target = GEO / "departements.json"
    content = {"source": "IGN, ADMIN EXPRESS COG, simplifiés", "pas_m": STEP_M, "nord_m": TOP_M, "departements": paths}
    target.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{len(paths)} départements, {target.stat().st_size / 1000:.0f} ko")


def departements(tiles: Path) -> gpd.GeoSeries:
    """Les contours de métropole (EPSG:2154), index code ; frontières partagées, petites îles ôtées."""
    pieces = pyogrio.read_dataframe(tiles, layer="departements", ZOOM_LEVEL=ZOOM).to_crs(2154)
    pieces = pieces[~pieces["code"].str.startswith("97")]
    pieces["geometry"] = shapely.make_valid(pieces.geometry.to_numpy())
    whole = pieces.dissolve("code").geometry
    # Ferme les coutures entre deux tuiles, sans déplacer les bords.
    closed = shapely.buffer(shapely.buffer(whole.to_numpy(), SEAM_M), -SEAM_M)
    simple = shapely.coverage_simplify(shapely.coverage_clean(closed), TOLERANCE_M)
    return gpd.GeoSeries(simple, index=whole.index)


def path(shape) -> str:
    """Le tracé SVG d'un contour, en pas entiers de la grille, y vers le bas ; déplacements relatifs, plus courts."""
    parts = shape.geoms if hasattr(shape, "geoms") else [shape]
    largest = max(part.area for part in parts)
    return "".join(_ring(part.exterior.coords) for part in parts if part.area in (largest,) or part.area >= SMALLEST_M2)


def _ring(coords) -> str:
    points = [(round(x / STEP_M), round((TOP_M - y) / STEP_M)) for x, y in coords[:-1]]
    kept = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
    moves = [f"{x - px},{y - py}" for (px, py), (x, y) in zip(kept, kept[1:])]
    return f"M{kept[0][0]},{kept[0][1]}l{' '.join(moves)}z"


if __name__ == "__main__":
    main()
