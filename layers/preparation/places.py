"""Une position n'est crue que dans sa commune, ou tout près : un flux mélangé, décalé ou d'une autre projection se voit là."""

from __future__ import annotations

import numpy as np
import pandas as pd

from layers.socle.defauts import DataError, Defect

PRES_M = 2_000  # un site déborde parfois la limite dessinée de sa commune ; aucun ne s'en éloigne davantage dans le flux réel
MOST_AWAY = 0.05  # part des positions d'un flux hors de leur commune au-delà de laquelle il est refusé
FEW = 20  # un flux de si peu de positions se juge site par site
KM_PER_DEGREE = 111.2
CADRE = ("ouest", "sud", "est", "nord")


def hors_de_leur_commune(sites: pd.DataFrame, communes: pd.DataFrame) -> pd.Series:
    """Vrai pour chaque site placé à plus de PRES_M du cadre de sa commune ; faux sans position.

    `communes` : code_commune, ouest, sud, est, nord (degrés). Une commune sans cadre ne juge rien.
    """
    box = communes.set_index("code_commune").loc[:, list(CADRE)].astype("float64")
    west, south, east, north = (sites["code_commune"].map(box[side]).to_numpy(dtype=float) for side in CADRE)
    longitude, latitude = (sites[axis].to_numpy(dtype=float) for axis in ("longitude", "latitude"))
    along = KM_PER_DEGREE * np.cos(np.radians(latitude))
    away_x = np.maximum(np.maximum(west - longitude, longitude - east), 0) * along
    away_y = np.maximum(np.maximum(south - latitude, latitude - north), 0) * KM_PER_DEGREE
    return pd.Series(np.hypot(away_x, away_y) * 1000 > PRES_M, index=sites.index)  # une comparaison avec NaN est fausse


def refuse_un_flux_melange(fichier: str, away: int, placed: int) -> None:
    """DataError si trop des positions d'un flux sont hors de leur commune : aucune des siennes ne peut alors être crue."""
    if away >= FEW and away > MOST_AWAY * placed:
        expected = f"au plus {MOST_AWAY:.0%} de positions hors de leur commune ; des positions mélangées ou décalées ne se montrent pas"
        raise DataError([Defect(fichier, None, "position", expected, f"{away} sur {placed}")])
