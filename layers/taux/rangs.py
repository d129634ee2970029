"""Le rang d'un territoire parmi ses semblables : le premier est le plus favorable, quel que soit le sens du taux."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.taux.declares import FAVORABLE, NEUTRE
from layers.taux.valeurs import Valeur

# Les cinq teintes, du moins au plus favorable : 2, 3, 3, 3 et 2 territoires sur 13.
COUPES = (2 / 13, 5 / 13, 8 / 13, 11 / 13)
TEINTES = len(COUPES) + 1
# Un extrême que plus de territoires se partagent ne distingue plus personne.
AU_PLUS_EX_AEQUO = 3
# Moins de territoires que de teintes : un rang s'y lit sans elles.
PEU = 5


@dataclass(frozen=True)
class Rang:
    """`rang` : 1 pour le plus favorable, les égaux ont le même ; `sur` : combien sont classés ; `egaux` : combien ont sa valeur,
    lui compris. `teinte` : 0 (moins favorable) à 4, None si rien ne se teinte. `extreme` : le premier ou le dernier, seul ou avec
    peu d'égaux."""

    rang: int
    sur: int
    egaux: int
    teinte: int | None
    extreme: bool

    @property
    def dernier(self) -> bool:
        """Vrai si aucun n'est moins favorable."""
        return self.rang + self.egaux - 1 == self.sur


def rangs(found: Mapping[str, Valeur]) -> dict[str, Rang]:
    """{identifiant: rang} des valeurs publiées, comparées telles qu'elles s'écrivent ; vide si le taux n'a pas de sens favorable."""
    known = {id_: one.ecrit for id_, one in found.items() if one.ecrit is not None and one.taux.sens != NEUTRE}
    if not known:
        return {}
    way = next(iter(found.values())).taux.sens
    ordered = sorted(known.values(), reverse=way == FAVORABLE)
    n = len(ordered)
    first = {value: n - k for k, value in zip(range(n), reversed(ordered))}  # le rang du premier des égaux
    count: dict[float, int] = {}
    for value in ordered:
        count[value] = count.get(value, 0) + 1
    return {id_: _rang(first[value], count[value], n) for id_, value in known.items()}


def _rang(rank: int, equal: int, n: int) -> Rang:
    # Les égaux ont la même teinte : celle de leur rang moyen, compté du moins favorable.
    middle = n - (rank + (equal - 1) / 2) + 0.5
    tint = sum(middle > cut * n for cut in COUPES) if n >= PEU and equal < n else None
    edge = rank == 1 or rank + equal - 1 == n
    return Rang(rank, n, equal, tint, edge and equal < n and equal <= AU_PLUS_EX_AEQUO)
