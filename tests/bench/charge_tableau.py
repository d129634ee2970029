"""Le tableau de la charge : temps, débit, erreurs de chaque palier ; où le service plie ; la barre tenue ou manquée."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil

BARRE_MS, BARRE_VISITEURS = 500, 50
# Un palier de plus n'apporte plus rien quand le débit gagne moins que cela.
GAIN_UTILE = 1.15
ENTETE = ("visiteurs", "demandes/s", "p50 ms", "p95 ms", "max ms", "demandes", "erreurs")


@dataclass(frozen=True)
class Palier:
    """`visiteurs` à la fois pendant `secondes` ; `temps` : (geste, millisecondes) des réussies ; `erreurs` : leurs phrases."""

    visiteurs: int
    secondes: float
    temps: list[tuple[str, float]]
    erreurs: list[str]

    @property
    def durees(self) -> list[float]:
        return sorted(ms for _, ms in self.temps)

    @property
    def debit(self) -> float:
        """Demandes réussies par seconde."""
        return len(self.temps) / self.secondes


def centile(durees: list[float], part: float) -> float:
    """La plus petite durée que `part` des durées (triées) ne dépassent pas ; NaN s'il n'y en a pas."""
    return durees[max(0, ceil(part * len(durees)) - 1)] if durees else float("nan")


def tableau(paliers: list[Palier]) -> str:
    """Une ligne par palier."""
    lines = [ENTETE]
    for palier in paliers:
        d = palier.durees
        numbers = (palier.debit, centile(d, 0.5), centile(d, 0.95), centile(d, 1), len(d), len(palier.erreurs))
        lines.append((str(palier.visiteurs), *(f"{number:.0f}" for number in numbers)))
    faults = Counter(error for palier in paliers for error in palier.erreurs)
    return "\n".join([_aligned(lines), *(f"  {count} × {error}" for error, count in faults.most_common(10))])


def par_geste(palier: Palier) -> str:
    """Les temps de chaque geste d'un palier, le plus lent d'abord."""
    by_gesture: dict[str, list[float]] = {}
    for gesture, ms in palier.temps:
        by_gesture.setdefault(gesture, []).append(ms)
    rows = [(gesture, sorted(times)) for gesture, times in by_gesture.items()]
    rows.sort(key=lambda row: -centile(row[1], 0.95))
    lines = [(f"à {palier.visiteurs} visiteurs", "p50 ms", "p95 ms", "demandes")]
    lines += [(gesture, f"{centile(d, 0.5):.0f}", f"{centile(d, 0.95):.0f}", str(len(d))) for gesture, d in rows]
    return _aligned(lines)


def courbure(paliers: list[Palier]) -> str:
    """Où le service plie : le premier palier qui n'apporte presque plus de débit, et ce que coûtent les suivants."""
    for before, after in zip(paliers, paliers[1:]):
        if after.debit < before.debit * GAIN_UTILE:
            return (
                f"Le service plie entre {before.visiteurs} et {after.visiteurs} visiteurs : le débit reste vers "
                f"{after.debit:.0f} demandes/s, et chaque visiteur de plus ne fait qu'attendre."
            )
    return "Le service ne plie pas : le débit monte encore au dernier palier."


def judged(paliers: list[Palier]) -> Palier | None:
    """Le palier que la barre juge, s'il a été joué."""
    return next((palier for palier in paliers if palier.visiteurs == BARRE_VISITEURS), None)


def tenue(paliers: list[Palier]) -> str:
    """La barre : p95 sous 500 ms et aucune erreur à cinquante visiteurs."""
    palier = judged(paliers)
    if palier is None:
        return f"Barre (p95 < {BARRE_MS} ms à {BARRE_VISITEURS} visiteurs, aucune erreur) : non mesurée."
    p95 = centile(palier.durees, 0.95)
    kept = p95 < BARRE_MS and not palier.erreurs
    return (
        f"Barre (p95 < {BARRE_MS} ms à {BARRE_VISITEURS} visiteurs, aucune erreur) : {'tenue' if kept else 'manquée'}, "
        f"{p95:.0f} ms, {len(palier.erreurs)} erreur(s)."
    )


def _aligned(lines: list[tuple[str, ...]]) -> str:
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) if i == 0 else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths))) for line in lines
    )
