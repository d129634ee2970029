"""Ce qui se mesure dans n'importe quelle page ouverte (mesures.js) : rend la liste de ce qui ne va pas, vide si tout va."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visit import Visit

HERE = Path(__file__).parent
AXE = (HERE / "axe.min.js").read_text(encoding="utf-8")
MEASURES = (HERE / "mesures.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FINGER_PX = 44
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }p { margin-bottom: 2em !important }"
)


def violations(page: Page) -> list[str]:
    """Ce qu'axe-core trouve : WCAG 2.0, 2.1 et 2.2, niveaux A et AA, et ses bonnes pratiques."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def _measured(page: Page, name: str, argument: object = None) -> list[str]:
    if not page.evaluate("Boolean(window.__mesures)"):
        page.evaluate(f"window.__mesures = {MEASURES}")
    return page.evaluate("([name, argument]) => __mesures[name](argument)", [name, argument])


def text_lost(page: Page) -> list[str]:
    """Ce qui défile de côté, les textes coupés, les textes l'un sur l'autre."""
    return _measured(page, "coupes") + _measured(page, "superposes")


def text_lost_when_spaced(page: Page) -> list[str]:
    """La même chose, le texte espacé comme WCAG 1.4.12 (RGAA 10.12) le demande."""
    page.evaluate(
        """(regles) => { const feuille = new CSSStyleSheet(); feuille.replaceSync(regles);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, feuille]; }""",
        SPACED,
    )
    page.wait_for_timeout(80)
    found = text_lost(page)
    page.evaluate("document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)")
    return found


def small_targets(page: Page) -> list[str]:
    """Ce qui se touche et n'a pas 44 pixels de côté, hors des liens d'une phrase."""
    return _measured(page, "petites", FINGER_PX)


def structure_faults(page: Page) -> list[str]:
    """Titres, repères, langue, identifiants, mouvements."""
    return _measured(page, "structure")


def faint_borders(page: Page) -> list[str]:
    """Les champs dont le bord ne se distingue pas de ce qui l'entoure (3 pour 1)."""
    return _measured(page, "pales")


def assert_accessible(visit: Visit, state: str) -> None:
    """axe-core n'a rien à redire de la page dans cet état."""
    assert [f"{state}: {fault}" for fault in violations(visit.page)] == []
