"""De chaque commune, les deux sites les plus proches : kilomètres à vol d'oiseau et minutes estimées."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.acces.modele import Modele
from layers.geo.distances import distance_m

AUCUN = -1
# Une tranche de communes à la fois : la table de toutes les distances ne tient en mémoire qu'à l'échelle d'une région.
TRANCHE = 256
DECIMALES_KM = 6
# La commune du dehors la plus proche touche la région, ou presque : inutile de mesurer toute la France.
MARGE = 1.0


@dataclass(frozen=True, eq=False)
class Trajets:
    """`communes` et `sites` : les tables d'où l'on part et où l'on va. Les autres tableaux ont une ligne par commune et deux
    colonnes, le plus proche puis le suivant.

    rangs : le rang du site dans `sites`, AUCUN s'il n'y en a pas. km : de la mairie, à défaut d'un point intérieur, au site ;
    0 quand le site est dans la commune ; NaN sans site. minutes, basses, hautes : l'estimation et sa bande, NaN quand elle n'est
    pas possible. bord : une commune d'une autre région est plus proche que le premier site.
    """

    communes: pd.DataFrame
    sites: pd.DataFrame
    rangs: np.ndarray
    km: np.ndarray
    minutes: np.ndarray
    basses: np.ndarray
    hautes: np.ndarray
    bord: np.ndarray


def points(communes: pd.DataFrame) -> np.ndarray:
    """(longitude, latitude) de chaque commune : sa mairie, à défaut un point intérieur ; NaN si aucun n'est connu."""
    there = communes["longitude"].notna()
    axes = [communes[axis].where(there, communes[f"{axis}_interieure"]).to_numpy(dtype=float) for axis in ("longitude", "latitude")]
    return np.column_stack(axes)


def trajets(communes: pd.DataFrame, sites: pd.DataFrame, modele: Modele, limite: np.ndarray | None = None) -> Trajets:
    """Les trajets de `communes` (index code_commune, points, montagne) vers `sites` (code_commune, longitude, latitude).

    `limite` : pour chaque commune, les kilomètres jusqu'à la plus proche commune où les données n'ont pas de sites (`limite_km`) ;
    None : les données voient partout.
    """
    sites = sites.reset_index(drop=True)
    here = points(communes)
    ranks = deux_plus_proches(here, communes.index.to_numpy(), _places(sites), sites["code_commune"].to_numpy())
    km = _kilometres(here, communes.index.to_numpy(), sites, ranks)
    minutes, low, high = _estimees(modele, km, communes["montagne"].to_numpy())
    edge = np.zeros(len(communes), dtype=bool) if limite is None else limite < km[:, 0]
    return Trajets(communes, sites, ranks, km, minutes, low, high, edge)


def limite_km(communes: pd.DataFrame, dehors: pd.DataFrame) -> np.ndarray:
    """Les kilomètres de chaque commune à la plus proche de `dehors` ; infini s'il n'y en a pas à moins de MARGE degrés de l'emprise
    de `communes`."""
    here, outside = points(communes), points(dehors)
    west, south = np.nanmin(here, axis=0) - MARGE
    east, north = np.nanmax(here, axis=0) + MARGE
    lon, lat = outside.T
    outside = outside[(lon > west) & (lon < east) & (lat > south) & (lat < north)]
    found = np.full(len(here), np.inf)
    if len(outside):
        nearest = deux_plus_proches(here, np.full(len(here), ""), outside, np.full(len(outside), " "))[:, 0]
        known = nearest != AUCUN
        found[known] = distance_m(*here[known].T, *outside[nearest[known]].T) / 1000
    return found


def _places(sites: pd.DataFrame) -> np.ndarray:
    return sites[["longitude", "latitude"]].to_numpy(dtype=float)


def _kilometres(here: np.ndarray, codes: np.ndarray, sites: pd.DataFrame, ranks: np.ndarray) -> np.ndarray:
    km = np.full(ranks.shape, np.nan)
    places, at = _places(sites), sites["code_commune"].to_numpy()
    for column in range(ranks.shape[1]):
        known = ranks[:, column] != AUCUN
        there = ranks[known, column]
        measured = distances_km(here[known], places[there])
        km[known, column] = np.where(at[there] == codes[known], 0.0, measured)
    return km


def _estimees(modele: Modele, km: np.ndarray, relief: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Zéro dans la commune, comme l'éditeur des temps d'accès le compte ; ailleurs, le modèle."""
    found = modele.minutes(km, relief)
    for table in found:
        table[km == 0.0] = 0.0
    return found


def deux_plus_proches(here: np.ndarray, codes: np.ndarray, places: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Les rangs dans `places` des deux points les plus proches de chaque point de `here` (n × 2, AUCUN s'il en manque).

    `codes`, `at` : la commune de chacun. Un point de la même commune est le plus proche, même sans coordonnées ; à égalité, le
    premier. Une distance se compare par le cosinus de son angle, exact à un décimètre près.
    """
    found = np.full((len(here), 2), AUCUN, dtype=np.int64)
    if not len(places):
        return found
    start, end = sur_la_sphere(here), sur_la_sphere(places).T
    by_commune = pd.Series(np.arange(len(at))).groupby(pd.Series(at)).apply(list).to_dict()
    for first in range(0, len(here), TRANCHE):
        rows = slice(first, first + TRANCHE)
        near = start[rows] @ end
        near[np.isnan(near)] = -np.inf
        for row, code in enumerate(codes[rows]):
            if code in by_commune:
                near[row, by_commune[code]] = 2.0  # plus près que tout cosinus
        lines = np.arange(len(near))
        for column in range(min(2, len(places))):
            best = near.argmax(axis=1)
            there = near[lines, best] > -np.inf
            found[rows, column] = np.where(there, best, AUCUN)
            near[lines, best] = -np.inf
    return found


def sur_la_sphere(degrees: np.ndarray) -> np.ndarray:
    """Les coordonnées x, y, z, sur la sphère de rayon 1, de points en degrés EPSG:4326."""
    lon, lat = np.radians(degrees).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def distances_km(here: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Les distances à vol d'oiseau, en kilomètres, ligne à ligne, entre deux tables de points (degrés EPSG:4326)."""
    return np.round(distance_m(*here.T, *places.T) / 1000, DECIMALES_KM)
