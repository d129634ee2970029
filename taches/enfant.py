"""Le programme d'un travail, lancé par taches/disque.py : une demande en JSON sur l'entrée, le résultat dans le dépôt."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

from dash import Dash

from layers.atlas import Atlas, load_atlas
from layers.geo.contours import Contours
from settings import Settings
from taches.disque import Disque
from taches.feuilles import Atelier, brancher

POLITESSE = 10
VEILLE_S = 2.0


def faire(asked: dict, atlas: Atlas, settings: Settings) -> None:
    """Exécute la demande avec ces données, par la fonction même que Dash a enregistrée."""
    manager = Disque(Path(asked["dossier"]), lambda _: None, {})
    brancher(Dash("maillage-travail"), manager, lambda: Atelier(atlas, Contours(settings.geo), settings.adresse, manager.depot))
    (work,) = manager.func_registry.values()
    work(asked["clef"], manager._make_progress_key(asked["clef"]), asked["args"], {})


def veiller(dossier: Path) -> None:
    """Finit ce programme quand le dépôt n'est plus là : le serveur s'est arrêté, personne n'attend ce travail."""
    while dossier.is_dir():
        time.sleep(VEILLE_S)
    os._exit(0)


def main() -> None:
    if os.name == "posix":
        os.nice(POLITESSE)  # les visiteurs d'abord
    asked = json.load(sys.stdin)
    threading.Thread(target=veiller, args=(Path(asked["dossier"]),), daemon=True).start()
    said = asked["reglages"]
    settings = Settings(
        data_mode=said["data_mode"], region=said["region"], autres_regions=tuple(said["autres_regions"]), adresse=said["adresse"],
        root=Path(said["root"]),
    )  # fmt: skip
    faire(asked, load_atlas(settings.data, settings.data_mode, settings.region, settings.autres_regions), settings)


if __name__ == "__main__":
    main()
