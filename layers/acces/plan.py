"""Où ouvrir les k prochains sites : le meilleur plan, prouvé par HiGHS, et le plan glouton à côté."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from layers.acces.demande import PairesDeSites, reduit
from layers.acces.lagrange import utiles
from layers.acces.programme import resoudre

K_MAX = 20
# Le temps qu'on laisse à un calcul fait pendant la demande ; au-delà, le meilleur plan trouvé est rendu avec son écart.
LIMITE_S = 20.0
# Les gains sont des habitants entiers, ou des habitants × minutes : un écart plus petit est du calcul.
PAREIL = 1e-6


class SansSolution(ValueError):
    """Les conditions se contredisent : aucun plan ne les tient toutes."""


@dataclass(frozen=True)
class SiteDuPlan:
    """Un site du plan : la ligne de sa commune dans Trajets.communes, et ce qu'il ajoute à ceux d'avant."""

    ligne: int
    gain: float


@dataclass(frozen=True)
class Plan:
    """`etapes` dans l'ordre des gains, à plan fixé. `borne` : aucun plan ne gagne plus. `glouton` : ce que gagne le plan
    glouton. `prouve` : c'est un optimum."""

    etapes: tuple[SiteDuPlan, ...]
    gain: float
    borne: float
    glouton: float
    prouve: bool

    @property
    def ecart(self) -> float:
        """En % de la borne."""
        return 100 * (self.borne - self.gain) / self.borne if self.borne else 0.0


# Reçoit (gain trouvé, borne) de temps à autre ; s'il rend vrai, on s'arrête là.
Suivi = Callable[[float, float], bool]


def planifier(terrain: PairesDeSites, k: int, limite_s: float = LIMITE_S, suivi: Suivi | None = None) -> Plan:
    """Le meilleur plan de `k` sites. SansSolution si `k` ne suffit pas aux groupes.

    Un seul site se trouve en les essayant tous. Sinon : réduire, partir du glouton, écarter les candidates qui ne peuvent pas mieux
    faire, et laisser HiGHS prouver ; le résultat n'est jamais moins bon que le glouton.
    """
    groups = terrain.groupes
    if groups is not None and len(set(groups.tolist())) > k:
        raise SansSolution(f"{len(set(groups.tolist()))} groupes, {k} sites")
    small = reduit(terrain)
    start = gloutonne(small, k)
    greedy = small.total(start)
    if k == 1 or len(start) < k or not len(small.gains):
        return _plan(small, start, greedy, greedy, True)
    kept, above = utiles(small, k, start, greedy)
    if above - greedy <= _pareil(greedy):
        return _plan(small, start, greedy, greedy, True)
    core = small.seulement(kept)
    first = [int(one) for one in np.searchsorted(kept, start)]
    chosen, bound = resoudre(core, k, first, limite_s, suivi)
    best = max((chosen, first), key=core.total)
    total = core.total(best)
    bound = max(min(bound, above), total)
    return _plan(core, best, bound, greedy, bound - total <= _pareil(total))


def _pareil(total: float) -> float:
    return max(PAREIL * total, 0.5)


def glouton(terrain: PairesDeSites, k: int) -> Plan:
    """Le plan qui ajoute à chaque pas le site qui gagne le plus ; au moins 1 − 1/e de l'optimum. Sa borne n'est pas calculée."""
    chosen = gloutonne(terrain, k)
    total = terrain.total(chosen)
    return _plan(terrain, chosen, total, total, False)


def gloutonne(terrain: PairesDeSites, k: int) -> list[int]:
    """Les candidates choisies une à une, la première à gain égal, tant qu'elles ajoutent ; d'abord de quoi servir chaque groupe."""
    needs, places, gains, groups = terrain.besoins, terrain.sites, terrain.gains, terrain.groupes
    best = np.zeros(terrain.demandes)
    chosen: list[int] = []
    missing = set() if groups is None else set(groups.tolist())
    while len(chosen) < min(k, len(terrain.candidates)):
        added = np.bincount(places, weights=np.maximum(gains - best[needs], 0.0), minlength=len(terrain.candidates))
        added[chosen] = -1.0
        if groups is not None and missing and len(missing) >= k - len(chosen):
            added = np.where(np.isin(groups, list(missing)), added, -1.0)
        one = int(added.argmax())
        if added[one] <= 0 and not missing:
            break
        chosen.append(one)
        mine = places == one
        np.maximum.at(best, needs[mine], gains[mine])
        if groups is not None:
            missing.discard(groups[one])
    return chosen


def _plan(terrain: PairesDeSites, chosen: list[int], bound: float, greedy: float, proved: bool) -> Plan:
    """Le plan, dans l'ordre de ce que chacun ajoute ; un site qu'un groupe impose peut ne rien ajouter : il vient à la fin."""
    rows = np.array(sorted(chosen), dtype=int)
    only = replace(terrain.seulement(rows), groupes=None)
    order = gloutonne(only, len(rows))
    order += [one for one in range(len(rows)) if one not in order]
    totals = [only.total(order[:count]) for count in range(len(order) + 1)]
    steps = tuple(SiteDuPlan(int(only.candidates[one]), after - before) for one, before, after in zip(order, totals, totals[1:]))
    return Plan(steps, totals[-1], bound, greedy, proved)
