"""Compare les noms de lieux et de structures comme on les dit : sans accents, sans ponctuation, Saint et St d'une même voix."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
ABBREVIATIONS = {"ST": "SAINT", "STE": "SAINTE"}


def plain(text: str) -> str:
    """Le texte en capitales, sans accents ni ponctuation, ligatures défaites (œ : OE), les mots séparés par une espace."""
    # Les accents (Mn) et ce qui ne se voit pas (Cf) s'effacent ; tout autre signe, apostrophe courbe comprise, sépare deux mots.
    letters = "".join(c for c in unicodedata.normalize("NFKD", text.translate(LIGATURES)) if unicodedata.category(c) not in ("Mn", "Cf"))
    return re.sub(r"[^A-Z0-9]+", " ", letters.upper()).strip()


def plain_commune(text: str) -> str:
    """Le nom d'une commune comme `plain`, St et Ste en toutes lettres : « St-Côme », « SAINT COME » et « Saint-Côme » se valent."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in plain(text).split())


def cle_commune(text: str) -> str:
    """De quoi reconnaître une commune à son nom, d'où qu'il vienne : `plain_commune` sans espaces, et sans la mention CEDEX.

    « L'ABERGEMENT », « L’Abergement » et « Labergement » se valent ; « TOULOUSE CEDEX 9 » est Toulouse.
    """
    return re.sub(r" CEDEX( [0-9]+)?$", "", plain_commune(text)).replace(" ", "")
