"""Chercher une commune dans la page : au clavier, au doigt, sans rien envoyer à mi-mot, hors de la région comprise."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import PHONE
from tests.browser.visit import Visit
from views.carte.phrases import CHERCHER, PHRASES_RECHERCHE

API = "/api/v1/communes"


def field(visit: Visit):
    return visit.page.get_by_role("combobox", name=CHERCHER)


def asked(visit: Visit) -> list[str]:
    """Ce qui a été cherché, dans l'ordre."""
    addresses = [urlsplit(request.url) for request in visit.requests]
    return [parse_qs(address.query)["q"][0] for address in addresses if address.path == API]


def offers(visit: Visit):
    """Ce que la recherche propose ; les choix des filtres sont aussi des options."""
    return visit.page.locator("#recherche-liste").get_by_role("option")


def options(visit: Visit, first: str) -> list[str]:
    """Les communes proposées, une fois que la première est celle-ci."""
    offers(visit).first.get_by_text(first).first.wait_for()
    return offers(visit).all_inner_texts()


def test_a_commune_is_found_without_accents_and_by_keyboard_alone(open_visit, demonstration):
    visit = open_visit(demonstration)
    search, keyboard = field(visit), visit.page.keyboard
    search.focus()
    assert search.get_attribute("aria-expanded") == "false"
    keyboard.type("saint e", delay=30)
    offered = options(visit, "Saint-E")
    assert search.get_attribute("aria-expanded") == "true"
    assert all(name.startswith("Saint-") for name in offered) and any("Saint-Étienne-de-" in name for name in offered), offered
    # Tapé d'un élan : une seule demande, pour le texte entier.
    assert asked(visit) == ["saint e"]
    assert visit.page.locator(".recherche-annonce").inner_text() == PHRASES_RECHERCHE["tropDeCommunes"].replace("{n}", "20")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    active = search.get_attribute("aria-activedescendant")
    chosen = visit.page.locator(f"#{active}")
    assert chosen.get_attribute("aria-selected") == "true" and chosen.inner_text() == offered[0]
    name = chosen.locator(".recherche-nom").inner_text()
    keyboard.press("Enter")
    visit.until_equal(visit.panel_title().inner_text, name)
    assert visit.view()["territoire"].startswith("com-")
    assert (search.input_value(), search.get_attribute("aria-expanded"), visit.focused()["id"]) == ("", "false", "recherche")


def test_escape_closes_then_clears_and_nothing_is_asked_twice(open_visit, demonstration):
    visit = open_visit(demonstration)
    search, keyboard = field(visit), visit.page.keyboard
    search.focus()
    keyboard.type("figeac")
    assert options(visit, "Figeac") == ["Figeac Lot (46)"]
    keyboard.press("Escape")
    assert (search.input_value(), search.get_attribute("aria-expanded")) == ("figeac", "false")
    keyboard.press("ArrowDown")
    assert search.get_attribute("aria-expanded") == "true"
    keyboard.press("Escape")
    keyboard.press("Escape")
    assert search.input_value() == ""
    keyboard.type("FIGEAC ")
    options(visit, "Figeac")
    assert asked(visit) == ["figeac"]


def test_a_late_answer_is_dropped(open_visit, demonstration):
    visit = open_visit(demonstration)
    late = []

    def keep(route):
        late.append(route)

    visit.context.route("**/api/v1/communes?*q=albi", keep)
    field(visit).fill("albi")
    visit.until_equal(lambda: asked(visit), ["albi"])
    field(visit).fill("muret")
    assert "Muret" in options(visit, "Muret")[0]
    for route in late:
        route.continue_()
    visit.page.wait_for_timeout(300)
    assert "Muret" in options(visit, "Muret")[0]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("conques", "ancienne commune : Conques"),
        ("12076", "ancien code INSEE : 12076"),
        ("46102", "code INSEE : 46102"),
        ("lyon 3e", "Lyon 3e Arrondissement · hors de la carte affichée"),
        ("<img src=x onerror=alert(1)>", None),
    ],
)
def test_a_list_says_by_what_a_commune_was_found(open_visit, demonstration, typed, shown):
    visit = open_visit(demonstration, ready=False)
    field(visit).fill(typed)
    visit.page.locator(".recherche-panneau").wait_for()
    if shown is None:
        assert visit.page.locator(".recherche-dit").inner_text() == PHRASES_RECHERCHE["aucune"]
    else:
        assert any(shown in text for text in offers(visit).all_inner_texts())
    assert visit.page.locator("#recherche-boite img").count() == 0


def test_a_wrong_name_brings_near_ones(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    field(visit).fill("carcasone")
    assert "Carcassonne" in options(visit, "Carcassonne")[0]
    assert visit.page.locator(".recherche-dit").inner_text() == PHRASES_RECHERCHE["proches"]


def test_out_of_every_map_its_page_opens(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    field(visit).fill("noumea")
    visit.page.locator("#recherche-liste").get_by_role("option", name="Nouméa").click()
    visit.page.wait_for_url("**/commune/98818")
    visit.page.get_by_role("heading", name="Nouméa", level=1).wait_for()


def test_when_the_server_is_silent_the_page_says_so(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False, blocked="**/api/v1/communes?*", allowed=("ERR_FAILED",))
    field(visit).fill("albi")
    visit.page.locator(".recherche-dit", has_text=PHRASES_RECHERCHE["panne"]).wait_for()


def test_by_finger_on_a_phone(open_visit, demonstration):
    visit = open_visit(demonstration, viewport=PHONE, has_touch=True, is_mobile=True)
    field(visit).tap()
    field(visit).fill("31260")
    assert "Salies-du-Salat" in options(visit, "Salies")[0]
    boxes = [one.bounding_box() for one in offers(visit).all()]
    assert all(box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)
    visit.page.locator("#recherche-liste").get_by_role("option", name="His").tap()
    visit.until_equal(visit.panel_title().inner_text, "His")
    assert visit.view()["territoire"] == "com-31237"
    assert visit.focused()["id"] != "recherche"
