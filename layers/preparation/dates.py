"""Les dates qu'un texte d'éditeur écrit en toutes lettres, ramenées à la forme ISO : ce que le fichier dit de lui-même."""

from __future__ import annotations

import re
from datetime import date

MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
DATE_ECRITE = re.compile(rf"\b(1er|[0-9]{{1,2}}) ({'|'.join(MOIS)}) ([0-9]{{4}})\b", re.IGNORECASE)


def date_dite(text: str) -> str:
    """« Classement FRR et FRR+ au 10 juillet 2025 » -> « 2025-07-10 » ; '' si le texte ne dit aucune date, ou en dit plusieurs."""
    found = {_iso(*match.groups()) for match in DATE_ECRITE.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def _iso(day: str, month: str, year: str) -> str:
    """La date, ou '' si elle n'existe pas (31 février)."""
    try:
        return date(int(year), MOIS.index(month.lower()) + 1, 1 if day == "1er" else int(day)).isoformat()
    except ValueError:
        return ""
