"""Lit le petit fichier de corrections d'une agence : un site mal placé, fermé, ou mal nommé, en attendant que son éditeur le corrige."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.ecarts import NUMERO, FluxDeSites
from layers.sources.positions import position_of
from layers.sources.tableaux import read_table

COLUMNS = {name: name for name in ("numero", "champ", "valeur", "raison", "service", "date")}
FERME, POSITION, NOM = "fermé", "position", "nom"
TEXTES = (NOM, "adresse", "code_postal", "ville", "telephone")
CHAMPS = (*TEXTES, POSITION, FERME)
LONGEST = 200
SUITE = " | "  # entre deux corrections d'un même site
HOSTILE = re.compile(r"^[=+@\t]|[\x00-\x1f<>]|https?:")


def read_corrections(path: Path, tell: Tell = muet) -> FluxDeSites:
    """Lit `path` : une ligne par correction (numero, champ, valeur, raison, service, date).

    champ : l'un de CHAMPS ; valeur : un texte, « longitude latitude » en degrés pour une position, « oui » pour un site fermé.
    DataError : tous les défauts, avec leur ligne et leur colonne ; une correction n'est jamais appliquée à moitié comprise.
    """
    checker = Checker(path.name)
    found = read_table(path, checker, COLUMNS, tell)
    table = found.table
    for row, one in table.iterrows():
        _check(checker, int(str(row)), one)
    twice = table.index[table.duplicated(["numero", "champ"])]
    for row in twice:
        checker.expect(False, row=int(row), column="champ", expected="une seule correction d'un même champ", found=table.at[row, "champ"])
    checker.raise_if_any()
    return FluxDeSites(table, len(table), table["date"].max(), found.remarques)


def _check(checker: Checker, row: int, one: pd.Series) -> None:
    checker.expect(bool(re.fullmatch(NUMERO, one["numero"])), row=row, column="numero", expected="un numéro FINESS", found=one["numero"])
    checker.expect(one["champ"] in CHAMPS, row=row, column="champ", expected=" | ".join(CHAMPS), found=one["champ"])
    for column in ("raison", "service"):
        ok = 0 < len(one[column]) <= LONGEST and not HOSTILE.search(one[column]) and not set(";|") & set(one[column])
        checker.expect(ok, row=row, column=column, expected=f"un texte simple de {LONGEST} caractères au plus", found=one[column])
    checker.expect(_day(one["date"]), row=row, column="date", expected="un jour passé, AAAA-MM-JJ", found=one["date"])
    value, column = one["valeur"], "valeur"
    if one["champ"] == FERME:
        checker.expect(value == "oui", row=row, column=column, expected="oui", found=value)
    elif one["champ"] == POSITION:
        expected = "« longitude latitude », en degrés, en France"
        checker.expect(
            position_of([tuple(value.split())] if len(value.split()) == 2 else [])[0],
            row=row,
            column=column,
            expected=expected,
            found=value,
        )
    else:
        ok = 0 < len(value) <= LONGEST and not HOSTILE.search(value)
        checker.expect(ok, row=row, column=column, expected=f"un texte simple de {LONGEST} caractères au plus", found=value)


def _day(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text) <= date.today()
    except ValueError:
        return False
