"""Ce que vaut un taux, pour tous les territoires d'un niveau à la fois.

Un rapport se pondère : on additionne ses deux termes, jamais lui. Une commune dont on ne sait rien n'est pas un zéro : elle est
comptée à part, et dite.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from layers.acces.couverture import trajets_de, valeurs
from layers.acces.modele import Modele
from layers.atlas import SPECIAL, Atlas
from layers.geo.territoire import FRANCE
from layers.taux.declares import MEDIANE, MOYENNE, PART, SITES, Taux, taux
from layers.territoire.territoires import COLONNES

# Au-delà de cette part d'habitants dont on ne sait rien, un taux n'est pas celui du territoire : la région n'est pas le pays.
TROP_D_INCONNUS = 20.0


@dataclass(frozen=True)
class Valeur:
    """`nombre` : le taux, non arrondi ; None : il n'est pas publié pour ce territoire, ou pour trop peu de ses habitants.

    `inconnus` : en %, la part de ses habitants dont on ne sait rien pour ce taux.
    """

    taux: Taux
    nombre: float | None
    inconnus: float

    @property
    def ecrit(self) -> float | None:
        """Le nombre tel qu'il s'écrit : ce qui se compare, se classe et se soustrait. Une part de presque rien n'est pas zéro."""
        return None if self.nombre is None else round(self.nombre, self.taux.decimales)


@dataclass(frozen=True, eq=False)
class _Termes:
    """Une ligne par commune de l'Atlas. Le taux est la somme de `haut` sur celle de `bas`, fois `fois` ; `su` : faux si l'on ne sait
    rien de la commune."""

    haut: np.ndarray
    bas: np.ndarray
    su: np.ndarray
    fois: float


@lru_cache(maxsize=1024)
def par_territoire(atlas: Atlas, modele: Modele, one: Taux, niveau: str) -> Mapping[str, Valeur]:
    """{identifiant de territoire: valeur} de tous les territoires de `niveau` (fra, reg, dep, epci, com) ; vide si le jeu de `atlas`
    n'a pas de quoi compter ce taux."""
    if one.id not in taux(atlas):
        return MappingProxyType({})
    groups = groupes(atlas, niveau)
    codes, names = pd.factorize(groups)
    inside = codes >= 0
    weights = _habitants(atlas)

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(codes[inside], weights=np.nan_to_num(values[inside]), minlength=len(names))

    people, su = total(weights), _su(atlas, modele, one)
    known_people, known_communes = total(np.where(su, weights, 0.0)), total(su.astype(float))
    numbers = _medianes(atlas, modele, one, codes, len(names)) if one.genre == MEDIANE else _rapports(atlas, modele, one, total)
    return MappingProxyType(
        {
            f"{niveau}-{name}" if name else FRANCE: _valeur(one, numbers[k], people[k], known_people[k], known_communes[k])
            for k, name in enumerate(names)
        }
    )


def groupes(atlas: Atlas, niveau: str) -> np.ndarray:
    """Le code du territoire de `niveau` de chaque commune, dans l'ordre de l'Atlas ; None si elle n'en a pas, « » pour la France.
    Une commune seule ne se compte que dans la région montrée."""
    if niveau == FRANCE:
        return np.full(len(atlas.communes), "", dtype=object)
    if niveau == "com":
        return np.where(atlas.communes["region"] == atlas.region, atlas.communes.index.to_numpy(dtype=object), None)
    codes = atlas.communes[COLONNES[niveau]].to_numpy(dtype=object)
    return np.where(codes == "", None, codes)


def valeur(atlas: Atlas, modele: Modele, one: Taux, territoire_id: str) -> Valeur:
    """La valeur d'un territoire ; sans nombre s'il n'est pas de ceux que la carte compte."""
    niveau = territoire_id.partition("-")[0]
    if niveau not in (FRANCE, "com", *COLONNES):
        return Valeur(one, None, 100.0)
    return par_territoire(atlas, modele, one, niveau).get(territoire_id) or Valeur(one, None, 100.0)


def _valeur(one: Taux, number: float, people: float, known: float, communes: float) -> Valeur:
    if not communes:
        return Valeur(one, None, 100.0)
    unknown = float(100 * (people - known) / people) if people else 0.0
    return Valeur(one, None if np.isnan(number) or unknown > TROP_D_INCONNUS else float(number), unknown)


def _rapports(atlas: Atlas, modele: Modele, one: Taux, total) -> np.ndarray:
    terms = _termes(atlas, modele, one)
    high, low = total(np.where(terms.su, terms.haut, 0.0)), total(terms.bas)
    return np.divide(high * terms.fois, low, out=np.full(len(low), np.nan), where=low > 0)


def _medianes(atlas: Atlas, modele: Modele, one: Taux, codes: np.ndarray, n: int) -> np.ndarray:
    """La distance que la moitié des habitants connus ne dépassent pas ; une commune seule a la sienne, même sans population."""
    distance, people = _distances(atlas, modele, one), _habitants(atlas)
    found = np.full(n, np.nan)
    rows = np.flatnonzero(~np.isnan(distance) & (codes >= 0))
    order = rows[np.lexsort((distance[rows], codes[rows]))]
    for k, start, end in _tranches(codes[order]):
        own = order[start:end]
        weights = np.nan_to_num(people[own])
        if len(own) == 1 or not weights.sum():
            found[k] = distance[own[0]] if len(own) == 1 else np.nan
        else:
            found[k] = distance[own[np.searchsorted(np.cumsum(weights), weights.sum() / 2)]]
    return found


def _tranches(codes: np.ndarray):
    """(code, début, fin) de chaque suite de codes égaux."""
    edges = [0, *(np.flatnonzero(np.diff(codes)) + 1), len(codes)]
    return [(codes[start], start, end) for start, end in zip(edges, edges[1:]) if end > start]


@lru_cache(maxsize=8)
def _habitants(atlas: Atlas) -> np.ndarray:
    return atlas.communes["population"].to_numpy(dtype=float, na_value=np.nan)


def _su(atlas: Atlas, modele: Modele, one: Taux) -> np.ndarray:
    return ~np.isnan(_distances(atlas, modele, one)) if one.genre == MEDIANE else _termes(atlas, modele, one).su


@lru_cache(maxsize=64)
def _termes(atlas: Atlas, modele: Modele, one: Taux) -> _Termes:
    people = _habitants(atlas)
    if one.genre == PART:
        codes = atlas.communes[one.entree]
        su = ~codes.isin(SPECIAL).to_numpy()
        # La part est celle de tous les habitants du territoire, communes sans classe comprises (layers/territoire/indicateurs.py).
        return _Termes(np.where(codes.isin(one.classes), people, 0.0), people, su, 100.0)
    if one.genre == MOYENNE:
        rate = atlas.communes[f"{one.entree}:valeur"].to_numpy(dtype=float, na_value=np.nan)
        su = ~np.isnan(rate) & ~np.isnan(people)
        return _Termes(rate * people, np.where(su, people, 0.0), su, 1.0)
    if one.genre == SITES:
        count = atlas.communes.index.map(atlas.sites.loc[atlas.sites["categorie"] == one.entree, "code_commune"].value_counts())
        su = (atlas.communes["region"] == atlas.region).to_numpy()
        return _Termes(np.nan_to_num(count.to_numpy(dtype=float)), np.where(su, people, 0.0), su, float(one.base))
    distance = _distances(atlas, modele, one)
    su = ~np.isnan(distance)
    return _Termes(np.where(su & (distance > one.seuil), people, 0.0), np.where(su, people, 0.0), su, 100.0)


def _distances(atlas: Atlas, modele: Modele, one: Taux) -> np.ndarray:
    """La distance de chaque commune de l'Atlas au site le plus proche ; NaN hors de la région, ou sans distance connue."""
    found = trajets_de(atlas, modele, one.entree)
    own = pd.Series(valeurs(found, one.mesure), index=found.communes.index)
    return own.reindex(atlas.communes.index).to_numpy(dtype=float)
