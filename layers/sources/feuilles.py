"""Rend les feuilles d'un fichier de table, quel que soit son emballage : texte, gzip, zip, .xlsx, .ods, .xls."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from layers.socle import limites as bornes
from layers.socle.cles import net
from layers.socle.defauts import Checker, DataError, shown
from layers.socle.suivi import EVERY, Tell, muet
from layers.sources import classeur
from layers.sources.texte import SEP, TETE, dits, enregistrements, entre_guillemets, lignes, sans_guillemets, separateur

Lignes = Iterator[tuple[int, list[str]]]
ZIP, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
SANS_TABLE = (".txt", ".csv", ".tsv", ".dat", ".asc", "")  # les noms d'un texte à séparateur dans une archive
CONSEIL = "l'enregistrer en .xlsx ou en « CSV UTF-8 »"


@dataclass
class FeuilleLue:
    """Une feuille : son nom ('' pour un texte seul), ses lignes non vides (numéro, cases nettes) et ce que leur lecture a rétabli.

    `larges` : une ligne de texte a autant de champs que l'en-tête, une ligne de tableur s'arrête à sa dernière case.
    """

    nom: str
    lignes: Lignes
    larges: bool = True
    soins: Counter[str] = field(default_factory=Counter)

    @property
    def remarques(self) -> tuple[str, ...]:
        """Ce que la lecture a rétabli, en phrases ; à demander une fois les lignes lues."""
        return dits(self.soins)


def feuilles(path: Path, checker: Checker, tell: Tell = muet) -> Iterator[FeuilleLue]:
    """Les feuilles de `path`, à lire l'une après l'autre. Illisible, chiffré, sans feuille : DataError, après les lignes lues."""
    with path.open("rb") as handle:
        head = handle.read(8)
    if head.startswith(ZIP):
        yield from _zip(path, checker, tell)
    elif head.startswith(XLS):
        with path.open("rb") as handle:
            yield from _sheets(classeur.xls(handle, checker), checker, tell)
    else:
        with bornes.unpacked(path, checker, json=False) as stream:
            yield _texte("", stream, checker, lambda: stream.raw.share, tell)


def _zip(path: Path, checker: Checker, tell: Tell) -> Iterator[FeuilleLue]:
    """Un classeur, ou une archive dont chaque table est une feuille ; rien n'est jamais décompressé sur le disque."""
    bornes.check_archive(path, checker)
    with path.open("rb") as handle, zipfile.ZipFile(handle) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            yield from _sheets(classeur.xlsx(handle, checker), checker, tell)
        elif "content.xml" in names and "mimetype" in names:
            yield from _sheets(classeur.ods(archive, checker), checker, tell)
        else:
            yield from _members(archive, checker, tell)


def _members(archive: zipfile.ZipFile, checker: Checker, tell: Tell) -> Iterator[FeuilleLue]:
    found = 0
    for part in archive.infolist():
        suffix = PurePosixPath(part.filename).suffix.lower()
        if part.is_dir() or part.filename.startswith(("__MACOSX/", "/", "\\")) or ".." in part.filename:
            continue  # un nom qui sort de l'archive n'est pas celui d'une table
        try:
            if suffix in SANS_TABLE:
                found += 1
                with archive.open(part) as stream:
                    yield _texte(shown(part.filename), stream, checker, lambda: 0.0, tell)
            elif suffix in (".xlsx", ".xlsm"):
                found += 1
                content = io.BytesIO(archive.read(part))
                yield from _sheets(classeur.xlsx(content, checker), checker, tell)
        except classeur.ILLISIBLE as error:
            bornes.refuse(checker, f"une archive lisible, ou {CONSEIL}", error)
    if not found:
        listed = ", ".join(shown(name) for name in archive.namelist()[:3])
        bornes.refuse(checker, f"une archive qui contient une table (.csv, .xlsx) ; la décompresser, ou {CONSEIL}", listed or "rien")


def _texte(name: str, stream: BinaryIO, checker: Checker, share: Callable[[], float], tell: Tell) -> FeuilleLue:
    soins: Counter[str] = Counter()
    return FeuilleLue(name, _coupees(lignes(stream, checker, soins), checker, share, tell), larges=True, soins=soins)


def _coupees(texts: Iterator[str], checker: Checker, share: Callable[[], float], tell: Tell) -> Lignes:
    head: list[str] = []
    failed: list[DataError] = []
    try:
        try:
            head.extend(islice(texts, TETE))
        except DataError as error:  # les lignes d'avant l'abîmée disent encore ce qu'est le fichier
            failed.append(error)
        skipped = 1 if head and SEP.match(head[0]) else 0
        rest: Iterator[str] = chain(head[skipped:], _suite(texts, failed))
        if entre_guillemets(head[skipped:]):
            rest, head = sans_guillemets(rest), list(sans_guillemets(head))
        for number, record in enregistrements(rest, checker, separateur(head), depuis=1 + skipped):
            if number % EVERY == 0:
                tell(number, share())
            fields = [net(value) for value in record]
            if any(fields):
                yield number, fields
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:  # une partie d'archive abîmée
        bornes.refuse(checker, f"une archive lisible, ou {CONSEIL}", error)


def _suite(texts: Iterator[str], failed: list[DataError]) -> Iterator[str]:
    if failed:
        raise failed[0]
    yield from texts


def _sheets(sheets: Iterator[tuple[str, int, Iterator[list[object]]]], checker: Checker, tell: Tell) -> Iterator[FeuilleLue]:
    for name, last, rows in sheets:
        yield FeuilleLue(name, _cells(rows, last, checker, tell), larges=False)


def _cells(rows: Iterator[list[object]], last: int, checker: Checker, tell: Tell) -> Lignes:
    try:
        for number, values in enumerate(rows, start=1):
            if number % EVERY == 0:
                tell(number, number / last if last else 0)
            if number > bornes.MOST_ROWS:
                bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} lignes", "davantage", number)
            fields = [classeur.texte(value) for value in values]
            if any(fields):
                yield number, fields
    except DataError:
        raise
    except classeur.ILLISIBLE as error:
        bornes.refuse(checker, f"un classeur lisible, ou {CONSEIL}", error)
