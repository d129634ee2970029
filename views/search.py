"""Trouver une commune : nom (accents, tirets et apostrophes indifférents), code postal ou code INSEE.

La recherche complète (fautes de frappe, anciennes communes, arrondissements) prendra la place de ce module.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from layers.atlas import Atlas

LONGEST = 80
NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """« Saint-Étienne-d'Orb » -> « saint etienne d orb » : minuscules, sans accents ni ponctuation ; œ -> oe."""
    plain = unicodedata.normalize("NFD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    return NOT_WORD.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


@lru_cache(maxsize=2)
def _index(atlas: Atlas) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...], float], ...]:
    """(code, nom plié, mots, codes postaux, population) par commune ; fait une fois par processus."""
    rows = zip(atlas.communes.index, atlas.communes["nom"], atlas.communes["codes_postaux"], atlas.communes["population"].astype(float))
    return tuple(
        (code, folded, tuple(folded.split()), tuple(postcodes), people) for code, name, postcodes, people in rows for folded in [fold(name)]
    )


def search(atlas: Atlas, query: str, limit: int) -> list[str]:
    """Les codes des communes trouvées : nom exact d'abord, puis nom qui commence ainsi, puis chaque mot tapé qui
    commence un mot du nom ; à égalité, la plus peuplée. Une requête vide ou trop longue ne trouve rien."""
    folded = fold(query[:LONGEST])
    if not folded or len(query) > LONGEST:
        return []
    words = folded.split()
    found = []
    for code, name, parts, postcodes, people in _index(atlas):
        rank = _rank(folded, words, code, name, parts, postcodes)
        if rank is not None:
            found.append((rank, 0.0 if people != people else -people, code))
    return [code for _, _, code in sorted(found)[:limit]]


def _rank(folded: str, words: list[str], code: str, name: str, parts: tuple[str, ...], postcodes: tuple[str, ...]) -> int | None:
    if folded in (name, code.lower()) or folded in postcodes:
        return 0
    if name.startswith(folded):
        return 1
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 2
    return None
