"""Marcher d'une commune à ses voisines : dans quelle direction chacune se trouve, et laquelle répond à chaque flèche.

Les voisines sont celles de data/geo (elles partagent une frontière). La direction est le cap d'une mairie à l'autre (à
défaut, ou si les deux mairies sont données au même endroit, d'un point intérieur), pris au milieu du trajet : celui du
retour est donc exactement l'opposé, ce que le cap au départ du plus court chemin (layers/commune/proches.py) ne garantit pas. Les
deux diffèrent de moins d'un demi-degré entre voisines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from layers.atlas import Atlas
from layers.commune.proches import DIRECTIONS, point
from layers.geo.distances import distance_m
from layers.socle.lignes import Ligne

# Les quatre flèches, et le cap de chacune en degrés depuis le nord, vers l'est.
AXES = {"N": 0.0, "E": 90.0, "S": 180.0, "O": 270.0}
OPPOSEES = dict(zip(DIRECTIONS, (*DIRECTIONS[4:], *DIRECTIONS[:4])))


@dataclass(frozen=True)
class Pas:
    """Une voisine vue d'une commune. `direction` : l'une des DIRECTIONS ; `cap` : degrés depuis le nord, [0, 360[ ;
    `distance_m` : mètres à vol d'oiseau entre les deux points. `passage` : ne partage pas de frontière, mais relie une
    enclave au reste de la région. Direction « » et cap NaN : un des deux points n'est pas connu."""

    code: str
    nom: str
    departement: str
    region: str
    cap: float
    direction: str
    distance_m: float
    passage: bool = False


@dataclass(frozen=True)
class Fleche:
    """Ce qu'une flèche trouve. `pas` : la voisine de la région la plus près de l'axe, None s'il n'y en a pas dans ce quart
    d'horizon ; `dehors` : celle d'une autre région, la plus près de l'axe, quand il n'y en a pas d'autre."""

    axe: str
    pas: Pas | None
    dehors: Pas | None


def cap(longitude: float, latitude: float, vers_longitude: float, vers_latitude: float) -> float:
    """Le cap du premier point vers le second, au milieu du trajet : degrés depuis le nord, [0, 360[ ; EPSG:4326.

    NaN si l'un des points n'est pas connu. cap(b, a) est cap(a, b) + 180°, modulo 360.
    """
    east = (vers_longitude - longitude) * np.cos(np.radians((latitude + vers_latitude) / 2))
    return float(np.degrees(np.arctan2(east, vers_latitude - latitude)) % 360)


def rumb(degrees: float) -> str:
    """Le rumb (DIRECTIONS) d'un cap ; « » s'il n'est pas connu."""
    return "" if np.isnan(degrees) else DIRECTIONS[int(np.floor(degrees / 45 + 0.5)) % 8]


@lru_cache(maxsize=512)
def pas(atlas: Atlas, code: str) -> tuple[Pas, ...]:
    """Les voisines de `code` et ses passages, dans le sens des aiguilles d'une montre, celles du nord d'abord ; KeyError s'il n'existe pas.

    À cap égal, la plus proche, puis le plus petit code ; celles dont la direction n'est pas connue à la fin.
    """
    here = atlas.commune(code)
    bordering = [(one, False) for one in here["voisins"] if one in atlas.communes.index]
    bridges = [(one, True) for one in passages(atlas).get(code, ()) if one not in here["voisins"]]
    found = [_pas(here, one, atlas.commune(one), passage) for one, passage in bordering + bridges]
    return tuple(sorted(found, key=lambda it: (np.isnan(it.cap), (it.cap + 22.5) % 360, it.distance_m, it.code)))


def _pas(here: Ligne, code: str, there: Ligne, passage: bool) -> Pas:
    start, end = point(here), point(there)
    if start == end:  # deux mairies données au même endroit
        start, end = ((row["longitude_interieure"], row["latitude_interieure"]) for row in (here, there))
    towards = cap(*start, *end)
    return Pas(
        code=code,
        nom=there["nom"],
        departement=there["departement"],
        region=there["region"],
        cap=towards,
        direction=rumb(towards),
        distance_m=float(distance_m(*start, *np.asarray(end))),
        passage=passage,
    )


def boussole(atlas: Atlas, code: str) -> tuple[Fleche, ...]:
    """Les quatre flèches de `code`, dans l'ordre d'AXES. Un quart d'horizon va de 45° avant l'axe (compris) à 45° après (exclu).

    Répond la voisine de la région la plus près de l'axe ; à écart égal, la plus proche, puis le plus petit code.
    """
    found = []
    for axe, degrees in AXES.items():
        ahead = sorted(
            (one for one in pas(atlas, code) if -45 <= ecart(one.cap, degrees) < 45 and not one.passage),
            key=lambda it: (abs(ecart(it.cap, degrees)), it.distance_m, it.code),
        )
        inside = next((one for one in ahead if one.region == atlas.region), None)
        found.append(Fleche(axe, inside, ahead[0] if ahead and inside is None else None))
    return tuple(found)


def ecart(degrees: float, axis: float) -> float:
    """L'angle d'un cap à un axe, dans [-180, 180[ ; NaN si le cap n'est pas connu."""
    return (degrees - axis + 180) % 360 - 180


@lru_cache(maxsize=8)
def passages(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """{code: codes} : ce qui relie chaque enclave de la région (des communes entourées d'une autre) au reste, dans les deux sens.

    Une enclave est reliée à la commune la plus proche des ensembles plus grands qu'elle : de proche en proche, toute
    commune de la région s'atteint. Vide quand la région est d'un seul tenant.
    """
    sets = _ensembles(atlas)
    found: dict[str, list[str]] = {}
    for rank, enclave in enumerate(sets[1:], start=1):
        others = atlas.communes.loc[[code for larger in sets[:rank] for code in larger]]
        lon, lat = (others[axis].fillna(others[f"{axis}_interieure"]).to_numpy(dtype=float) for axis in ("longitude", "latitude"))
        pairs = []
        for code in enclave:
            distances = distance_m(*point(atlas.commune(code)), lon, lat)
            if np.isfinite(distances).any():
                best = int(np.nanargmin(distances))
                pairs.append((float(distances[best]), code, str(others.index[best])))
        for _, here, there in sorted(pairs)[:1]:
            found.setdefault(here, []).append(there)
            found.setdefault(there, []).append(here)
    return {code: tuple(sorted(ends)) for code, ends in found.items()}


def _ensembles(atlas: Atlas) -> list[list[str]]:
    """Les communes de la région en ensembles d'un seul tenant, du plus grand au plus petit (puis par code)."""
    borders = atlas.communes.loc[atlas.communes["region"] == atlas.region, "voisins"].to_dict()
    left, sets = dict.fromkeys(sorted(borders)), []
    while left:
        start = next(iter(left))
        del left[start]
        together, edge = [start], [start]
        while edge:
            for code in borders[edge.pop()]:
                if code in left:
                    del left[code]
                    together.append(code)
                    edge.append(code)
        sets.append(sorted(together))
    return sorted(sets, key=lambda one: (-len(one), one))
