"""Ce qu'une relecture des documents ajoute aux tables (data/facts/lectures.toml) : l'état, l'unité ou le territoire d'un fait."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from layers.faits.fait import STATUTS
from layers.socle.defauts import Checker, DataError, Defect


@dataclass(frozen=True)
class Lecture:
    """Ce qui est relu d'un fait ; « » : la table suffit. `dit` : la valeur telle que le document l'écrit ; `etat` : celui d'une
    couche de la carte, que la table ne distingue pas."""

    statut: str = ""
    unite: str = ""
    territoire: str = ""
    titre: str = ""
    dit: str = ""
    etat: str = ""
    note: str = ""


SANS_LECTURE = Lecture()


def read_lectures(path: Path) -> Mapping[str, Lecture]:
    """{identifiant d'un fait: Lecture} ; DataError si une clé ou un statut est inconnu."""
    checker = Checker(path.name)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {one.name for one in fields(Lecture)}
    found: dict[str, Lecture] = {}
    for lecture in table["lecture"]:
        given = {key: text for key, text in lecture.items() if key != "faits"}
        checker.expect(given.keys() <= known, expected=", ".join(sorted(known)), found=", ".join(given))
        checker.expect(given.get("statut", STATUTS[0]) in STATUTS, column="statut", expected=", ".join(STATUTS), found=given.get("statut"))
        checker.raise_if_any()
        for id_ in lecture["faits"]:
            found[id_] = Lecture(**{**vars(found.get(id_, SANS_LECTURE)), **given})
    return found


def check_lectures(lectures: Mapping[str, Lecture], known: Iterable[str]) -> None:
    """DataError si une lecture nomme un fait qui n'existe pas."""
    lost = sorted(set(lectures) - set(known))
    if lost:
        raise DataError([Defect("lectures.toml", None, "faits", "un fait de data/facts", id_) for id_ in lost])
