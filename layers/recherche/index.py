"""Les mots d'un répertoire, triés : qui contient tel mot, un mot qui commence ainsi, un mot à une faute près."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np

AFTER_Z = "{"  # le caractère qui suit « z » : borne d'un préfixe
MANY = 200  # mots choisis au-delà desquels lire tout l'index est plus rapide que mot à mot


class Vocabulaire:
    """Un index des mots (a-z, 0-9) vers les fiches qui les portent ; les fiches sont des rangs de 0 à `size` - 1.

    Chaque recherche rend un tableau de booléens, un par fiche.
    """

    def __init__(self, words_of: Iterable[Iterable[str]], size: int):
        holders: dict[str, list[int]] = {}
        for rank, words in enumerate(words_of):
            for word in dict.fromkeys(words):
                holders.setdefault(word, []).append(rank)
        self.words = sorted(holders)
        counts = np.array([len(holders[word]) for word in self.words], dtype=np.int64)
        self._starts = np.concatenate([[0], np.cumsum(counts)])
        self._holders = np.array([rank for word in self.words for rank in holders[word]], dtype=np.int32)
        self._word_of_holder = np.repeat(np.arange(len(self.words), dtype=np.int32), counts)
        self._lengths = np.array([len(word) for word in self.words], dtype=np.int64)
        longest = int(self._lengths.max(initial=0)) + 2
        # Une ligne par place dans le mot : comparer une lettre à tous les mots ne lit qu'une plage de mémoire.
        padded = np.array([word.encode() for word in self.words], dtype=f"S{longest}")
        self._letters = np.ascontiguousarray(padded.view(np.uint8).reshape(len(self.words), longest).T)
        self.size = size

    def commencant(self, prefix: str) -> np.ndarray:
        """Les fiches dont un mot commence par `prefix`."""
        return self._between(bisect_left(self.words, prefix), bisect_left(self.words, prefix + AFTER_Z))

    def portant(self, word: str) -> np.ndarray:
        """Les fiches qui portent ce mot entier."""
        at = bisect_left(self.words, word)
        return self._between(at, at + (at < len(self.words) and self.words[at] == word))

    def fautes(self, word: str) -> tuple[np.ndarray, np.ndarray]:
        """Les fiches dont un mot, à une faute près (lettre changée, manquante, en trop, ou deux voisines échangées),
        commence par `word` ; puis celles dont un mot est `word` à une faute près."""
        if not word or len(word) >= len(self._letters):
            nothing = np.zeros(self.size, dtype=bool)
            return nothing, nothing
        begin, whole = self._one_error(np.frombuffer(word.encode(), dtype=np.uint8))
        return self._of_words(begin), self._of_words(whole)

    def _one_error(self, typed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Booléens par mot : (son début, le mot entier) est à une faute de `typed`.

        Une faute à la place i laisse intact ce qui est avant, et décale de 0, 1 ou -1 ce qui est après.
        """
        letters, count, yes = self._letters, len(typed), np.ones(len(self.words), dtype=bool)
        same = [letters[i] == typed[i] for i in range(count)]
        # Ce qui suit la place i : à sa place, une place plus loin (lettre oubliée), une place avant (lettre en trop).
        level, later, sooner = [yes], [yes], [yes]
        for i in reversed(range(count)):
            level.append(level[-1] & same[i])
            later.append(later[-1] & (letters[i + 1] == typed[i]))
            if i:
                sooner.append(sooner[-1] & (letters[i - 1] == typed[i]))
        level, later, sooner = level[::-1], later[::-1], sooner[::-1]
        begin, whole, before = np.zeros_like(yes), np.zeros_like(yes), yes
        for i in range(count + 1):
            missing = before & later[i]
            begin |= missing
            whole |= missing & (self._lengths == count + 1)
            if i == count:
                break
            replaced, extra = before & level[i + 1], before & sooner[i]
            if i + 1 < count:
                replaced |= before & (letters[i] == typed[i + 1]) & (letters[i + 1] == typed[i]) & level[i + 2]
            begin |= replaced | extra
            whole |= (replaced & (self._lengths == count)) | (extra & (self._lengths == count - 1))
            before = before & same[i]
        return begin, whole

    def _between(self, first: int, last: int) -> np.ndarray:
        found = np.zeros(self.size, dtype=bool)
        found[self._holders[self._starts[first] : self._starts[last]]] = True
        return found

    def _of_words(self, chosen: np.ndarray) -> np.ndarray:
        found = np.zeros(self.size, dtype=bool)
        picked = np.flatnonzero(chosen)
        if len(picked) > MANY:
            found[self._holders[chosen[self._word_of_holder]]] = True
            return found
        for word in picked:
            found[self._holders[self._starts[word] : self._starts[word + 1]]] = True
        return found
