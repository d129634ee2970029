"""Read the tables of data/geo: communes, town halls, départements, régions, EPCI.

Codes stay text. Reading is cheap enough for every start of the server (see tests/unit).
"""

import json
from pathlib import Path

import pandas as pd

_LISTS = ("codes_postaux", "voisins", "anciens_codes")
_BOUNDS = ("ouest", "sud", "est", "nord")
_POINTS = ("longitude", "latitude", "longitude_interieure", "latitude_interieure")
_PLACES = dict.fromkeys((*_POINTS, *_BOUNDS), "float64")


def read_communes(directory: Path) -> pd.DataFrame:
    """Return the communes of COG 2026 that have a polygon, indexed by code_commune.

    Columns: numero (int, id of the feature in the tiles, rows are in its order), nom, departement,
    region, epci (SIREN, '' when in none), population (Int64, missing when the COG gives none),
    codes_postaux, voisins, anciens_codes (tuples of codes), longitude, latitude (town hall,
    EPSG:4326 degrees, NaN when unknown), longitude_interieure, latitude_interieure (a point of its
    land, for want of a town hall: what is placed there is approximate and has to be said so),
    ouest, sud, est, nord (bounds, degrees), superficie_km2 (of the outline drawn, NaN when not measured).
    """
    numbers = {"numero": "int64", "population": "Int64"}
    table = _read(directory / "communes.csv", "code_commune", numbers | _PLACES)
    table["superficie_km2"] = _areas(directory / "superficies.csv").reindex(table.index)
    for column in _LISTS:
        table[column] = _tuples(table[column])
    return table


def read_anciennes_communes(directory: Path) -> pd.DataFrame:
    """Return the delegated and associated communes and the municipal districts of the communes of COG 2026.

    Columns: code, commune (the current one), nom, genre (déléguée, associée, arrondissement), population (Int64, an earlier
    census than the communes': a weight, never a figure to show; missing when unknown), codes_postaux (tuples of codes, of
    districts only). The seat of a new commune has its own row, under the same code: the part of it that had this code
    before the merger, with its name from before.
    """
    table = _read(directory / "anciennes_communes.csv", "code", {"population": "Int64"}).reset_index()
    return table.assign(codes_postaux=_tuples(table["codes_postaux"]))


def read_mairies(directory: Path) -> pd.DataFrame:
    """Return the contacts of the town halls, indexed by code_commune; '' when unknown.

    Columns: adresse (lines separated by a line feed), telephone, courriel, site, horaires (JSON
    list of [first day, last day, [[opens, closes], ...]], hours as HH:MM:SS).
    """
    return _read(directory / "mairies.csv", "code_commune", {})


def read_departements(directory: Path) -> pd.DataFrame:
    """Return the départements, indexed by code, in the order of their ids in the tiles.

    Columns: nom, region, chef_lieu (code_commune), population (int), ouest, sud, est, nord.
    """
    return _read(directory / "departements.csv", "code", {"population": "int64"} | _PLACES)


def read_regions(directory: Path) -> pd.DataFrame:
    """Return the régions, indexed by code, in the order of their ids in the tiles.

    Columns: nom, population (int), ouest, sud, est, nord.
    """
    return _read(directory / "regions.csv", "code", {"population": "int64"} | _PLACES)


def read_epci(directory: Path) -> pd.DataFrame:
    """Return the EPCI with their own taxes, indexed by siren.

    Columns: nom, type (CC, CA, CU, METRO, MET69), population (int, municipal).
    """
    return _read(directory / "epci.csv", "siren", {"population": "int64"})


def read_without_polygon(directory: Path) -> pd.DataFrame:
    """Return the communes of COG 2026 that no tile draws, indexed by code_commune: they can be named, not shown.

    Columns: nom, raison, departement, nom_departement, population (Int64, missing when the COG gives none),
    codes_postaux (tuples of codes).
    """
    table = _read(directory / "sans_polygone.csv", "code_commune", {"population": "Int64"})
    return table.assign(codes_postaux=_tuples(table["codes_postaux"]))


def other_names(anciennes: pd.DataFrame, noms: pd.Series) -> pd.DataFrame:
    """Return the names that lead to a commune without being its own, sorted by (code, genre).

    anciennes: read_anciennes_communes. noms: the names of today, by code_commune. Columns: code (of the former commune or
    district), nom, genre, code_commune (today's), codes_postaux. A former commune may have no name here (the COG gives
    none): its code is then in anciens_codes of read_communes, alone.
    """
    different = anciennes["nom"] != anciennes["commune"].map(noms)
    table = anciennes[different].rename(columns={"commune": "code_commune"}).sort_values(["code", "genre"])
    return table.loc[:, ["code", "nom", "genre", "code_commune", "codes_postaux"]].reset_index(drop=True)


def read_packages(directory: Path) -> tuple[dict[str, str], ...]:
    """Return the packages that this geography was built from (provenance.json): nom, version, depot, fichier, sha256, licence."""
    path = directory / "provenance.json"
    return tuple(json.loads(path.read_text(encoding="utf-8"))["paquets"]) if path.is_file() else ()


def _areas(path: Path) -> pd.Series:
    """The areas in km², by code_commune; none when scripts/geo/areas.py has not been run on this geography."""
    if not path.is_file():
        return pd.Series(dtype="float64")
    return _read(path, "code_commune", {"superficie_km2": "float64"}).loc[:, "superficie_km2"]


def _read(path: Path, index: str, numbers: dict[str, str]) -> pd.DataFrame:
    """Read a table: the columns of `numbers` as such ('' is missing), all others as text."""
    header = pd.read_csv(path, nrows=0).columns
    types = {column: numbers.get(column, "str") for column in header}
    missing = {column: [""] for column in header if column in numbers}
    table = pd.read_csv(path, dtype=types, keep_default_na=False, na_values=missing)
    return table.set_index(index)


def _tuples(column: pd.Series) -> list[tuple[str, ...]]:
    return [tuple(text.split("|")) if text else () for text in column.tolist()]
