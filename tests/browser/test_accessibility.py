"""axe-core ne trouve rien : WCAG 2.0, 2.1 et 2.2, niveaux A et AA, dans chaque état de la page."""

from __future__ import annotations

from pathlib import Path

from tests.browser.conftest import PHONE
from tests.browser.visit import Visit
from views import wording as w

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(visit: Visit, state: str) -> None:
    """Rien à redire, et des titres de niveaux qui se suivent."""
    if not visit.page.evaluate("Boolean(window.axe)"):
        visit.page.evaluate(AXE)
    found = visit.page.evaluate("(rules) => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)["violations"]
    assert not [f"{state}: {one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def test_desktop_states(open_visit, demonstration):
    visit = open_visit(demonstration)
    page = visit.page
    assert_accessible(visit, "ouverture")
    page.get_by_role("button", name=w.LISTE).click()
    page.get_by_role("dialog", name=w.LISTE).wait_for()
    assert_accessible(visit, "liste")
    page.get_by_role("button", name=w.FERMER).click()
    assert visit.focused()["id"] == "lister"
    page.locator("#sources").click()
    page.get_by_role("dialog", name=w.SOURCES).wait_for()
    assert_accessible(visit, "sources")
    page.keyboard.press("Escape")
    assert visit.focused()["id"] == "sources"
    page.locator("#panneau").get_by_role("link", name="Lot (46)").click()
    visit.until_equal(visit.panel_title().inner_text, "Lot (46)")
    page.locator("#panneau summary").filter(visible=True).first.click()
    assert_accessible(visit, "département")
    visit.address_becomes("?territoire=com-46102&theme=pastel&masquer=2018")
    visit.until_equal(visit.panel_title().inner_text, "Figeac")
    page.locator("#panneau summary").filter(visible=True).nth(1).click()
    assert_accessible(visit, "commune")
    visit.address_becomes("?territoire=dep-99")
    page.locator("#avis").wait_for()
    page.locator("#recherche").fill("saint")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert_accessible(visit, "avis et recherche")


def test_phone_states(open_visit, demonstration):
    visit = open_visit(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    assert_accessible(visit, "téléphone")
    for name in (w.AFFICHER_FILTRES, w.AFFICHER_FICHE):
        visit.page.get_by_role("navigation", name=w.VOLETS).get_by_role("button", name=name).tap()
        assert_accessible(visit, f"téléphone, {name}")


def test_every_control_has_its_name(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    for role, name in (
        ("combobox", w.CHERCHER),
        ("radiogroup", w.THEME),
        ("group", w.STRUCTURES),
        ("combobox", w.DEPARTEMENTS),
        ("radiogroup", w.MONTAGNE),
        ("radiogroup", w.FRR),
        ("group", "Zonage des médecins généralistes"),
        ("slider", w.ANNEE),
        ("region", w.LEGENDE),
        ("main", None),
        ("banner", None),
        ("navigation", w.AFFICHER_FILTRES),
        ("navigation", w.FIL),
        ("complementary", w.PANNEAU),
    ):
        visit.page.get_by_role(role, name=name).first.wait_for(state="attached")
