"""Ce qu'il reste à desservir et où l'on peut ouvrir : les données d'un plan, réduites sans rien perdre de l'optimum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from layers.acces.couverture import KM, MINUTES, valeurs
from layers.acces.modele import Modele
from layers.acces.trajets import TRANCHE, Trajets, distances_km, points, sur_la_sphere

# Un gain plus petit, en habitants × minutes, est du calcul.
RIEN = 1e-9
# Ce qu'ajoute un cosinus calculé à celui qu'on compare : un mètre.
MARGE_COSINUS = 1e-13


@dataclass(frozen=True, eq=False)
class PairesDeSites:
    """Des paires : la demande `besoins[p]` gagne `gains[p]` (> 0) si l'on ouvre en `candidates[sites[p]]`, et ne garde que son
    meilleur gain. `candidates` : les lignes de Trajets.communes où l'on peut ouvrir. `groupes` : le groupe de chaque candidate
    (son département) quand il en faut une dans chacun, sinon None."""

    candidates: np.ndarray
    besoins: np.ndarray
    sites: np.ndarray
    gains: np.ndarray
    groupes: np.ndarray | None = None

    @cached_property
    def demandes(self) -> int:
        return int(self.besoins.max()) + 1 if len(self.besoins) else 0

    def seulement(self, kept: np.ndarray) -> PairesDeSites:
        """Le même terrain, aux seules candidates `kept` (leurs rangs, croissants), demandes renumérotées."""
        rank = np.full(len(self.candidates), -1)
        rank[kept] = np.arange(len(kept))
        pairs = rank[self.sites] >= 0
        needs = np.unique(self.besoins[pairs], return_inverse=True)[1]
        groups = None if self.groupes is None else self.groupes[kept]
        return PairesDeSites(self.candidates[kept], needs, rank[self.sites[pairs]], self.gains[pairs], groups)

    def total(self, chosen: list[int]) -> float:
        """Ce que gagnent toutes les demandes quand les candidates `chosen` (leurs rangs) sont ouvertes."""
        pairs = np.isin(self.sites, chosen)
        best = np.zeros(self.demandes)
        np.maximum.at(best, self.besoins[pairs], self.gains[pairs])
        return float(best.sum())


def couvrir(
    found: Trajets, modele: Modele, mesure: str, seuil: float, permises: np.ndarray, comptees: np.ndarray, groupes: np.ndarray | None = None
) -> PairesDeSites:
    """Les habitants de `comptees`, au-delà du seuil, qu'une candidate de `permises` mettrait en deçà (de mairie à mairie)."""
    now, people = valeurs(found, mesure), _habitants(found)
    needs = np.flatnonzero(comptees & ~np.isnan(now) & (now > seuil) & (people > 0))
    reach = np.array([seuil if mesure == KM else _portee(modele, relief, seuil) for relief in found.communes["montagne"].to_numpy()[needs]])
    places = np.flatnonzero(permises)
    need, place, km = _paires(found, needs, places, reach)
    kept = (_distances(found, modele, mesure, needs[need], km) <= seuil) | (needs[need] == places[place])
    need, place = need[kept], place[kept]
    return _terrain(places, need, place, people[needs[need]], groupes)


def rapprocher(
    found: Trajets, modele: Modele, mesure: str, permises: np.ndarray, comptees: np.ndarray, groupes: np.ndarray | None = None
) -> PairesDeSites:
    """Les habitants × minutes (ou kilomètres) que chaque candidate épargnerait."""
    now, people = valeurs(found, mesure), _habitants(found)
    needs = np.flatnonzero(comptees & ~np.isnan(now) & (now > 0) & (people > 0))
    places = np.flatnonzero(permises)
    need, place, km = _paires(found, needs, places, found.km[needs, 0])
    there = np.where(needs[need] == places[place], 0.0, _distances(found, modele, mesure, needs[need], km))
    saved = now[needs[need]] - there
    kept = saved > RIEN
    need, place = need[kept], place[kept]
    return _terrain(places, need, place, people[needs[need]] * saved[kept], groupes)


def _terrain(places: np.ndarray, need: np.ndarray, place: np.ndarray, gains: np.ndarray, groupes: np.ndarray | None) -> PairesDeSites:
    needs = np.unique(need, return_inverse=True)[1]
    return PairesDeSites(places, needs, place, gains, None if groupes is None else groupes[places])


def _habitants(found: Trajets) -> np.ndarray:
    return found.communes["population"].astype("float64").fillna(-1).to_numpy()  # inconnue : jamais une demande


def _portee(modele: Modele, relief: str, seuil: float) -> float:
    """Les kilomètres que l'estimation parcourt en `seuil` minutes ; −1 si elle n'est pas possible."""
    low, high = (modele.minutes(np.array([[km]]), np.array([relief]))[0][0, 0] for km in (0.0, 1.0))
    return -1.0 if np.isnan(low) else (seuil - low) / (high - low)


def _distances(found: Trajets, modele: Modele, mesure: str, lines: np.ndarray, km: np.ndarray) -> np.ndarray:
    if mesure != MINUTES:
        return km
    return modele.minutes(km[:, None], found.communes["montagne"].to_numpy()[lines])[0][:, 0]


def _paires(found: Trajets, needs: np.ndarray, places: np.ndarray, reach: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(rang dans `needs`, rang dans `places`, kilomètres) des paires à portée de `reach` km, et de chaque commune avec elle-même."""
    here = points(found.communes)
    start, end = sur_la_sphere(here[needs]), sur_la_sphere(here[places]).T
    limits = np.cos(np.minimum(np.maximum(reach, 0.0) / 6371.0, np.pi)) - MARGE_COSINUS
    all_needs, all_places = [], []
    for first in range(0, len(needs), TRANCHE):
        rows = slice(first, first + TRANCHE)
        near = (start[rows] @ end >= limits[rows, None]) | (needs[rows, None] == places[None, :])
        need, place = np.nonzero(near)
        all_needs.append(need + first)
        all_places.append(place)
    need = np.concatenate(all_needs) if all_needs else np.zeros(0, dtype=int)
    place = np.concatenate(all_places) if all_places else np.zeros(0, dtype=int)
    return need, place, distances_km(here[needs[need]], here[places[place]])


def reduit(terrain: PairesDeSites) -> PairesDeSites:
    """Le même optimum, en plus petit : les candidates sans gain et les dominées ôtées, les demandes pareilles réunies.

    Une candidate est dominée quand une autre, du même groupe, gagne au moins autant pour chaque demande ; de deux pareilles, la
    première reste. Seuls les terrains où chaque demande gagne toujours la même chose se réduisent ainsi.
    """
    if terrain.groupes is None:
        terrain = terrain.seulement(np.unique(terrain.sites))
    if not len(terrain.gains) or not _constant(terrain):
        return terrain
    return _reunies(_reunies(terrain).seulement(_non_dominees(_reunies(terrain))))


def _constant(terrain: PairesDeSites) -> bool:
    top = np.zeros(terrain.demandes)
    np.maximum.at(top, terrain.besoins, terrain.gains)
    return bool((terrain.gains == top[terrain.besoins]).all())


def _reunies(terrain: PairesDeSites) -> PairesDeSites:
    """Une seule demande pour toutes celles que servent les mêmes candidates, du poids de leur somme."""
    order = np.lexsort((terrain.sites, terrain.besoins))
    needs, places, gains = terrain.besoins[order], terrain.sites[order], terrain.gains[order]
    starts = np.flatnonzero(np.diff(needs, prepend=-1))
    weights: dict[bytes, float] = {}
    for first, last in zip(starts, [*starts[1:], len(needs)]):
        key = places[first:last].tobytes()
        weights[key] = weights.get(key, 0.0) + gains[first]
    heaps = [np.frombuffer(key, dtype=places.dtype) for key in weights]
    sizes = [len(heap) for heap in heaps]
    need = np.repeat(np.arange(len(heaps)), sizes)
    return PairesDeSites(terrain.candidates, need, np.concatenate(heaps), np.repeat(list(weights.values()), sizes), terrain.groupes)


def _non_dominees(terrain: PairesDeSites) -> np.ndarray:
    served = [0] * len(terrain.candidates)
    serving: list[list[int]] = [[] for _ in range(terrain.demandes)]
    for need, place in zip(terrain.besoins.tolist(), terrain.sites.tolist()):
        served[place] |= 1 << need
        serving[need].append(place)
    rarest = np.full(len(served), -1)
    for need in sorted(range(len(serving)), key=lambda one: -len(serving[one])):
        rarest[serving[need]] = need
    groups = terrain.groupes

    def beaten(one: int) -> bool:
        rivals = range(len(served)) if rarest[one] < 0 else serving[rarest[one]]
        for other in rivals:
            better = served[other] != served[one] or other < one
            if other != one and better and served[one] & served[other] == served[one] and (groups is None or groups[one] == groups[other]):
                return True
        return False

    return np.array([one for one in range(len(served)) if not beaten(one)], dtype=int)
