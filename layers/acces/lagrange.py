"""Une borne rapide d'un plan, et les candidates qu'aucun plan meilleur que celui qu'on a ne peut contenir."""

from __future__ import annotations

import numpy as np

from layers.acces.demande import PairesDeSites

TOURS, PATIENCE = 400, 15


def utiles(terrain: PairesDeSites, k: int, start: list[int], total: float) -> tuple[np.ndarray, float]:
    """(rangs, borne) : les rangs des candidates qu'un plan de `k` sites meilleur que `total` pourrait ouvrir, et celles de `start` ;
    ce qu'aucun plan ne dépasse.

    Relaxation lagrangienne de « une demande ne garde que son meilleur gain » : pour tout prix u ≥ 0, aucun plan ne gagne plus que
    Σ u + la somme des k plus grands ρ_j, ρ_j = Σ max(0, gain − u). Une candidate hors des k premières, qui porterait la borne sous
    `total` en y entrant, n'est dans aucun meilleur plan. Les prix descendent par sous-gradient.
    """
    count, needs, places, gains = len(terrain.candidates), terrain.besoins, terrain.sites, terrain.gains
    if count <= k or not len(gains):
        return np.arange(count), np.inf
    prices = np.zeros(terrain.demandes)
    np.maximum.at(prices, needs, gains)
    prices /= 2
    possible = np.ones(count, dtype=bool)
    lowest, step, waited = np.inf, 1.0, 0
    for _ in range(TOURS):
        worth = np.bincount(places, weights=np.maximum(gains - prices[needs], 0.0), minlength=count)
        top = np.argpartition(-worth, k - 1)[:k]
        bound = prices.sum() + worth[top].sum()
        possible &= bound + np.minimum(worth - worth[top].min(), 0.0) > total
        if bound < lowest - 1e-9 * abs(lowest if np.isfinite(lowest) else 1.0):
            lowest, waited = bound, 0
        else:
            waited += 1
        if waited == PATIENCE:
            step, waited = step / 2, 0
        if bound - total <= 1e-9 * max(total, 1.0) or step < 1e-4:
            break
        opened = np.isin(places, top) & (gains > prices[needs])
        slope = 1.0 - np.bincount(needs[opened], minlength=terrain.demandes)
        slope[(prices <= 0) & (slope > 0)] = 0.0  # un prix ne passe pas sous zéro
        prices = np.maximum(prices - step * (bound - total) / max(float(slope @ slope), 1.0) * slope, 0.0)
    possible[start] = True
    return np.flatnonzero(possible), max(lowest, total)
