"""Trouve le Chromium des essais, du banc et des captures, et dit comment le lancer. Bibliothèque standard seule."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

VARIABLE = "MAILLAGE_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
# WebGL dessiné par le processeur : la même image sur toute machine, avec ou sans carte graphique.
ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--enable-unsafe-swiftshader",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_chromium(
    environ: Mapping[str, str] = os.environ,
    which: Callable[[str], str | None] = shutil.which,
    platform: str = sys.platform,
) -> str | None:
    """Le chemin d'un Chromium : $MAILLAGE_CHROMIUM, sinon le PATH, sinon les places usuelles ; None s'il n'y en a pas.

    Un chemin imposé qui ne mène à rien rend None : mieux vaut le dire que d'en prendre un autre.
    """
    imposed = environ.get(VARIABLE, "").strip()
    if imposed:
        return imposed if Path(imposed).is_file() else None
    for command in COMMANDS:
        found = which(command)
        if found:
            return found
    return next((place for place in USUAL_PLACES.get(platform, ()) if Path(place).is_file()), None)


def launch(playwright, **options):
    """Un navigateur Playwright prêt à dessiner la carte. `options` : celles de BrowserType.launch.

    Sans Chromium sur la machine, Playwright prend le sien s'il est installé, et sinon lève son erreur.
    """
    return playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS), **options)
