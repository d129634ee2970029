"""Mesure une commande dans son propre processus : durée, mémoire la plus haute, code de sortie."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Mesure:
    """Ce qu'une commande a coûté : secondes à l'horloge et de processeur, mégaoctets (mémoire résidente la plus haute), son
    code de sortie, ce qu'elle a écrit. L'horloge compte aussi ce que faisaient les autres."""

    secondes: float
    processeur: float
    megaoctets: float
    code: int
    sortie: str


def mesure(*arguments: str, limit_s: float = 900) -> Mesure:
    """Exécute `python <arguments>` à la racine du projet. Linux et macOS (os.wait4) ; arrêté après `limit_s` secondes."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        command = [sys.executable, "-m", "tests.bench.mesure", str(limit_s), *arguments]
        answer = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=output, encoding="utf-8", check=True)
        output.seek(0)
        said = output.read()
    *cost, code = answer.stdout.split()
    return Mesure(*map(float, cost), int(code), said)


def _launch(limit_s: float, arguments: list[str]) -> str:
    """Lance la commande, ses deux sorties sur la sortie d'erreur de ce processus ; rend les nombres d'une Mesure.

    Dans un processus neuf et petit : le noyau compte au lancé la mémoire qu'avait celui qui le lance.
    """
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=sys.stderr, stderr=sys.stderr)
    while True:
        found, status, usage = os.wait4(process.pid, os.WNOHANG)
        if found:
            break
        if time.perf_counter() - began > limit_s:
            process.kill()
        time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    elapsed, busy = time.perf_counter() - began, usage.ru_utime + usage.ru_stime
    return f"{elapsed} {busy} {usage.ru_maxrss * unit / 1e6} {process.returncode}"


def tableau(lines: list[list[str]]) -> str:
    """Des lignes de cellules en colonnes : la première à gauche, les autres à droite."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    aligned = [[cell.rjust(width) if i else cell.ljust(width) for i, (cell, width) in enumerate(zip(line, widths))] for line in lines]
    return "\n".join("  ".join(cells).rstrip() for cells in aligned)


def nombre(value: float, digits: int = 0) -> str:
    """« 12 345 » ou « 1,5 »."""
    return f"{value:,.{digits}f}".replace(",", " ").replace(".", ",")


if __name__ == "__main__":
    print(_launch(float(sys.argv[1]), sys.argv[2:]))
