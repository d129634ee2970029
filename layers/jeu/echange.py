"""Met un jeu de données en service d'un seul renommage, celui du manifeste, et sait revenir au précédent.

Dans le dossier : les tables (leur nom porte leur empreinte), `manifest.json` en service, `manifest.precedent.json`,
et le temps d'un échange `manifest.pret.json` (vérifié, pas encore en service) et `manifest.sortant.json` (copie de
celui qui sort). Tué à n'importe quel moment, le manifeste en service est l'ancien ou le nouveau, entier, et ses
tables sont là ; `tidy` finit ensuite l'échange ou l'oublie.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from layers.jeu.jeu import (
    COMMUNES,
    DRAFT,
    MANIFEST,
    PREVIOUS,
    READY,
    SITES,
    DataSet,
    read_dataset,
    read_manifest,
    remplace,
    table_name,
    write_whole,
)
from layers.socle.defauts import DataError, Defect

LEAVING = "manifest.sortant.json"
LOCK = ".verrou"
MANIFESTS = (MANIFEST, READY, PREVIOUS, LEAVING)
# Une table de ce dossier ; sans empreinte, d'avant que les noms la portent.
TABLE = re.compile(rf"(?:{COMMUNES}|{SITES})(?:-[0-9a-f]{{16}})?\.csv\Z")


def safe_target(folder: Path) -> bool:
    """Vrai si `folder` peut recevoir un jeu : absent, ou sans rien d'autre que ce que ce module y écrit."""
    if not folder.exists():
        return True
    return folder.is_dir() and not folder.is_symlink() and all(_ours(path.name) for path in folder.iterdir())


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Réserve `folder` (créé au besoin) à ce processus ; un processus tué le libère. DataError si un autre le tient."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DataError([Defect(folder.name, None, "", "une seule préparation à la fois", "une autre en cours")]) from None
    try:
        yield
    finally:
        lock.release()


def put_in_service(folder: Path) -> None:
    """Met en service le jeu que write_dataset a écrit et que l'on a relu ; l'ancien devient le précédent.

    Les mêmes données une seconde fois ne chassent pas le précédent : il reste celui d'avant elles.
    """
    _turn(folder, READY)


def roll_back(folder: Path) -> DataSet:
    """Remet en service le jeu précédent, relu d'abord, et le rend ; celui qui sort devient le précédent.

    DataError, et rien ne change, s'il n'y a pas de précédent ou s'il n'est plus entier.
    """
    if not (folder / PREVIOUS).is_file():
        raise DataError([Defect(folder.name, None, PREVIOUS, "un jeu précédent à remettre en service", "aucun")])
    found = read_dataset(folder, PREVIOUS)
    _turn(folder, PREVIOUS)
    return found


def tidy(folder: Path) -> None:
    """Finit ou oublie un échange interrompu, puis efface ce qui ne sert ni au jeu en service ni au précédent."""
    leaving = folder / LEAVING
    if leaving.exists():
        gone, current = _hash(folder, LEAVING), _hash(folder, MANIFEST)
        # Le sortant n'est écrit qu'avant l'échange : s'il diffère de celui en service, l'échange a eu lieu.
        if gone and current and gone != current:
            remplace(leaving, folder / PREVIOUS)
        else:
            leaving.unlink()
    digests = [_hash(folder, name) for name in (MANIFEST, PREVIOUS)]
    kept = {MANIFEST, PREVIOUS, LOCK, *(table_name(table, one) for one in digests if one for table in (COMMUNES, SITES))}
    for path in folder.iterdir():
        if _ours(path.name) and path.name not in kept:
            path.unlink()


def _turn(folder: Path, name: str) -> None:
    """Remplace le manifeste en service par `name`, en un renommage."""
    current = folder / MANIFEST
    changes = _hash(folder, MANIFEST) != _hash(folder, name) and _whole(folder)
    if changes:
        write_whole(folder / LEAVING, current.read_bytes())
    flush_folder(folder)
    remplace(folder / name, current)
    flush_folder(folder)
    if changes:
        remplace(folder / LEAVING, folder / PREVIOUS)
    tidy(folder)
    flush_folder(folder)


def _hash(folder: Path, name: str) -> str:
    """L'empreinte que dit un manifeste ; '' s'il manque ou n'est pas lisible."""
    try:
        return read_manifest(folder, name)["hash"]
    except DataError:
        return ""


def _whole(folder: Path) -> bool:
    """Vrai si le jeu en service est entier : abîmé, il ne chasse pas un précédent qui ne l'est pas."""
    try:
        read_dataset(folder)
    except DataError:
        return False
    return True


def _ours(name: str) -> bool:
    """Vrai si ce nom est de ceux que la préparation écrit."""
    whole = name.removesuffix(DRAFT)
    return whole in MANIFESTS or name == LOCK or bool(TABLE.match(whole))


def flush_folder(folder: Path) -> None:
    """Pousse les renommages jusqu'au disque, là où un dossier s'ouvre (pas sous Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
