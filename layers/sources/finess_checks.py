"""Lit les coordonnées d'un flux FINESS, écrites avec un point ou une virgule."""

from __future__ import annotations

import pandas as pd

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"


def coordinates(column: pd.Series) -> tuple[pd.Series, int]:
    """(la colonne en nombres, combien n'en sont pas) ; vide ou illisible -> NaN : un site sans position n'est pas un site faux."""
    text = column.str.replace(",", ".")
    readable = text.str.fullmatch(NUMBER)
    return pd.Series(pd.to_numeric(text.where(readable), errors="coerce"), dtype="float64"), int((~readable & (text != "")).sum())
