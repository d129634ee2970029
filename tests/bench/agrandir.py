"""Des fichiers officiels à l'échelle voulue : une part des tables de communes, plusieurs fois les sites FINESS.

À ×16, les tables de communes sont entières (la France : elles ne peuvent pas grandir davantage) et les flux FINESS ont
seize fois les sites d'Occitanie, soit à peu près ceux du pays. À ×1 et ×4, le seizième et le quart de cela.
"""

from __future__ import annotations

import csv
import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl

WHOLE = 16
SITE_LINES = ("structureet;", "geolocalisation;")
NUMBER = "numero finess etablissement"


class Numeros:
    """Des numéros FINESS neufs : `copie(numero, k)` rend toujours le même pour une même copie, et jamais deux fois le même."""

    def __init__(self, taken: set[str]):
        self._taken = set(taken)
        self._given: dict[tuple[str, int], str] = {}
        self._next: dict[str, int] = {}

    def copie(self, numero: str, rank: int) -> str:
        """Le numéro de la copie `rank` du site `numero` ; la copie 0 est le site lui-même."""
        if rank == 0:
            return numero
        key = (numero, rank)
        if key not in self._given:
            departement = numero[:2]
            number = self._next.get(departement, 9_999_999)
            while f"{departement}{number:07}" in self._taken:
                number -= 1
            self._next[departement] = number - 1
            self._given[key] = f"{departement}{number:07}"
        return self._given[key]


def agrandir(folder: Path, target: Path, factor: int) -> int:
    """Écrit dans `target` les fichiers de `folder` à l'échelle `factor` (1 à 16) ; rend le nombre de lignes de données écrites."""
    numbers = Numeros(_numbers(folder))
    rows = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        out = target / path.relative_to(folder)
        out.parent.mkdir(parents=True, exist_ok=True)
        rows += _scale(path, out, factor, numbers)
    return rows


def _scale(path: Path, out: Path, factor: int, numbers: Numeros) -> int:
    if path.suffix == ".xlsx":
        return _workbook(path, out, factor)
    if path.suffix == ".gz":
        return _plus(path, out, factor, numbers)
    if path.suffix != ".csv":
        shutil.copyfile(path, out)
        return 0
    text = path.read_text(encoding="utf-8")
    if text.startswith("finess;"):
        lines = list(_historical(text.splitlines(), factor, numbers))
    elif NUMBER in text[:1000]:
        return _extract(path, out, factor, numbers)
    else:
        lines = _part(text.splitlines(), 3 if "CartoSanté" in text[:20] else 1, factor)
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _part(lines: list, header: int, factor: int) -> list:
    """L'en-tête, et une ligne sur 16 / `factor`."""
    return lines[:header] + lines[header :: WHOLE // factor]


def _workbook(path: Path, out: Path, factor: int) -> int:
    book, copy = openpyxl.load_workbook(path, read_only=True), openpyxl.Workbook(write_only=True)
    rows = _part(list(book.worksheets[0].iter_rows(values_only=True)), 1, factor)
    sheet = copy.create_sheet()
    for row in rows:
        sheet.append(row)
    copy.save(out)
    return len(rows)


def _historical(lines: list[str], factor: int, numbers: Numeros) -> Iterator[str]:
    for line in lines:
        if not line.startswith(SITE_LINES):
            yield line
            continue
        kind, numero, rest = line.split(";", 2)
        for rank in range(factor):
            yield f"{kind};{numbers.copie(numero, rank)};{rest}"


def _extract(path: Path, out: Path, factor: int, numbers: Numeros) -> int:
    with path.open(encoding="utf-8", newline="") as source:
        header, *rows = list(csv.reader(source))
    place = header.index(NUMBER)
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        for rank in range(factor):
            writer.writerows([*row[:place], numbers.copie(row[place], rank), *row[place + 1 :]] for row in rows)
    return len(rows) * factor


def _plus(path: Path, out: Path, factor: int, numbers: Numeros) -> int:
    flux = json.loads(gzip.decompress(path.read_bytes()))
    holders = flux["pmej"]
    with gzip.open(out, "wt", encoding="utf-8", compresslevel=1) as stream:
        head = {key: value for key, value in flux.items() if key != "pmej"}
        stream.write(json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "pmej": [')
        for rank in range(factor):
            for place, holder in enumerate(holders):
                sites = [_renumbered(site, numbers, rank) for site in holder["ege"]]
                stream.write((", " if rank or place else "") + json.dumps({**holder, "ege": sites}, ensure_ascii=False))
        stream.write("]}")
    return factor * sum(len(holder["ege"]) for holder in holders)


def _renumbered(site: dict, numbers: Numeros, rank: int) -> dict:
    about = site["informationsGeneralesEGE"]
    return {**site, "informationsGeneralesEGE": {**about, "numFinessEge": numbers.copie(about["numFinessEge"], rank)}}


def _numbers(folder: Path) -> set[str]:
    """Les numéros FINESS que portent les fichiers de `folder`."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.suffix == ".gz":
            flux = json.loads(gzip.decompress(path.read_bytes()))
            found |= {site["informationsGeneralesEGE"]["numFinessEge"] for holder in flux["pmej"] for site in holder["ege"]}
        elif path.suffix == ".csv" and path.read_bytes().startswith(b"finess;"):
            found |= {line.split(";")[1] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith(SITE_LINES)}
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as source:
                rows = csv.DictReader(source)
                found |= {row[NUMBER] for row in rows} if NUMBER in (rows.fieldnames or ()) else set()
    return found
