"""Un temps de trajet tel qu'on le dit : « sur place », « 33 min », « environ 23 min », « environ 1 h 05 », « 20 min ou plus »."""

from __future__ import annotations

from layers.commune.soins import AU_MOINS, AU_PLUS, ESTIMEES, INCONNUES, SUR_PLACE, Soin
from views.ecriture import phrases as w

HEURE, PAS = 60, 5
BORNES = {AU_MOINS: "ou plus", AU_PLUS: "ou moins"}


def temps(it: Soin, depuis_mairie: bool) -> str:
    """Le temps jusqu'au site. `depuis_mairie` faux : on part d'un point de la commune, et tout temps est « environ »."""
    if it.nature == SUR_PLACE:
        return f"{len(it.sur_place)}{w.INSECABLE}sur place" if len(it.sur_place) > 1 else "sur place"
    if it.nature == INCONNUES or it.minutes is None:
        return f"à {w.distance(it.site.distance_m)} {w.A_VOL_OISEAU}"
    if it.nature in BORNES:
        return f"{duree(max(PAS, PAS * _arrondi(it.minutes / PAS)))} {BORNES[it.nature]}"
    minutes = minutes_dites(it.minutes, it.nature)
    about = it.nature == ESTIMEES or not depuis_mairie
    return f"{'environ ' if about else ''}{duree(minutes)}"


def minutes_dites(minutes: float, nature: str) -> int:
    """Les minutes, publiées ou estimées, comme on les dit : à la minute, et de cinq en cinq passé l'heure si elles sont estimées."""
    said = _arrondi(minutes)
    return PAS * _arrondi(minutes / PAS) if nature == ESTIMEES and said >= HEURE else said


def duree(minutes: int) -> str:
    """45 -> « 45 min » ; 60 -> « 1 h » ; 65 -> « 1 h 05 »"""
    hours, rest = divmod(minutes, HEURE)
    if not hours:
        return f"{minutes}{w.INSECABLE}min"
    return f"{hours}{w.INSECABLE}h" + (f"{w.INSECABLE}{rest:02d}" if rest else "")


def _arrondi(value: float) -> int:
    """À l'entier le plus proche, une moitié vers le haut."""
    return int(value + 0.5)
