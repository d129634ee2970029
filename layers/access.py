"""Distances à vol d'oiseau entre une commune et les structures."""
from __future__ import annotations

import numpy as np
import pandas as pd

EARTH_RADIUS_M = 6_371_008.8


def distance_m(longitude: float, latitude: float, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Distances en mètres, sur la sphère (formule de haversine), d'un point à des points ; degrés EPSG:4326.

    Un point sans coordonnées (NaN) donne NaN.
    """
    lon1, lat1, lon2, lat2 = (np.radians(x) for x in (longitude, latitude, longitudes, latitudes))
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))


def nearest(sites: pd.DataFrame, longitude: float, latitude: float, categorie: str) -> tuple[pd.Series, float] | None:
    """La structure de `categorie` la plus proche d'un point et sa distance en mètres.

    None quand le point n'est pas connu (NaN) ou quand aucune structure de cette catégorie n'est placée.
    À égalité, la première dans l'ordre de la table.
    """
    return nearest_placed(placed_sites(sites, categorie), longitude, latitude)


def placed_sites(sites: pd.DataFrame, categorie: str) -> pd.DataFrame:
    """Les structures de `categorie` dont la place est connue, dans l'ordre de la table."""
    return sites[(sites["categorie"] == categorie) & sites["longitude"].notna() & sites["latitude"].notna()]


def nearest_placed(placed: pd.DataFrame, longitude: float, latitude: float) -> tuple[pd.Series, float] | None:
    """Comme `nearest`, parmi des structures toutes placées : qui en cherche souvent ne les trie qu'une fois."""
    if np.isnan(longitude) or np.isnan(latitude) or placed.empty:
        return None
    distances = distance_m(longitude, latitude, placed["longitude"].to_numpy(), placed["latitude"].to_numpy())
    best = int(np.argmin(distances))
    return placed.iloc[best], float(distances[best])
