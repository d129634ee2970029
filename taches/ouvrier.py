"""Le programme qui prépare les feuilles quand MAILLAGE_TACHES donne un Redis :

    celery -A taches.ouvrier worker --concurrency 8

Les réglages sont ceux du service, le jeu de données aussi. Il est lu une fois, au départ, puis partagé par ses processus.
"""

from __future__ import annotations

import os

from celery.signals import worker_init
from dash import Dash

from layers.atlas import load_atlas
from layers.geo.contours import Contours
from settings import settings_or_exit
from taches.feuilles import Atelier, brancher
from taches.file import File

settings = settings_or_exit(os.environ)
if not settings.taches:
    raise SystemExit("MAILLAGE_TACHES n'est pas donné : sans Redis, le serveur prépare lui-même les feuilles.")
manager = File(settings.taches, lambda _: None)
app = manager.handle
ateliers: list[Atelier] = []
brancher(Dash("maillage-ouvrier"), manager, lambda: ateliers[0])


@worker_init.connect
def lire_les_donnees(**_said) -> None:
    """Avant que Celery ne crée ses processus : ils s'en partagent la mémoire."""
    atlas = load_atlas(settings.data, settings.data_mode, settings.region, settings.autres_regions)
    ateliers.append(Atelier(atlas, Contours(settings.geo), settings.adresse, manager.depot))
