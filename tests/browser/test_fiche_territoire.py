"""La fiche d'un territoire dans un vrai navigateur : axe n'y trouve rien, elle tient partout, et un chiffre répond sur place."""

import pytest

from tests.browser.test_accessibility import AXE, RULES
from tests.browser.visit import Visit

GARD, PACA, UZES = "territoire/dep-30", "territoire/reg-93", "territoire/cpts-uzes-remoulins"


@pytest.fixture
def sheet(visits, browser, demonstration):
    """Ouvre une adresse : sheet(adresse, largeur)."""

    def opener(address: str, width: int, **options) -> Visit:
        visit = Visit(browser, demonstration, viewport={"width": width, "height": 844}, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}/{address}")
        return visit

    return opener


@pytest.mark.parametrize(
    ("address", "width"),
    [(GARD, 1920), (GARD, 390), (PACA, 1366), (PACA, 320), (UZES, 390), ("territoires", 390), ("indicateur/msp-ouvertes", 390),
     ("desaccords", 390), ("desaccords", 1366)],
)  # fmt: skip
def test_the_page_is_accessible_and_fits(sheet, address, width):
    page = sheet(address, width).page
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []


def test_text_twice_as_large_stays_in_the_page(sheet):
    page = sheet(GARD, 640).page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_a_figure_answers_on_the_spot_by_keyboard_and_gives_the_focus_back(sheet):
    page = sheet(GARD, 1366).page
    figure = page.locator("a.chiffre").first
    figure.focus()
    page.keyboard.press("Enter")
    answer = page.get_by_role("dialog")
    answer.get_by_text("Fiabilité", exact=True).wait_for()
    assert "770" in answer.inner_text() and "Licence Ouverte 2.0" in answer.inner_text()
    assert page.url.endswith(GARD)
    page.evaluate(AXE)
    found = page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
    page.keyboard.press("Escape")
    answer.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "chiffre"


def test_a_marked_figure_shows_both_documents(sheet):
    page = sheet(PACA, 1366).page
    page.locator("a.chiffre:has(.ecart)").first.click()
    answer = page.get_by_role("dialog")
    answer.locator(".desaccord").first.wait_for()
    assert answer.locator(".desaccord strong").count() >= 2


def test_without_script_a_figure_is_a_link_to_its_page(sheet):
    page = sheet(GARD, 1366, java_script_enabled=False).page
    page.locator("a.chiffre").first.click()
    assert "/indicateur/population#" in page.url
    assert page.locator("article.reponse:target").count() == 1


def test_the_map_leads_to_the_file_of_a_departement(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-30")
    visit.page.get_by_role("link", name="Dossier du département").click()
    visit.page.get_by_role("heading", name="Gard", level=1).wait_for()
