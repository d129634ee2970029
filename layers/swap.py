"""Met un jeu de données en service d'un renommage, sans jamais laisser une moitié de dossier."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from layers.dataset import MANIFEST, PREVIOUS

TEMPORARY = ".en-cours-"
STALE_S = 3600  # une préparation dure quelques secondes


def safe_target(folder: Path) -> bool:
    """Vrai si `folder` peut être remplacé : absent, vide, ou déjà un jeu de données (et rien d'autre)."""
    if not folder.exists():
        return True
    return folder.is_dir() and not folder.is_symlink() and ((folder / MANIFEST).is_file() or not any(folder.iterdir()))


def temporary_beside(folder: Path) -> Path:
    """Un dossier vide à côté de `folder`, donc sur le même disque : le renommage y est atomique."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=folder.name + TEMPORARY, dir=folder.parent))


def remove_leftovers(folder: Path) -> None:
    """Efface les dossiers temporaires qu'une préparation tuée a laissés à côté de `folder` il y a plus d'une heure."""
    for left in folder.parent.glob(f"{folder.name}{TEMPORARY}*"):
        if time.time() - left.stat().st_mtime > STALE_S:
            shutil.rmtree(left, ignore_errors=True)


def put_in_service(ready: Path, folder: Path) -> None:
    """Remplace `folder` par le dossier `ready`, déjà écrit et vérifié ; l'ancien devient `<folder>.precedent`.

    Interrompu entre les deux renommages, `<folder>.precedent` est là et layers.dataset.in_service le rend.
    Si le second renommage échoue, le premier est défait et l'erreur (OSError) remonte.
    """
    ready.chmod(0o755)  # mkdtemp le fait lisible par son seul auteur ; le serveur peut être un autre utilisateur
    previous = folder.with_name(folder.name + PREVIOUS)
    oldest = None
    if folder.exists():
        if previous.exists():
            oldest = temporary_beside(folder)
            previous.rename(oldest / "ancien")
        folder.rename(previous)
    try:
        ready.rename(folder)
    except OSError:
        if previous.exists() and not folder.exists():
            previous.rename(folder)
        raise
    _flush_folder(folder.parent)
    if oldest:
        shutil.rmtree(oldest, ignore_errors=True)


def _flush_folder(folder: Path) -> None:
    """Pousse les renommages jusqu'au disque, là où un dossier s'ouvre (pas sous Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
