"""Le service sur le petit Atlas : ce que l'essai du navigateur visite.

Le premier argument nomme un dossier : tant qu'il s'y trouve un fichier « attendre », la feuille suivante d'un département attend.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import views.papier.departement
from app import create_app
from settings import Settings
from tests.petit_atlas import petit_atlas
from web.serveur import serve


def ralentir(folder: Path) -> None:
    true = views.papier.departement.papier

    def waiting(*args):
        while (folder / "attendre").exists():
            time.sleep(0.02)
        return true(*args)

    views.papier.departement.papier = waiting


if __name__ == "__main__":
    ralentir(Path(sys.argv[1]))
    atlas, settings = petit_atlas(), Settings(port=int(os.environ["PORT"]), debit=0, data_mode="demonstration")
    serve(settings, lambda: create_app(atlas, settings))
