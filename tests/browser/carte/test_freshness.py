"""Une page restée ouverte dit que les données ont changé, ou qu'un autre jeu attend un redémarrage."""

from __future__ import annotations

import json

from views.ecriture import phrases as w

COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"


def answer_with(visit, **changes) -> None:
    """Le service répond désormais ceci à /healthz, et le visiteur revient sur la page."""
    body = {"status": "ok", "data": {"hash": shown(visit)}, "en_attente": None, **changes}
    visit.context.unroute("**/healthz")
    visit.context.route("**/healthz", lambda route: route.fulfill(body=json.dumps(body), content_type="application/json"))
    visit.page.evaluate(COME_BACK)


def shown(visit) -> str:
    return visit.page.locator("#avis-donnees").get_attribute("data-empreinte")


def test_nothing_is_said_while_the_data_are_those_of_the_page(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    with visit.page.expect_response("**/healthz"):
        visit.page.evaluate(COME_BACK)
    assert visit.page.locator("#avis-donnees").is_hidden()


def test_a_set_that_waits_for_a_restart_is_said_without_a_button(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    message = w.attente("ab", "2026-11-20")
    answer_with(visit, en_attente={"hash": "ab", "date": "2026-11-20", "message": message})
    visit.page.get_by_text(message).wait_for()
    assert visit.page.get_by_role("button", name=w.RECHARGER).is_hidden()
    answer_with(visit)
    visit.page.locator("#avis-donnees").wait_for(state="hidden")


def test_a_page_older_than_the_service_offers_to_reload_itself(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    answer_with(visit, data={"hash": "une autre"})
    visit.page.get_by_text(w.DONNEES_CHANGEES).wait_for()
    button = visit.page.get_by_role("button", name=w.RECHARGER)
    assert button.bounding_box()["height"] >= 44
    with visit.page.expect_navigation():
        button.click()


def test_a_service_that_does_not_answer_changes_nothing(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False, allowed=("Failed to load resource",))
    visit.context.route("**/healthz", lambda route: route.abort())
    with visit.page.expect_event("requestfailed"):
        visit.page.evaluate(COME_BACK)
    assert visit.page.locator("#avis-donnees").is_hidden()
