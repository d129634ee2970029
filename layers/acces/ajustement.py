"""Ajuste le modèle des minutes sur des temps publiés, et le juge sur des départements qu'il n'a pas vus."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from layers.acces.modele import EN_MONTAGNE, EN_PLAINE, Droite, Modele, Relief

PLIS = 5
BANDE = (0.05, 0.95)
SEUIL_MIN = 30.0
# Sous cet écart, en minutes, deux temps se valent : le pas de la descente des quantiles.
PETIT, TOURS = 1e-3, 300


def plis(departements: pd.Series) -> np.ndarray:
    """Le pli (0 à 4) de chaque commune : les départements, triés par code, y vont tour à tour."""
    rank = {code: number % PLIS for number, code in enumerate(sorted(set(departements)))}
    return departements.map(rank).to_numpy()


def ajuster(table: pd.DataFrame) -> Modele:
    """Le modèle de `table` (km, minutes, relief) : moindres carrés pour l'estimation, quantiles à 5 et 95 % pour la bande."""
    return Modele(_relief(table[table["relief"] == EN_PLAINE]), _relief(table[table["relief"] == EN_MONTAGNE]), {}, {})


def _relief(table: pd.DataFrame) -> Relief:
    km, minutes = table["km"].to_numpy(dtype=float), table["minutes"].to_numpy(dtype=float)
    mean = Droite(*_moindres_carres(km, minutes, np.ones_like(km)))
    low, high = (Droite(*quantile(km, minutes, share)) for share in BANDE)
    return Relief(*(Droite(round(line.ordonnee, 4), round(line.par_km, 4)) for line in (mean, low, high)))


def quantile(km: np.ndarray, minutes: np.ndarray, share: float) -> tuple[float, float]:
    """(ordonnée, pente) de la droite qui laisse `share` des points sous elle : moindres carrés repondérés."""
    line = _moindres_carres(km, minutes, np.ones_like(km))
    for _ in range(TOURS):
        gap = minutes - (line[0] + line[1] * km)
        found = _moindres_carres(km, minutes, np.where(gap > 0, share, 1 - share) / np.maximum(np.abs(gap), PETIT))
        moved, line = np.abs(np.subtract(found, line)).max(), found
        if moved < PETIT / 1000:
            break
    return line


def _moindres_carres(km: np.ndarray, minutes: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    design = np.column_stack([np.ones_like(km), km])
    left = (design * weights[:, None]).T
    intercept, slope = np.linalg.solve(left @ design, left @ minutes)
    return float(intercept), float(slope)


def juger(table: pd.DataFrame, ensembles: dict[str, Callable[[pd.DataFrame], pd.Series]]) -> dict[str, dict[str, float]]:
    """La table d'erreurs : chaque commune est estimée par le modèle des quatre plis où son département n'est pas.

    `table` : km, minutes, relief, departement, population. `ensembles` : {nom: table -> lignes gardées}. Par pli et par
    ensemble : communes, erreur_moyenne (minutes), dans_la_bande et accord_30 (% des communes, % des habitants).
    """
    fold = plis(table["departement"])
    estimated, low, high = (np.full(len(table), np.nan) for _ in range(3))
    for one in range(PLIS):
        held = fold == one
        model = ajuster(table[~held])
        told = model.minutes(table.loc[held, "km"].to_numpy(dtype=float), table.loc[held, "relief"].to_numpy())
        estimated[held], low[held], high[held] = told
    seen = table.assign(estimees=estimated, basses=low, hautes=high, pli=fold)
    found = {f"pli-{one + 1}": _mesures(seen[fold == one]) for one in range(PLIS)}
    return found | {name: _mesures(seen[keep(seen)]) for name, keep in ensembles.items()}


def _mesures(seen: pd.DataFrame) -> dict[str, float]:
    inside = (seen["minutes"] >= seen["basses"]) & (seen["minutes"] <= seen["hautes"])
    known = seen[seen["population"].notna()]
    same = (known["minutes"] > SEUIL_MIN) == (known["estimees"] > SEUIL_MIN)
    people = known["population"].astype(float)
    return {
        "communes": len(seen),
        "erreur_moyenne": round(float((seen["estimees"] - seen["minutes"]).abs().mean()), 3),
        "dans_la_bande": round(100 * float(inside.mean()), 2),
        "accord_30": round(100 * float(people[same].sum() / people.sum()), 2),
    }
