"""La structure la plus proche de chaque catégorie : à quelle distance à vol d'oiseau, dans quelle direction, et ce que
les données ne voient pas au-delà de la région."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.access import distance_m, nearest_placed, placed_sites
from layers.atlas import Atlas

# Dans l'ordre où un habitant les cherche ; les autres catégories du registre suivent, dans le leur.
D_ABORD = ("msp", "cds", "pharmacie", "hopital", "ehpad")
DIRECTIONS = ("N", "NE", "E", "SE", "S", "SO", "O", "NO")
# Plus près, l'adresse et la mairie se confondent : une direction n'aurait pas de sens.
SANS_DIRECTION_M = 500.0


@dataclass(frozen=True)
class SiteProche:
    """La structure la plus proche à vol d'oiseau ; `distance_m` en mètres (départ : voir Fiche.depuis_mairie).

    `direction` : l'une des DIRECTIONS, « » à moins de 500 m. `au_dela` : une commune hors de la région est plus proche que
    cette structure ; une structure que les données n'ont pas pourrait donc l'être aussi.
    """

    categorie: str
    nom: str
    code_commune: str
    commune: str
    distance_m: float
    approximative: bool
    direction: str
    au_dela: bool
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Limite:
    """La commune hors de la région la plus proche, et sa distance en mètres : jusqu'où les données voient tout."""

    code_commune: str
    nom: str
    departement: str
    distance_m: float


def direction(longitude: float, latitude: float, vers_longitude: float, vers_latitude: float) -> str:
    """Le rumb (DIRECTIONS) du premier point vers le second, degrés EPSG:4326 : le cap au départ du plus court chemin."""
    lon1, lat1, lon2, lat2 = np.radians([longitude, latitude, vers_longitude, vers_latitude])
    east = np.sin(lon2 - lon1) * np.cos(lat2)
    north = np.cos(lat1) * np.sin(lat2) - np.sin(lat1) * np.cos(lat2) * np.cos(lon2 - lon1)
    return DIRECTIONS[round(float(np.degrees(np.arctan2(east, north))) / 45) % 8]


def point(row: pd.Series) -> tuple[float, float]:
    """(longitude, latitude) de la mairie d'une commune, à défaut d'un point intérieur ; NaN si aucun n'est connu."""
    here = ("longitude", "latitude") if not pd.isna(row["longitude"]) else ("longitude_interieure", "latitude_interieure")
    return float(row[here[0]]), float(row[here[1]])


def limite(atlas: Atlas, longitude: float, latitude: float) -> Limite | None:
    """La commune hors de la région la plus proche d'un point ; None si toutes sont dans la région ou si le point manque."""
    others, longitudes, latitudes = _dehors(atlas)
    distances = distance_m(longitude, latitude, longitudes, latitudes)
    if not np.isfinite(distances).any():
        return None
    best = int(np.nanargmin(distances))
    row = others.iloc[best]
    return Limite(str(others.index[best]), row["nom"], row["departement"], float(distances[best]))


@lru_cache(maxsize=8)
def _dehors(atlas: Atlas) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """Les communes hors de la région (nom, département) et leurs points, triés une fois par Atlas."""
    others = atlas.communes.loc[atlas.communes["region"] != atlas.region]
    longitudes = others["longitude"].fillna(others["longitude_interieure"]).to_numpy(dtype=float)
    latitudes = others["latitude"].fillna(others["latitude_interieure"]).to_numpy(dtype=float)
    return others[["nom", "departement"]], longitudes, latitudes


@lru_cache(maxsize=8)
def _placees(atlas: Atlas) -> dict[str, pd.DataFrame]:
    """Les structures placées de chaque catégorie, D_ABORD puis l'ordre du registre ; triées une fois par Atlas."""
    categories = [*D_ABORD, *(s.id for s in atlas.catalogue.structures if s.id not in D_ABORD)]
    return {categorie: placed_sites(atlas.sites, categorie) for categorie in categories}


def au_plus_pres(atlas: Atlas, row: pd.Series, categories: Iterable[str]) -> tuple[str, pd.Series, float] | None:
    """(catégorie, structure, distance en mètres) de la plus proche, parmi `categories`, d'une commune `row` de la région.

    À égalité, la première catégorie de D_ABORD, puis du registre. None sans structure placée, ou si la commune n'a pas de point.
    """
    wanted = set(categories)
    around = [(one, nearest_placed(placed, *point(row))) for one, placed in _placees(atlas).items() if one in wanted]
    found = [(categorie, *best) for categorie, best in around if best is not None]
    return min(found, key=lambda it: it[2]) if found else None


def sites_proches(atlas: Atlas, row: pd.Series, frontiere: Limite | None) -> tuple[SiteProche, ...]:
    """La structure la plus proche de chaque catégorie placée, D_ABORD puis l'ordre du registre. `row` : la commune."""
    longitude, latitude = point(row)
    found = []
    for categorie, placed in _placees(atlas).items():
        best = nearest_placed(placed, longitude, latitude)
        if best is None:
            continue
        site, metres = best
        far = metres >= SANS_DIRECTION_M
        found.append(
            SiteProche(
                categorie,
                site["nom"],
                site["code_commune"],
                atlas.communes.at[site["code_commune"], "nom"],
                metres,
                site["position"] == "approximative",
                direction(longitude, latitude, float(site["longitude"]), float(site["latitude"])) if far else "",
                frontiere is not None and frontiere.distance_m < metres,
                float(site["longitude"]),
                float(site["latitude"]),
            )
        )
    return tuple(found)
