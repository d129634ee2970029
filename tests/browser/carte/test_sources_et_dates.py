"""« Sources et millésimes », et la phrase des dates : la même que celle du serveur, sans rien lui demander."""

from __future__ import annotations

from pathlib import Path

import pytest

from layers.atlas import Atlas
from tests.browser.conftest import PHONE
from tests.browser.mesures import assert_accessible
from tests.browser.visit import Visit
from views.ecriture import phrases as w
from views.sources import phrases as ws
from views.sources.millesimes import phrase_de_la_vue, pied_de_la_vue
from views.vue.vue import View, default_view, to_query

VIEWS = (
    View("reg-76", theme="zonage-infirmiers", structures=("msp", "cds")),
    View("reg-76", theme="apl", structures=(), frr="oui"),
    View("dep-46", theme="frr", structures=("ehpad",), frr="oui", montagne="non"),
    View("reg-76", theme="pastel", structures=()),
    View("reg-76", theme="pta", structures=("msp", "pharmacie", "cpts"), montagne="oui"),
)


def dates(visit: Visit) -> str:
    """La ligne, au pied de la carte."""
    return visit.page.locator("#dates").inner_text()


def open_sources(visit: Visit) -> None:
    """Par le pied de la carte ; sur un téléphone, il est au bas des filtres."""
    if not visit.page.locator("[data-sources]:visible").count():
        visit.page.locator("[data-volet=controles]").click()
    visit.page.locator("[data-sources]:visible").first.click()
    visit.page.locator("#dialogue-sources[open]").wait_for()


@pytest.mark.parametrize("mode", ["demonstration", "official"])
def test_the_page_writes_the_line_of_the_server(mode, request, open_visit):
    atlas: Atlas = request.getfixturevalue("atlas" if mode == "demonstration" else "official_atlas")
    visit = open_visit(request.getfixturevalue(mode))
    assert dates(visit) == pied_de_la_vue(atlas, default_view(atlas))
    for view in VIEWS:
        visit.address_becomes(to_query(atlas, view))
        visit.until_equal(lambda: dates(visit), pied_de_la_vue(atlas, view))


def test_a_profession_and_a_filter_change_the_sentence_and_ask_for_nothing(official, official_atlas, open_visit):
    visit = open_visit(official)
    view = View("reg-76", theme="zonage-infirmiers", structures=default_view(official_atlas).structures, frr="oui")
    with visit.sending():
        visit.choose("theme", "zonage-infirmiers")
        visit.choose("frr", "oui")
        visit.until_view(theme=view.theme, frr="oui")
        visit.until_equal(lambda: dates(visit), pied_de_la_vue(official_atlas, view))


def test_the_dialog_says_the_dates_of_the_view_and_each_file(official, official_atlas, open_visit):
    view = View("reg-76", theme="apl", structures=("msp",), frr="oui")
    visit = open_visit(official, to_query(official_atlas, view))
    open_sources(visit)
    shown = visit.page.locator("#sources-corps")
    assert shown.locator(".dates").inner_text() == phrase_de_la_vue(official_atlas, view)
    rows = shown.locator("table").first.locator("tbody tr")
    assert rows.count() == len(official_atlas.manifest["sources"])
    text = shown.inner_text()
    for source in official_atlas.manifest["sources"]:
        assert source["sha256"] not in text and Path(source["fichier"]).name not in text, "le fichier et son empreinte sont dans l'API"
    assert_accessible(visit, "sources")


TOUCH = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("options", [TOUCH, {"viewport": {"width": 320, "height": 640}}], ids=["390", "320"])
def test_the_dialog_never_scrolls_sideways_and_each_cell_says_what_it_is(options, demonstration, open_visit):
    visit = open_visit(demonstration, **options)
    open_sources(visit)
    body = visit.page.locator("#sources-corps")
    assert body.evaluate("e => e.scrollWidth <= e.clientWidth")
    cell = body.locator("td").first
    assert cell.evaluate("e => getComputedStyle(e, '::before').content").startswith(f'"{ws.COLONNES[1]} :')
    assert_accessible(visit, "sources, en fiches")


def test_the_dialog_becomes_sheets_when_the_text_is_twice_as_large(demonstration, open_visit):
    visit = open_visit(demonstration)
    visit.page.add_style_tag(content="html { font-size: 200% }")
    open_sources(visit)
    body = visit.page.locator("#sources-corps")
    assert body.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert body.locator("td").first.evaluate("e => getComputedStyle(e).display") == "block"


def test_a_demonstration_says_it_in_the_legend_and_in_the_dialog(demonstration, open_visit):
    visit = open_visit(demonstration)
    assert visit.page.locator(".pied-de-carte .simule").inner_text() == w.DEMONSTRATION.capitalize()
    assert "simulée" in visit.page.locator(".legende .simule:visible").first.inner_text()
    open_sources(visit)
    assert visit.page.locator("#sources-corps .simule").is_visible()
