"""Des fichiers faits pour nuire, à leur taille réelle : écrits au fil de l'eau, jamais tenus en mémoire."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

MEGA = 1_000_000
APL = "Code commune INSEE;APL aux médecins généralistes\n".encode()
FEED = b'{"schemaVersion": "v1.0.0", "generatedAt": "2026-11-20T02:14:23Z", "pmej": [{"ege": [{"adresse": ['
OFFICE = "http://schemas.openxmlformats.org"
SHEET_TYPE = f"{OFFICE}/officeDocument/2006/relationships/worksheet"
WORKBOOK = {
    "[Content_Types].xml": (
        f'<Types xmlns="{OFFICE}/package/2006/content-types"><Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{SHEET_TYPE}" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{OFFICE}/spreadsheetml/2006/main" xmlns:r="{OFFICE}/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
}


def _endless_json(pieces: int) -> Iterator[bytes]:
    yield FEED
    for _ in range(pieces):
        yield b'"",' * (MEGA // 3)


def _endless_site(addresses: int) -> Iterator[bytes]:
    """Un seul site, aux adresses sans fin, qui se compresse comme un vrai flux."""
    yield FEED
    for start in range(0, addresses, 10_000):
        yield b"".join(b'{"usageAdresse": "%d", "note": "%x"},' % (n, n * 7919) for n in range(start, start + 10_000))


def _rows(count: int) -> Iterator[bytes]:
    yield APL
    for start in range(0, count, 10_000):
        yield b"".join(b"%05d;1.5\n" % (number % 95_000) for number in range(start, start + 10_000))


def _plain(path: Path, pieces: Iterator[bytes]) -> None:
    with path.open("wb") as stream:
        stream.writelines(pieces)


def _packed(path: Path, pieces: Iterator[bytes]) -> None:
    with gzip.open(path, "wb", compresslevel=6) as stream:
        stream.writelines(pieces)


def _workbook(path: Path, sheet: Iterator[bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in WORKBOOK.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{OFFICE}/spreadsheetml/2006/main"><sheetData>'.encode())
            for piece in sheet:
                part.write(piece)


def _wide_cells(megabytes: int) -> Iterator[bytes]:
    """Une cellule sans fin, de nombres qui se compressent mal : sous le rapport d'une bombe."""
    yield b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    for start in range(0, megabytes * 100_000, 10_000):
        yield b"".join(b"%010d" % (number * 7919) for number in range(start, start + 10_000))


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(APL)
        stream.truncate(20_000 * MEGA)


# Ce que c'est: (le nom du fichier, comment l'écrire)
FICHIERS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "bombe gzip, 5 Go dans 5 Mo": ("bombe.json.gz", lambda path: _packed(path, _endless_json(5_000))),
    "flux d'un site sans fin": ("site.json.gz", lambda path: _packed(path, _endless_site(16 * MEGA))),
    "bombe de classeur, 3 Go": ("bombe.xlsx", lambda path: _workbook(path, (b"<row/>" * (MEGA // 6) for _ in range(3_000)))),
    "classeur d'une cellule de 90 Mo": ("cellule.xlsx", lambda path: _workbook(path, _wide_cells(90))),
    "ligne de 100 Mo": ("ligne.csv", lambda path: _plain(path, iter([APL, b"31001;", *[b"9" * MEGA] * 100]))),
    "première ligne de 100 Mo": ("premiere.csv", lambda path: _plain(path, iter([b"Code commune INSEE;"] + [b"A" * MEGA] * 100))),
    "dix millions de lignes": ("lignes.csv", lambda path: _plain(path, _rows(10 * MEGA))),
    "100 Mo d'octets nuls": ("nuls.csv", lambda path: _plain(path, iter([APL] + [bytes(MEGA)] * 100))),
    "fichier creux de 20 Go": ("creux.csv", _sparse),
}
