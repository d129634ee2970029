"""Les aides d'une commune, de la recherche au résultat : au clavier seul, au doigt, lues par axe, à toute largeur."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import PHONE
from tests.browser.mesures import assert_accessible, small_targets
from tests.browser.visit import Visit
from views.aides import phrases_situation as w

FIGEAC = "46102"
# Un médecin à 9 demi-journées exactement : les trois groupes sont pleins, et l'un d'eux dit que le texte ne tranche pas.
NEUF = "?profession=medecin-generaliste&etape=professionnel&mode=liberal&anciennete=moins-d-un-an&demi_journees=9"
OPEN_ALL = "document.querySelectorAll('main details:not(.repond)').forEach((one) => { one.open = true; })"
# Tout ce qui se touche, hors des liens pris dans une phrase.


@pytest.fixture
def sheet(visits, browser, demonstration):
    """Ouvre la fiche de Figeac, tout déplié : sheet(largeur, demande)."""

    def opener(width: int, query: str = NEUF, **options) -> Visit:
        visit = Visit(browser, demonstration, viewport={"width": width, "height": 844}, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}/commune/{FIGEAC}{query}")
        visit.page.evaluate(OPEN_ALL)
        return visit

    return opener


def tab_to(visit: Visit, text: str, most: int = 150) -> None:
    """Appuie sur Tab jusqu'à ce que le focus soit sur ce texte, ou sur le champ de ce libellé ; il doit se voir."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        found = visit.focused()
        label = visit.page.evaluate("document.activeElement.labels?.[0]?.textContent?.trim() ?? ''")
        if text in (found["texte"], label):
            assert found["visible"], text
            return
    raise AssertionError(f"Tab n'atteint pas « {text} »")


def test_by_keyboard_alone_from_the_search_to_the_aids(open_visit, demonstration):
    visit = open_visit(demonstration)
    page, keyboard = visit.page, visit.page.keyboard
    page.get_by_role("combobox", name="Chercher une commune").focus()
    keyboard.type("figeac")
    page.get_by_role("option", name="Figeac Lot").wait_for()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    visit.until_equal(visit.panel_title().inner_text, "Figeac")
    tab_to(visit, w.AIDES_COMMUNE)
    keyboard.press("Enter")
    page.wait_for_url(f"**/commune/{FIGEAC}#aides")
    tab_to(visit, w.FORMULAIRE, most=5)
    keyboard.press("Enter")
    tab_to(visit, "Quelle est votre profession, ou celle que vous visez ?", most=3)
    keyboard.type("Infirmier")
    tab_to(visit, "Combien de demi-journées travaillez-vous par semaine ?", most=8)
    keyboard.press("Control+A")
    keyboard.type("8")
    tab_to(visit, w.VALIDER, most=8)
    keyboard.press("Enter")
    page.wait_for_url("**/commune/46102?*#aides")
    asked = parse_qs(urlsplit(page.url).query, keep_blank_values=True)
    assert (asked["profession"], asked["demi_journees"]) == (["infirmier"], ["8"])
    assert "" not in {value for values in asked.values() for value in values}
    said = page.locator(".situation").inner_text()
    assert w.DITE in said and "Infirmier, diplômé" in said and "8" in said
    tab_to(visit, w.FORMULAIRE, most=5)  # le clavier repart des aides, pas du haut de la page


@pytest.mark.parametrize(("width", "query"), [(1366, ""), (390, NEUF)])
def test_axe_finds_nothing_with_everything_open(sheet, width, query):
    visit = sheet(width, query)
    visit.page.locator("details.repond summary").first.click()
    assert_accessible(visit, f"fiche dépliée, {width}")


@pytest.mark.parametrize(("width", "percent"), [(1920, 100), (390, 100), (320, 100), (640, 200), (390, 200)])
def test_everything_open_nothing_leaves_the_page(sheet, width, percent):
    page = sheet(width).page
    page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    outside = """() => [...document.querySelectorAll('main *')]
        .filter((e) => e.checkVisibility() && !e.closest('.defilant, svg, .site-cache'))
        .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 120))"""
    assert page.evaluate(outside) == []


def test_fingers_have_room(sheet):
    page = sheet(PHONE["width"], has_touch=True, is_mobile=True).page
    assert small_targets(page) == []


def test_without_a_script_the_form_answers(visits, browser, demonstration):
    visit = Visit(browser, demonstration, viewport=PHONE, java_script_enabled=False)
    visits.append(visit)
    page = visit.page
    page.goto(f"{demonstration}/commune/{FIGEAC}")
    page.locator("summary", has=page.locator("#aides-titre")).click()  # sans script, le volet s'ouvre du doigt
    assert w.SUPPOSEE in page.locator(".situation").inner_text()
    page.get_by_text(w.FORMULAIRE).click()
    page.get_by_label("Quelle est votre profession").select_option("orthophoniste")
    page.get_by_role("button", name=w.VALIDER).click()
    page.wait_for_url("**profession=orthophoniste*")
    assert "Orthophoniste" in page.locator(".situation").inner_text()
    page.locator("summary", has=page.locator("#pourquoi-titre")).click()
    assert page.locator(".pourquoi h3").inner_text() == "Orthophonistes"
