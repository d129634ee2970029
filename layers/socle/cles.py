"""Ramène un mot d'éditeur à ce qui le distingue : l'en-tête d'une colonne, une classe, une marque d'absence."""

from __future__ import annotations

import unicodedata


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
    """La valeur d'une case, sans les blancs (insécables compris) ni les caractères invisibles qui l'entourent ou la coupent."""
    if text.isascii() and "\n" not in text:
        return text.strip()
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())
