"""Trouver une commune : son nom comme on le tape, son code postal, son code INSEE, un ancien nom, un arrondissement.

Toute la France, communes sans contour comprises. L'index est fait une fois ; une recherche ne lit que des tableaux.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from layers.atlas import Atlas
from layers.recherche.index import AFTER_Z, Vocabulaire
from layers.recherche.repertoire import Appellation, Commune, repertoire
from layers.recherche.ressemblance import Ressemblance
from layers.socle.mots import ARTICLES, essentiels, mots, plier, sans_article

LONGEST, MOST_WORDS = 80, 12
EXACTE, FAUTE, PROCHE = "exacte", "faute", "proche"
CODE = re.compile(r"\d{2,5}|2[ab]\d{0,3}")
# Rangs d'une réponse, du meilleur au moins bon. Le département nommé après le nom (« figeac lot ») vient cinq rangs après.
NOM_ENTIER, SANS_ARTICLE, DEBUT, MOTS_ENTIERS, DEBUTS_DE_MOTS, PAR_DEPARTEMENT = range(6)
NOT_FOUND = 99
# Avec si peu de réponses, une commune dix fois plus peuplée et à une faute près suit (« rodes » : Rodès, puis Rodez).
FEW, FAR_LARGER = 5, 10
SHORTEST_BEGINNING, SHORTEST_WRONG = 5, 3
NEAR, MOST_NEAR = 0.5, 8


class Trouvee(NamedTuple):
    """Une commune trouvée. `fiche` dit par quel nom ou code ; `correspondance` : « exacte » (tout ce qui est tapé s'y
    trouve), « faute » (à une faute de frappe près), « proche » (rien ne répond : un nom qui ressemble). `cedex` : trouvée par un
    CEDEX, qui n'est pas le code d'une commune."""

    commune: Commune
    fiche: Appellation
    correspondance: str
    cedex: bool = False


class Recherche:
    """L'index d'un répertoire de communes."""

    def __init__(self, fiches: list[Appellation]):
        self.fiches = fiches
        size = len(fiches)
        self._words = Vocabulaire((fiche.index_words for fiche in fiches), size)
        self._codes = Vocabulaire((fiche.codes for fiche in fiches), size)
        self._own = _exact_codes(fiches)
        self._names = _Names([" ".join(fiche.words) for fiche in fiches])
        self._bare = _Names([" ".join(sans_article(fiche.words)) for fiche in fiches])
        self._compact = _Names(["".join(fiche.words) for fiche in fiches])
        self._near = Ressemblance(" ".join(fiche.words) for fiche in fiches)
        self._count = np.array([len(essentiels(fiche.words)) for fiche in fiches])
        self._other = np.array([fiche.genre != "" for fiche in fiches], dtype=np.int64)
        self._outside = np.array([not fiche.commune.dans_la_region for fiche in fiches], dtype=np.int64)
        departements = {fiche.commune.departement: mots(fiche.commune.nom_departement) for fiche in fiches}
        self._departements = {code: " ".join(words) for code, words in departements.items() if words}
        self._departement = np.array([fiche.commune.departement for fiche in fiches])
        order = sorted(range(size), key=lambda i: (-(fiches[i].commune.population or 0), fiches[i].commune.code_commune, i))
        self._order = np.empty(size, dtype=np.int64)
        self._order[order] = np.arange(size)

    def chercher(self, question: str, limite: int = 20, region_d_abord: bool = False) -> list[Trouvee]:
        """Les communes trouvées pour `question`, la meilleure d'abord, chacune une fois, `limite` au plus.

        La meilleure : nom entier, nom sans son article, début du nom, mots entiers, débuts de mots dans n'importe quel
        ordre ; un ancien nom après un nom ; puis la plus peuplée (`region_d_abord` : celles de la région avant les autres).
        Une question vide, trop longue (80 caractères) ou sans lettre ni chiffre ne trouve rien ; jamais d'exception.
        """
        folded = plier(question) if len(question) <= LONGEST else ""
        words = mots(folded)
        if not words or len(words) > MOST_WORDS:
            return []
        if CODE.fullmatch(folded.replace(" ", "")):
            return self._by_code(folded.replace(" ", ""), limite, region_d_abord)
        best = self._best(self._by_name(words), limite, region_d_abord)
        found = [Trouvee(self.fiches[i].commune, self.fiches[i], EXACTE) for i in best]
        if len(found) < min(FEW, limite):
            wrong = self._best(self._with_an_error(words, bool(found)), limite, region_d_abord)
            found += self._worth_saying([self.fiches[i] for i in wrong], found)
        if not found:
            near = self._best(self._alike(words), min(limite, MOST_NEAR), region_d_abord)
            found = [Trouvee(self.fiches[i].commune, self.fiches[i], PROCHE) for i in near]
        return found[:limite]

    @staticmethod
    def _worth_saying(wrong: list[Appellation], found: list[Trouvee]) -> list[Trouvee]:
        """Ce qui est à une faute près ; à côté de réponses exactes, seulement ce qui est bien plus connu qu'elles."""
        known = {one.commune for one in found}
        least = FAR_LARGER * max((one.commune.population or 0 for one in found), default=-1)
        return [Trouvee(one.commune, one, FAUTE) for one in wrong if one.commune not in known and (one.commune.population or 0) > least]

    def _by_code(self, code: str, limit: int, region_first: bool) -> list[Trouvee]:
        """Code postal d'abord, puis code INSEE (toujours gardé), puis ancien code ; un code incomplet les complète."""
        rank = np.where(self._codes.commencant(code), 9, NOT_FOUND)
        for place, exact in enumerate(self._own):
            rank[exact.get(code, [])] = np.minimum(rank[exact.get(code, [])], place)
        best = self._best(rank, limit, region_first)
        owners = [i for exact in self._own[1:] for i in exact.get(code, [])]
        if len(best) == limit and owners and self.fiches[owners[0]].commune not in {self.fiches[i].commune for i in best}:
            best[-1] = owners[0]
        return [Trouvee(self.fiches[i].commune, self.fiches[i], EXACTE) for i in best]

    def _by_name(self, words: tuple[str, ...]) -> np.ndarray:
        """Le rang de chaque fiche : tous les mots ; à défaut, sans les liaisons ; à défaut, le nom écrit d'un trait."""
        rank = self._read(words)
        if rank.min() == NOT_FOUND and essentiels(words) != words:
            rank = self._read(essentiels(words))
        if rank.min() == NOT_FOUND and len("".join(words)) >= SHORTEST_BEGINNING:
            rank[self._compact.commencant("".join(words))] = DEBUT
        return rank

    def _read(self, words: tuple[str, ...]) -> np.ndarray:
        """Les lectures d'une question : un nom ; un nom et des codes (« castres 81 ») ; un nom et un département."""
        rank = self._rank(words)
        numbers = [word for word in words if len(word) > 1 and (word.isdigit() or word in ("2a", "2b"))]
        letters = tuple(word for word in words if word not in numbers)
        if numbers and letters:
            there = np.logical_and.reduce([self._codes.commencant(number) for number in numbers])
            rank = np.minimum(rank, np.where(there, self._rank(letters), NOT_FOUND))
        for cut in range(max(1, len(words) - 4), len(words)):
            name = " ".join(words[cut:])
            codes = [code for code, title in self._departements.items() if len(name) > 2 and title.startswith(name)]
            if codes:
                there = np.isin(self._departement, codes)
                rank = np.minimum(rank, np.where(there, self._rank(words[:cut]) + PAR_DEPARTEMENT, NOT_FOUND))
        return np.where(rank < NOT_FOUND, rank, NOT_FOUND)

    def _rank(self, words: tuple[str, ...]) -> np.ndarray:
        """Le rang de chaque fiche dont le nom contient, en n'importe quel ordre, un mot qui commence par chaque mot tapé."""
        rank = np.where(self._all(words), DEBUTS_DE_MOTS, NOT_FOUND)
        rank[np.logical_and.reduce([self._words.portant(word) for word in words])] = MOTS_ENTIERS
        # Un nom se lit aussi sans l'article tapé en trop, que ses mots n'ont pas : « saint saint la » est « Saint-Saint ».
        whole, bare = " ".join(words), " ".join(sans_article(words))
        for names, text in ((self._names, whole), (self._bare, bare)):
            rank[names.commencant(text)] = DEBUT
        rank[self._bare.egal(bare)] = SANS_ARTICLE
        rank[self._names.egal(whole)] = NOM_ENTIER
        return rank

    def _all(self, words: tuple[str, ...]) -> np.ndarray:
        """Les fiches où chaque mot tapé en commence un ; « la bastide » vaut aussi « labastide »."""
        each = [self._words.commencant(word) for word in words]
        for i, (first, second) in enumerate(zip(words, words[1:])):
            if first in ARTICLES:
                joined = self._words.commencant(first + second)
                each[i], each[i + 1] = each[i] | joined, each[i + 1] | joined
        return np.logical_and.reduce(each)

    def _with_an_error(self, words: tuple[str, ...], something_found: bool) -> np.ndarray:
        """Le rang des fiches où un mot, un seul, est à une faute près : le nom entier, des mots entiers, des débuts.

        Un mot court a trop de voisins : entier sous cinq lettres, et seulement si rien d'autre n'est trouvé. À côté de
        réponses exactes, seul un nom entier compte.
        """
        rank = np.full(len(self.fiches), NOT_FOUND)
        words = essentiels(words)
        begins, wholes = [self._words.commencant(word) for word in words], [self._words.portant(word) for word in words]
        for i, word in enumerate(words):
            if word.isdigit() or len(word) < (SHORTEST_BEGINNING if something_found else SHORTEST_WRONG):
                continue
            begin, whole = self._words.fautes(word)
            if len(word) >= SHORTEST_BEGINNING:
                rank[np.logical_and.reduce([begin, *begins[:i], *begins[i + 1 :]]) & (rank > 2)] = 2
            entire = np.logical_and.reduce([whole, *wholes[:i], *wholes[i + 1 :]])
            rank[entire] = np.where(self._count[entire] == len(words), 0, np.minimum(rank[entire], 1))
        if len(words) > 1 and not something_found:
            # Un mot coupé en deux, et mal écrit : « mont pelier ».
            rank[self._words.fautes("".join(words))[1] & (rank > 1)] = 1
        return np.where(rank > 0, NOT_FOUND, rank) if something_found else rank

    def _alike(self, words: tuple[str, ...]) -> np.ndarray:
        """Un rang d'autant plus petit que le nom ressemble (en centièmes) ; rien sous la moitié."""
        share = self._near.parts(" ".join(words))
        return np.where(share >= NEAR, np.round((1 - share) * 98).astype(np.int64), NOT_FOUND)

    def _best(self, rank: np.ndarray, limit: int, region_first: bool) -> list[int]:
        """Les fiches de rang connu, la meilleure d'abord, une par commune, `limit` au plus."""
        candidates = np.flatnonzero(rank < NOT_FOUND)
        key = (rank[candidates] * 2 + self._other[candidates]) * 2
        if region_first:
            key += self._outside[candidates]
        best: dict[str, int] = {}
        for i in candidates[np.argsort(key * len(self.fiches) + self._order[candidates])]:
            best.setdefault(self.fiches[i].commune.code_commune, int(i))
            if len(best) == limit:
                break
        return list(best.values())


class _Names:
    """Des noms triés, pour trouver ceux qui sont égaux à un texte ou commencent par lui ; un nom vide ne répond jamais."""

    def __init__(self, names: list[str]):
        order = sorted((i for i, name in enumerate(names) if name), key=names.__getitem__)
        self._sorted, self._order = [names[i] for i in order], np.array(order, dtype=np.int64)

    def commencant(self, text: str) -> np.ndarray:
        return self._order[bisect_left(self._sorted, text) : bisect_left(self._sorted, text + AFTER_Z)]

    def egal(self, text: str) -> np.ndarray:
        # L'espace vient avant tout autre caractère d'un nom : rien ne se glisse entre un nom et lui-même.
        return self._order[bisect_left(self._sorted, text) : bisect_left(self._sorted, text + " ")]


def _exact_codes(fiches: list[Appellation]) -> tuple[dict[str, list[int]], ...]:
    """{code: fiches} : par code postal, par code INSEE en vigueur, par ancien code ou code d'arrondissement."""
    postal, insee, other = {}, {}, {}
    for i, fiche in enumerate(fiches):
        for postcode in fiche.codes_postaux:
            postal.setdefault(postcode, []).append(i)
        holder, code = (other, fiche.code) if fiche.genre else (insee, fiche.commune.code_commune)
        if code:
            holder.setdefault(code.lower(), []).append(i)
    return postal, insee, other


@lru_cache(maxsize=2)
def recherche(atlas: Atlas) -> Recherche:
    """L'index d'un Atlas, fait une fois par processus (au démarrage : voir callbacks/api.py)."""
    return Recherche(repertoire(atlas))
