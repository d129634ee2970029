"""Les captures de la documentation, à 1920 × 1080 et sur un téléphone (390 × 844) : la carte, des fiches, une comparaison, des
graphiques, le Pacte, la borne, la réunion, la feuille A4. `make screens`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from layers.acces.modele import modele_de
from layers.atlas import load_atlas
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from scripts.chromium import launch
from scripts.screens_borne import photograph_kiosk
from scripts.screens_reunion import photograph_meeting
from scripts.servers import Server
from settings import Settings
from views.papier.papier import papier
from views.papier.pdf import image

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
# nom, adresse montrée ; chacune en deux fichiers : nom-1920.png et nom-390.png
SCREENS = {
    "carte": "/",
    "territoires": "/territoires",
    "territoire": "/territoire/dep-30",
    "territoire-paca": "/territoire/reg-93",
    "comparaison": "/comparer?a=dep-46&b=dep-48&indicateur=msp",
    "graphiques": "/graphiques?territoire=reg-93",
    "pacte": "/pacte",
    "carte-en-mots": "/carte-en-mots?territoire=com-46064",
}
WINDOWS = ({"width": 1920, "height": 1080}, {"width": 390, "height": 844})
# Une page de lecture se montre sur l'écran d'un portable : nom-1366.png.
# La carte se montre à chaque taille où sa page change : le projecteur, le portable, le petit portable, 200 %, le téléphone.
SIZES = ((1920, 1080), (1366, 768), (1280, 720), (960, 540), (390, 844))
WINDOWS_OF = {
    "carte": tuple({"width": width, "height": height} for width, height in SIZES),
    "carte-en-mots": ({"width": 1366, "height": 900}, {"width": 390, "height": 844}),
}
LIMIT_MS = 60_000
PAPER, PAPER_CODE, PAPER_PPI = "fiche-a4.png", "46102", 110


def main(wanted: tuple[str, ...] = ()) -> int:
    """Sert les pages sur un port libre, les photographie une fois peintes (toutes, ou celles de `wanted`), écrit docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with Server("app.py") as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, address in ((name, SCREENS[name]) for name in wanted or SCREENS):
            for viewport in WINDOWS_OF.get(name, WINDOWS):
                target = IMAGES / f"{name}-{viewport['width']}.png"
                _photograph(browser, f"http://127.0.0.1:{server.port}{address}", viewport, target)
                print(f"docs/images/{target.name}")
        for name in photograph_kiosk(browser, f"http://127.0.0.1:{server.port}", IMAGES) if not wanted else ():
            print(f"docs/images/{name}")
        for name in photograph_meeting(browser, f"http://127.0.0.1:{server.port}", IMAGES) if not wanted else ():
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
    (IMAGES / PAPER).write_bytes(
        image(papier(atlas, Contours(settings.geo), modele_de(settings.data), found, "https://maillage.exemple.fr"), PAPER_PPI)
    )
    print(f"docs/images/{PAPER}")


def _photograph(browser: Browser, url: str, viewport: dict, target: Path) -> None:
    phone = viewport["width"] < 600
    # wait_for_function évalue son expression dans la page, que sa CSP lui refuserait.
    options = {"locale": "fr-FR", "reduced_motion": "reduce", "bypass_csp": True}
    context = browser.new_context(viewport=viewport, has_touch=phone, is_mobile=phone, **options)
    page = context.new_page()
    page.set_default_timeout(LIMIT_MS)
    page.goto(url)
    # La carte est montée par Dash, plus tard ; son script, lui, est dans la page dès qu'elle arrive.
    if page.locator("script[src*='maillage.js']").count():
        page.wait_for_function("() => window.maillage !== undefined")
        page.evaluate("() => window.maillage.pret.then(() => {})")
        page.evaluate("() => window.maillage.inactif()")
    page.wait_for_load_state("networkidle")
    if page.locator("[data-graphique]").count():
        page.locator(".main-svg").first.wait_for()  # les suivants se dessinent quand on les atteint
    page.evaluate("async () => { await document.fonts.ready; }")
    page.screenshot(path=target)
    context.close()


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
