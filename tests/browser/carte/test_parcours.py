"""Le tour de la carte au clavier seul, puis au doigt seul : rien n'y demande une souris, et le focus se voit à chaque pas."""

from __future__ import annotations

from tests.browser.conftest import PHONE
from tests.browser.visit import Visit
from views.ecriture import phrases as w
from views.export.phrases import EXPORTER

MOST_TABS = 90
# Le contour d'une case ou d'un choix est sur ce qui se dessine à sa place, à côté de l'élément lui-même.
SEEN = """() => { const e = document.activeElement;
  const ring = (one) => { const s = getComputedStyle(one); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; };
  return e !== document.body && [e, ...(e.matches('input') ? e.parentElement.querySelectorAll('*') : [])].some(ring); }"""


def tab_to(visit: Visit, selector: str, key: str = "Tab") -> None:
    """Va jusqu'à cet élément par la touche `key` ; le focus n'est jamais perdu, et se voit partout où il passe. Au bout de la
    page, une fois, il passe par le navigateur et revient au premier élément."""
    ends = 0
    for _ in range(MOST_TABS):
        visit.page.keyboard.press(key)
        if visit.page.evaluate("document.activeElement === document.body"):
            ends += 1
            visit.page.keyboard.press(key)
            first = visit.page.evaluate("document.activeElement.matches('.evitement')")
            assert ends == 1 and first, f"focus perdu en allant à {selector}"
        told = visit.page.evaluate("document.activeElement.outerHTML.slice(0, 160)")
        assert visit.page.evaluate(SEEN), f"focus invisible : {told}"
        if visit.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"le clavier n'atteint pas {selector}")


def has_focus(visit: Visit, selector: str) -> None:
    """Le focus est, ou revient, sur cet élément."""
    visit.until("(selector) => document.activeElement.matches(selector)", selector)
    assert visit.page.evaluate(SEEN)


def test_theme_and_filters_by_keyboard_alone(open_visit, demonstration):
    visit = open_visit(demonstration)
    keyboard = visit.page.keyboard
    tab_to(visit, "select[data-controle=theme]")
    keyboard.press("ArrowDown")
    visit.until_view(theme="zonage-infirmiers")
    tab_to(visit, "[data-legende='zonage-infirmiers'] input[type=checkbox]")
    keyboard.press("Space")
    visit.until("() => __page.vue.masquer.length === 1")
    tab_to(visit, "#structures input[value=cds], input[value=cds]")
    keyboard.press("Space")
    visit.until_view(structures=["msp"])
    tab_to(visit, "#departements")
    keyboard.type("Lot (")
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    visit.until_view(departements=["46"])
    keyboard.press("Escape")
    tab_to(visit, "select[data-controle=montagne]", "Shift+Tab")
    keyboard.press("ArrowDown")
    visit.until_view(montagne="oui")
    visit.choose("theme", "pastel")
    visit.until_view(theme="pastel")
    tab_to(visit, "#annee-choix")
    keyboard.press("ArrowLeft")
    visit.until_view(theme="pastel", annee=2020)
    tab_to(visit, "#effacer", "Shift+Tab")
    keyboard.press("Enter")
    visit.until_view(departements=[], montagne="")
    # Le bouton a disparu : le focus est passé à son voisin.
    has_focus(visit, "#lister")


def test_dialogs_share_and_export_by_keyboard_alone(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-46")
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    keyboard = visit.page.keyboard
    tab_to(visit, "#sources")
    for control, dialog in (("#sources", "#dialogue-sources"), ("#lister", "#dialogue-liste"), ("[data-exporter]", "#dialogue-export")):
        if not visit.page.evaluate("(selector) => document.activeElement.matches(selector)", control):
            tab_to(visit, control)
        keyboard.press("Enter")
        visit.until(f"() => document.querySelector('{dialog}').open && document.querySelector('{dialog}').contains(document.activeElement)")
        if control == "[data-exporter]":
            tab_to(visit, "[data-export=csv]")
            with visit.page.expect_download() as caught:
                keyboard.press("Enter")
            assert caught.value.suggested_filename.endswith("lot.csv")
        keyboard.press("Escape")
        visit.until(f"() => !document.querySelector('{dialog}').open")
        has_focus(visit, control)
    tab_to(visit, "#partager")
    keyboard.press("Enter")
    visit.until_equal(lambda: visit.page.locator("#partage").inner_text(), w.PHRASES_CARTE["lienCopie"])
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.page.url
    has_focus(visit, "#partager")


def test_the_whole_way_by_finger_alone(open_visit, demonstration):
    visit = open_visit(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    page, sheets = visit.page, visit.page.get_by_role("navigation", name=w.VOLETS)
    sheets.get_by_role("button", name=w.AFFICHER_FILTRES).tap()
    page.locator("#controles").wait_for(state="hidden")  # la feuille était ouverte : la poignée la ferme, puis la rouvre
    sheets.get_by_role("button", name=w.AFFICHER_FILTRES).tap()
    visit.choose("theme", "zonage-infirmiers")
    visit.until_view(theme="zonage-infirmiers")
    visit.choose("montagne", "oui")
    visit.until_view(montagne="oui")
    page.locator("[data-legende='zonage-infirmiers'] label").first.tap()
    visit.until("() => __page.vue.masquer.length === 1")
    visit.choose("theme", "pastel")
    page.get_by_role("button", name=w.LECTURE).tap()
    visit.until_view(theme="pastel", annee=2021)
    page.locator("#effacer").tap()
    visit.until_view(montagne="")
    sheets.get_by_role("button", name=w.AFFICHER_FICHE).tap()
    page.get_by_role("button", name=EXPORTER, exact=True).tap()
    with page.expect_download() as caught:
        page.locator("[data-export=csv]").tap()
    assert caught.value.suggested_filename.endswith("occitanie.csv")
    page.locator("#dialogue-export [data-ferme]").tap()
    page.locator("#panneau details.repond summary").first.tap()
    assert page.locator("#panneau .repond-corps").first.is_visible()
