"""Champs lisses sur des communes : où l'offre de soins est plausiblement aisée, où le relief est haut.

Ils ne servent qu'au jeu de démonstration : ils ordonnent les communes, ils ne disent rien de vrai sur aucune.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

KM_PER_DEGREE = 111.2
WAVES = 6
REACH_KM = 7.0  # portée de l'influence d'un bourg sur ses voisins

# Axes des hautes terres d'Occitanie, tracés à main levée (longitude, latitude) : Pyrénées, puis Montagne noire,
# Espinouse, Aubrac et Cévennes. Ils donnent un relief plausible, d'un tenant ; ce n'est pas une donnée.
UPLANDS = (
    ((-0.32, 42.82), (0.65, 42.72), (1.44, 42.60), (2.35, 42.45), (2.75, 42.44)),
    ((2.25, 43.44), (2.85, 43.62), (3.20, 44.05), (3.05, 44.65)),
    ((3.35, 43.95), (3.60, 44.25), (3.80, 44.50), (3.45, 44.75)),
)


def plane_km(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """(n, 2) kilomètres est et nord, plan approché autour de 44° nord : assez pour des distances d'un département."""
    return np.column_stack([longitude * KM_PER_DEGREE * np.cos(np.radians(44.0)), latitude * KM_PER_DEGREE])


def centred(values: np.ndarray) -> np.ndarray:
    """`values` ramenées à une moyenne 0 et un écart type 1 ; des 0 si elles sont toutes égales."""
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else np.zeros(len(values))


def waves(points_km: np.ndarray, seed: int) -> np.ndarray:
    """(n,) somme de quelques ondes lentes (25 à 90 km), continue d'un département à l'autre ; dépend de `seed` seule."""
    random = np.random.default_rng(seed)
    direction = random.uniform(0, 2 * np.pi, WAVES)
    length = random.uniform(25, 90, WAVES)
    phase = random.uniform(0, 2 * np.pi, WAVES)
    along = points_km @ np.vstack([np.cos(direction), np.sin(direction)])
    return np.cos(2 * np.pi * along / length + phase).sum(axis=1)


def potential(points_km: np.ndarray, around_km: np.ndarray, population: np.ndarray) -> np.ndarray:
    """(n,) logarithme de la population alentour, pondérée par exp(-distance / 7 km) : lisse autour des villes.

    points_km : (n, 2). around_km : (m, 2) et population : (m,), toutes les communes qui comptent, celles des
    départements voisins comprises (sans elles, chaque limite de département semblerait déserte).
    """
    low, high = points_km.min(axis=0) - 4 * REACH_KM, points_km.max(axis=0) + 4 * REACH_KM
    close = np.all((around_km >= low) & (around_km <= high), axis=1)
    east, north = (points_km[:, [axis]] - around_km[close][:, axis] for axis in (0, 1))
    return np.log(np.exp(-np.hypot(east, north) / REACH_KM) @ population[close] + 1)


def upland(points_km: np.ndarray) -> np.ndarray:
    """(n,) hauteur plausible, en kilomètres à l'axe montagneux le plus proche, comptés en négatif."""
    nearest = np.full(len(points_km), np.inf)
    for axis in UPLANDS:
        corners = plane_km(*np.array(axis).T)
        for start, end in zip(corners, corners[1:]):
            nearest = np.minimum(nearest, _to_segment(points_km, start, end))
    return -nearest


def _to_segment(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    along = end - start
    fraction = np.clip((points - start) @ along / (along @ along), 0, 1)
    return np.linalg.norm(points - (start + fraction[:, None] * along), axis=1)


@dataclass(frozen=True, eq=False)
class Terrain:
    """Un département vu par la simulation ; n communes, dans l'ordre de la table.

    rows : positions dans la table. codes, noms : textes. population : habitants, 0 quand elle est inconnue (`counted`
    faux : une telle commune ne pèse rien). longitude, latitude : degrés EPSG:4326 ; sans mairie connue (`located`
    faux), le milieu du département. points : (n, 2) kilomètres. pull : attrait des villes alentour, size : taille,
    tous deux centrés et réduits.
    """

    code: str
    rows: np.ndarray
    codes: np.ndarray
    noms: np.ndarray
    population: np.ndarray
    counted: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    located: np.ndarray
    points: np.ndarray
    pull: np.ndarray
    size: np.ndarray


def terrains(communes: pd.DataFrame, departements: list[str], region: str) -> list[Terrain]:
    """Les départements de `departements` qui ont des communes dans `region`, dans cet ordre."""
    own = communes["departement"].to_numpy()
    inside = (communes["region"] == region).to_numpy(dtype=bool) & np.isin(own, departements)
    population = _numbers(communes["population"])
    place = np.column_stack([_numbers(communes["longitude"]), _numbers(communes["latitude"])])
    # Toute la France : une ville voisine compte aussi de l'autre côté d'une limite de région.
    known = ~np.isnan(place).any(axis=1) & ~np.isnan(population)
    around = plane_km(*place[known].T), population[known]
    found = [(code, np.flatnonzero(inside & (own == code))) for code in departements]
    return [_terrain(code, rows, communes.iloc[rows], around) for code, rows in found if len(rows)]


def _terrain(code: str, rows: np.ndarray, communes: pd.DataFrame, around: tuple[np.ndarray, np.ndarray]) -> Terrain:
    population = _numbers(communes["population"])
    counted = ~np.isnan(population)
    population = np.where(counted, population, 0.0)
    longitude, latitude = _numbers(communes["longitude"]), _numbers(communes["latitude"])
    located = ~(np.isnan(longitude) | np.isnan(latitude))
    middle = (longitude[located].mean(), latitude[located].mean()) if located.any() else (0.0, 0.0)
    longitude, latitude = np.where(located, longitude, middle[0]), np.where(located, latitude, middle[1])
    points = plane_km(longitude, latitude)
    return Terrain(
        code=code,
        rows=rows,
        codes=codes_of(communes),
        noms=communes["nom"].to_numpy(),
        population=population,
        counted=counted,
        longitude=longitude,
        latitude=latitude,
        located=located,
        points=points,
        pull=centred(potential(points, *around)),
        size=centred(np.log(population + 1)),
    )


def codes_of(communes: pd.DataFrame) -> np.ndarray:
    """Les codes des communes, qu'ils soient en colonne ou en index."""
    return (communes["code_commune"] if "code_commune" in communes.columns else communes.index.to_series()).to_numpy()


def _numbers(column: pd.Series) -> np.ndarray:
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
