"""Le jeu prêt sur le disque est-il celui que le service montre ?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from layers.jeu.jeu import MANIFEST, prepared, read_manifest
from layers.socle.defauts import DataError


@dataclass(frozen=True)
class Attente:
    """Un jeu mis en service sur le disque après le démarrage : le service va le montrer, ou n'a pas pu.

    `hash` : son empreinte, '' si son manifeste est illisible (le service ne redémarrerait pas) ; `date` : celle de ses données.
    """

    hash: str
    date: str


def en_attente(folder: Path | None, shown: str) -> Attente | None:
    """Le jeu de `folder` s'il n'est pas celui d'empreinte `shown` ; None si c'est lui, s'il n'y en a pas, ou sans dossier à veiller.

    Ne lit que le manifeste, et seulement quand il a changé : assez peu pour chaque demande. Ce qui est servi est en mémoire :
    un dossier illisible, un disque qui ne répond plus se disent, et n'arrêtent rien.
    """
    if folder is None:
        return None
    try:
        if not prepared(folder):
            return None
        state = (folder / MANIFEST).stat()
    except OSError:  # le manifeste manque, ou ne se lit pas : le jeu ne se relirait pas
        return Attente("", "")
    return _attente(folder, shown, (state.st_ino, state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=4)
def _attente(folder: Path, shown: str, _etat: tuple[int, int, int]) -> Attente | None:
    """Lu une fois tant que le fichier est le même : chaque page le demande. `_etat` change avec lui."""
    try:
        manifest = read_manifest(folder)
    except (DataError, OSError, RecursionError):
        return Attente("", "")
    return None if manifest["hash"] == shown else Attente(manifest["hash"], str(manifest["date"]))
