"""Les bornes de ce qu'un fichier reçu peut coûter, en un seul endroit, et de quoi les faire respecter à la lecture.

Un fichier officiel vient du dehors : il peut être abîmé, remplacé en cours de route ou fait pour nuire. Chaque borne
est loin au-dessus du plus grand fichier connu (FINESS+ : 50 Mo, 715 Mo décompressés, 175 000 sites) et assez basse
pour que le temps et la mémoire d'une préparation restent ceux que mesure `python -m tests.bench.prepare`.
"""

from __future__ import annotations

import codecs
import gzip
import io
import os
import stat
import sys
import zipfile
import zlib
from pathlib import Path
from typing import NoReturn

from layers.socle.defauts import Checker

LARGEST_FILE = 1_000_000_000  # octets d'un fichier, tel qu'il est sur le disque
LARGEST_UNPACKED = 2_000_000_000  # octets d'un fichier gzip, une fois décompressé
LARGEST_WORKBOOK = 100_000_000  # octets d'un classeur, toutes ses parties décompressées (elles sont lues en mémoire)
MOST_PARTS = 1_000  # fichiers dans un classeur ou une archive
HIGHEST_RATIO = 200  # octets décompressés par octet compressé ; les fichiers réels en ont 15, une bombe 1 000
RATIO_FROM = 10_000_000  # octets décompressés à partir desquels le rapport veut dire quelque chose
LONGEST_LINE = 100_000  # octets d'une ligne de texte
LONGEST_TOKEN = 1_000_000  # octets d'une valeur de JSON
MOST_ROWS = 1_000_000  # lignes d'une table
MOST_FILES = 10_000  # fichiers d'un dossier de sources
MOST_DEFECTS = 200  # défauts gardés par vérification : au-delà, le fichier entier est à revoir
LONGEST_NAME = 300  # caractères du nom d'une structure
MOST_MEMORY = 2_000_000_000  # octets que la lecture des fichiers peut prendre, tous ensemble : dernier rempart, sous Linux
GZIP = b"\x1f\x8b"
ABIME = "un fichier tronqué ou abîmé"


class Unpacked(io.RawIOBase):
    """Un fichier décompressé au fil de la lecture s'il est en gzip, tel quel sinon, arrêté (DataError) avant qu'il ne coûte trop.

    Sont refusés : trop d'octets décompressés, un rapport de compression de bombe, un fichier tronqué ou abîmé, et
    une valeur de JSON qui n'en finit pas (`json` : l'octet « " » doit revenir). À lire par blocs, jamais d'un coup.
    """

    def __init__(self, path: Path, checker: Checker, *, json: bool = True):
        self._path, self._checker, self._json = path, checker, json
        self._packed = path.open("rb")
        packed = self._packed.read(len(GZIP)) == GZIP
        self._packed.seek(0)
        self._stream = gzip.GzipFile(fileobj=self._packed) if packed else self._packed
        self._read, self._since_quote, self._escaped = 0, 0, False

    def readable(self) -> bool:
        """Vrai : se lit comme un fichier."""
        return True

    def readinto(self, buffer) -> int:
        """Remplit `buffer` et rend le nombre d'octets, 0 à la fin. DataError dès qu'une borne est passée."""
        try:
            chunk = self._stream.read(len(buffer))
        except (OSError, EOFError, zlib.error):
            refuse(self._checker, "un fichier gzip entier", ABIME)
        self._read += len(chunk)
        self._check_size()
        if self._json:
            self._check_token(chunk)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Ferme le fichier."""
        self._stream.close()
        self._packed.close()
        super().close()

    @property
    def share(self) -> float:
        """La part du fichier compressé déjà lue, de 0 à 1 : pour dire l'avancement."""
        return min(self._packed.tell() / max(os.fstat(self._packed.fileno()).st_size, 1), 1.0)

    def _check_size(self) -> None:
        if self._read > LARGEST_UNPACKED:
            refuse(self._checker, f"au plus {LARGEST_UNPACKED} octets une fois décompressé", "davantage")
        if self._read > RATIO_FROM and self._read > HIGHEST_RATIO * self._packed.tell():
            refuse(self._checker, f"au plus {HIGHEST_RATIO} octets décompressés par octet", "davantage (bombe de décompression ?)")

    def _check_token(self, chunk: bytes) -> None:
        """Compte les octets depuis le dernier guillemet ; un guillemet échappé ne termine pas une valeur."""
        whole = b"\\" + chunk if self._escaped else b" " + chunk
        end = whole.replace(b'\\"', b"  ").rfind(b'"') - 1
        self._escaped = chunk.endswith(b"\\")
        self._since_quote = self._since_quote + len(chunk) if end < 0 else len(chunk) - end - 1
        if self._since_quote > LONGEST_TOKEN:
            refuse(self._checker, f"des valeurs de {LONGEST_TOKEN} octets au plus", "une valeur plus longue")


def unpacked(path: Path, checker: Checker, *, json: bool = True) -> io.BufferedReader:
    """Le contenu du fichier `path`, décompressé s'il est en gzip, par blocs (voir Unpacked) ; à fermer, ou dans un `with`."""
    stream = io.BufferedReader(Unpacked(path, checker, json=json), 1 << 16)
    while (
        json and stream.peek(len(codecs.BOM_UTF8))[: len(codecs.BOM_UTF8)] == codecs.BOM_UTF8
    ):  # QGIS et Windows en mettent un, qu'un lecteur de JSON refuse
        stream.read(len(codecs.BOM_UTF8))
    return stream


def check_archive(path: Path, checker: Checker, most: int | None = None) -> None:
    """Refuse (DataError) un classeur ou une archive zip dont la lecture coûterait trop, à la seule liste de ses parties : plus de
    `most` octets décompressés (LARGEST_WORKBOOK), trop de parties, un rapport de bombe.

    La taille annoncée suffit : zipfile ne lit jamais au-delà d'elle, et refuse une partie dont la somme de contrôle diffère.
    """
    check_size(path, checker)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        refuse(checker, "un classeur ou une archive lisible", error)
    total, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS:
        refuse(checker, f"au plus {MOST_PARTS} parties dans un classeur", len(parts))
    most = most or LARGEST_WORKBOOK
    if total > most:
        refuse(checker, f"au plus {most} octets une fois décompressé", f"{total} octets")
    if total > RATIO_FROM and total > HIGHEST_RATIO * max(packed, 1):
        refuse(checker, f"au plus {HIGHEST_RATIO} octets décompressés par octet", "davantage (bombe de décompression ?)")
    if any(part.flag_bits & 1 for part in parts):
        refuse(checker, "un classeur sans mot de passe", "un classeur chiffré")


def check_size(path: Path, checker: Checker) -> None:
    """Refuse (DataError) un fichier vide ou plus grand que la borne."""
    size = path.stat().st_size
    if size == 0:
        refuse(checker, "un fichier qui contient des données", "un fichier vide")
    if size > LARGEST_FILE:
        refuse(checker, f"au plus {LARGEST_FILE} octets", f"{size} octets")


def _en_francais(error: Exception) -> str:
    """Ce qu'une bibliothèque n'a pas su lire, en mots."""
    if isinstance(error, UnicodeDecodeError):
        return f"un octet qui n'est pas de l'UTF-8 (0x{error.object[error.start]:02x})"
    if isinstance(error, (EOFError, zlib.error, zipfile.BadZipFile)):
        return ABIME
    if isinstance(error, NotImplementedError | RuntimeError):
        return "un fichier chiffré, ou compressé autrement"
    return f"{ABIME}, ou écrit d'une façon que rien ne lit ici"


def limit_memory() -> None:
    """Borne la mémoire que ce processus peut encore prendre : au-delà, MemoryError, plutôt qu'une machine qui ne répond plus.

    Pour la commande seule, jamais dans un serveur ni un essai. Sans effet là où le système ne sait pas le faire (Windows, macOS).
    """
    if sys.platform == "linux":
        import resource  # absent de Windows

        status = Path("/proc/self/status").read_text(encoding="utf-8")
        taken = next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmData:")), 0)
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = taken + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def trace(path: Path) -> tuple[int, ...]:
    """Ce qui change quand le fichier `path` est remplacé, complété ou réécrit : à comparer avant et après la lecture.

    Le lien symbolique n'est pas suivi : un fichier remplacé par un lien a une autre trace. La date du dernier
    changement (ctime) en fait partie, car la date de modification se remet à la main.
    """
    found = path.lstat()
    return (found.st_dev, found.st_ino, stat.S_IFMT(found.st_mode), found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def refuse(checker: Checker, expected: str, found: object, row: int | None = None) -> NoReturn:
    """Arrête la lecture d'un fichier : lève ce défaut, en tête de ceux déjà notés, qu'il explique souvent.

    `found` : ce qui a été trouvé, ou l'erreur d'une bibliothèque, dont le message, en anglais, n'aide personne.
    """
    checker.expect(False, row=row, expected=expected, found=_en_francais(found) if isinstance(found, Exception) else found)
    checker.defects.insert(0, checker.defects.pop())
    checker.raise_if_any()
    raise AssertionError("unreachable: a defect was just noted")
