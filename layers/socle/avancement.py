"""Dit où en est un transfert : reçu, part, temps qui reste."""

from __future__ import annotations

import time
from collections.abc import Callable


class Progress:
    """Une ligne toutes les deux secondes au plus ; rien pour un transfert plus court."""

    EVERY_S = 2

    def __init__(self, start: int, total: int, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic):
        self._start, self._total, self._say, self._clock = start, total, say, clock
        self._began = self._said = clock()
        if start:
            say(f"    repris à {in_megabytes(start)}")

    def tell(self, received: int) -> None:
        """À appeler à chaque bloc reçu ; `received` : octets du fichier, part déjà là comprise."""
        now = self._clock()
        if now - self._said < self.EVERY_S:
            return
        self._said = now
        if not self._total:
            self._say(f"    {in_megabytes(received)} reçus")
            return
        left = (self._total - received) * (now - self._began) / max(received - self._start, 1)
        share = received * 100 // self._total
        self._say(f"    {in_megabytes(received)} sur {in_megabytes(self._total)} ({share} %), reste {duration(left)}")


def duration(seconds: float) -> str:
    """« 45 s », « 3 min »."""
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"


def in_megabytes(octets: int) -> str:
    """« 12,3 Mo », ou en octets sous un dixième de mégaoctet."""
    return f"{octets / 1e6:.1f} Mo".replace(".", ",") if octets >= 100_000 else f"{octets} octets"
