"""La géométrie de la référence : le GeoJSON des communes d'une région, tiré des mêmes tuiles que la carte."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

DETAILED_ZOOM = 10
TOLERANCE_M = 400
DECIMALS = 4
METRES = "EPSG:2154"


def communes_geojson(geo: Path, region: str, cache: Path) -> dict:
    """FeatureCollection des communes de `region`, une entité par commune, id = code_commune, EPSG:4326.

    Contours simplifiés à 400 m, bords communs gardés, quatre décimales. Lu au zoom le plus détaillé de
    `geo`/france.pmtiles ; gardé dans `cache` tant que les tuiles ne changent pas.
    """
    tiles = geo / "france.pmtiles"
    kept = cache / f"communes-{region}-{hashlib.sha256(tiles.read_bytes()).hexdigest()[:12]}.geojson"
    if not kept.is_file():
        table = pd.read_csv(geo / "communes.csv", dtype=str, keep_default_na=False)
        frame = _simplified(_whole(tiles, table[table["region"] == region]))
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(_features(frame), separators=(",", ":")), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


def _whole(tiles: Path, communes: pd.DataFrame) -> gpd.GeoDataFrame:
    """Une ligne par commune : ses morceaux, coupés par les tuiles, réunis."""
    box = communes[["ouest", "sud", "est", "nord"]].astype(float)
    corners = gpd.GeoSeries([shapely.box(box["ouest"].min(), box["sud"].min(), box["est"].max(), box["nord"].max())], crs="EPSG:4326")
    pieces = pyogrio.read_dataframe(
        tiles, layer="communes", ZOOM_LEVEL=DETAILED_ZOOM, bbox=tuple(corners.to_crs("EPSG:3857").total_bounds), columns=["mvt_id"]
    )
    codes = dict(zip(communes["numero"].astype(int), communes["code_commune"]))
    pieces["code_commune"] = pieces["mvt_id"].map(codes)
    pieces = pieces.dropna(subset="code_commune")
    pieces = pieces.to_crs(METRES)
    # Les coordonnées entières des tuiles croisent parfois un bord ; on ne garde que les zones.
    pieces["geometry"] = shapely.make_valid(pieces.geometry.values, method="structure", keep_collapsed=False)
    pieces = pieces[pieces.geom_type.isin(["Polygon", "MultiPolygon"])]
    whole = pieces.dissolve("code_commune")
    missing = sorted(set(codes.values()) - set(whole.index))
    if missing:
        raise SystemExit(f"Tuiles incomplètes : {len(missing)} communes sans contour, dont {missing[:5]}.")
    return whole


def _simplified(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    clean = shapely.coverage_clean(frame.geometry.values, gap_width=30)
    simple = shapely.coverage_simplify(clean, TOLERANCE_M)
    return frame.set_geometry(gpd.GeoSeries(simple, index=frame.index, crs=METRES)).to_crs("EPSG:4326")


def _features(frame: gpd.GeoDataFrame) -> dict:
    rounded = json.loads(shapely.to_geojson(shapely.geometrycollections(_rounded(frame))))["geometries"]
    features = [{"type": "Feature", "id": code, "properties": {}, "geometry": geometry} for code, geometry in zip(frame.index, rounded)]
    return {"type": "FeatureCollection", "features": features}


def _rounded(frame: gpd.GeoDataFrame):
    return shapely.transform(frame.geometry.values, lambda points: points.round(DECIMALS))
