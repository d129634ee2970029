"""Les sigles des documents : ce qu'ils veulent dire, et si c'est le document qui le dit."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from layers.socle.defauts import Checker
from layers.socle.tables import rows_of

DEFINITIONS = "definitions.toml"
COLUMNS = ("id", "acronym", "expansion", "definition", "expansion_in_document", "source", "line", "note")
SECOND_SENS = re.compile(r" \(\d\)\Z")
PRECISION = re.compile(r" \(.*\)")


@dataclass(frozen=True)
class Sens:
    """Un sens d'un sigle. `developpe` "" : les documents ne le développent pas. `du_document` : vrai si le document le
    développe lui-même ; sinon le développement est de connaissance générale. source, ligne : où le sigle est employé."""

    developpe: str
    definition: str
    du_document: bool
    source: str
    ligne: int
    note: str


@dataclass(frozen=True)
class Terme:
    """Un sigle et ses sens (deux pour un homonyme). `formes` : les écritures sous lesquelles on le rencontre."""

    sigle: str
    formes: tuple[str, ...]
    sens: tuple[Sens, ...]

    @cached_property
    def ancre(self) -> str:
        """Un nom d'ancre, sans accent ni espace : « MT'Dent » -> « mt-dent »."""
        plain = unicodedata.normalize("NFKD", self.sigle).encode("ascii", "ignore").decode().lower()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def read_glossaire(path: Path) -> tuple[Terme, ...]:
    """Lit glossaire.csv, dans l'ordre du fichier ; deux lignes d'un même sigle (« ETP », « ETP (2) ») sont deux sens. À côté,
    DEFINITIONS redit pour un lecteur celles qui n'en sont pas.

    DataError nomme toute ligne sans sigle, sans définition, ou dont la ligne du document n'est pas un nombre.
    """
    checker = Checker(path.name)
    told_again = _definitions(path.with_name(DEFINITIONS))
    rows = rows_of(path, COLUMNS)
    strangers = sorted(told_again.keys() - {row["acronym"] for _, row in rows})
    checker.expect(not strangers, column=DEFINITIONS, expected="des sigles du glossaire", found=", ".join(strangers))
    found: dict[str, list[Sens]] = {}
    for number, row in rows:
        checker.expect(bool(row["acronym"]), row=number, column="acronym", expected="un sigle", found=row["acronym"])
        checker.expect(bool(row["definition"]), row=number, column="definition", expected="une définition", found=row["definition"])
        if not checker.expect(row["line"].isdecimal(), row=number, column="line", expected="un entier", found=row["line"]):
            continue
        told = row["expansion_in_document"].startswith("oui")
        definition = told_again.get(row["acronym"], row["definition"])
        sens = Sens(row["expansion"], definition, told, row["source"], int(row["line"]), row["note"])
        found.setdefault(SECOND_SENS.sub("", row["acronym"]), []).append(sens)
    checker.raise_if_any()
    return tuple(Terme(sigle, _formes(sigle), tuple(senses)) for sigle, senses in found.items())


def _definitions(path: Path) -> dict[str, str]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["definitions"] if path.is_file() else {}


def _formes(sigle: str) -> tuple[str, ...]:
    """« MSS / MSSanté » se lit MSS ou MSSanté ; « PACTE (formation) » se lit PACTE."""
    return tuple(part.strip() for part in PRECISION.sub("", sigle).split(" / "))
