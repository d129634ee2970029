"""Les captures de la documentation : la carte et une fiche de territoire, à 1920 × 1080 et sur un téléphone ; la borne. `make screens`."""
from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.chromium import launch
from scripts.screens_borne import photograph_kiosk
from scripts.servers import Server

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
# nom du fichier : (fenêtre, téléphone, adresse montrée)
SCREENS = {
    "carte-1920.png": ({"width": 1920, "height": 1080}, False, "/"),
    "carte-390.png": ({"width": 390, "height": 844}, True, "/"),
    "territoire-1920.png": ({"width": 1920, "height": 1080}, False, "/territoire/dep-30"),
    "territoire-390.png": ({"width": 390, "height": 844}, True, "/territoire/dep-30"),
    "territoire-paca-1920.png": ({"width": 1920, "height": 1080}, False, "/territoire/reg-93"),
}
LIMIT_MS = 60_000


def main() -> int:
    """Sert la page sur un port libre, la photographie une fois peinte, écrit docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with Server("app.py") as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, (viewport, phone, address) in SCREENS.items():
            _photograph(browser, f"http://127.0.0.1:{server.port}{address}", viewport, phone, IMAGES / name)
            print(f"docs/images/{name}")
        for name in photograph_kiosk(browser, f"http://127.0.0.1:{server.port}", IMAGES):
            print(f"docs/images/{name}")
        browser.close()
    return 0


def _photograph(browser: Browser, url: str, viewport: dict, phone: bool, target: Path) -> None:
    # wait_for_function évalue son expression dans la page, que sa CSP lui refuserait.
    options = {"locale": "fr-FR", "reduced_motion": "reduce", "bypass_csp": True}
    context = browser.new_context(viewport=viewport, has_touch=phone, is_mobile=phone, **options)
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    if url.endswith("/"):  # la carte se dessine après la page
        page.wait_for_function("() => window.maillage !== undefined")
        page.evaluate("() => window.maillage.pret")
        page.wait_for_load_state("networkidle")
        page.evaluate("() => window.maillage.inactif()")
    page.evaluate("() => document.fonts.ready")
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
