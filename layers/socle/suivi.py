"""Dit où en est la lecture d'un long fichier : lignes lues, part, temps qui reste.

Sur un terminal, une seule ligne, réécrite puis effacée ; ailleurs (journal, tuyau), une ligne toutes les cinq secondes. Tout
va à la sortie d'erreur : la sortie ordinaire reste le rapport, qui se garde dans un fichier.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from typing import TextIO

from layers.socle.avancement import duration

MODES = ("auto", "terminal", "lignes", "non")
DEBUT = "Avancement : "  # par quoi commence toute ligne d'avancement : ce qui garde la trace d'un refus les laisse
EVERY = 2_000  # lignes entre deux nouvelles d'un lecteur

PAUSE_S = {"terminal": 0.5, "lignes": 5.0}  # secondes entre deux nouvelles

Tell = Callable[[int, float], None]


def muet(rows: int, share: float) -> None:
    """Un avancement que personne n'écoute."""


class Ecran:
    """Où l'avancement s'écrit ; `terminal` : une ligne réécrite. Sans `stream`, rien."""

    def __init__(self, stream: TextIO | None = None, terminal: bool = False):
        self._stream, self._terminal = stream, terminal
        self._width = 0
        self.every_s = PAUSE_S["terminal" if terminal else "lignes"]

    def show(self, text: str) -> None:
        """Montre `text` à la place de la ligne d'avancement d'avant (terminal), ou à la suite."""
        if self._stream is None:
            return
        line = DEBUT + text
        if self._terminal:
            # Plus longue que l'écran, elle passerait à la ligne et ne se réécrirait plus ; le nom du fichier, à la fin, est coupé.
            line = line[: shutil.get_terminal_size().columns - 1]
        self._stream.write(f"\r{line:<{self._width}}" if self._terminal else line + "\n")
        self._stream.flush()
        self._width = len(line)

    def clear(self) -> None:
        """Efface la ligne réécrite, pour que la suite parte du bord."""
        if self._stream is not None and self._terminal and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


MUET = Ecran()


def ecran(mode: str, stream: TextIO) -> Ecran:
    """L'écran que demande `mode` (MODES) ; auto : un terminal si `stream` en est un, des lignes sinon."""
    if mode == "non":
        return MUET
    return Ecran(stream, terminal=mode == "terminal" or (mode == "auto" and stream.isatty()))


class Suivi:
    """L'avancement de la lecture de `name`, à employer dans un `with`. Rien pour un fichier lu plus vite que le premier pas."""

    def __init__(self, where: Ecran, name: str, clock: Callable[[], float] = time.monotonic):
        self._where, self._name, self._clock = where, name, clock
        self._began = self._said = clock()

    def __enter__(self) -> Suivi:
        return self

    def __exit__(self, *_: object) -> None:
        self._where.clear()

    def tell(self, rows: int, share: float) -> None:
        """À appeler au fil de la lecture : lignes lues, part du fichier (0 à 1 ; 0 : inconnue)."""
        now = self._clock()
        if now - self._said < self._where.every_s:
            return
        self._said = now
        said = [f"{rows:,} lignes".replace(",", " ")]
        if share > 0:
            left = (now - self._began) * max(1 - share, 0) / share
            said += [f"{100 * min(share, 1):.0f} %", f"reste {duration(left)}"]
        self._where.show(", ".join([*said, self._name]))
