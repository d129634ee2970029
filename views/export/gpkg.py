"""L'export en GeoPackage (OGC 12-128) : communes et structures en EPSG:4326, leur style pour QGIS, et la provenance.

Écrit avec sqlite3 : un GeoPackage est une base SQLite de quelques tables, et GDAL pèserait 30 Mo de plus sur le serveur.
Les essais le relisent avec GDAL.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from layers.geo.polygones import en_degres
from views.export import phrases as e
from views.export.contenu import Contenu
from views.export.styles_qgis import style_communes, style_structures

if TYPE_CHECKING:
    from shapely import Geometry

SRS = 4326
APPLICATION_ID, USER_VERSION = 0x47504B47, 10300
WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)
SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL PRIMARY KEY REFERENCES gpkg_contents(table_name), column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id), z TINYINT NOT NULL,
  m TINYINT NOT NULL);
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (id INTEGER PRIMARY KEY, md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
  mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
  timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata(id),
  md_parent_id INTEGER REFERENCES gpkg_metadata(id));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,
  f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT,
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
CREATE TABLE a_propos (id INTEGER PRIMARY KEY, quoi TEXT NOT NULL, valeur TEXT NOT NULL);
"""
METADATA_EXTENSION = ("gpkg_metadata", "gpkg_metadata_reference")


def gpkg_de(content: Contenu, shapes: dict[int, Geometry]) -> bytes:
    """Le GeoPackage de l'export. `shapes` : {numero: contour en pas de grille} (layers.geo.polygones) ; une commune sans contour y
    est, sans géométrie."""
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    base.execute(f"PRAGMA user_version = {USER_VERSION}")
    base.executescript("BEGIN;" + SCHEMA)
    base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _systems())
    _layer(base, content, "communes", "MULTIPOLYGON", content.communes, list(_areas(content.communes, shapes)))
    _layer(base, content, "structures", "POINT", content.structures, list(_points(content.structures)))
    base.executemany("INSERT INTO a_propos (quoi, valeur) VALUES (?, ?)", [("Titre", content.titre), *content.propos])
    for table in ("a_propos", "layer_styles"):
        base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES (?, 'attributes', ?)", (table, table))
    styles = {
        "communes": style_communes(content),
        "structures": style_structures(content),
    }
    for table, qml in styles.items():
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, "
            "useAsDefault, description) VALUES ('', '', ?, 'geom', 'Maillage', ?, '', 1, ?)",
            (table, qml, content.titre),
        )
    _metadata(base, content)
    base.execute("COMMIT")
    found = base.serialize()
    base.close()
    return bytes(found)


def _systems() -> list[tuple]:
    return [
        ("Undefined Cartesian", -1, "NONE", -1, "undefined", ""),
        ("Undefined geographic", 0, "NONE", 0, "undefined", ""),
        ("WGS 84", SRS, "EPSG", SRS, WGS84, "longitude, latitude, degrés"),
    ]


def _layer(base: sqlite3.Connection, content: Contenu, name: str, kind: str, table: pd.DataFrame, shapes: list) -> None:
    """Une couche : ses colonnes typées, ses lignes, sa géométrie et son emprise."""
    columns = ", ".join(f"{column} {_type(table[column])}" for column in table.columns)
    base.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom {kind}, {columns})")
    marks = ", ".join("?" * (len(table.columns) + 1))
    rows = [(_blob(shape), *map(_value, row)) for shape, row in zip(shapes, table.itertuples(index=False))]
    base.executemany(f"INSERT INTO {name} (geom, {', '.join(table.columns)}) VALUES ({marks})", rows)
    known = [shape.bounds for shape in shapes if shape is not None]
    box = tuple(pick(bounds[i] for bounds in known) for i, pick in enumerate((min, min, max, max))) if known else (None,) * 4
    base.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) "
        "VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?)",
        (name, e.couche_gpkg(content.titre, name), _provenance(content), *box, SRS),
    )
    base.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (name, kind, SRS))


def _type(column: pd.Series) -> str:
    if pd.api.types.is_integer_dtype(column):
        return "INTEGER"
    return "REAL" if pd.api.types.is_float_dtype(column) else "TEXT"


def _value(value: object) -> object:
    """Une valeur absente est NULL, jamais zéro ; un nombre de numpy devient un nombre de Python."""
    if isinstance(value, str):
        return value
    return None if bool(pd.isna(value)) else value.item() if hasattr(value, "item") else value


def _areas(communes: pd.DataFrame, shapes: dict[int, Geometry]) -> Iterator[Geometry | None]:
    import shapely

    for number in communes.index:
        shape = shapes.get(int(number))
        yield None if shape is None else shapely.MultiPolygon(list(shapely.get_parts(en_degres(shape))))


def _points(structures: pd.DataFrame) -> Iterator[Geometry]:
    import shapely

    yield from np.asarray(shapely.points(structures[["longitude", "latitude"]].to_numpy(dtype=float)))


def _blob(shape: Geometry | None) -> bytes | None:
    """L'en-tête d'un GeoPackage (petit-boutiste, emprise xy) puis la géométrie en WKB."""
    if shape is None:
        return None
    import shapely

    west, south, east, north = shape.bounds
    return b"GP" + struct.pack("<BBi4d", 0, 0b00000011, SRS, west, east, south, north) + shapely.to_wkb(shape, byte_order=1)


def _provenance(content: Contenu) -> str:
    """Une ligne par mention ; dans la description de chaque couche, parce que QGIS ne montre pas la table des métadonnées."""
    return "\n".join(f"{name} : {value}" for name, value in (("Titre", content.titre), *content.propos))


def _metadata(base: sqlite3.Connection, content: Contenu) -> None:
    base.execute(
        "INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'http://purl.org/dc/elements/1.1/description', 'text/plain', ?)",
        (_provenance(content),),
    )
    base.execute("INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', 1)")
    base.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', ?, 'read-write')",
        [(table, "http://www.geopackage.org/spec130/#extension_metadata") for table in METADATA_EXTENSION],
    )
