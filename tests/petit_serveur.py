"""Le service sur le petit Atlas, et ses travaux sur le même : ce que l'essai du navigateur visite."""

from __future__ import annotations

import os
import sys

from taches.disque import Disque, dossier_temporaire
from taches.feuilles import demandee

import callbacks.feuilles
from app import create_app
from settings import Settings
from tests.petit_atlas import petit_atlas
from web.serveur import serve

if __name__ == "__main__":
    command = (sys.executable, "-m", "tests.petit_enfant", sys.argv[1])
    callbacks.feuilles.gestionnaire = lambda atlas, settings: Disque(
        dossier_temporaire(), lambda args: demandee(atlas, settings.adresse, args), {}, command
    )
    atlas, settings = petit_atlas(), Settings(port=int(os.environ["PORT"]), debit=0, data_mode="demonstration")
    serve(create_app(atlas, settings), settings, atlas)
