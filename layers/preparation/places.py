"""Une position n'est crue que dans sa commune, ou tout près : un flux mélangé, décalé ou d'une autre projection se voit là."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from layers.geo.contours import grille, metres_par_pas
from layers.socle.defauts import DataError, Defect

PRES_M = 2_000  # un site déborde parfois la limite dessinée de sa commune ; aucun ne s'en éloigne davantage dans le flux réel
MOST_AWAY = 0.05  # part des positions d'un flux hors de leur commune au-delà de laquelle il est refusé
FEW = 20  # un flux de si peu de positions se juge site par site
KM_PER_DEGREE = 111.2
CADRE = ("ouest", "sud", "est", "nord")
FORME = "forme"  # la surface d'une commune, en pas de grille du monde (layers.geo.polygones) ; sans elle, son cadre suffit


def hors_de_leur_commune(sites: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Vrai pour chaque site placé à plus de PRES_M de sa commune ; faux sans position.

    `communes` : code_commune, ouest, sud, est, nord (degrés), et FORME si on l'a : le cadre d'une commune en croissant contient
    ses voisines, sa surface non. Une commune sans cadre ni surface ne juge rien.
    """
    box = communes.set_index("code_commune").loc[:, list(CADRE)].astype("float64")
    west, south, east, north = (sites["code_commune"].map(box[side]).to_numpy(dtype=float) for side in CADRE)
    longitude, latitude = (sites[axis].to_numpy(dtype=float) for axis in ("longitude", "latitude"))
    along = KM_PER_DEGREE * np.cos(np.radians(latitude))
    away_x = np.maximum(np.maximum(west - longitude, longitude - east), 0) * along
    away_y = np.maximum(np.maximum(south - latitude, latitude - north), 0) * KM_PER_DEGREE
    away = np.hypot(away_x, away_y) * 1000
    if FORME in communes.columns:
        shapes = sites["code_commune"].map(communes.set_index("code_commune")[FORME])
        away = np.fmax(away, distances_m(shapes, longitude, latitude))
    return pd.Series(away > PRES_M, index=sites.index)  # une comparaison avec NaN est fausse


def distances_m(shapes: Iterable, longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """La distance de chaque point (degrés) à sa surface, en mètres, zéro dedans ; NaN sans surface ou sans point."""
    import shapely  # lourd : la préparation seule s'en sert

    found = [
        shapely.distance(shape, shapely.Point(grille(x, y))) * metres_par_pas(y)
        if shape is not None and shape == shape and x == x
        else np.nan
        for shape, x, y in zip(shapes, longitude, latitude)
    ]
    return np.array(found, dtype=float)


def refuse_un_flux_melange(fichier: str, away: int, placed: int) -> None:
    """DataError si trop des positions d'un flux sont hors de leur commune : aucune des siennes ne peut alors être crue."""
    if away >= FEW and away > MOST_AWAY * placed:
        expected = f"au plus {MOST_AWAY:.0%} de positions hors de leur commune ; des positions mélangées ou décalées ne se montrent pas"
        raise DataError([Defect(fichier, None, "position", expected, f"{away} sur {placed}")])
