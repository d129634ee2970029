"""Un projet réduit à ce que le serveur publie ou lit en s'ouvrant : le reste est essayé avec les fichiers statiques."""

from __future__ import annotations

import shutil
from pathlib import Path

from settings import Settings


def projet_reduit(root: Path) -> Settings:
    """Les réglages d'un projet neuf dans `root` : une feuille, un module, et la déclaration d'accessibilité."""
    for folder in ("assets/carte", "assets/vendor", "data/geo"):
        (root / folder).mkdir(parents=True)
    (root / "assets" / "style.css").write_text("p{}", encoding="utf-8")
    (root / "assets" / "carte" / "carte.mjs").write_text("1;", encoding="utf-8")
    settings = Settings(root=root)
    shutil.copyfile(Settings().accessibilite, settings.accessibilite)
    shutil.copyfile(Settings().rgaa, settings.rgaa)
    shutil.copytree(Settings().data / "acces", settings.data / "acces")  # la fiche d'une commune lit le modèle des minutes
    return settings
