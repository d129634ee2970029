"""Les mots des constats : évolutions signées, listes de noms."""

from __future__ import annotations

from collections.abc import Sequence

from views.ecriture import phrases as w


def pourcents(value: float) -> str:
    """11.6 -> « +11,6 % »."""
    return w.signe(value, f"{w.decimal(abs(value))}{w.INSECABLE}%")


def entiers(value: float) -> str:
    """-2071 -> « −2 071 »."""
    return w.signe(value, w.entier(abs(value)))


def liste(names: Sequence[str]) -> str:
    """« Gers, Lot et Lozère »."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def minuscule(text: str) -> str:
    """La première lettre en minuscule, dans une phrase."""
    return text[:1].lower() + text[1:]
