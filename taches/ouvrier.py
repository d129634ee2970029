"""Le programme qui fait les longs travaux quand MAILLAGE_TACHES donne un Redis : `python -m taches.ouvrier`.

Les réglages sont ceux du service, le jeu de données aussi. Il est lu une fois, au départ.
"""

from __future__ import annotations

import math
import os
import signal
import sys
from threading import Event

from layers.acces.modele import modele_de
from layers.atlas import load_atlas
from layers.geo.contours import Contours
from settings import Settings, settings_or_exit
from taches.atelier import FILS_LONGS, Taches, au_repos
from taches.travaux import Atelier

POLITESSE = 10


def ouvrir(settings: Settings) -> Taches:
    """Les files, sur le jeu que disent les réglages."""
    if not settings.taches:
        sys.exit("MAILLAGE_TACHES n'est pas donné : sans Redis, le serveur fait lui-même ses travaux.")
    atlas = load_atlas(settings.data, settings.data_mode, settings.region, settings.autres_regions)
    return Taches(Atelier(atlas, Contours(settings.geo), modele_de(settings.data), settings.adresse), settings.taches)


def main() -> None:
    """Travaille jusqu'à un arrêt demandé."""
    it, stop = ouvrir(settings_or_exit(os.environ)), Event()
    if os.name == "posix":
        os.nice(POLITESSE)  # les visiteurs d'abord
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    au_repos([it.longues] * FILS_LONGS, lambda: not stop.is_set(), math.inf)


if __name__ == "__main__":
    main()
