"""Ramène un nom, ou ce que l'on en tape, à des mots comparables : sans accents ni ponctuation, st -> saint, 1er -> 1."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = frozenset({"l", "le", "la", "les"})
# Les petits mots que l'on oublie, ou que l'on prend l'un pour l'autre, en tapant un nom.
LIAISONS = ARTICLES | {"d", "de", "du", "des", "en", "sur", "sous", "et", "a", "au", "aux"}
ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
NOT_WORD = re.compile(r"[^a-z0-9]+")
MARK = re.compile("[\u0300-\u036f]")  # un accent séparé de sa lettre
ORDINAL = re.compile(r"(\d+)(?:e|er|re|eme|ieme|nd|nde)\Z")


def plier(text: str) -> str:
    """« Saint-Étienne-d'Orb » -> « saint etienne d orb » : minuscules, sans accents ni ponctuation ; œ -> oe."""
    plain = text.lower()
    if not plain.isascii():
        # Deux fois : une majuscule peut sortir d'un signe composé (℡ -> TEL), un signe composé d'une minuscule.
        plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower()).replace("œ", "oe").replace("æ", "ae")
        plain = MARK.sub("", plain)
    return NOT_WORD.sub(" ", plain).strip()


def mots(text: str) -> tuple[str, ...]:
    """« St-Étienne » -> (saint, etienne) ; « Paris 1er Arrondissement » -> (paris, 1, arrondissement)."""
    return tuple(ABREGES.get(word) or (ORDINAL.sub(r"\1", word) if word[0].isdigit() else word) for word in plier(text).split())


def sans_article(words: tuple[str, ...]) -> tuple[str, ...]:
    """Les mots sans l', le, la, les ; tous s'il n'y a que cela."""
    return tuple(word for word in words if word not in ARTICLES) or words


def essentiels(words: tuple[str, ...]) -> tuple[str, ...]:
    """Les mots sans leurs liaisons (de, sur, les…) ; tous s'il n'y a que cela."""
    return tuple(word for word in words if word not in LIAISONS) or words


def accoles(words: tuple[str, ...]) -> tuple[str, ...]:
    """Un article et le mot qui le suit, écrits d'un trait : « l'isle » -> lisle, « la bastide » -> labastide."""
    return tuple(first + second for first, second in zip(words, words[1:]) if first in ARTICLES or first == "d")
