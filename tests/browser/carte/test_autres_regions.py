"""La carte d'une autre région du même service : elle s'ouvre seule, dit ce qui n'y est pas, et la recherche y mène."""

from __future__ import annotations

from views.carte.phrases import CHERCHER
from views.ecriture import phrases as w

PACA = "/region/93"


def test_paca_opens_with_its_communes_and_says_what_is_missing(open_visit, official):
    visit = open_visit(official + PACA)
    assert visit.panel_title().inner_text() == "Provence-Alpes-Côte d'Azur"
    sentence = visit.page.locator("#resume").inner_text()
    assert sentence.startswith("946 communes"), sentence
    # Les classes, et la commune partagée (Marseille), font le total de la région.
    assert sum(n for n, _ in visit.legend().values()) == 946
    assert visit.page.get_by_text(w.STRUCTURES_NON_RECENSEES).is_visible()
    assert not visit.page.locator(".annees").is_visible()
    others = visit.page.locator("details.cartes")
    others.locator("summary").click()
    assert others.get_by_role("link").count() == 17
    others.get_by_role("link", name="Occitanie", exact=True).click()
    visit.page.get_by_role("heading", name="Occitanie", exact=True).first.wait_for()


def test_a_commune_of_the_other_region_opens_on_its_own_map(open_visit, demonstration):
    visit = open_visit(demonstration)
    visit.page.get_by_role("combobox", name=CHERCHER).fill("gap 05")
    visit.page.locator("#recherche-liste").get_by_role("option", name="Gap").first.click()
    visit.page.wait_for_url("**/region/93/?territoire=com-05061**")
    visit.page.get_by_role("heading", name="Gap").first.wait_for()
