"""La place de la carte : la région y tient la plus grande part, rien ne la couvre, et une carte déplacée reste où elle est."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE
from tests.browser.visit import Visit

# La part de la fenêtre que prend le rectangle de la région.
FILL = """
() => {
  const p = window.__page, [o, s, e, n] = p.config.region.bbox, a = p.carte.carte.project([o, n]), b = p.carte.carte.project([e, s]);
  return ((b.x - a.x) * (b.y - a.y)) / (innerWidth * innerHeight);
}
"""
# Ce qui est posé sur la carte, hors de MapLibre.
OVER = """
() => {
  const toile = window.__page.carte.carte.getCanvas(), { left, top, width, height } = toile.getBoundingClientRect(), vus = new Set();
  for (let x = 2; x < width; x += 24) for (let y = 2; y < height; y += 24) {
    const dessus = document.elementFromPoint(left + x, top + y);
    if (dessus !== toile) vus.add(dessus?.closest("[class]")?.className);
  }
  return [...vus];
}
"""
# La part de la fenêtre que prend la carte elle-même.
MAP = """(() => {
  const { width, height } = __page.carte.carte.getCanvas().getBoundingClientRect();
  return (width * height) / (innerWidth * innerHeight);
})()"""


def resized(visit: Visit, width: int, height: int) -> Visit:
    visit.page.set_viewport_size({"width": width, "height": height})
    visit.page.wait_for_timeout(300)
    visit.settled()
    return visit


def test_the_region_fills_the_window_at_each_size_and_nothing_lies_on_it(open_visit, demonstration):
    visit = open_visit(demonstration, viewport={"width": 1366, "height": 768})
    for (width, height), least in {(1366, 768): 0.38, (1920, 1080): 0.45, (1280, 720): 0.30}.items():
        resized(visit, width, height)
        opened = visit.page.evaluate(FILL)
        assert opened >= least, (width, height, opened)
        visit.page.locator("#plier").click()
        visit.settled()
        assert visit.page.evaluate(FILL) >= opened, (width, height, "fiche pliée")
        visit.page.locator("#plier").click()
        visit.settled()
        assert all("maplibregl-ctrl" in name for name in visit.page.evaluate(OVER)), visit.page.evaluate(OVER)


@pytest.mark.parametrize("size", [(960, 540), (683, 384)])
def test_enlarged_twice_the_map_keeps_half_of_the_window(size, open_visit, demonstration):
    visit = open_visit(demonstration, viewport={"width": size[0], "height": size[1]})
    assert visit.page.evaluate(MAP) >= 0.5
    assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_map_the_search_the_sentence_and_one_sheet(open_visit, demonstration):
    visit = open_visit(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    page = visit.page
    for seen in ("#recherche", "#resume", "#controles", ".carte canvas"):
        assert page.locator(seen).first.is_visible(), seen
    assert not page.locator("#panneau").is_visible()
    bounds = page.locator(".carte canvas").bounding_box()
    assert bounds is not None and bounds["height"] > 250


def test_a_theme_does_not_move_the_map_and_a_moved_map_is_left_alone(open_visit, demonstration):
    visit = open_visit(demonstration, viewport={"width": 1366, "height": 768})
    before = visit.page.evaluate("__page.carte.carte.getZoom()")
    visit.choose("theme", "apl")
    visit.until_view(theme="apl")
    visit.settled()
    assert visit.page.evaluate("__page.carte.carte.getZoom()") == before
    visit.page.locator(".maplibregl-ctrl-zoom-in").click()
    visit.settled()
    moved = visit.page.evaluate("__page.carte.carte.getZoom()")
    assert moved > before
    visit.choose("montagne", "oui")
    visit.until_view(montagne="oui")
    resized(visit, 1280, 720)
    assert visit.page.evaluate("__page.carte.carte.getZoom()") == moved


def test_choosing_an_area_leads_there_and_clearing_leads_back(open_visit, demonstration):
    visit = open_visit(demonstration, "?departements=46", viewport={"width": 1366, "height": 768})
    visit.settled()
    lot = visit.page.evaluate("__page.carte.carte.getZoom()")
    visit.page.locator("#effacer").click()
    visit.until_view(departements=[])
    visit.settled()
    assert visit.page.evaluate("__page.carte.carte.getZoom()") < lot - 1
