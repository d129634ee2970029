"""Les dates qu'un texte d'éditeur écrit en toutes lettres, ramenées à la forme ISO : ce que le fichier dit de lui-même."""

from __future__ import annotations

import re
from datetime import date

from layers.socle.cles import cle

MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
DATE_ECRITE = re.compile(rf"\b(1er|[0-9]{{1,2}}) ({'|'.join(MOIS)}) ([0-9]{{4}})\b", re.IGNORECASE)
ISO = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})[-_.](0[1-9]|1[0-2])(?:[-_.](0[1-9]|[12][0-9]|3[01]))?(?![0-9])")
MOIS_ANNEE = re.compile(rf"\b({'|'.join(MOIS)})[ _-]?((?:19|20)[0-9]{{2}})\b", re.IGNORECASE)
ANNEE = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
LIAISON = re.compile(r"\b(?:au|en|du|annee|millesime|le)\Z")


def date_dite(text: str) -> str:
    """« Classement FRR et FRR+ au 10 juillet 2025 » -> « 2025-07-10 » ; '' si le texte ne dit aucune date, ou en dit plusieurs."""
    found = {_iso(*match.groups()) for match in DATE_ECRITE.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def date_ou_annee(text: str) -> str:
    """La date la plus précise que dit `text` : un jour (en lettres ou ISO), un mois, une année ; '' si aucune, ou plusieurs."""
    found = date_dite(text) or _seule({"-".join(part for part in match.groups() if part) for match in ISO.finditer(text)})
    if found or DATE_ECRITE.search(text) or ISO.search(text):
        return found
    months = {f"{match[2]}-{MOIS.index(match[1].lower()) + 1:02}" for match in MOIS_ANNEE.finditer(text)}
    return _seule(months) if months else _seule(set(ANNEE.findall(text)))


def nom_et_date(text: str) -> tuple[str, str]:
    """L'en-tête d'une colonne -> (sa clé sans la date qu'il porte, cette date).

    « Zonage médecins (2026) » -> (« zonage medecins », « 2026 ») : le même nom d'une année à l'autre.
    """
    bare = text
    for pattern in (DATE_ECRITE, ISO, MOIS_ANNEE, ANNEE):
        bare = pattern.sub(" ", bare)
    name = cle(bare)
    return (LIAISON.sub("", name).strip(), date_ou_annee(text)) if bare != text else (name, "")


def _seule(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def _iso(day: str, month: str, year: str) -> str:
    """La date, ou '' si elle n'existe pas (31 février)."""
    try:
        return date(int(year), MOIS.index(month.lower()) + 1, 1 if day == "1er" else int(day)).isoformat()
    except ValueError:
        return ""
