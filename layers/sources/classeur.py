"""Ouvre un classeur (.xlsx, .ods, .xls) : (nom de la feuille, lignes annoncées, lignes de valeurs), dans des bornes connues."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from itertools import repeat
from typing import BinaryIO
from xml.etree import ElementTree

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from layers.socle import limites as bornes
from layers.socle.cles import net
from layers.socle.defauts import Checker, DataError

MOST_COLUMNS = 200
MOST_SHEETS = 100
FEW_EMPTY = 1_000
CONSEIL = "un classeur lisible ; l'enregistrer de nouveau en .xlsx ou en « CSV UTF-8 »"
# Ce que lèvent réellement openpyxl, xlrd, zipfile et l'analyseur XML devant un classeur abîmé ou écrit par un autre logiciel :
# SyntaxError (XML coupé), TypeError (attribut inconnu, style sans nom), IndexError (texte partagé absent), AttributeError
# (feuille de graphique), RuntimeError (partie chiffrée)… La mémoire épuisée n'en est pas.
ILLISIBLE = (
    zipfile.BadZipFile, InvalidFileException, LookupError, ArithmeticError, AttributeError, TypeError, ValueError, AssertionError,
    OSError, EOFError, SyntaxError, zlib.error, NotImplementedError, RuntimeError,
)  # fmt: skip
Feuilles = Iterator[tuple[str, int, Iterator[list[object]]]]

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def xlsx(handle: BinaryIO, checker: Checker) -> Feuilles:
    """Les feuilles de calcul d'un classeur Excel ; une formule vaut le résultat enregistré, jamais calculé ici."""
    try:
        book = openpyxl.load_workbook(handle, read_only=True, data_only=True, keep_links=False)
        sheets = book.worksheets[:MOST_SHEETS]
    except ILLISIBLE as error:
        bornes.refuse(checker, CONSEIL, error)
    if not sheets:
        bornes.refuse(checker, "un classeur avec une feuille de calcul", "aucune")
    for sheet in sheets:
        # max_col : sans lui, une seule case en colonne XFD coûte seize mille cases à chaque ligne.
        yield sheet.title, _announced(sheet), (list(row) for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))


def xls(handle: BinaryIO, checker: Checker) -> Feuilles:
    """Les feuilles d'un classeur d'Excel 97 à 2003."""
    import xlrd  # un format rare : chargé quand il se présente

    content = handle.read(bornes.LARGEST_WORKBOOK + 1)
    if len(content) > bornes.LARGEST_WORKBOOK:
        bornes.refuse(checker, f"au plus {bornes.LARGEST_WORKBOOK} octets", "davantage")
    try:
        book = xlrd.open_workbook(file_contents=content, logfile=_Silence(), on_demand=True)
        for index in range(min(book.nsheets, MOST_SHEETS)):
            sheet = book.sheet_by_index(index)
            yield sheet.name, sheet.nrows, (sheet.row_values(row, 0, MOST_COLUMNS) for row in range(sheet.nrows))
            book.unload_sheet(index)
    except DataError:
        raise
    except (*ILLISIBLE, xlrd.XLRDError, xlrd.compdoc.CompDocError) as error:
        bornes.refuse(checker, CONSEIL, error)


def ods(archive: zipfile.ZipFile, checker: Checker) -> Feuilles:
    """Les feuilles d'un classeur LibreOffice, lues au fil de l'eau, les cases répétées déployées dans les bornes."""
    found = 0
    try:
        with archive.open("content.xml") as stream:
            for _, element in ElementTree.iterparse(stream):
                if element.tag == f"{TABLE}table" and found < MOST_SHEETS:
                    found += 1
                    yield element.get(f"{TABLE}name", ""), 0, _ods_rows(element)
                    element.clear()
    except DataError:
        raise
    except ILLISIBLE as error:
        bornes.refuse(checker, CONSEIL, error)
    if not found:
        bornes.refuse(checker, CONSEIL, "un classeur sans feuille")


def texte(value: object) -> str:
    """Une case en texte net : un nombre entier redevient ses chiffres (46102.0 -> « 46102 »)."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return net(str(value))


def _announced(sheet) -> int:
    """Les lignes que la feuille annonce : l'avancement seul s'y fie."""
    try:
        return sheet.max_row or 0
    except ILLISIBLE:
        return 0


def _ods_rows(table: ElementTree.Element) -> Iterator[list[object]]:
    for row in table.iter(f"{TABLE}table-row"):
        cells: list[object] = []
        for cell in row:
            cells += [_ods_value(cell)] * min(_repeated(cell, "number-columns-repeated"), MOST_COLUMNS - len(cells))
        times = _repeated(row, "number-rows-repeated")
        filled = any(value is not None for value in cells)
        yield from repeat(cells, times if filled or times < FEW_EMPTY else 1)  # un tableur remplit sa feuille d'un million de lignes vides


def _repeated(element: ElementTree.Element, name: str) -> int:
    return min(int(element.get(f"{TABLE}{name}", "1")), bornes.MOST_ROWS)


def _ods_value(cell: ElementTree.Element) -> object:
    if cell.get(f"{OFFICE}value-type") in ("float", "percentage", "currency"):
        return float(cell.get(f"{OFFICE}value", "nan"))
    paragraphs = ["".join(one.itertext()) for one in cell.iter(f"{TEXT}p")]
    return " ".join(paragraphs) or None


class _Silence:
    """Où vont les remarques d'une bibliothèque qui écrit sur la sortie ordinaire."""

    def write(self, text: str) -> int:
        """Ne garde rien ; rend le nombre de caractères reçus, comme un fichier."""
        return len(text)

    def flush(self) -> None:
        """Rien à vider."""
