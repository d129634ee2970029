"""Sert un jeu officiel préparé ailleurs que dans data/official : python -m tests.browser.official_server DOSSIER."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app import create_app
from layers.atlas import load_atlas
from settings import settings_or_exit
from web.serveur import serve


def main(folder: Path) -> None:
    """Lit `folder` et sert la page au port de l'environnement, comme app.py."""
    settings = settings_or_exit(os.environ)
    atlas = load_atlas(settings.data, "official", settings.region, settings.autres_regions, official=folder)
    serve(settings, lambda: create_app(atlas, settings))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
