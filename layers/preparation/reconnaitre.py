"""Reconnaît chaque fichier d'un dossier à son contenu, jamais à son nom."""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from layers.registre.catalogue import Catalogue
from layers.registre.mises_en_page import columns_of
from layers.socle import limites as bornes
from layers.socle.defauts import Checker, DataError, Defect, shown
from layers.sources.classeur import first_row
from layers.sources.delimited import separator_of

HEAD = 65_536  # octets lus pour reconnaître
EXTRAIT, HISTORIQUE, PLUS = "finess-extrait", "finess-historique", "finess-plus"
TVS_COLUMNS = {"Code du territoire de vie-santé", "Libellé du territoire de vie-santé"}
EXTRAIT_COLUMNS = {"numero finess etablissement", "libta_equipement", "libelle categorie etablissement"}


@dataclass
class Recognised:
    """Ce qu'un dossier contient : `taken` {chemin: couche ou mise en page FINESS}, `ignored` {chemin: pourquoi},
    `defects` : les fichiers qui ne peuvent pas être ignorés sans risque (vides, export sans colonne)."""

    taken: dict[Path, str] = field(default_factory=dict)
    ignored: dict[Path, str] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)


def recognise(folder: Path, catalogue: Catalogue) -> Recognised:
    """Parcourt `folder` et ses sous-dossiers sans suivre de lien symbolique ; les fichiers cachés sont passés.

    Une couche est l'id du catalogue ; un fichier de sites est « finess-extrait » ou « finess-historique ».
    """
    result = Recognised()
    files = _files(folder)
    if len(files) > bornes.MOST_FILES:
        result.defects.append(Defect(folder.name, None, "", f"au plus {bornes.MOST_FILES} fichiers dans le dossier", "davantage"))
        return result
    for path in files:
        if path.is_symlink():
            result.ignored[path] = "lien symbolique, non suivi"
        elif not path.is_file():
            result.ignored[path] = "n'est pas un fichier ordinaire"
        elif path.stat().st_size == 0:
            result.defects.append(Defect(path.name, None, "", "un fichier qui contient des données", "un fichier vide"))
        else:
            _sort(path, catalogue, result)
    return result


def _files(folder: Path) -> list[Path]:
    """Les fichiers du dossier, liens vers un dossier compris (ils seront dits) ; arrêté dès qu'il y en a trop."""
    found: list[Path] = []
    for where, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(where, name).is_symlink()]
        found += [Path(where, name) for name in sorted(names + links) if not name.startswith(".")]
        if len(found) > bornes.MOST_FILES:
            break
    return found


def _sort(path: Path, catalogue: Catalogue, result: Recognised) -> None:
    with path.open("rb") as handle:
        head = handle.read(HEAD)
    what, why = _other_than_text(path, head, catalogue)
    if what:
        result.taken[path] = what
        return
    if why:
        result.ignored[path] = why
        return
    lines = _text(head).splitlines()
    first = lines[0].strip() if lines else ""
    if first.split(";")[0].strip() == "CartoSanté":
        _sort_cartosante(path, lines, catalogue, result)
    elif first.startswith(("finess;etalab;", "structureet;")):
        result.taken[path] = HISTORIQUE
    else:
        _sort_by_header(path, first, catalogue, result)


def _sort_cartosante(path: Path, lines: list[str], catalogue: Catalogue, result: Recognised) -> None:
    """Un export CartoSanté : la troisième colonne de la troisième ligne nomme la profession."""
    header = [value.strip() for value in lines[2].split(";")] if len(lines) > 2 else []
    if len(header) < 3:
        row, found = min(len(lines), 3), ";".join(header)
        result.defects.append(Defect(path.name, row, "", "Code;Libellé;Zonage <profession> à la troisième ligne", found))
        return
    professions = {couche.match: couche.id for couche in catalogue.couches if couche.reader == "cartosante"}
    if header[2] in professions:
        result.taken[path] = professions[header[2]]
        return
    known = f"aucune couche du registre ne lit cette profession (lues : {', '.join(professions)})"
    result.ignored[path] = f"export CartoSanté « {shown(header[2])} » : {known} ; une entrée l'ajoute, voir docs/ajouter-une-couche.md"


def _sort_by_header(path: Path, first: str, catalogue: Catalogue, result: Recognised) -> None:
    header = {value.strip().strip('"') for value in first.split(separator_of(first))}
    couches = [(couche, columns) for couche in catalogue.couches if (columns := columns_of(couche.reader))]
    named = [couche for couche, _ in couches if couche.match in header]
    alike = [couche for couche, columns in couches if header >= columns]
    # Le nom de sa colonne de valeurs ne désigne pas une autre publication : « Zonage » est un mot de tout le monde.
    alike += [autre for couche in catalogue.couches for autre in couche.autres if header >= (columns_of(autre.reader) or {""})]
    other_apl = sorted(name for name in header if name.startswith("APL "))
    if named:
        result.taken[path] = named[0].id
    elif other_apl:
        result.ignored[path] = f"fichier « {shown(other_apl[0])} » : aucune couche du catalogue n'a ce match"
    elif alike:
        result.taken[path] = alike[0].id
    elif header & EXTRAIT_COLUMNS or {"categetab", "code_insee"} <= header:
        result.taken[path] = EXTRAIT
    else:
        result.ignored[path] = f"contenu non reconnu (première ligne : {shown(first)})"


def _text(head: bytes) -> str:
    """Le début d'un fichier, quel que soit son encodage : ici on reconnaît, c'est le lecteur qui refuse."""
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 3:  # un caractère coupé par la limite de lecture
            return head[: error.start].decode("utf-8-sig")
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16" if utf16 else "latin-1", errors="replace").removeprefix("\ufeff")


def _other_than_text(path: Path, head: bytes, catalogue: Catalogue) -> tuple[str, str]:
    """(ce qu'est le fichier, pourquoi l'ignorer) ; ("", "") s'il est peut-être un texte à séparateur."""
    if head.startswith(b"\x1f\x8b"):
        return _compressed(path, catalogue)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(path, catalogue)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return _json(start, catalogue)
    if start[:15].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        return "", "page HTML ou XML, et non un fichier de données"
    return "", ""


def _json(start: bytes, catalogue: Catalogue) -> tuple[str, str]:
    if b'"schemaVersion"' in start or b'"pmej"' in start:
        return PLUS, ""
    if b'"code_qp"' in start:
        return _perimetre("qpv", catalogue)
    return "", "JSON non reconnu"


def _perimetre(reader: str, catalogue: Catalogue) -> tuple[str, str]:
    """Le périmètre du registre que lit `reader`."""
    for perimetre in catalogue.perimetres:
        if perimetre.reader == reader:
            return perimetre.id, ""
    return "", f"aucun périmètre du catalogue n'a le lecteur « {reader} »"


def _compressed(path: Path, catalogue: Catalogue) -> tuple[str, str]:
    try:
        with gzip.open(path) as handle:
            start = handle.read(4000)
    except (OSError, EOFError, zlib.error) as error:
        return "", f"fichier gzip illisible : {shown(error)}"
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _json(start, catalogue)
    return "", "fichier gzip qui n'est pas un JSON : le décompresser d'abord"


def _zipped(path: Path, catalogue: Catalogue) -> tuple[str, str]:
    """Une archive, jugée à la liste de ses fichiers ; un classeur, à la première ligne de sa première feuille."""
    try:
        with zipfile.ZipFile(path) as archive:
            workbook = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        return "", f"archive illisible : {shown(error)}"
    if not workbook:
        return "", "archive zip : la décompresser d'abord"
    try:
        bornes.check_archive(path, Checker(path.name))
    except DataError as error:
        first = error.defects[0]
        return "", f"classeur refusé : attendu {first.expected}, trouvé {shown(first.found)}"
    header = first_row(path)
    if TVS_COLUMNS & set(header):
        return _perimetre("tvs", catalogue)
    return "", f"classeur Excel non reconnu (première ligne : {shown(' ; '.join(header))})"
