"""Répartit des effectifs publiés entre des communes : des comptes exacts, des parts de population approchées.

Calcul pur (numpy) : mêmes entrées, même résultat.
"""

from __future__ import annotations

import numpy as np

UNASSIGNED = -1
LARGEST_STRETCH = 1.0  # un échange déplace au plus ce nombre d'écarts types de score : les plages restent d'un tenant
FEWEST_GAIN = 0.0005  # part de population : sous ce gain, un échange ne sert plus


def cut(score: np.ndarray, counts: np.ndarray, spare: np.ndarray) -> np.ndarray:
    """Le rang de classe de chaque commune : les `counts[0]` plus petits scores en 0, les suivants en 1, etc.

    score : (n,) sans NaN. counts : (k,) entiers, de somme <= n. spare : (n,), ordre dans lequel les communes en trop
    (n - somme) restent sans classe (UNASSIGNED). Lève ValueError si les comptes dépassent n ou sont négatifs.
    """
    total = int(np.sum(counts))
    if total > len(score) or np.any(np.asarray(counts) < 0):
        raise ValueError(f"{total} communes à classer pour {len(score)}")
    ranks = np.full(len(score), UNASSIGNED)
    kept = np.sort(np.argsort(spare, kind="stable")[len(score) - total :])
    ordered = kept[np.argsort(score[kept], kind="stable")]
    ranks[ordered] = np.repeat(np.arange(len(counts)), counts)
    return ranks


def shares(ranks: np.ndarray, population: np.ndarray, classes: int) -> np.ndarray:
    """(classes,) part de la population de chaque classe, en fraction de la population classée ou non."""
    placed = ranks != UNASSIGNED
    return np.bincount(ranks[placed], weights=population[placed], minlength=classes) / population.sum()


def swap_towards(ranks: np.ndarray, score: np.ndarray, population: np.ndarray, target: np.ndarray, most: int = 12) -> np.ndarray:
    """`ranks` après des échanges de communes entre deux classes, qui rapprochent les parts de population de `target`.

    Les comptes ne changent pas. À chaque pas, les deux classes d'écarts opposés les plus grands échangent une paire de
    communes choisie pour combler l'écart sans éloigner trop leurs scores. S'arrête quand rien ne s'améliore.
    """
    ranks = ranks.copy()
    spread = float(np.std(score)) or 1.0
    weight = population / population.sum()
    for _ in range(most):
        gap = shares(ranks, population, len(target)) - target
        for over, under in _pairs(gap):
            members = (np.flatnonzero(ranks == over), np.flatnonzero(ranks == under))
            pair = _best_pair(*members, weight, score / spread, (gap[over], gap[under]))
            if pair is not None:
                ranks[list(pair)] = under, over
                break
        else:
            break
    return ranks


def _pairs(gap: np.ndarray) -> list[tuple[int, int]]:
    """Les couples (classe trop peuplée, classe trop peu peuplée), les plus grands écarts d'abord."""
    order = np.argsort(-gap, kind="stable")
    couples = [(int(a), int(b)) for a in order for b in order[::-1] if gap[a] > FEWEST_GAIN and gap[b] < -FEWEST_GAIN]
    return sorted(couples, key=lambda pair: gap[pair[1]] - gap[pair[0]])[:3]


def _best_pair(
    over: np.ndarray, under: np.ndarray, weight: np.ndarray, score: np.ndarray, gap: tuple[float, float]
) -> tuple[int, int] | None:
    """La paire (i de `over`, j de `under`) dont l'échange réduit le plus |écart| + |écart| ; None si aucune n'y gagne."""
    if not len(over) or not len(under):
        return None
    moved = weight[over][:, None] - weight[under][None, :]
    stretch = np.abs(score[over][:, None] - score[under][None, :])
    after = np.abs(gap[0] - moved) + np.abs(gap[1] + moved)
    gain = abs(gap[0]) + abs(gap[1]) - after
    # Un peu de gain est rendu pour un échange entre voisins de score : la carte garde ses plages.
    worth = np.where(gain > FEWEST_GAIN, gain - 0.2 * gain * np.minimum(stretch / LARGEST_STRETCH, 1.0), -np.inf)
    best = int(np.argmax(worth))
    if not np.isfinite(worth.flat[best]):
        return None
    i, j = np.unravel_index(best, worth.shape)
    return int(over[i]), int(under[j])


def draw(weights: np.ndarray, number: int, start: float) -> np.ndarray:
    """(len(weights),) combien de sites chaque commune reçoit : `number` en tout, en proportion de `weights`.

    Tirage systématique : un pas constant sur les poids cumulés, à partir de `start` dans [0, 1[. Une commune reçoit donc
    son espérance arrondie en dessous ou au-dessus. Lève ValueError si `number` > 0 et que tous les poids sont nuls.
    """
    total = float(weights.sum())
    if number and not total > 0:
        raise ValueError(f"{number} sites à placer et aucune commune pour les recevoir")
    if not number:
        return np.zeros(len(weights), dtype=int)
    ticks = (np.arange(number) + start) * (total / number)
    chosen = np.searchsorted(np.cumsum(weights), ticks, side="right").clip(max=int(np.flatnonzero(weights)[-1]))
    return np.bincount(chosen, minlength=len(weights))


def spiral(number: int, widest_m: float = 1000.0) -> tuple[np.ndarray, np.ndarray]:
    """(est, nord) en mètres de `number` points autour d'une mairie : une spirale de tournesol, deux points jamais ensemble.

    Le rayon grandit avec le nombre (130 m pour un, `widest_m` au plus), pour que les points d'une grande ville s'étalent.
    """
    k = np.arange(number) + 0.5
    radius = min(widest_m, 130.0 * np.sqrt(number)) * np.sqrt(k / max(number, 1))
    angle = k * np.pi * (3 - np.sqrt(5))
    return radius * np.cos(angle), radius * np.sin(angle)
