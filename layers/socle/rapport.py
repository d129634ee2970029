"""Nomme des codes dans une phrase du rapport de préparation : ceux de la région d'abord, sans en faire une liste sans fin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

MOST_NAMED = 10  # codes cités dans une remarque ; le manifeste garde la liste entière de ce qui n'a pas trouvé sa place
MOST_ELSEWHERE = 5  # des autres régions, quelques exemples suffisent
MOST_OF_REGION = 40  # communes de la région : c'est elle qu'on montre, elles sont presque toujours toutes dites


def named(codes: Iterable[str], most: int = MOST_NAMED) -> str:
    """« 3 (01001, 01002, 01003) », dix codes au plus."""
    listed = list(codes)
    return f"{len(listed)} ({_some(listed, most)})"


@dataclass(frozen=True)
class NomsDesCommunes:
    """De quoi nommer des communes : `noms` {code: nom}, en vigueur et anciennes ; `region` : les codes en vigueur de celle qu'on montre."""

    noms: Mapping[str, str] = field(default_factory=dict)
    region: frozenset[str] = frozenset()

    def dits(self, codes: Iterable[str], vers: Mapping[str, str] | None = None) -> str:
        """« 9, dont 2 dans la région (32365 Saint-Blancard, 34144 Lunas) ; ailleurs : 75056 Paris, … ».

        `vers` : {code: commune d'aujourd'hui}, quand les codes sont anciens ; c'est elle qui dit la région.
        """
        targets = vers or {}
        listed = list(codes)
        here = [code for code in listed if targets.get(code, code) in self.region]
        away = [code for code in listed if targets.get(code, code) not in self.region]
        if not here:
            return f"{len(listed)}, aucune dans la région ({self._names(away, targets, MOST_ELSEWHERE)})"
        inside = self._names(here, targets, MOST_OF_REGION)
        if not away:
            return f"{len(listed)}, dans la région ({inside})"
        return f"{len(listed)}, dont {len(here)} dans la région ({inside}) ; ailleurs : {self._names(away, targets, MOST_ELSEWHERE)}"

    def _names(self, codes: list[str], targets: Mapping[str, str], most: int) -> str:
        return _some([self._one(code, targets.get(code, "")) for code in codes[: most + 1]], most)

    def _one(self, code: str, target: str) -> str:
        name = " ".join(part for part in (code, self.noms.get(code, "")) if part)
        return f"{name} → {self._one(target, '')}" if target else name


def _some(listed: list[str], most: int) -> str:
    return ", ".join(listed[:most]) + (", …" if len(listed) > most else "")
