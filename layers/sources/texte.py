"""Rend les lignes d'un fichier texte, quel que soit l'encodage où un tableur l'a enregistré : aucune lettre n'est perdue ni devinée."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from layers.socle import limites as bornes
from layers.socle.defauts import Checker

BOM = "\ufeff"
BLOC = 1 << 16
FIN = re.compile(rb"\r\n|\n|\r")
SEP = re.compile(r'"?sep=(.)"?\s*\Z', re.IGNORECASE)
SEPARATEURS = ";\t|,"
TETE = 200  # lignes que l'on regarde pour connaître le séparateur
PLUS_LONG = 20  # lignes d'un enregistrement entre guillemets ; au-delà, c'est un guillemet que rien ne ferme
DOUBLE = re.compile("[ÂÃâ]")  # ce qu'un texte UTF-8 relu en Windows-1252, puis enregistré, porte toujours
# Une voyelle accentuée en Mac Roman est, en Windows-1252, un signe (« ˆ », « Ž ») qu'aucun mot français ne porte, ou rien.
MAC_ROMAN = re.compile(rb"[A-Za-z][\x83\x88\x89\x8d\x8e\x8f\x90\x9d]|[\x83\x8e\x8f][A-Za-z]")
CP1252, MAC, DOUBLES = "lignes en Windows-1252", "lignes en Mac Roman", "lignes encodées deux fois"


def lignes(stream: BinaryIO, checker: Checker, soins: Counter[str]) -> Iterator[str]:
    """Les lignes de `stream`, sans leur fin (LF, CRLF ou CR), en UTF-8, UTF-16, Windows-1252 ou Mac Roman, mêlés au besoin.

    `soins` reçoit combien de lignes n'étaient pas en UTF-8, ou l'étaient deux fois. Ligne trop longue, octet nul, octet qui
    n'est une lettre dans aucun de ces encodages : DataError.
    """
    for number, raw in enumerate(_brutes(_utf8(stream, checker), checker), start=1):
        if b"\0" in raw:
            bornes.refuse(checker, "un fichier texte", "un octet nul (fichier abîmé, ou qui n'est pas un texte)", number)
        text = _lue(raw, checker, number, soins)
        yield text.lstrip(BOM) if number == 1 else text


def enregistrements(texts: Iterable[str], checker: Checker, separator: str, depuis: int = 1) -> Iterator[tuple[int, list[str]]]:
    """(numéro de la première ligne, champs tels quels) de chaque enregistrement, qu'un champ entre guillemets tienne sur plusieurs ou non.

    `depuis` : le numéro de la première des `texts`. Un guillemet que rien ne ferme : DataError.
    """
    feed = _LignesComptees(texts, checker, depuis)
    reader = csv.reader(feed, delimiter=separator)
    while True:
        feed.start()
        try:
            record = next(reader, None)
        except csv.Error as error:
            bornes.refuse(checker, f"des champs séparés par « {shown_separator(separator)} »", error, feed.first)
        if record is None:
            return
        if feed.lines > 1 and feed.quotes % 2:
            bornes.refuse(checker, "un enregistrement par ligne", "un guillemet qui n'est pas fermé", feed.first)
        if feed.last > bornes.MOST_ROWS:
            bornes.refuse(checker, f"au plus {bornes.MOST_ROWS} lignes", "davantage", feed.last)
        yield feed.first, record


def separateur(head: list[str]) -> str:
    """Le séparateur que disent les premières lignes d'un fichier : celui qui les coupe le plus régulièrement ; « ; » à égalité."""
    announced = SEP.match(head[0]) if head else None
    if announced:
        return announced[1]
    return max(SEPARATEURS, key=lambda one: _regularity(head, one))


def entre_guillemets(head: list[str]) -> bool:
    """Vrai si chaque ligne est tout entière entre deux guillemets, séparateurs compris : une colonne collée dans un tableur."""
    filled = [text.strip() for text in head if text.strip()]
    whole = re.compile(r'"(?:[^"]|"")*"\Z')
    return bool(filled) and all(whole.match(text) for text in filled) and any(one in filled[0] for one in SEPARATEURS)


def sans_guillemets(texts: Iterable[str]) -> Iterator[str]:
    """Les lignes, sans leurs deux guillemets ; ceux du dedans, doublés, redeviennent simples."""
    for text in texts:
        bare = text.strip()
        yield bare[1:-1].replace('""', '"') if len(bare) > 1 and bare[0] == bare[-1] == '"' else text


def shown_separator(separator: str) -> str:
    """Le séparateur, dit : une tabulation ne se voit pas."""
    return "tabulation" if separator == "\t" else separator


def dits(soins: Counter[str]) -> tuple[str, ...]:
    """Ce que la lecture a rétabli, en phrases."""
    words = {
        CP1252: "Lignes qui n'étaient pas en UTF-8, lues en Windows-1252",
        MAC: "Lignes qui n'étaient pas en UTF-8, lues en Mac Roman",
        DOUBLES: "Lignes dont les accents étaient encodés deux fois, rétablis",
    }
    return tuple(f"{said} : {soins[key]}." for key, said in words.items() if soins[key])


class _LignesComptees:
    """Les lignes données à csv, qui compte celles de l'enregistrement en cours et leurs guillemets."""

    def __init__(self, texts: Iterable[str], checker: Checker, depuis: int):
        self._texts, self._checker = iter(texts), checker
        self.first, self.last, self.lines, self.quotes = depuis, depuis - 1, 0, 0

    def start(self) -> None:
        self.first, self.lines, self.quotes = self.last + 1, 0, 0

    def __iter__(self) -> _LignesComptees:
        return self

    def __next__(self) -> str:
        text = next(self._texts)
        self.last += 1
        self.lines += 1
        self.quotes += text.count('"')
        if self.lines > PLUS_LONG:
            bornes.refuse(self._checker, "un enregistrement par ligne", "un guillemet qui n'est pas fermé", self.first)
        return text + "\n"


def _regularity(head: list[str], separator: str) -> int:
    """Combien de lignes ont le nombre de champs le plus fréquent, quand il y en a au moins deux."""
    counts = Counter(text.count(separator) for text in head if separator in text)
    return max(counts.values(), default=0)


def _utf8(stream: BinaryIO, checker: Checker) -> Iterator[bytes]:
    """Les blocs du fichier, traduits d'UTF-16 s'il en est."""
    block = stream.read(BLOC)
    encoding = _utf16(block)
    if not encoding:
        while block:
            yield block
            block = stream.read(BLOC)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block:
            yield decoder.decode(block).encode("utf-8")
            block = stream.read(BLOC)
        yield decoder.decode(b"", final=True).encode("utf-8")
    except UnicodeError:
        bornes.refuse(checker, "un texte en UTF-16 entier", "un texte coupé ou abîmé (l'enregistrer en « CSV UTF-8 »)")


def _utf16(head: bytes) -> str:
    """L'UTF-16 que dit le début d'un fichier : sa marque, ou un octet nul sur deux ; '' si ce n'en est pas."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    pairs = head[:2000]
    half = len(pairs) // 2
    if half >= 4 and pairs[1::2].count(0) > 0.7 * half and not pairs[0::2].count(0):
        return "utf-16-le"
    if half >= 4 and pairs[0::2].count(0) > 0.7 * half and not pairs[1::2].count(0):
        return "utf-16-be"
    return ""


def _brutes(blocks: Iterable[bytes], checker: Checker) -> Iterator[bytes]:
    pending, number = b"", 0
    for block in blocks:
        data = pending + block
        held = b"\r" if data.endswith(b"\r") else b""  # la fin d'un bloc coupe peut-être un CRLF en deux
        *whole, last = FIN.split(data.removesuffix(b"\r") if held else data)
        pending = last + held
        for raw in whole:
            number += 1
            _check_length(raw, checker, number)
            yield raw
        _check_length(pending, checker, number + 1)
    yield from FIN.split(pending.rstrip(b"\r")) if pending.rstrip(b"\r") else ()


def _check_length(raw: bytes, checker: Checker, number: int) -> None:
    if len(raw) > bornes.LONGEST_LINE:
        bornes.refuse(checker, f"une ligne de {bornes.LONGEST_LINE} octets au plus", "une ligne plus longue", number)


def _lue(raw: bytes, checker: Checker, number: int, soins: Counter[str]) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        if soins[MAC] or MAC_ROMAN.search(raw):
            soins[MAC] += 1
            return raw.decode("mac_roman")
        soins[CP1252] += 1
        try:
            return raw.decode("cp1252")
        except UnicodeDecodeError as error:
            found = f"l'octet 0x{raw[error.start]:02x}, position {error.start + 1}"
            bornes.refuse(checker, "un texte en UTF-8 ou en Windows-1252 (l'enregistrer de nouveau en « CSV UTF-8 »)", found, number)
    if DOUBLE.search(text):
        mended = retablir(text)
        soins[DOUBLES] += mended != text
        return mended
    return text


def retablir(text: str) -> str:
    """« mÃ©decins » -> « médecins » : un texte UTF-8 relu à tort en Windows-1252 ou en Latin-1 ; tel quel s'il n'en est pas un."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
