"""Réseau coupé, tuiles perdues, contexte graphique perdu, stockage défendu : l'écran le dit, et se répare."""

from __future__ import annotations

import re

import pytest

from views.ecriture import phrases as w

CALLBACKS, TILES = re.compile(r"/_dash-update-component"), re.compile(r"\.pmtiles")
LOST = (r"Failed to load resource", r"Failed to fetch", r"net::ERR", r"WebGL", r"[Cc]ontext")
SIGNAL = "#carte .etat-carte"


def test_the_network_cut_then_a_departement_the_panel_says_so_then_mends(visits, open_visit, demonstration):
    visit = open_visit(demonstration, allowed=LOST)
    page = visit.page
    page.route(CALLBACKS, lambda route: route.abort())
    page.evaluate("window.dash_clientside.set_props('territoire', { value: 'dep-46' })")
    page.get_by_text(w.FICHE_MUETTE).wait_for()
    assert not page.locator("#fiche-tete h2").is_visible()  # ni l'ancienne tête, ni les nouveaux nombres
    page.unroute(CALLBACKS)
    page.locator("#fiche-tete h2", has_text="Lot").wait_for()
    visit.until("!document.querySelector('#panneau').classList.contains('en-attente')")
    assert page.get_by_text(w.FICHE_MUETTE).count() == 0


@pytest.mark.parametrize("status", [404, 503])
def test_tiles_that_are_refused_are_said_retried_and_mended(visits, open_visit, demonstration, status):
    visit = open_visit(demonstration, ready=False, allowed=LOST)
    page = visit.page
    page.route(TILES, lambda route: route.fulfill(status=status))
    page.reload()
    page.locator(SIGNAL).get_by_text(w.LOCALE_CARTE["Maillage.Incomplete"]).wait_for()
    assert not page.locator("#resume").is_visible()
    page.unroute(TILES)
    visit.until("document.querySelector('#carte').dataset.etat === 'complete'")
    page.locator("#resume").wait_for()


def test_a_proxy_that_answers_the_whole_archive_is_read(visits, open_visit, demonstration):
    visit = open_visit(demonstration, ready=False, allowed=LOST)
    page = visit.page

    def whole(route):
        headers = {name: value for name, value in route.request.headers.items() if name != "range"}
        answer = route.fetch(headers=headers)
        assert answer.status == 200
        route.fulfill(response=answer)

    page.route(TILES, whole)
    page.reload()
    visit.until("window.maillage && document.querySelector('#panneau h2')")
    visit.painted_once()
    assert page.evaluate("document.querySelector('#carte').dataset.etat") == "complete"
    assert page.locator("#resume").is_visible()


def test_a_graphics_context_lost_for_good_is_said_and_a_reload_offered(visits, open_visit, demonstration):
    visit = open_visit(demonstration, allowed=LOST)
    page = visit.page
    page.evaluate("document.querySelector('#carte canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()")
    page.locator(SIGNAL).get_by_text(w.LOCALE_CARTE["Maillage.Perdue"]).wait_for()
    page.locator(SIGNAL).get_by_role("button", name=w.LOCALE_CARTE["Maillage.Recharger"]).click()
    visit.until("window.maillage && document.querySelector('#carte')?.dataset.etat === 'complete'")


def test_embedded_the_map_has_no_header_and_keeps_it(visits, open_visit, demonstration):
    visit = open_visit(demonstration, "?embed=1&territoire=dep-46")
    page = visit.page
    assert page.locator("#avis").is_hidden() and page.locator("header").first.is_hidden()
    page.evaluate("window.dash_clientside.set_props('theme', { value: 'apl' })")
    visit.until("location.search.includes('theme=apl')")
    assert "embed=1" in page.url and "territoire=dep-46" in page.url


FORBIDDEN = """
for (const nom of ["sessionStorage", "localStorage"]) {
  Object.defineProperty(window, nom, { get() { throw new DOMException("défendu", "SecurityError"); } });
}
// L'heure de la machine recule d'un jour toutes les secondes.
const vraie = Date.now.bind(Date); let recul = 0;
setInterval(() => { recul += 86400000; }, 1000);
Date.now = () => vraie() - recul;
"""


def test_the_kiosk_erases_with_storage_forbidden_and_a_clock_that_jumps(browser, demonstration):
    context = browser.new_context(locale="fr-FR")
    try:
        page = context.new_page()
        page.add_init_script(FORBIDDEN)
        page.clock.install()
        page.goto(f"{demonstration}/borne/commune/46102")
        page.locator("#taille").wait_for()
        page.clock.fast_forward(61_000)
        page.locator("#decompte[open]").wait_for()
        page.clock.fast_forward(21_000)
        page.wait_for_url("**/borne/veille")
    finally:
        context.close()


def test_a_kiosk_page_that_lost_a_script_erases_all_the_same_and_reloads_itself(browser, demonstration):
    context = browser.new_context(locale="fr-FR")
    try:
        page = context.new_page()
        page.clock.install()
        page.route("**/borne/serveur.mjs*", lambda route: route.abort())
        page.goto(f"{demonstration}/borne/commune/46102")
        page.unroute("**/borne/serveur.mjs*")
        with page.expect_navigation():
            page.clock.fast_forward(10_500)
        page.locator("#taille").wait_for()
        page.clock.fast_forward(61_000)
        page.locator("#decompte[open]").wait_for()
    finally:
        context.close()
