"""Une ligne d'une table, lue sans en faire une Series : une fiche en lit des dizaines, et chaque Series coûte un dixième de
milliseconde de processeur."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd


class Ligne(Mapping[str, Any]):
    """Les valeurs d'une ligne par nom de colonne, comme une Series ; une valeur absente est celle de la table (NaN, pd.NA, "").

    `name` : le nom de la ligne dans l'index.
    """

    __slots__ = ("_colonnes", "_rang", "name")

    def __init__(self, colonnes: Mapping[str, np.ndarray], rang: int, name: Hashable):
        self._colonnes, self._rang, self.name = colonnes, rang, name

    def __getitem__(self, colonne: str) -> Any:
        return self._colonnes[colonne][self._rang]

    def __iter__(self) -> Iterator[str]:
        return iter(self._colonnes)

    def __len__(self) -> int:
        return len(self._colonnes)


class Lignes:
    """Une table qui ne change plus, lue ligne à ligne. Son index est sans doublon."""

    def __init__(self, table: pd.DataFrame):
        self.index = table.index
        self.colonnes: dict[str, np.ndarray] = {str(name): table[name].to_numpy() for name in table.columns}

    def __getitem__(self, nom: Hashable) -> Ligne:
        """La ligne de ce nom dans l'index ; KeyError si elle n'y est pas."""
        return Ligne(self.colonnes, self.index.get_loc(nom), nom)

    def au_rang(self, rang: int) -> Ligne:
        """La ligne à cette place, la première étant la zéro."""
        return Ligne(self.colonnes, rang, self.index[rang])

    def rangs(self, noms: Sequence[str]) -> np.ndarray:
        """Les places de ces noms, dans l'ordre donné, sans ceux qui n'y sont pas."""
        found = self.index.get_indexer(list(noms))
        return found[found >= 0]
