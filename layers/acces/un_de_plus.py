"""Un professionnel de plus dans une commune : ce que chaque commune y gagnerait, en différence seulement.

La somme à deux niveaux de l'accessibilité potentielle (E2SFCA) : A_i = Σ_j w(t_ij) S_j ÷ Σ_k w(t_kj) P_k. Un professionnel de plus
en j ajoute w(t_ij) ÷ Σ_k w(t_kj) P_k, quelle que soit l'offre d'aujourd'hui : l'APL officielle n'est pas recalculée.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from layers.acces.modele import Modele
from layers.acces.trajets import distances_km, points

# {profession: ((minutes, poids au-dessous), …)}, zéro au-delà : les feuilles « Paramètres » des classeurs de l'APL 2022–2023.
POIDS: Mapping[str, tuple[tuple[float, float], ...]] = {
    "infirmiers": ((10.0, 1.0), (15.0, 2 / 3), (20.0, 1 / 3)),
    "chirurgiens-dentistes": ((10.0, 1.0), (15.0, 2 / 3), (20.0, 1 / 3)),
    "sages-femmes": ((10.0, 1.0), (20.0, 2 / 3), (30.0, 1 / 3)),
}
POUR = 100_000


def poids(minutes: np.ndarray, profession: str) -> np.ndarray:
    """Le poids officiel d'un temps ; zéro pour un temps inconnu."""
    steps = POIDS[profession]
    return np.select([minutes < limit for limit, _ in steps], [weight for _, weight in steps], 0.0)


def un_de_plus(communes: pd.DataFrame, modele: Modele, code: str, profession: str) -> pd.DataFrame:
    """Les communes qui y gagnent, la plus avantagée d'abord : nom, departement, population, minutes, gain (pour 100 000 habitants).

    La population n'est pas standardisée par âge. KeyError si la commune ou la profession n'existe pas.
    """
    here = points(communes)
    rank = communes.index.get_loc(code)
    km = distances_km(here, np.broadcast_to(here[rank], here.shape))
    minutes = modele.minutes(km[:, None], communes["montagne"].to_numpy())[0][:, 0]
    minutes[rank] = 0.0
    weights = poids(minutes, profession)
    people = communes["population"].astype("float64").to_numpy()
    reached = np.nansum(weights * people)
    gain = weights * POUR / reached if reached else np.zeros(len(weights))
    told = communes[["nom", "departement", "population"]].assign(minutes=minutes, gain=gain)
    return told[told["gain"] > 0].sort_values(["gain", "minutes"], ascending=[False, True])
