"""La fiche d'une commune, page sans carte : un chiffre y répond au clavier."""

import pytest

from tests.browser.visit import Visit

FIGEAC = "46102"


@pytest.fixture
def sheet(visits, browser, demonstration):
    """Ouvre la fiche d'un code : sheet(code, largeur)."""

    def opener(code: str, width: int) -> Visit:
        visit = Visit(browser, demonstration, viewport={"width": width, "height": 844})
        visits.append(visit)
        visit.page.goto(f"{demonstration}/commune/{code}")
        return visit

    return opener


def test_a_figure_answers_by_keyboard(sheet):
    page = sheet(FIGEAC, 1366).page
    page.locator("#proches-titre").click()
    answer = page.locator("details.repond").first
    answer.locator("summary").focus()
    page.keyboard.press("Enter")
    assert answer.locator(".repond-corps").is_visible()
