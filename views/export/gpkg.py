"""L'export en GeoPackage (OGC 12-128) : communes et structures en EPSG:4326, leur style pour QGIS, et la provenance.

GDAL l'écrit (GeoPandas et pyogrio) : index spatial, emprises et systèmes de coordonnées viennent de lui. Ils pèsent : ils ne se
chargent que dans l'atelier, le processus du papier et des exports. Le style que QGIS prend de lui-même n'a pas d'écriture dans
pyogrio : sqlite3 l'ajoute.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from layers.geo.polygones import en_degres
from views.export import phrases as e
from views.export.contenu import Contenu
from views.export.styles_qgis import style_communes, style_structures

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from shapely import Geometry

SRS = "EPSG:4326"
STYLES = """
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,
  f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT,
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'layer_styles');
"""


def gpkg_de(content: Contenu, shapes: dict[int, Geometry]) -> bytes:
    """Le GeoPackage de l'export. `shapes` : {numero: contour en pas de grille} (layers.geo.polygones) ; une commune sans contour y
    est, sans géométrie."""
    import pyogrio  # dans l'atelier seulement

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vue.gpkg"
        for name, kind, table in (("communes", "MultiPolygon", _communes(content, shapes)), ("structures", "Point", _structures(content))):
            pyogrio.write_dataframe(
                table,
                file,
                layer=name,
                driver="GPKG",
                geometry_type=kind,
                promote_to_multi=kind == "MultiPolygon",
                dataset_metadata={"Titre": content.titre, **dict(content.propos)},
                layer_options={
                    "GEOMETRY_NAME": "geom",
                    "IDENTIFIER": e.couche_gpkg(content.titre, name),
                    "DESCRIPTION": _provenance(content),
                },
            )
        propos = pd.DataFrame([("Titre", content.titre), *content.propos], columns=["quoi", "valeur"])
        pyogrio.write_dataframe(propos, file, layer="a_propos", driver="GPKG")
        _ajouter(file, content)
        return file.read_bytes()


def _communes(content: Contenu, shapes: dict[int, Geometry]) -> GeoDataFrame:
    import geopandas

    known = [shapes.get(int(number)) for number in content.communes.index]
    return geopandas.GeoDataFrame(content.communes, geometry=[None if one is None else en_degres(one) for one in known], crs=SRS)


def _structures(content: Contenu) -> GeoDataFrame:
    import geopandas

    rows = content.structures
    points = geopandas.points_from_xy(rows["longitude"].astype(float), rows["latitude"].astype(float))
    return geopandas.GeoDataFrame(rows, geometry=points, crs=SRS)


def _ajouter(file: Path, content: Contenu) -> None:
    """Les styles que QGIS prend de lui-même."""
    base = sqlite3.connect(file)
    try:
        base.executescript(STYLES)
        base.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
            "useAsDefault, description) VALUES ('', '', ?, 'geom', 'Maillage', ?, '', 1, ?)",
            [("communes", style_communes(content), content.titre), ("structures", style_structures(content), content.titre)],
        )
        base.commit()
    finally:
        base.close()


def _provenance(content: Contenu) -> str:
    """Une ligne par mention ; dans la description de chaque couche, parce que QGIS ne montre pas la table des métadonnées."""
    return "\n".join(f"{name} : {value}" for name, value in (("Titre", content.titre), *content.propos))
