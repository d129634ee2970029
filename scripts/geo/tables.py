"""Shape the tables of data/geo. Their columns are described in data/geo/README.md."""

import math

import numpy as np
import pandas as pd

COMMUNES = [
    "numero",
    "code_commune",
    "nom",
    "departement",
    "region",
    "epci",
    "population",
    "codes_postaux",
    "longitude",
    "latitude",
    "ouest",
    "sud",
    "est",
    "nord",
    "voisins",
    "anciens_codes",
    "longitude_interieure",
    "latitude_interieure",
]
WITHOUT_POLYGON_COM = "collectivité d'outre-mer absente de la source des contours"
WITHOUT_POLYGON_SPLIT = "commune rétablie depuis le millésime des contours : son territoire est dessiné avec celui d'une commune voisine"


def communes(cog: pd.DataFrame, bounds: pd.DataFrame, neighbours: dict, points: pd.DataFrame):
    """Return communes.csv for the communes of `bounds` (code -> ouest, sud, est, nord, degrees).

    points: longitude and latitude of the town hall and of a point inside, NaN when unknown.
    """
    table = cog[cog.index.isin(bounds.index)].copy()
    table["population"] = table["population"].map(str)
    table["codes_postaux"] = table["codes_postaux"].map("|".join)
    table["anciens_codes"] = table["anciens_codes"].map("|".join)
    table["voisins"] = pd.Series(neighbours).map("|".join)
    for source, decimals in ((points, 5), (bounds, 4)):
        for column in source:
            table[column] = source[column].map(lambda value, n=decimals: _decimals(value, n))
    table = table.reset_index()
    table.insert(0, "numero", range(len(table)))
    return table[COMMUNES]


def former_communes(former: pd.DataFrame, populations: pd.Series, codes: pd.Index) -> pd.DataFrame:
    """Return anciennes_communes.csv: code, commune, nom, genre, population ('' unknown), codes_postaux, for the communes of `codes`.

    former: scripts.geo.cog.former_communes. populations: by code, as text.
    """
    table = former[former["commune"].isin(codes)].reset_index(drop=True)
    postcodes = table.pop("codes_postaux").map("|".join)
    return table.assign(population=table["code"].map(populations).fillna(""), codes_postaux=postcodes)


def extent(bounds: pd.DataFrame, groups: pd.Series) -> pd.DataFrame:
    """Return the bounds of each group of communes: ouest, sud, est, nord indexed by group."""
    how = {"ouest": "min", "sud": "min", "est": "max", "nord": "max"}
    return bounds.groupby(groups.reindex(bounds.index)).agg(how)


def town_halls(halls: pd.DataFrame, codes: pd.Series) -> pd.DataFrame:
    """Return mairies.csv: one row per commune whose town hall has any contact."""
    columns = ["adresse", "telephone", "courriel", "site", "horaires"]
    table = halls[columns].reindex(codes).fillna("")
    table = table[(table != "").any(axis=1)]
    return table.rename_axis("code_commune").reset_index()


def departements(entries: list[dict], cog: pd.DataFrame, bounds: pd.DataFrame) -> pd.DataFrame:
    """Return departements.csv: the départements that have a polygon, sorted by code."""
    return _areas(entries, cog, bounds, "departement", ["code", "nom", "region", "chef_lieu"])


def regions(entries: list[dict], cog: pd.DataFrame, bounds: pd.DataFrame) -> pd.DataFrame:
    """Return regions.csv: the régions that have a polygon, sorted by code."""
    return _areas(entries, cog, bounds, "region", ["code", "nom"])


def _areas(entries, cog, bounds, level: str, columns: list[str]) -> pd.DataFrame:
    box = extent(bounds, cog[level])
    known = cog[cog["population"] != ""]
    population = known["population"].astype(int).groupby(known[level]).sum()
    table = pd.DataFrame(entries).rename(columns={"chefLieu": "chef_lieu"})
    table = table[table["code"].isin(box.index)].sort_values("code").loc[:, columns]
    table["population"] = table["code"].map(population)
    for column in box:
        table[column] = table["code"].map(box[column]).map(lambda value: _decimals(value, 4))
    return table.reset_index(drop=True)


def epci(entries: list[dict]) -> pd.DataFrame:
    """Return epci.csv, sorted by SIREN; population is the municipal one, of all its members."""
    rows = [{"siren": e["code"], "nom": e["nom"], "type": e["type"], "population": e["populationMunicipale"]} for e in entries]
    return pd.DataFrame(rows).sort_values("siren").reset_index(drop=True)


def without_polygon(cog: pd.DataFrame, entries: list[dict], drawn: list[str]) -> pd.DataFrame:
    """Return sans_polygone.csv: the communes of the COG that are in no tile, with their département, and why."""
    names = {entry["code"]: entry["nom"] for entry in entries}
    rest = cog[~cog.index.isin(drawn)].sort_index().reset_index()
    overseas = rest["departement"].str[:2].isin(["97", "98"])
    rest["raison"] = np.where(overseas, WITHOUT_POLYGON_COM, WITHOUT_POLYGON_SPLIT)
    rest["nom_departement"] = rest["departement"].map(names)
    rest["codes_postaux"] = rest["codes_postaux"].map("|".join)
    return rest.loc[:, ["code_commune", "nom", "raison", "departement", "nom_departement", "population", "codes_postaux"]]


def _decimals(value: float, count: int) -> str:
    return "" if math.isnan(value) else f"{value:.{count}f}"
