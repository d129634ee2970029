"""Reconnaît une position parmi les paires de nombres d'un site : degrés ou Lambert 93, et dans quel ordre, à leur seule étendue."""

from __future__ import annotations

from functools import cache

import pandas as pd
from pyproj import Transformer

NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
# Emprises (ouest, sud, est, nord), en degrés, avec un peu de marge : métropole, Guadeloupe et ses îles, Martinique, Guyane,
# La Réunion, Mayotte, Saint-Pierre-et-Miquelon. Deux nombres échangés ne tombent dans aucune : l'ordre se lit.
FRANCE = (
    (-5.5, 41.0, 10.0, 51.5),
    (-63.5, 15.5, -60.5, 18.5),
    (-61.5, 14.2, -60.5, 15.1),
    (-55.0, 2.0, -51.3, 6.0),
    (55.0, -21.6, 56.1, -20.7),
    (44.8, -13.2, 45.5, -12.4),
    (-56.6, 46.6, -56.0, 47.3),
)
# Lambert 93, en mètres : est, puis nord. Les deux étendues sont disjointes.
EST, NORD = (0.0, 1_300_000.0), (6_000_000.0, 7_200_000.0)

Pair = tuple[object, object]
Position = tuple[float, float]


def position_of(pairs: list[Pair]) -> tuple[Position | None, bool]:
    """(position, refusée) : la longitude et la latitude (degrés, EPSG:4326) que disent des paires de nombres.

    La première paire en degrés l'emporte ; à défaut, la première en Lambert 93 est convertie. Une paire peut être dans
    l'ordre est-nord ou nord-est. `refusée` : une paire est remplie, et aucune n'est une position de France.
    """
    numbers = [pair for pair in ((_number(x), _number(y)) for x, y in pairs) if None not in pair]
    for read in (_degrees, _lambert):
        for x, y in numbers:
            found = read(x, y) or read(y, x)
            if found:
                return found, False
    return None, any(_filled(value) for pair in pairs for value in pair)


def _degrees(longitude: float, latitude: float) -> Position | None:
    inside = any(west <= longitude <= east and south <= latitude <= north for west, south, east, north in FRANCE)
    return (longitude, latitude) if inside else None


def _lambert(x: float, y: float) -> Position | None:
    if not (EST[0] <= x <= EST[1] and NORD[0] <= y <= NORD[1]):
        return None
    longitude, latitude = lambert_93().transform(x, y)
    return float(longitude), float(latitude)


def _number(value: object) -> float | None:
    """Le nombre d'une case de texte, point ou virgule ; None si elle est vide ou n'en est pas un."""
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None


def _filled(value: object) -> bool:
    return value is not None and str(value).strip() != ""


@cache
def lambert_93() -> Transformer:
    """De Lambert 93 (EPSG:2154, mètres, est puis nord) aux degrés (EPSG:4326, longitude puis latitude)."""
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def coordinates(column: pd.Series) -> tuple[pd.Series, int]:
    """(la colonne en nombres, combien n'en sont pas) ; vide ou illisible -> NaN : un site sans position n'est pas un site faux."""
    text = column.str.replace(",", ".")
    readable = text.str.fullmatch(NUMBER)
    return pd.Series(pd.to_numeric(text.where(readable), errors="coerce"), dtype="float64"), int((~readable & (text != "")).sum())
