"""La recherche écrite lentement : toutes les fiches, une à une, mot à mot, sans index. Elle dit ce que l'autre doit rendre."""

from __future__ import annotations

import re

from layers.recherche.recherche import EXACTE, FAUTE, PROCHE
from layers.recherche.repertoire import Appellation
from layers.socle.mots import ARTICLES, essentiels, mots, plier, sans_article

NONE = 99


def erreurs(a: str, b: str) -> int:
    """Le nombre de lettres changées, oubliées, en trop, ou échangées avec leur voisine, pour aller de `a` à `b`."""
    table = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


def commence_presque(typed: str, word: str) -> bool:
    """Un début de `word` est à une faute de `typed`, au plus."""
    near = range(max(0, len(typed) - 1), min(len(word), len(typed) + 1) + 1)
    return any(erreurs(typed, word[:k]) <= 1 for k in near)


def chercher(fiches: list[Appellation], question: str, limite: int, region_d_abord: bool = False) -> list[tuple[str, str, str]]:
    """(code de la commune, nom qui répond, correspondance) de chaque commune trouvée."""
    folded = plier(question) if len(question) <= 80 else ""
    words = mots(folded)
    if not words or len(words) > 12:
        return []
    code = folded.replace(" ", "")
    if re.fullmatch(r"\d{2,5}|2[ab]\d{0,3}", code):
        return [(f.commune.code_commune, f.nom, EXACTE) for f in _by_code(fiches, code, limite, region_d_abord)]
    exact = _best(fiches, _by_name(fiches, words), limite, region_d_abord)
    found = [(f, EXACTE) for f in exact]
    if len(exact) < min(5, limite):
        wrong = _best(fiches, [_wrong(f, words, bool(exact)) for f in fiches], limite, region_d_abord)
        for fiche in wrong:
            seen = fiche.commune in [f.commune for f in exact]
            larger = all((fiche.commune.population or 0) > 10 * (f.commune.population or 0) for f in exact)
            if not seen and larger:
                found.append((fiche, FAUTE))
    if not found:
        found = [(f, PROCHE) for f in _best(fiches, [_alike(f, words) for f in fiches], min(limite, 8), region_d_abord)]
    return [(f.commune.code_commune, f.nom, how) for f, how in found][:limite]


def _best(fiches: list[Appellation], ranks: list[int], limit: int, region_first: bool) -> list[Appellation]:
    def key(i: int):
        place = fiches[i].commune
        outside = region_first and not place.dans_la_region
        return (ranks[i], fiches[i].genre != "", outside, -(place.population or 0), place.code_commune, i)

    best: dict[str, Appellation] = {}
    for i in sorted((i for i in range(len(fiches)) if ranks[i] < NONE), key=key):
        best.setdefault(fiches[i].commune.code_commune, fiches[i])
    return list(best.values())[:limit]


def _by_code(fiches: list[Appellation], code: str, limit: int, region_first: bool) -> list[Appellation]:
    ranks = []
    for f in fiches:
        insee = f.genre == "" and f.commune.code_commune.lower() == code
        other = f.genre != "" and f.code.lower() == code
        begins = any(one.startswith(code) for one in f.codes)
        ranks.append(0 if code in f.codes_postaux else 1 if insee else 2 if other else 9 if begins else NONE)
    best = _best(fiches, ranks, limit, region_first)
    owners = [f for f, r in zip(fiches, ranks) if r == 1] + [f for f, r in zip(fiches, ranks) if r == 2]
    if len(best) == limit and owners and owners[0].commune not in [f.commune for f in best]:
        best[-1] = owners[0]
    return best


def _by_name(fiches: list[Appellation], words: tuple[str, ...]) -> list[int]:
    ranks = [_read(f, words, fiches) for f in fiches]
    if min(ranks) == NONE:
        ranks = [_read(f, essentiels(words), fiches) for f in fiches]
    joined = "".join(words)
    if min(ranks) == NONE and len(joined) >= 5:
        ranks = [2 if "".join(f.words).startswith(joined) else NONE for f in fiches]
    return ranks


def _read(f: Appellation, words: tuple[str, ...], fiches: list[Appellation]) -> int:
    ranks = [_rank(f, words)]
    numbers = [word for word in words if len(word) > 1 and (word.isdigit() or word in ("2a", "2b"))]
    letters = tuple(word for word in words if word not in numbers)
    if numbers and letters and all(any(code.startswith(number) for code in f.codes) for number in numbers):
        ranks.append(_rank(f, letters))
    for cut in range(max(1, len(words) - 4), len(words)):
        named = " ".join(words[cut:])
        if len(named) > 2 and " ".join(mots(f.commune.nom_departement)).startswith(named):
            ranks.append(min(NONE, _rank(f, words[:cut]) + 5))
    return min(ranks)


def _rank(f: Appellation, words: tuple[str, ...]) -> int:
    def begun(word: str) -> bool:
        return any(mine.startswith(word) for mine in f.index_words)

    def here(i: int) -> bool:
        before = i > 0 and words[i - 1] in ARTICLES and begun(words[i - 1] + words[i])
        after = i + 1 < len(words) and words[i] in ARTICLES and begun(words[i] + words[i + 1])
        return begun(words[i]) or before or after

    if f.words == words:
        return 0
    if f.words and sans_article(f.words) == sans_article(words):
        return 1
    if " ".join(f.words).startswith(" ".join(words)) or " ".join(sans_article(f.words)).startswith(" ".join(sans_article(words))):
        return 2
    if all(word in f.index_words for word in words):
        return 3
    return 4 if all(here(i) for i in range(len(words))) else NONE


def _wrong(f: Appellation, words: tuple[str, ...], something_found: bool) -> int:
    words, ranks = essentiels(words), [NONE]
    for i, word in enumerate(words):
        if word.isdigit() or len(word) < (5 if something_found else 3):
            continue
        rest = words[:i] + words[i + 1 :]
        if all(one in f.index_words for one in rest) and any(erreurs(word, mine) <= 1 for mine in f.index_words):
            ranks.append(0 if len(essentiels(f.words)) == len(words) else 1)
        if len(word) >= 5 and all(any(mine.startswith(one) for mine in f.index_words) for one in rest):
            ranks += [2] * any(commence_presque(word, mine) for mine in f.index_words)
    if len(words) > 1 and not something_found and any(erreurs("".join(words), mine) <= 1 for mine in f.index_words):
        ranks.append(1)
    return min(ranks) if min(ranks) == 0 or not something_found else NONE


def _alike(f: Appellation, words: tuple[str, ...]) -> int:
    def groups(name: str) -> set[str]:
        return {f" {name} "[i : i + 3] for i in range(len(name))} if name else set()

    typed, mine = groups(" ".join(words)), groups(" ".join(f.words))
    share = 2 * len(typed & mine) / (len(typed) + len(mine)) if typed else 0
    return round((1 - share) * 98) if share >= 0.5 else NONE
