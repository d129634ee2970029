"""Les captures de docs/borne.md : l'accueil, une commune, la carte et le décompte, à 1080 × 1920. `make screens`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

PORTRAIT = {"width": 1080, "height": 1920}
# nom du fichier : (page, ce qu'on attend)
VIEWS = {
    "borne-accueil.png": ("", ".portes"),
    "borne-commune.png": ("/commune/46102", ".ici-lieux"),
    "borne-carte.png": ("/carte?commune=46102", "body[data-prete]"),
}
COUNTDOWN, IDLE_S, A_FEW_SECONDS_MS = "borne-decompte.png", 60, 4_000
LIMIT_MS = 60_000


def photograph_kiosk(browser: Browser, address: str, folder: Path) -> list[str]:
    """Écrit les quatre captures de la borne de `address` dans `folder` et rend leurs noms."""
    for name, (path, awaited) in VIEWS.items():
        page = _open(browser, f"{address}/borne{path}")
        page.locator(awaited).wait_for()
        _shoot(page, folder / name)
    page = _open(browser, f"{address}/borne/commune/46102", clock=True)
    page.locator(".ici-lieux").wait_for()
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + IDLE_S)
    page.clock.run_for(A_FEW_SECONDS_MS)
    page.locator("#decompte").wait_for()
    _shoot(page, folder / COUNTDOWN)
    return [*VIEWS, COUNTDOWN]


def _open(browser: Browser, url: str, clock: bool = False) -> Page:
    context = browser.new_context(viewport=PORTRAIT, has_touch=True, locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(LIMIT_MS)
    page = context.new_page()
    if clock:
        page.clock.install()
    page.goto(url)
    return page


def _shoot(page: Page, target: Path) -> None:
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=target)
    page.context.close()
