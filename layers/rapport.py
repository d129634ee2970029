"""Nomme des codes dans une phrase du rapport de préparation, sans en faire une liste sans fin."""

from __future__ import annotations

from collections.abc import Iterable

MOST_NAMED = 10  # codes cités dans une remarque ; le manifeste garde la liste entière de ce qui n'a pas trouvé sa place


def named(codes: Iterable[str]) -> str:
    """« 3 (01001, 01002, 01003) », dix codes au plus."""
    listed = list(codes)
    more = ", …" if len(listed) > MOST_NAMED else ""
    return f"{len(listed)} ({', '.join(listed[:MOST_NAMED])}{more})"
