"""Ce qui manque se dit, en français, et le reste continue : les données de la carte, ou la carte elle-même."""

from __future__ import annotations

from views.ecriture import phrases as w


def test_without_the_map_data_the_page_says_so(browser, visits, open_visit, demonstration):
    visit = open_visit(
        demonstration,
        ready=False,
        blocked="**/donnees/**",
        allowed=(r"Failed to load resource", r"Failed to fetch"),
    )
    visit.page.get_by_text(w.PHRASES_CARTE["erreurDonnees"]).wait_for()
    assert visit.panel_title().inner_text() == "Occitanie"


def test_without_webgl_the_list_and_the_panel_still_work(browser_without_webgl, open_visit, demonstration):
    visit = open_visit(demonstration, ready=False, browser=browser_without_webgl, allowed=(r"[Ww]eb[Gg][Ll]",))
    page = visit.page
    page.get_by_text(w.PHRASES_CARTE["erreurCarte"]).wait_for()
    visit.choose("theme", "zonage-infirmiers")
    page.locator("#lister").click()
    dialog = page.get_by_role("dialog", name=w.LISTE)
    assert "4\u202f446 communes affichées · Zonage des infirmiers" in dialog.locator("caption").inner_text()
    dialog.get_by_role("link").first.click()
    page.locator("#panneau").get_by_text(w.MAIRIE, exact=True).wait_for()
