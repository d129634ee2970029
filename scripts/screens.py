"""Les images du README : la carte à 1920 × 1080 et sur un téléphone (390 × 844), la feuille A4 d'une commune. `make screens`."""
from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from layers.atlas import load_atlas
from layers.contours import Contours
from layers.fiche import fiche
from scripts.chromium import launch
from scripts.servers import Server
from settings import Settings
from views.papier import papier
from views.pdf import image

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
# nom du fichier : (fenêtre, téléphone, adresse montrée)
SCREENS = {
    "carte-1920.png": ({"width": 1920, "height": 1080}, False, "/"),
    "carte-390.png": ({"width": 390, "height": 844}, True, "/"),
}
LIMIT_MS = 60_000
PAPER, PAPER_CODE, PAPER_PPI = "fiche-a4.png", "46102", 110


def main() -> int:
    """Sert la page sur un port libre, la photographie une fois peinte, écrit docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with Server("app.py") as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (viewport, phone, address) in SCREENS.items():
            _photograph(browser, f"http://127.0.0.1:{server.port}{address}", viewport, phone, IMAGES / name)
            print(f"docs/images/{name}")
        browser.close()
    paper()
    return 0


def paper() -> None:
    """La feuille d'une commune, dans le jeu de démonstration, avec l'adresse d'un site d'exemple."""
    settings = Settings()
    atlas = load_atlas(settings.data, "demonstration")
    found = fiche(atlas, PAPER_CODE)
    if found is None:
        raise KeyError(PAPER_CODE)
    (IMAGES / PAPER).write_bytes(image(papier(atlas, Contours(settings.geo), found, "https://maillage.exemple.fr"), PAPER_PPI))
    print(f"docs/images/{PAPER}")


def _photograph(browser: Browser, url: str, viewport: dict, phone: bool, target: Path) -> None:
    # wait_for_function évalue son expression dans la page, que sa CSP lui refuserait.
    options = {"locale": "fr-FR", "reduced_motion": "reduce", "bypass_csp": True}
    context = browser.new_context(viewport=viewport, has_touch=phone, is_mobile=phone, **options)
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    page.goto(url)
    page.wait_for_function("() => window.maillage !== undefined")
    page.evaluate("() => window.maillage.pret")
    page.wait_for_load_state("networkidle")
    page.evaluate("async () => { await document.fonts.ready; await window.maillage.inactif(); }")
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
