"""Le cadre d'un territoire : rien de ce qui flotte sur la carte ne couvre une de ses communes."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE

# Les communes du territoire dont la mairie n'est pas à découvert sur la carte.
COVERED = """
(prefixes) => {
  const p = window.__page, toile = p.carte.carte.getCanvas(), cadre = toile.getBoundingClientRect();
  return p.donnees.codes.filter((code, i) => {
    if (!p.donnees.points[i] || !prefixes.some((prefixe) => code.startsWith(prefixe))) return false;
    const { x, y } = p.carte.carte.project(p.donnees.points[i]);
    return document.elementFromPoint(cadre.x + x, cadre.y + y) !== toile;
  });
}
"""


@pytest.mark.parametrize("size", [(1366, 768), (1366, 900), (1920, 1080)])
def test_no_commune_of_the_territory_is_under_the_legend(size, open_visit, demonstration):
    visit = open_visit(demonstration, viewport={"width": size[0], "height": size[1]})
    assert visit.page.evaluate(COVERED, [""]) == []
    for code in ("11", "46", "65"):
        visit.address_becomes(f"?territoire=dep-{code}")
        visit.until_view(territoire=f"dep-{code}")
        visit.settled()
        assert visit.page.evaluate(COVERED, [code]) == [], code


def test_on_a_phone_the_region_is_above_the_legend_and_beside_the_buttons(open_visit, demonstration):
    visit = open_visit(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    assert visit.page.evaluate(COVERED, [""]) == []


def test_the_source_and_the_dates_unfold_in_the_legend(open_visit, demonstration):
    page = open_visit(demonstration).page
    source = page.locator(".legende .source-couche").first
    assert not source.is_visible()
    page.locator(".dates-vue summary").press("Enter")
    assert source.is_visible() and page.locator("#dates").is_visible()
