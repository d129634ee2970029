"""Dit où en est la lecture d'un long fichier : lignes lues, part, temps qui reste."""

from __future__ import annotations

import time
from collections.abc import Callable


class Suivi:
    """Une ligne toutes les deux secondes au plus ; rien pour un fichier plus court."""

    EVERY_S = 2

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic):
        self._say, self._clock = say, clock
        self._began = self._said = clock()

    def tell(self, rows: int, share: float) -> None:
        """À appeler au fil de la lecture : lignes lues, part du fichier (0 à 1)."""
        now = self._clock()
        if now - self._said < self.EVERY_S or share <= 0:
            return
        self._said = now
        left = (now - self._began) * (1 - share) / share
        self._say(f"    {rows} lignes, {share:.0%}, reste {left:.0f} s".replace("%", " %"))
