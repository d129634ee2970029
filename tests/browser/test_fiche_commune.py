"""La fiche d'une commune, page sans carte : axe ne trouve rien, elle tient à 390 pixels, et au texte agrandi, sans déborder."""

import pytest

from tests.browser.test_accessibility import AXE, RULES
from tests.browser.visit import Visit

FIGEAC, ARLES, PARIS = "46102", "13004", "75056"


@pytest.fixture
def sheet(visits, browser, demonstration):
    """Ouvre la fiche d'un code : sheet(code, largeur)."""

    def opener(code: str, width: int) -> Visit:
        visit = Visit(browser, demonstration, viewport={"width": width, "height": 844})
        visits.append(visit)
        visit.page.goto(f"{demonstration}/commune/{code}")
        return visit

    return opener


@pytest.mark.parametrize(("code", "width"), [(FIGEAC, 1366), (FIGEAC, 390), (ARLES, 1366), (PARIS, 390)])
def test_the_sheet_is_accessible_and_fits(sheet, code, width):
    page = sheet(code, width).page
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_text_twice_as_large_stays_in_the_page(sheet):
    page = sheet(FIGEAC, 640).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_figure_answers_by_keyboard(sheet):
    page = sheet(FIGEAC, 1366).page
    answer = page.locator("details.repond").first
    answer.locator("summary").focus()
    page.keyboard.press("Enter")
    assert answer.locator(".repond-corps").is_visible()
