"""La fiche d'un territoire dans un vrai navigateur : un chiffre répond sur place."""

import pytest

from tests.browser.mesures import violations
from tests.browser.visit import Visit
from views.ecriture import phrases as w

GARD, PACA = "territoire/dep-30", "territoire/reg-93"


@pytest.fixture
def sheet(visits, browser, demonstration):
    """Ouvre une adresse : sheet(adresse, largeur)."""

    def opener(address: str, width: int, **options) -> Visit:
        visit = Visit(browser, demonstration, viewport={"width": width, "height": 844}, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}/{address}")
        return visit

    return opener


def test_a_figure_answers_on_the_spot_by_keyboard_and_gives_the_focus_back(sheet):
    page = sheet(GARD, 1366).page
    figure = page.locator("a.chiffre").first
    figure.focus()
    page.keyboard.press("Enter")
    answer = page.get_by_role("dialog")
    answer.get_by_text("Fiabilité", exact=True).wait_for()
    assert "770" in answer.inner_text() and "Licence Ouverte 2.0" in answer.inner_text()
    assert page.url.endswith(GARD)
    assert violations(page) == []
    page.keyboard.press("Escape")
    answer.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "chiffre"


def test_a_marked_figure_shows_both_documents(sheet):
    page = sheet(PACA, 1366).page
    page.evaluate("document.querySelectorAll('details.rubrique').forEach((un) => { un.open = true; })")
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
    visit.page.get_by_role("link", name=w.DOSSIER, exact=True).click()
    visit.page.get_by_role("heading", name="Gard", level=1).wait_for()


def test_the_table_of_rates_sorts_by_keyboard_without_asking_again(sheet):
    """Une tête de colonne, Entrée : les lignes se rangent, l'ordre et l'adresse le disent, rien n'est redemandé."""
    visit = sheet("territoires", 1366)
    page = visit.page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    head = page.locator("thead th", has_text="Consultations").locator("a")
    column = page.locator("thead th").evaluate_all("(ths) => ths.findIndex((un) => un.textContent.includes('Consultations'))")
    read = f"[...document.querySelectorAll('.rangees tr')].map((une) => Number(une.cells[{column}].dataset.v))"
    for order in ("ascending", "descending"):
        head.focus()
        page.keyboard.press("Enter")
        values = page.evaluate(read)
        assert values == sorted(values, reverse=order == "descending") and len(values) == 13
        assert page.locator("thead th", has_text="Consultations").get_attribute("aria-sort") == order
    assert "tri=apl" in page.url and asked == [] and violations(page) == []
