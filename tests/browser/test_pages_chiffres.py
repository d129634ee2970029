"""Les pages des chiffres et des mots : axe ne trouve rien, elles tiennent à 390 pixels et au texte agrandi, tout s'ouvre au clavier."""

import pytest

from tests.browser.test_accessibility import AXE, RULES
from tests.browser.visit import Visit

PAGES = ("/comprendre", "/glossaire")


@pytest.fixture
def opened(visits, browser, demonstration):
    """Ouvre une page : opened("/glossaire", largeur)."""

    def opener(path: str, width: int = 1366, height: int = 900) -> Visit:
        phone = {"is_mobile": True, "has_touch": True} if width < 600 else {}
        visit = Visit(browser, demonstration, viewport={"width": width, "height": height}, **phone)
        visits.append(visit)
        visit.page.goto(f"{demonstration}{path}")
        return visit

    return opener


def violations(page) -> list[tuple[str, str]]:
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    return [(one["id"], node["html"][:200]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("path", PAGES)
def test_the_page_is_accessible_and_fits(opened, path, width):
    page = opened(path, width).page
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_text_twice_as_large_stays_in_the_page(opened, path):
    page = opened(path, 640).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_an_acronym_opens_and_closes_by_keyboard(opened):
    page = opened("/comprendre").page
    button = page.locator("button.sigle:not([tabindex])", has_text="CPTS").first
    meaning = page.locator("#sigle-cpts")
    assert not meaning.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible() and "Communauté professionnelle territoriale de santé" in meaning.inner_text()
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/glossaire#cpts"
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "CPTS"


def test_an_acronym_opens_by_touch_and_closes_beside(opened):
    page = opened("/comprendre", 390, 844).page
    page.locator("button.sigle", has_text="MSP").first.tap()
    meaning = page.locator("#sigle-msp")
    assert meaning.is_visible()
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 845
    page.touchscreen.tap(195, 20)
    assert not meaning.is_visible()
