"""De la région à la commune et retour, à la souris, à l'adresse, au clavier seul."""

from __future__ import annotations

import pytest

from views.ecriture import phrases as w

DEFAULT = {
    "territoire": "reg-76",
    "theme": "zonage-medecins",
    "masquer": [],
    "structures": ["msp", "cds"],
    "departements": [],
    "montagne": "",
    "frr": "",
    "qpv": "",
    "epci": "",
    "croiser": "",
    "apl": "",
    "annee": 2021,
}


def test_from_the_map_to_a_departement_to_a_commune_and_back(open_visit, demonstration, atlas):
    visit = open_visit(demonstration)
    page, lot = visit.page, atlas.communes.index[atlas.communes["departement"] == "46"].to_list()
    visit.click_commune(visit.clickable(lot))
    visit.until_equal(visit.panel_title().inner_text, "Lot (46)")
    assert visit.query() == "?territoire=dep-46"
    assert visit.outlined() == {"departement": "46", "commune": -1}
    visit.settled()
    code = visit.clickable(lot)
    visit.click_commune(code)
    commune = atlas.communes.loc[code]
    visit.until_equal(visit.panel_title().inner_text, commune["nom"])
    assert visit.query() == f"?territoire=com-{code}"
    assert visit.outlined() == {"departement": "", "commune": int(commune["numero"])}
    assert page.locator("#panneau").get_by_text(w.MAIRIE, exact=True).is_visible()
    page.get_by_role("navigation", name=w.FIL).get_by_role("link", name="Lot").click()
    visit.until_equal(visit.panel_title().inner_text, "Lot (46)")
    for title, query in ((commune["nom"], f"?territoire=com-{code}"), ("Lot (46)", "?territoire=dep-46"), ("Occitanie", "")):
        page.go_back()
        visit.until_equal(visit.panel_title().inner_text, title)
        visit.until_equal(visit.query, query)
    assert visit.outlined() == {"departement": "", "commune": -1}


def test_a_shared_link_shows_the_same_view(open_visit, demonstration):
    first = open_visit(demonstration, "?territoire=dep-65&theme=zonage-infirmiers")
    first.choose("montagne", "oui")
    first.page.get_by_role("checkbox", name="Très dotée").uncheck()
    first.until_equal(lambda: first.view()["montagne"], "oui")
    first.until_equal(lambda: len(first.view()["masquer"]), 1)
    first.settled()
    link = first.page.url
    second = open_visit(demonstration, link.removeprefix(demonstration + "/"))
    assert second.view() == first.view()
    assert second.states() == first.states()
    assert second.painted() == first.painted()
    assert second.legend() == first.legend()
    assert second.page.locator("#avis").is_hidden()


def test_nonsense_in_an_address_gives_the_default_view_and_says_so(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-99&theme=<script>alert(1)</script>")
    notice = visit.page.locator("#avis")
    assert notice.is_visible() and "n'est pas reconnue" in notice.inner_text()
    assert visit.view() == DEFAULT
    for nonsense in (
        "?annee=1999&montagne=peut-%C3%AAtre",
        "?territoire=com-00000",
        "?masquer=%00%FF",
        "?" + "a=1&" * 200,
        "?theme=" + "x" * 3000,
    ):
        visit.address_becomes("?theme=apl")
        visit.until_view(theme="apl")
        notice.wait_for(state="hidden")
        visit.address_becomes(nonsense)
        notice.wait_for()
        visit.until_equal(visit.view, DEFAULT)


def test_the_whole_way_by_keyboard_alone(open_visit, demonstration):
    visit = open_visit(demonstration)
    keyboard = visit.page.keyboard
    keyboard.press("Tab")
    assert visit.focused()["texte"] == w.ALLER_A_LA_CARTE and visit.focused()["visible"]
    keyboard.press("Enter")
    assert visit.focused()["id"] == "scene"
    visit.page.locator(".evitement").first.focus()
    keyboard.press("Tab")
    assert visit.focused()["texte"] == w.ALLER_A_LA_FICHE and visit.focused()["visible"]
    keyboard.press("Tab")
    assert visit.focused()["texte"] == w.TITRE and visit.focused()["visible"]
    visit.page.locator("#recherche").focus()
    # Entrée tout de suite : la réponse est attendue, et la seule commune trouvée s'ouvre.
    keyboard.type("figeac")
    keyboard.press("Enter")
    visit.until_equal(visit.panel_title().inner_text, "Figeac")
    visit.page.locator(".evitement[href='#panneau']").focus()
    keyboard.press("Enter")
    assert visit.focused()["id"] == "panneau"
    keyboard.press("Tab")
    assert visit.focused()["texte"] == "Occitanie" and visit.focused()["visible"]
    keyboard.press("Tab")
    assert visit.focused()["texte"] == "Lot"
    keyboard.press("Enter")
    visit.until_equal(visit.panel_title().inner_text, "Lot (46)")
    # Le lien suivi n'est plus là : le focus va à la fiche, pas au début de la page.
    assert visit.focused()["id"] == "panneau"
    keyboard.press("Tab")
    keyboard.press("Enter")
    visit.until_equal(visit.panel_title().inner_text, "Occitanie")
    assert visit.view() == DEFAULT


@pytest.mark.parametrize("query", ["?territoire=com-46102", "?territoire=epci-200067361", "?theme=cpts-2019"])
def test_any_kind_of_view_opens(open_visit, demonstration, query):
    visit = open_visit(demonstration, query, ready=False)
    visit.until("document.querySelector('#resume').textContent")
    assert visit.query() == query
