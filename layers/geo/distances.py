"""Distances à vol d'oiseau entre une commune et les structures."""

from __future__ import annotations

import numpy as np

EARTH_RADIUS_M = 6_371_008.8


def distance_m(longitude: float, latitude: float, longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Distances en mètres, sur la sphère (formule de haversine), d'un point à des points ; degrés EPSG:4326.

    Un point sans coordonnées (NaN) donne NaN.
    """
    lon1, lat1, lon2, lat2 = (np.radians(x) for x in (longitude, latitude, longitudes, latitudes))
    half = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))


class Points:
    """Des points où chercher le plus proche d'un autre. Un point sans coordonnées (NaN) n'est jamais le plus proche.

    La corde qui joint deux points de la sphère grandit avec leur distance : on compare des cordes, trois soustractions par
    point, et la formule de haversine ne mesure que le plus proche.
    """

    def __init__(self, longitudes: np.ndarray, latitudes: np.ndarray):
        """`longitudes`, `latitudes` : degrés EPSG:4326, de même longueur."""
        self._places = np.flatnonzero(np.isfinite(longitudes) & np.isfinite(latitudes))
        self._degres = longitudes[self._places], latitudes[self._places]
        self._xyz = _sur_la_sphere(*self._degres)

    def le_plus_proche(self, longitude: float, latitude: float) -> tuple[int, float] | None:
        """(rang du point le plus proche, distance en mètres), le premier à égalité ; None si aucun n'est connu, ou pas celui-ci."""
        if np.isnan(longitude) or np.isnan(latitude) or not len(self._places):
            return None
        x, y, z = self._xyz
        a, b, c = _sur_la_sphere(longitude, latitude)
        best = int(np.argmin((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2))
        longitudes, latitudes = self._degres
        return int(self._places[best]), float(distance_m(longitude, latitude, longitudes[best], latitudes[best]))


def _sur_la_sphere(longitudes, latitudes) -> tuple:
    """Les coordonnées x, y, z, sur la sphère de rayon 1, de points en degrés EPSG:4326."""
    lon, lat = np.radians(longitudes), np.radians(latitudes)
    return np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
