"""Lit data/facts/reperes.toml : des repères nationaux (un seuil, une méthode), chacun avec sa publication."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from layers.socle.defauts import Checker

FILE = "reperes.toml"
SCHEMA = 1
WANTED = ("sous-dense", "apl-du-territoire")


@dataclass(frozen=True)
class Repere:
    """Un repère : sa valeur et son unité (None et "" pour une méthode), et la publication qui en répond."""

    titre: str
    source: str
    editeur: str
    date: str
    valeur: float | None = None
    unite: str = ""


def read_reperes(folder: Path) -> Mapping[str, Repere]:
    """{identifiant: Repere} de `folder`/reperes.toml ; DataError nomme ce qui manque ou n'est pas attendu."""
    checker = Checker(FILE)
    raw: dict = {}
    try:
        raw = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        checker.expect(False, expected="la table des repères", found="aucun fichier")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        checker.expect(False, expected="un fichier TOML en UTF-8", found=error)
    checker.raise_if_any()
    checker.expect(raw.get("schema") == SCHEMA, column="schema", expected=str(SCHEMA), found=raw.get("schema", ""))
    entries = raw.get("repere", {})
    for name in WANTED:
        checker.expect(name in entries, column=f"repere.{name}", expected="ce repère", found="aucun")
    reperes = {name: _repere(checker, name, entry) for name, entry in entries.items()}
    checker.raise_if_any()
    return MappingProxyType({name: repere for name, repere in reperes.items() if repere})


def _repere(checker: Checker, name: str, entry: dict) -> Repere | None:
    known = {field.name for field in fields(Repere)}
    texts = {key: value for key, value in entry.items() if key != "valeur"}
    right = set(entry) <= known and {"titre", "source", "editeur", "date"} <= set(entry)
    right = right and all(isinstance(value, str) and value for value in texts.values())
    right = right and isinstance(entry.get("valeur", 0.0), float)
    if not checker.expect(right, column=f"repere.{name}", expected=", ".join(sorted(known)), found=", ".join(sorted(entry))):
        return None
    return Repere(**entry)
