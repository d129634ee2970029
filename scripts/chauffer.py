"""Fait d'avance ce que le premier démarrage ferait dans build/ : `python -m scripts.chauffer`, avant de figer une image.

Après cela, le service démarre et sert sans rien écrire.
"""

from __future__ import annotations

import os

from app import create_app
from layers.atlas import load_atlas
from settings import settings_or_exit
from web.serveur import prepare_to_serve


def main() -> None:
    """Publie et compresse les fichiers statiques, et les données de la carte du jeu demandé."""
    settings = settings_or_exit(os.environ)
    atlas = load_atlas(settings.data, settings.data_mode, settings.region, settings.autres_regions)
    prepare_to_serve(create_app(atlas, settings), settings)


if __name__ == "__main__":
    main()
