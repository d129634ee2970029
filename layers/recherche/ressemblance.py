"""Les noms voisins d'un nom que rien ne porte : ceux qui partagent le plus de groupes de trois lettres avec lui."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np


class Ressemblance:
    """Un index des trigrammes de noms pliés ; les fiches sont leurs rangs. Un nom vide ne ressemble à rien."""

    def __init__(self, names: Iterable[str]):
        holders: dict[str, list[int]] = {}
        counts = []
        for rank, name in enumerate(names):
            groups = trigrammes(name)
            counts.append(len(groups))
            for group in groups:
                holders.setdefault(group, []).append(rank)
        self._holders = {group: np.array(ranks, dtype=np.int32) for group, ranks in holders.items()}
        self._counts = np.array(counts, dtype=np.int64)

    def parts(self, name: str) -> np.ndarray:
        """Par fiche, la ressemblance avec `name` : deux fois les trigrammes communs sur le total des deux (de 0 à 1)."""
        groups = trigrammes(name)
        lists = [self._holders[group] for group in groups if group in self._holders]
        if not lists:
            return np.zeros(len(self._counts))
        shared = np.bincount(np.concatenate(lists), minlength=len(self._counts))
        return 2 * shared / (self._counts + len(groups))


def trigrammes(name: str) -> frozenset[str]:
    """« albi » -> « al », alb, lbi, « bi » (avec une espace de bord) ; vide pour un nom vide."""
    padded = f" {name} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2)) if name else frozenset()
