"""Les territoires des documents qui ne sont pas dans la géographie : la France, les régions d'avant 2016, un projet de CPTS…"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from layers.geo.territoire import Territoire
from layers.socle.defauts import Checker
from layers.socle.tables import rows_of

COLUMNS = ("id", "niveau", "nom", "parent", "codes", "noms", "note")
# Niveaux propres aux documents. « reg », « dep » et « com » désignent ceux de la géographie : la ligne n'en donne que les noms.
NIVEAUX = ("pays", "anc", "grp", "cpts", "lieu")
GEOGRAPHIE = ("reg", "dep", "com")
DEPARTEMENT = re.compile(r"(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\Z")


@dataclass(frozen=True)
class Lieux:
    """par_id : {« anc-91 »: Territoire}, avec son seul parent le plus proche et sans emprise (layers/territoire les complète) ;
    noms : {(est une commune, nom dans les documents): identifiant}."""

    par_id: Mapping[str, Territoire]
    noms: Mapping[tuple[bool, str], str]

    def identifiant(self, niveau: str, nom: str) -> str | None:
        """L'identifiant d'un territoire des tables (« region », « 76 » -> « reg-76 ») ; None s'il est inconnu."""
        if (found := self.noms.get((niveau == "commune", nom))) is not None:
            return found
        if niveau == "departement" and DEPARTEMENT.match(nom):
            return f"dep-{nom}"
        if niveau == "region" and re.fullmatch(r"\d{2}", nom):
            return f"reg-{nom}"
        return None


def read_lieux(path: Path) -> Lieux:
    """Lit territoires.csv ; DataError nomme toute ligne sans identifiant, en double, ou de niveau inconnu."""
    checker = Checker(path.name)
    lieux: dict[str, Territoire] = {}
    seen: set[str] = set()
    noms: dict[tuple[bool, str], str] = {}
    for number, row in rows_of(path, COLUMNS):
        known = row["niveau"] in (*NIVEAUX, *GEOGRAPHIE)
        checker.expect(known, row=number, column="niveau", expected=" ou ".join((*NIVEAUX, *GEOGRAPHIE)), found=row["niveau"])
        checker.expect(row["id"] not in seen, row=number, column="id", expected="un identifiant unique", found=row["id"])
        seen.add(row["id"])
        if row["niveau"] in NIVEAUX:
            lieux[row["id"]] = _territoire(row)
        for nom in _noms(row["noms"]):
            key = (row["niveau"] == "com", nom)
            checker.expect(key not in noms, row=number, column="noms", expected="un nom d'un seul territoire", found=nom)
            noms[key] = row["id"]
    checker.raise_if_any()
    return Lieux(MappingProxyType(lieux), MappingProxyType(noms))


def _territoire(row: dict[str, str]) -> Territoire:
    niveau, codes = row["id"].partition("-")[0], tuple(code for code in row["codes"].split(";") if code)
    whole = niveau in ("anc", "grp")
    parents = (row["parent"],) if row["parent"] else ()
    return Territoire(
        row["id"], niveau, row["nom"], "", parents, None, codes if whole else (), () if whole else codes, row["note"]
    )  # fmt: skip


def _noms(text: str) -> list[str]:
    """Les noms séparés par « | », sauf entre parenthèses (« indéterminé (Territoire|Gard|…) » est un seul nom)."""
    return re.findall(r"(?:[^|(]|\([^)]*\))+", text)
