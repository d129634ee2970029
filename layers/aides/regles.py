"""Lit data/facts/regles.csv : les règles des documents (montant, unité, durée, validité, fichier et ligne)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from layers.socle.defauts import Checker

FILE = "regles.csv"
AMOUNT = re.compile(r"(?P<bas>\d+(?:\.\d+)?)(?:–(?P<haut>\d+(?:\.\d+)?))?\Z")


@dataclass(frozen=True)
class Regle:
    """Une règle d'un document, telle qu'elle est lue. Un texte vide : le document ne le dit pas, jamais zéro.

    `montant` reste un texte (« 50000–90000 ») ; `source` et `line` : le fichier du document et sa ligne.
    """

    id: str
    dispositif: str
    type: str
    montant: str
    unite: str
    periodicite: str
    duree: str
    valid_from: str
    valid_to: str
    portee: str
    doc_date: str
    source: str
    line: int

    @property
    def bornes(self) -> tuple[float, float] | None:
        """(montant, montant), ou les deux bornes d'une fourchette ; None si la règle n'a pas de montant chiffré."""
        match = AMOUNT.match(self.montant)
        if match is None:
            return None
        low = float(match["bas"])
        return low, float(match["haut"]) if match["haut"] else low


def read_regles(folder: Path) -> Mapping[str, Regle]:
    """{identifiant: Regle} de `folder`/regles.csv. DataError nomme colonne manquante, ligne mal numérotée, doublon."""
    checker = Checker(FILE)
    wanted = [field.name for field in fields(Regle)]
    found: dict[str, Regle] = {}
    try:
        with (folder / FILE).open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            for name in set(wanted) - set(reader.fieldnames or ()):
                checker.expect(False, row=1, column=name, expected="cette colonne", found="aucune")
            checker.raise_if_any()
            for row in reader:
                _add(checker, found, reader.line_num, {name: row[name] or "" for name in wanted})
    except FileNotFoundError:
        checker.expect(False, expected="la table des règles", found="aucun fichier")
    except (UnicodeDecodeError, csv.Error) as error:
        checker.expect(False, expected="un fichier CSV en UTF-8, séparé par des virgules", found=error)
    checker.raise_if_any()
    return MappingProxyType(found)


def _add(checker: Checker, found: dict[str, Regle], number: int, row: dict[str, str]) -> None:
    new = bool(row["id"]) and row["id"] not in found
    known = checker.expect(new, row=number, column="id", expected="un identifiant nouveau", found=row["id"])
    numbered = checker.expect(row["line"].isdigit(), row=number, column="line", expected="un numéro de ligne", found=row["line"])
    if known and numbered:
        found[row["id"]] = Regle(**{**row, "line": int(row["line"])})
