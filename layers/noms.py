"""Compare les noms de lieux et de structures comme on les dit : sans accents, sans ponctuation, Saint et St d'une même voix."""

from __future__ import annotations

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
ABBREVIATIONS = {"ST": "SAINT", "STE": "SAINTE"}


def plain(text: str) -> str:
    """Le texte en capitales, sans accents ni ponctuation, ligatures défaites (œ : OE), les mots séparés par une espace."""
    ascii_only = unicodedata.normalize("NFD", text.translate(LIGATURES)).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^A-Z0-9]+", " ", ascii_only.upper()).strip()


def plain_commune(text: str) -> str:
    """Le nom d'une commune comme `plain`, St et Ste en toutes lettres : « St-Côme », « SAINT COME » et « Saint-Côme » se valent."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in plain(text).split())
