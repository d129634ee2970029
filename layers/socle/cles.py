"""Ramène un mot d'éditeur à ce qui le distingue : l'en-tête d'une colonne, une classe, une marque d'absence."""

from __future__ import annotations

import unicodedata

INVISIBLES = " \u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # ce qu'un collage ou un tableur met autour d'une valeur


def cle(text: str) -> str:
    """« \\ufeff"Zonage  MÉDECINS" » -> « zonage medecins » : sans casse, accents, ponctuation, ni ce qui ne se voit pas.

    Deux textes de même clé ne diffèrent que par la façon dont un tableur, un éditeur de texte ou un système les a enregistrés.
    """
    letters = []
    for c in unicodedata.normalize("NFKD", text.casefold()):
        category = unicodedata.category(c)
        if category not in ("Mn", "Cf"):  # un accent séparé de sa lettre ; une marque d'ordre, un blanc de largeur nulle
            letters.append(c if category[0] in "LN" or c == "+" else " ")
    return " ".join("".join(letters).split())


def net(text: str) -> str:
    """La valeur d'une case : les blancs (insécables et sauts de ligne compris) réduits à une espace, sans rien d'invisible autour.

    « ="01001" », par quoi un tableur garde un zéro de tête, vaut « 01001 ».
    """
    found = " ".join(text.split()).strip(INVISIBLES)
    return found[2:-1] if found.startswith('="') and found.endswith('"') and len(found) > 3 else found
