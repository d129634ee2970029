"""La capture de docs/reunion.md : deux cartes côte à côte, à 1920 × 1080. `make screens`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser

PROJECTOR = {"width": 1920, "height": 1080}
PAIR = "territoire=dep-46&contre=" + quote("region=76&territoire=dep-46&theme=zonage-infirmiers")
TWO_MAPS = "reunion-deux-cartes.png"
LIMIT_MS = 60_000


def photograph_meeting(browser: Browser, address: str, folder: Path) -> list[str]:
    """Écrit la capture de la réunion de `address` dans `folder` et rend son nom."""
    context = browser.new_context(viewport=PROJECTOR, locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(LIMIT_MS)
    page = context.new_page()
    page.goto(f"{address}/reunion?{PAIR}")
    page.locator("body[data-prete]").wait_for()
    page.evaluate("document.fonts.ready.then(() => true)")
    page.screenshot(path=folder / TWO_MAPS)
    context.close()
    return [TWO_MAPS]
