"""Lit une table de data/facts, ligne à ligne : colonnes attendues, lignes numérotées comme dans un tableur."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from layers.socle.defauts import Checker


def rows_of(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """[(numéro de ligne, {colonne: texte})] d'un CSV en UTF-8 ; une case vide est "".

    Lève DataError, qui nomme tous les défauts : fichier absent ou vide, encodage, colonne manquante, ligne trop courte,
    dernière ligne coupée.
    """
    checker = Checker(path.name)
    rows: list[tuple[int, dict[str, str]]] = []
    checker.expect(path.is_file(), expected="une table de faits", found="aucun fichier")
    checker.raise_if_any()
    raw = path.read_bytes()
    whole = not raw or raw.endswith(b"\n")
    checker.expect(whole, expected="un fichier entier, qui finit une ligne", found="une dernière ligne coupée")
    try:
        lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        header = next(lines, [])
        missing = [name for name in columns if name not in header]
        checker.expect(not missing, row=1, expected="les colonnes " + ", ".join(columns), found="sans " + ", ".join(missing))
        for cells in lines:
            whole = checker.expect(len(cells) == len(header), row=lines.line_num, expected=f"{len(header)} colonnes", found=len(cells))
            if whole:
                rows.append((lines.line_num, dict(zip(header, cells))))
    except (UnicodeDecodeError, csv.Error) as error:
        checker.expect(False, expected="un fichier CSV en UTF-8, séparé par des virgules", found=error)
    checker.expect(bool(rows), expected="un en-tête et au moins une ligne", found="un fichier vide")
    checker.raise_if_any()
    return rows
