"""Un téléphone : la carte reste, les volets glissent dessus, tout se touche du doigt et rien de caché ne prend le focus."""

from __future__ import annotations

from tests.browser.conftest import PHONE
from tests.browser.mesures import small_targets
from views.ecriture import phrases as w


def test_sheets_open_and_close_by_touch(open_visit, demonstration):
    visit = open_visit(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit.page
    controls, sheet = page.locator("#controles"), page.locator("#panneau")
    assert controls.is_visible() and not sheet.is_visible()
    for name, shown in ((w.AFFICHER_FILTRES, controls), (w.AFFICHER_FICHE, sheet)):
        button = page.get_by_role("navigation", name=w.VOLETS).get_by_role("button", name=name)
        if button.get_attribute("aria-expanded") == "false":
            button.tap()
        shown.wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        assert [one.is_visible() for one in (controls, sheet)].count(True) == 1
        assert small_targets(page) == []
        assert page.locator(".carte canvas").is_visible()
        button.tap()
        shown.wait_for(state="hidden")
        assert button.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_list_and_a_commune_are_reached_by_touch(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-46", viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit.page
    page.get_by_role("button", name=w.LISTE_COURTE, exact=True).tap()
    dialog = page.get_by_role("dialog", name=w.LISTE)
    dialog.get_by_role("link").first.tap()
    visit.until("() => __page.vue.territoire.startsWith('com-46')")
    page.locator("#panneau").wait_for()
    assert not dialog.is_visible()
