"""Ma commune au téléphone : la page tient en quatre écrans, le champ propose, la position ne quitte pas l'appareil."""

from __future__ import annotations

import pytest

from tests.browser.mesures import assert_accessible
from tests.browser.visit import Visit
from views.ecriture import phrases_pages as p

TELEPHONE = {"width": 390, "height": 844}
ECRANS = 4
DETAIL = "document.getElementById('detail-titre').getBoundingClientRect().top + scrollY"
FIGEAC_LA = {"latitude": 44.6086, "longitude": 2.0322}


@pytest.fixture
def phone(visits, browser, demonstration):
    def opener(path: str, **options) -> Visit:
        visit = Visit(browser, demonstration, viewport=TELEPHONE, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}{path}")
        return visit

    return opener


def test_the_page_is_at_most_four_screens_before_the_detail(phone):
    for code in ("46102", "31555", "66102", "30037"):
        assert phone(f"/commune/{code}").page.evaluate(DETAIL) <= ECRANS * TELEPHONE["height"], code


def test_the_field_proposes_and_what_was_seen_comes_back(phone):
    visit = phone("/commune/46102")
    page = visit.page
    page.goto(f"{visit.address}/commune")
    page.locator("#communes-vues").get_by_role("link", name="Figeac").wait_for()
    field = page.get_by_role("combobox", name=p.CHERCHER_CHAMP)
    field.fill("bess")
    page.get_by_role("option", name="Bessèges Gard").wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert_accessible(visit, "liste proposée")
    page.get_by_role("option", name="Bessèges Gard").click()
    page.wait_for_url("**/commune/30037")


def test_the_position_is_compared_here_and_sent_nowhere(phone):
    visit = phone("/commune", geolocation=FIGEAC_LA, permissions=["geolocation"])
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(f"{request.url} {request.post_data or ''}"))
    visit.page.get_by_role("button", name=p.AUTOUR_DE_MOI).click()
    visit.page.locator("#autour").get_by_role("link", name="Figeac").wait_for()
    assert asked and not [one for one in asked if "44.6" in one or "2.03" in one]
