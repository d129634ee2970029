"""Le jeu prêt sur le disque est-il celui que le service montre ?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from layers.checks import DataError
from layers.dataset import prepared, read_manifest


@dataclass(frozen=True)
class Attente:
    """Un jeu mis en service sur le disque après le démarrage : il sera montré au prochain redémarrage.

    `hash` : son empreinte, '' si son manifeste est illisible (le service ne redémarrerait pas) ; `date` : celle de ses données.
    """

    hash: str
    date: str


def en_attente(folder: Path | None, shown: str) -> Attente | None:
    """Le jeu de `folder` s'il n'est pas celui d'empreinte `shown` ; None si c'est lui, s'il n'y en a pas, ou sans dossier à veiller.

    Ne lit que le manifeste : assez peu pour chaque demande de /healthz.
    """
    if folder is None or not prepared(folder):
        return None
    try:
        manifest = read_manifest(folder)
    except DataError:
        return Attente("", "")
    return None if manifest["hash"] == shown else Attente(manifest["hash"], str(manifest["date"]))
