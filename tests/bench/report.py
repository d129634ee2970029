"""Le tableau du banc : médianes, rapports, barres tenues ou manquées."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

Samples = dict[tuple[str, str], list[float]]
OURS, BASELINE = "Maillage", "Référence"


@dataclass(frozen=True)
class Row:
    """Une ligne : la mesure, son unité, et sa barre, sur le rapport à une mesure de la référence ou sur la valeur."""

    title: str
    measure: str
    unit: str
    ratio_to: str = ""
    most: float | None = None
    worst: bool = False


ROWS = (
    Row("Première ouverture, octets reçus", "ouverture", "ko", ratio_to="ouverture", most=0.5),
    Row("Première carte entière", "peinture", "ms", ratio_to="peinture"),
    Row("Page entière, contrôles compris", "page", "ms", ratio_to="peinture"),
    Row("Filtrer une classe", "filtre", "ms", ratio_to="filtre", most=0.15),
    Row("Changer de profession", "profession", "ms", ratio_to="filtre", most=0.15),
    Row("Changer d'année", "annee", "ms", ratio_to="filtre", most=0.15),
    Row("Octets envoyés par un filtre", "filtre-envoi", "o", most=0, worst=True),
    Row("Octets reçus par un filtre", "filtre-recu", "o"),
    Row("Octets reçus par un changement de profession", "profession-recu", "o"),
    Row("Fiche d'un territoire, octets", "fiche-octets", "ko", most=30, worst=True),
    Row("Fiche d'un territoire, callback", "fiche", "ms"),
    Row("Survol d'une commune", "survol", "ms", most=20),
    Row("Mémoire par processus", "memoire", "Mo", most=300, worst=True),
)
SCALE = {"ko": 1000.0}


def table(samples: Samples) -> tuple[str, int]:
    """(le tableau en texte, le nombre de barres manquées). Une mesure absente se dit « – » et ne tient aucune barre.

    Médianes, sauf pour les barres de pire cas (octets envoyés, fiche, mémoire), où c'est le maximum.
    """
    lines = [["", OURS, BASELINE, "rapport", "barre", "", "n"]]
    missed = 0
    for row in ROWS:
        ours, theirs = (_value(samples.get((name, row.measure), []), row) for name in (OURS, BASELINE))
        reference = _value(samples.get((BASELINE, row.ratio_to), []), row) if row.ratio_to else math.nan
        ratio = ours / reference if reference else math.nan
        judged = ratio if row.ratio_to else ours
        verdict = "" if row.most is None else "tenu" if judged <= row.most else "manqué"
        missed += verdict == "manqué"
        count = len(samples.get((OURS, row.measure), []))
        lines.append([row.title, _shown(ours, row.unit), _shown(theirs, row.unit), _shown(ratio, ""), _bar(row), verdict, str(count)])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join(_aligned(line, widths) for line in lines), missed


def _aligned(line: list[str], widths: list[int]) -> str:
    """Les nombres à droite, les mots à gauche."""
    cells = [cell.ljust(width) if i in (0, 4, 5) else cell.rjust(width) for i, (cell, width) in enumerate(zip(line, widths))]
    return "  ".join(cells).rstrip()


def _value(values: list[float], row: Row) -> float:
    if not values:
        return math.nan
    return (max if row.worst else median)(values) / SCALE.get(row.unit, 1.0)


def _shown(value: float, unit: str) -> str:
    if math.isnan(value):
        return "–"
    digits = 2 if not unit else 1 if value < 100 else 0
    return f"{value:.{digits}f} {unit}".strip().replace(".", ",")


def _bar(row: Row) -> str:
    if row.most is None:
        return ""
    text = f"≤ {row.most:g}".replace(".", ",")
    return text if row.ratio_to else f"{text} {row.unit}"
