"""Le profil d'un territoire : pour chaque taux, une ligne où ses semblables sont des points, lui marqué, la région et la France en
traits ; à gauche le moins favorable, à droite le plus favorable, quel que soit le sens du taux."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.geo.territoire import FRANCE
from layers.taux.declares import FAVORABLE, NEUTRE, Taux
from layers.taux.rangs import Rang, rangs
from layers.taux.valeurs import Valeur, valeur
from views.taux.dits import TauxDit, dit, lue, reserve


@dataclass(frozen=True)
class MarqueDeProfil:
    """Un territoire nommé sur une ligne : sa valeur dite, sa place (0 à 100, None si elle n'est pas publiée), son rang."""

    id: str
    nom: str
    dite: str
    place: float | None
    rang: Rang | None
    valeur: Valeur
    reserve: str


@dataclass(frozen=True)
class Bout:
    """L'un des deux bouts d'une ligne : qui y est (« 2 départements » quand ils sont plusieurs), et sa valeur."""

    nom: str
    dite: str
    egaux: int


@dataclass(frozen=True)
class LigneDeProfil:
    """Une ligne du profil. `sujets` : les territoires marqués ; `region`, `france` : None quand le sujet l'est."""

    taux: TauxDit
    sujets: tuple[MarqueDeProfil, ...]
    points: tuple[float, ...]
    pire: Bout | None
    mieux: Bout | None
    region: MarqueDeProfil | None
    france: MarqueDeProfil | None


def profil(
    atlas: Atlas,
    modele: Modele,
    of: Sequence[Taux],
    sujets: Mapping[str, str],
    peers: Mapping[str, str],
    ailleurs: Mapping[str, Atlas] = MappingProxyType({}),
) -> tuple[LigneDeProfil, ...]:
    """Les lignes dont un sujet au moins a une valeur, dans l'ordre de `of`. `sujets`, `peers` : {identifiant: nom} ; `ailleurs` :
    l'Atlas d'un sujet qui est d'une autre région que celle de `atlas`."""
    found = (ligne(atlas, modele, one, sujets, peers, ailleurs) for one in of)
    return tuple(one for one in found if any(each.valeur.nombre is not None for each in one.sujets))


def ligne(
    atlas: Atlas, modele: Modele, one: Taux, sujets: Mapping[str, str], peers: Mapping[str, str], ailleurs: Mapping[str, Atlas]
) -> LigneDeProfil:
    """La ligne d'un taux ; sans point quand les semblables sont inconnus."""
    values = {id_: valeur(atlas, modele, one, id_) for id_ in peers}
    region = f"reg-{atlas.region}"
    apart = {id_: valeur(ailleurs.get(id_, atlas), modele, one, id_) for id_ in (*sujets, region, FRANCE)}
    known = [each.ecrit for each in (*values.values(), *apart.values()) if each.ecrit is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    ranked = rangs(values)
    beside = {region: atlas.regions.at[atlas.region, "nom"], FRANCE: "France"}

    def mark(id_: str, nom: str) -> MarqueDeProfil:
        own = apart[id_]
        return MarqueDeProfil(id_, nom, lue(atlas, own, id_), place(own, low, high), ranked.get(id_), own, reserve(own))

    points = tuple(x for id_, each in values.items() if id_ not in sujets and (x := place(each, low, high)) is not None)
    marks = [None if id_ in sujets else mark(id_, nom) for id_, nom in beside.items()]
    ends = [_bout(atlas, values, peers, way) for way in (_pire, _mieux)]
    return LigneDeProfil(dit(atlas, one), tuple(mark(*pair) for pair in sujets.items()), points, ends[0], ends[1], marks[0], marks[1])


def place(one: Valeur, low: float, high: float) -> float | None:
    """De 0 (moins favorable) à 100, arrondi au dixième ; un taux sans sens favorable va du plus petit au plus grand."""
    if one.ecrit is None:
        return None
    share = (one.ecrit - low) / (high - low) if high > low else 0.5
    return round(100 * (share if one.taux.sens in (FAVORABLE, NEUTRE) else 1 - share), 1)


def _pire(one: Valeur) -> float:
    return one.ecrit if one.taux.sens in (FAVORABLE, NEUTRE) else -one.ecrit  # type: ignore[operator,return-value]  # publiée


def _mieux(one: Valeur) -> float:
    return -_pire(one)


def _bout(atlas: Atlas, values: Mapping[str, Valeur], names: Mapping[str, str], key) -> Bout | None:
    known = {id_: one for id_, one in values.items() if one.ecrit is not None}
    if not known:
        return None
    first = min(known, key=lambda id_: (key(known[id_]), names[id_]))
    equal = sum(one.ecrit == known[first].ecrit for one in known.values())
    return Bout(names[first], lue(atlas, known[first], first), equal)
