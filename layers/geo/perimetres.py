"""Rattache les communes en vigueur à des zones nommées : territoire de vie-santé, quartiers prioritaires."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from layers.socle.entrees import Perimetre
from layers.socle.noms import plain

AUCUNE = "AUCUNE"  # le fichier couvre cette commune et ne lui donne aucune zone : zéro, et non « non publié »
SEPARATOR = "|"


@dataclass(frozen=True, order=True)
class Zone:
    """Une zone d'un périmètre : son code et son nom chez l'éditeur."""

    code: str
    nom: str


@dataclass(frozen=True, eq=False)
class Rattachement:
    """Les zones des communes, et ce qui n'a pas trouvé sa place.

    codes, noms : une case par commune, dans l'ordre reçu ; '' non publié, AUCUNE, ou des zones séparées par « | ».
    retenues : lignes du fichier qui ont trouvé une commune. repliees : {ancien code: commune}. plusieurs : communes de
    plusieurs zones. sans_correspondance : codes ou noms du fichier sans commune. sans_ligne : communes sans zone publiée.
    """

    codes: list[str]
    noms: list[str]
    retenues: int
    repliees: dict[str, str]
    plusieurs: list[str]
    sans_correspondance: list[str]
    sans_ligne: list[str]


def rattache(table: pd.DataFrame, perimetre: Perimetre, communes: pd.DataFrame, parents: dict[str, str]) -> Rattachement:
    """Rattache les `communes` (index code_commune ; nom, departement, region) aux zones de `table`.

    table : code_commune, ou '' et alors nom_commune et departement la désignent ; code et nom de la zone ; index = ligne
    du fichier. Une commune réunie de plusieurs anciennes a les zones de toutes. `parents` : {ancien code: commune}.
    """
    zones: dict[str, set[Zone]] = {}
    folded: dict[str, str] = {}
    matched: set[int] = set()
    unmatched: set[str] = set()
    by_name = _by_name(communes)
    for row in table.itertuples():
        wanted = row.code_commune or by_name.get((row.departement, plain(row.nom_commune)), "")
        code = wanted if wanted in communes.index else parents.get(wanted, "")
        if not code:
            unmatched.add(row.code_commune or row.nom_commune)
            continue
        matched.add(row.Index)
        if code != wanted:
            folded[wanted] = code
        zones.setdefault(code, set()).add(Zone(row.code, row.nom))
    covered = set() if perimetre.exhaustive else set(communes.loc[list(zones), "region"])
    cells = [_cells(zones.get(code), region in covered) for code, region in communes["region"].items()]
    return Rattachement(
        codes=[codes for codes, _ in cells],
        noms=[names for _, names in cells],
        retenues=len(matched),
        repliees=folded,
        plusieurs=[code for code in communes.index if len(zones.get(code, ())) > 1],
        sans_correspondance=sorted(unmatched),
        sans_ligne=[code for code, (codes, _) in zip(communes.index, cells) if not codes],
    )


def zones_of(codes: str, noms: str) -> tuple[Zone, ...] | None:
    """Les deux cases d'une commune -> ses zones, dans l'ordre de leurs noms ; () si elle n'en a aucune, None si non publié."""
    if not codes:
        return None
    if codes == AUCUNE:
        return ()
    return tuple(Zone(code, nom) for code, nom in zip(codes.split(SEPARATOR), noms.split(SEPARATOR), strict=True))


def _cells(zones: set[Zone] | None, covered: bool) -> tuple[str, str]:
    if not zones:
        return (AUCUNE, "") if covered else ("", "")
    ordered = sorted(zones, key=lambda zone: (plain(zone.nom), zone.code))
    return SEPARATOR.join(zone.code for zone in ordered), SEPARATOR.join(zone.nom for zone in ordered)


def _by_name(communes: pd.DataFrame) -> dict[tuple[str, str], str]:
    """{(département, nom sans accents): code} ; un nom que deux communes du département portent n'en désigne aucune."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for code, departement, nom in zip(communes.index, communes["departement"], communes["nom"]):
        key = (departement, plain(nom))
        if found.setdefault(key, code) != code:
            twice.add(key)
    return {key: code for key, code in found.items() if key not in twice}
