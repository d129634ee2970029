"""Les communes et les structures en lots : une ligne plate chacune, les mêmes colonnes en JSON, en CSV et en GeoJSON.

Une valeur absente est None : non publiée, masquée par l'éditeur, ou partagée entre d'anciennes communes ; la fiche de la commune
dit laquelle. Ce n'est jamais zéro.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from layers.atlas import SPECIAL, Atlas
from layers.geo.contours import COTE, ZOOM
from layers.geo.polygones import Polygones
from views.sources.citees import reliability

if TYPE_CHECKING:
    from shapely import Geometry

COMMUNE = ("nom", "departement", "region", "epci", "population", "codes_postaux", "longitude", "latitude")
SITE = ("nom", "categorie", "sous_type", "code_commune", "commune", "departement", "region", "adresse", "code_postal", "ville")
SITE_FIN = ("telephone", "capacite", "usages", "position", "longitude", "latitude")
DECIMALES = 5  # un mètre
Ligne = dict[str, object]


def communes_de(atlas: Atlas, departement: str = "", region: str = "") -> pd.DataFrame:
    """Les communes d'un département ou d'une région, ou toutes, dans l'ordre de leur code."""
    rows = atlas.communes
    for column, code in (("departement", departement), ("region", region)):
        rows = rows[rows[column] == code] if code else rows
    return rows


def lignes_communes(atlas: Atlas, rows: pd.DataFrame) -> list[Ligne]:
    """Une ligne par commune de `rows` : qui elle est, puis chaque couche communale (`zonage_medecins`, `apl`, `apl_valeur`…)."""
    columns: dict[str, list] = {"code_commune": rows.index.tolist()} | {name: rows[name].tolist() for name in COMMUNE}
    for couche in atlas.catalogue.couches:
        if couche.level != "commune" or couche.id not in rows:
            continue
        name = couche.id.replace("-", "_")
        columns[name] = [None if code in SPECIAL else code for code in rows[couche.id]]
        if f"{couche.id}:valeur" in rows:
            columns[f"{name}_valeur"] = rows[f"{couche.id}:valeur"].tolist()
    columns["fiabilite"] = [reliability(atlas, True)] * len(rows)
    return _lignes(columns)


def sites_de(atlas: Atlas, departement: str = "", region: str = "", categorie: str = "", usage: str = "") -> pd.DataFrame:
    """Les structures demandées, avec le nom, le département et la région de leur commune."""
    rows = atlas.sites
    where = atlas.communes.reindex(rows["code_commune"])
    told = {name: where[column].to_numpy() for name, column in (("commune", "nom"), ("departement", "departement"), ("region", "region"))}
    rows = rows.assign(**told)
    for column, code in (("departement", departement), ("region", region), ("categorie", categorie)):
        rows = rows[rows[column] == code] if code else rows
    return rows[[usage in _mots(one) for one in rows["usages"]]] if usage else rows


def lignes_sites(atlas: Atlas, rows: pd.DataFrame) -> list[Ligne]:
    """Une ligne par structure de `rows` ; `fiabilite` : celle de sa place."""
    columns: dict[str, list] = {"numero_finess": rows["numero_finess"].tolist()}
    columns |= {name: rows[name].tolist() for name in (*SITE, *SITE_FIN)}
    columns["usages"] = [_mots(one) for one in rows["usages"]]
    columns["fiabilite"] = [reliability(atlas, True)] * len(rows)
    return _lignes(columns)


def _mots(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else list(value) if isinstance(value, (tuple, list)) else []


def _lignes(columns: dict[str, list]) -> list[Ligne]:
    return [dict(zip(columns, map(_su, values))) for values in zip(*columns.values())]


def _su(value: object) -> object:
    """None pour ce qui n'est pas publié ; une liste pour plusieurs valeurs."""
    if isinstance(value, (tuple, list)):
        return list(value)
    if value is None or value is pd.NA or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) > 180 else value


def dessinees(polygones: Polygones, rows: pd.DataFrame, lignes: list[Ligne]) -> list[Ligne]:
    """Les communes en entités GeoJSON, dans l'ordre de `rows` ; geometry null quand les tuiles n'ont pas le contour."""
    shapes = polygones.de(rows)
    drawn = [shapes.get(int(number)) for number in rows["numero"]]
    return [_entite(line, "code_commune", None if one is None else en_degres(one)) for line, one in zip(lignes, drawn)]


def placees(lignes: list[Ligne]) -> list[Ligne]:
    """Les structures en entités GeoJSON ; geometry null pour celle dont on ne sait pas la place."""
    points = ((line["longitude"], line["latitude"]) for line in lignes)
    return [
        _entite(line, "numero_finess", None if None in point else {"type": "Point", "coordinates": list(point)})
        for line, point in zip(lignes, points)
    ]


def _entite(line: Ligne, key: str, geometry: dict | None) -> Ligne:
    return {"type": "Feature", "id": line[key], "geometry": geometry, "properties": line}


def en_degres(shape: Geometry) -> dict:
    """Un contour en pas de grille -> une géométrie GeoJSON en degrés, anneaux extérieurs en sens direct (RFC 7946)."""
    import shapely

    world = COTE * 2**ZOOM

    def degrees(xy: np.ndarray) -> np.ndarray:
        latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * xy[:, 1] / world))))
        return np.round(np.column_stack((xy[:, 0] / world * 360 - 180, latitude)), DECIMALES)

    return json.loads(shapely.to_geojson(shapely.orient_polygons(shapely.transform(shape, degrees))))
