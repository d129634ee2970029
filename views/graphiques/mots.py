"""Les mots des constats : écarts signés, listes de noms, verbes d'évolution."""

from __future__ import annotations

from collections.abc import Sequence

from views import wording as w


def signe(value: float, texte: str) -> str:
    """(-7.5, « 7,5 % ») -> « −7,5 % » : le signe, puis la valeur absolue déjà écrite."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{texte}"


def pourcents(value: float) -> str:
    """11.6 -> « +11,6 % »."""
    return signe(value, f"{w.decimal(abs(value))}{w.INSECABLE}%")


def points(value: float) -> str:
    """5.9 -> « +5,9 points » ; -0.4 -> « −0,4 point »."""
    return signe(value, f"{w.decimal(abs(value))}{w.INSECABLE}point{'s' if abs(value) >= 2 else ''}")


def entiers(value: float) -> str:
    """-2071 -> « −2 071 »."""
    return signe(value, w.entier(abs(value)))


def liste(names: Sequence[str]) -> str:
    """« Gers, Lot et Lozère »."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} et {names[-1]}"


def minuscule(text: str) -> str:
    """La première lettre en minuscule, dans une phrase."""
    return text[:1].lower() + text[1:]
