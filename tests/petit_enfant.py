"""Le programme d'un travail (taches/enfant.py), sur le petit Atlas : trois communes par département.

Le premier argument nomme un dossier : tant qu'il s'y trouve un fichier « attendre », la feuille suivante attend.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import views.papier.departement
from settings import Settings
from taches.enfant import faire
from tests.petit_atlas import petit_atlas


def ralentir(folder: Path) -> None:
    true = views.papier.departement.papier

    def waiting(*args):
        while (folder / "attendre").exists():
            time.sleep(0.02)
        return true(*args)

    views.papier.departement.papier = waiting


if __name__ == "__main__":
    ralentir(Path(sys.argv[1]))
    faire(json.load(sys.stdin), petit_atlas(), Settings())
