"""Lit un fichier texte à séparateur, ligne à ligne et dans des bornes connues, en notant ses défauts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from layers.socle import limites as bornes
from layers.socle.defauts import Checker
from layers.socle.limites import MOST_DEFECTS
from layers.socle.suivi import EVERY, Tell, muet

BOM = "\ufeff"


def read_records(
    path: Path, checker: Checker, separator: str, mixed_encodings: bool = False, tell: Tell = muet
) -> Iterator[tuple[int, list[str]]]:
    """Rend (numéro de ligne, champs sans blancs autour) pour chaque ligne non vide de `path`.

    UTF-8, avec ou sans BOM. `mixed_encodings` : une ligne qui n'est pas en UTF-8 est lue en Latin-1
    (les fichiers FINESS d'avant 2025). Un champ peut être entre guillemets, doublés à l'intérieur ;
    un enregistrement tient sur une ligne. `tell` reçoit le nombre de lignes lues et la part du fichier.
    Fichier vide, trop grand, ligne trop longue, octet nul, mauvais encodage, guillemet non fermé : DataError
    tout de suite, la suite ne pouvant être lue.
    """
    bornes.check_size(path, checker)
    reader = csv.reader(_lines(path, checker, mixed_encodings, tell), delimiter=separator)
    number = 0
    while True:
        try:
            record = next(reader, None)
        except csv.Error as error:
            bornes.refuse(checker, f"des champs séparés par « {separator} », un enregistrement par ligne", error, number + 1)
        if record is None:
            return
        number += 1
        if reader.line_num != number:
            bornes.refuse(checker, "un enregistrement par ligne", "un guillemet qui n'est pas fermé", number)
        if number > bornes.MOST_ROWS:
            bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} lignes", "davantage", number)
        fields = [value.strip() for value in record]
        if any(fields):
            yield number, fields


def separator_of(first: str) -> str:
    """Le séparateur que dit la première ligne d'un fichier : « ; », ou « , » s'il y en a davantage."""
    return ";" if first.count(";") >= first.count(",") else ","


def read_table(
    path: Path, checker: Checker, columns: dict[str, str], *, separator: str, header_row: int = 1, tell: Tell = muet
) -> pd.DataFrame:
    """Lit les colonnes voulues de `path` : {nom dans le fichier: nom du domaine} -> table de textes.

    L'index (« ligne ») est le numéro de ligne qu'un tableur montre. Les lignes avant `header_row` sont
    passées. Colonne absente, ligne sans le bon nombre de champs, aucune donnée : DataError qui les nomme toutes.
    """
    records = read_records(path, checker, separator, tell=tell)
    header: list[str] = []
    for number, fields in records:
        if number >= header_row:
            header = fields
            break
    for name in columns:
        times = header.count(name)
        checker.expect(times == 1, row=header_row, column=name, expected="cette colonne, une fois", found=_header_found(times, header))
    checker.raise_if_any()
    places = [header.index(name) for name in columns]
    numbers, rows = [], []
    for number, fields in records:
        if len(fields) != len(header):
            expect_few(checker, number, expected=f"{len(header)} champs", found=f"{len(fields)} champs")
            continue
        numbers.append(number)
        rows.append([fields[place] for place in places])
    checker.expect(bool(numbers) or bool(checker.defects), expected="au moins une ligne de données", found="aucune")
    checker.raise_if_any()
    return pd.DataFrame(rows, columns=list(columns.values()), index=pd.Index(numbers, name="ligne"), dtype="str")


def expect_rows(checker: Checker, table: pd.DataFrame, bad: pd.Series, column: str, shown_as: str, expected: str) -> None:
    """Note un défaut par ligne où `bad` est vrai (200 au plus) ; `shown_as` : le nom de la colonne dans le fichier."""
    for number, value in table.loc[bad, column].head(MOST_DEFECTS).items():
        checker.expect(False, row=int(number), column=shown_as, expected=expected, found=value)


def expect_few(checker: Checker, row: int, *, expected: str, found: str) -> None:
    """Note un défaut de ligne, sans dépasser 200 pour le fichier : un fichier entier décalé ne remplit pas la mémoire."""
    if len(checker.defects) < MOST_DEFECTS:
        checker.expect(False, row=row, expected=expected, found=found)


def _lines(path: Path, checker: Checker, mixed_encodings: bool, tell: Tell) -> Iterator[str]:
    size = path.stat().st_size
    with path.open("rb") as handle:
        number = read = 0
        while raw := handle.readline(bornes.LONGEST_LINE + 1):
            number, read = number + 1, read + len(raw)
            if number % EVERY == 0:
                tell(number, read / size)
            if len(raw) > bornes.LONGEST_LINE:
                bornes.refuse(checker, f"une ligne de {bornes.LONGEST_LINE} octets au plus", "une ligne plus longue", number)
            if b"\0" in raw:
                bornes.refuse(checker, "un fichier texte en UTF-8", "un octet nul (classeur, UTF-16 ou fichier abîmé)", number)
            text = _decoded(raw, checker, number, mixed_encodings)
            yield (text.removeprefix(BOM) if number == 1 else text).rstrip("\r\n")


def _decoded(raw: bytes, checker: Checker, number: int, mixed_encodings: bool) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if mixed_encodings:
            return raw.decode("latin-1")
        found = f"l'octet 0x{raw[error.start]:02x}, position {error.start + 1} (fichier en Latin-1 ou Windows-1252 ?)"
        bornes.refuse(checker, "un texte en UTF-8 (l'enregistrer de nouveau en « CSV UTF-8 »)", found, number)


def _header_found(times: int, header: list[str]) -> str:
    return f"{times} fois" if times else "aucune, mais : " + ", ".join(header)
