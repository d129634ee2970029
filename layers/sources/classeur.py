"""Lit la première feuille d'un classeur Excel (.xlsx), ligne à ligne et dans des bornes connues."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from layers.socle import limites as bornes
from layers.socle.defauts import Checker, DataError
from layers.socle.suivi import EVERY, Tell, muet

MOST_COLUMNS = 100


def first_row(path: Path) -> list[str]:
    """Les textes de la première ligne de la première feuille ; une liste vide si elle ne se lit pas."""
    checker = Checker(path.name)
    try:
        return next((fields for _, fields in read_rows(path, checker)), [])
    except DataError:
        return []


def read_rows(path: Path, checker: Checker, tell: Tell = muet) -> Iterator[tuple[int, list[str]]]:
    """Rend (numéro de ligne, textes sans blancs autour) pour chaque ligne non vide de la première feuille.

    Un nombre entier redevient le texte de ses chiffres ; une formule vaut le résultat enregistré, jamais calculé ici.
    Classeur illisible, trop grand une fois décompressé, trop long : DataError.
    """
    bornes.check_archive(path, checker)
    try:
        yield from _rows(path, checker, tell)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError, SyntaxError) as error:
        # SyntaxError : le XML d'une feuille coupée (xml.etree.ParseError en est une).
        bornes.refuse(checker, "un classeur Excel (.xlsx) lisible", error)


def read_sheet(path: Path, checker: Checker, columns: dict[str, str], tell: Tell = muet) -> pd.DataFrame:
    """Les colonnes voulues de la première feuille : {nom dans le classeur: nom du domaine} -> table de textes.

    L'index (« ligne ») est le numéro de ligne du tableur. Colonne absente ou en double, aucune donnée : DataError.
    """
    rows = read_rows(path, checker, tell)
    _, header = next(rows, (1, []))
    for name in columns:
        times = header.count(name)
        checker.expect(times == 1, row=1, column=name, expected="cette colonne, une fois", found=f"{times} fois")
    checker.raise_if_any()
    places = [header.index(name) for name in columns]
    numbers, found = [], []
    for number, fields in rows:
        numbers.append(number)
        found.append([fields[place] if place < len(fields) else "" for place in places])
    checker.expect(bool(numbers), expected="au moins une ligne de données", found="aucune")
    checker.raise_if_any()
    return pd.DataFrame(found, columns=list(columns.values()), index=pd.Index(numbers, name="ligne"), dtype="str")


def _rows(path: Path, checker: Checker, tell: Tell) -> Iterator[tuple[int, list[str]]]:
    with path.open("rb") as handle:  # un chemin serait refusé sur son extension, et un nom ne dit rien
        book = openpyxl.load_workbook(handle, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        last = sheet.max_row or 0  # ce que la feuille annonce : l'avancement seul s'y fie
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number % EVERY == 0:
                tell(number, number / last if last else 0)
            if number > bornes.MOST_ROWS:
                bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} lignes", "davantage", number)
            fields = [_text(value) for value in values[:MOST_COLUMNS]]
            if any(fields):
                yield number, fields


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
