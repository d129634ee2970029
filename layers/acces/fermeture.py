"""Si un site ferme : les habitants qui passent le seuil, les minutes ajoutées, et qui prendrait le relais."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.acces.couverture import bande, limites, trajets_de, valeurs
from layers.acces.modele import Modele
from layers.acces.trajets import AUCUN, Trajets
from layers.atlas import Atlas


@dataclass(frozen=True)
class Fermeture:
    """Ce que change la fermeture d'un site (`rang` dans Trajets.sites).

    passent : les habitants en deçà du seuil aujourd'hui, au-delà sans lui. surs : ceux dont toute la bande passe ; possibles :
    ceux dont un bout de bande passe. bord : ceux de `passent` qu'une commune d'une autre région, plus proche que le repli, pourrait
    retenir. desservis : les habitants dont il est le plus proche ; ajout : ce qu'il leur manquerait en moyenne (None sans repli
    connu). sans_repli : ceux qui n'auraient plus aucun site.
    """

    rang: int
    communes: int
    passent: int
    surs: int
    possibles: int
    bord: int
    desservis: int
    ajout: float | None
    sans_repli: int


@lru_cache(maxsize=64)
def fermetures_de(atlas: Atlas, modele: Modele, usage: str, mesure: str, seuil: float) -> tuple[Fermeture, ...]:
    """Le classement des sites d'un usage dans la région de `atlas` ; calculé une fois."""
    return tuple(fermetures(trajets_de(atlas, modele, usage), mesure, seuil, limites(atlas)))


def fermetures(found: Trajets, mesure: str, seuil: float, limite: np.ndarray | None = None) -> list[Fermeture]:
    """Une Fermeture par site, la plus lourde d'abord (à égalité : minutes ajoutées, puis rang).

    `limite` : kilomètres de chaque commune à la plus proche hors de la région (trajets.limite_km).
    """
    table = _par_commune(found, mesure, seuil, limite)
    totals = table.groupby("site")[["habitants", "passent", "surs", "possibles", "bord", "communes", "sans_repli", "ajout", "avec"]].sum()
    told = []
    for rang in range(len(found.sites)):
        row = totals.loc[rang] if rang in totals.index else pd.Series(0.0, index=totals.columns)
        ajout = float(row["ajout"] / row["avec"]) if row["avec"] else None
        counts = (int(row[name]) for name in ("communes", "passent", "surs", "possibles", "bord", "habitants"))
        told.append(Fermeture(rang, *counts, ajout, int(row["sans_repli"])))
    return sorted(told, key=lambda one: (-one.passent, -(one.ajout or 0.0) * one.desservis, one.rang))


def _par_commune(found: Trajets, mesure: str, seuil: float, limite: np.ndarray | None) -> pd.DataFrame:
    """Pour chaque commune qui a un site et une population : son site, et ce que sa fermeture lui fait."""
    first, second = valeurs(found, mesure), valeurs(found, mesure, 1)
    low1, high1 = bande(found, mesure)
    low2, high2 = bande(found, mesure, 1)
    people = found.communes["population"].astype("float64").to_numpy()
    alone = found.rangs[:, 1] == AUCUN
    # Sans autre site, on est au-delà de tout seuil.
    second, low2, high2 = (np.where(alone, np.inf, one) for one in (second, low2, high2))
    passes = (first <= seuil) & (second > seuil)
    edge = np.zeros(len(people), dtype=bool) if limite is None else limite < np.where(alone, np.inf, found.km[:, 1])
    kept = ~np.isnan(people) & (found.rangs[:, 0] != AUCUN) & ~np.isnan(first)
    table = pd.DataFrame(
        {
            "site": found.rangs[:, 0],
            "habitants": people,
            "communes": passes,
            "passent": people * passes,
            "surs": people * ((high1 <= seuil) & (low2 > seuil)),
            "possibles": people * ((low1 <= seuil) & (high2 > seuil)),
            "bord": people * (passes & edge),
            "sans_repli": people * alone,
            "ajout": people * np.where(alone, 0.0, second - first),
            "avec": people * ~alone,
        }
    )
    return table[kept]


def touchees(found: Trajets, rang: int) -> pd.DataFrame:
    """Les communes dont ce site est le plus proche, la plus peuplée d'abord : nom, departement, population, aujourdhui et sans
    (kilomètres et minutes), la bande sans lui, et le rang du repli (AUCUN s'il n'y en a pas)."""
    rows = found.rangs[:, 0] == rang
    columns = {
        "km": found.km[rows, 0],
        "km_sans": found.km[rows, 1],
        "minutes": found.minutes[rows, 0],
        "minutes_sans": found.minutes[rows, 1],
        "basse_sans": found.basses[rows, 1],
        "haute_sans": found.hautes[rows, 1],
        "repli": found.rangs[rows, 1],
    }
    told = found.communes.loc[rows, ["nom", "departement", "population"]].assign(**columns)
    return told.sort_values(["population", "nom"], ascending=[False, True], na_position="last")


def sans_second(found: Trajets, mesure: str, seuil: float) -> int:
    """Les habitants qui ont un site en deçà du seuil et n'en ont pas un second."""
    first, second = valeurs(found, mesure), valeurs(found, mesure, 1)
    rows = (first <= seuil) & ~(second <= seuil)
    return int(found.communes["population"][rows].sum())
