"""Personne ne touche plus la borne : un décompte, puis rien ne reste du visiteur. Et le serveur peut redémarrer sous elle."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.borne.test_borne_parcours import PORTRAIT, arrived, write
from tests.browser.mesures import assert_accessible
from tests.browser.visit import Visit
from tests.serveur_borne import ServeurDeBorne
from views.borne import phrases as b

IDLE_MS, COUNTDOWN_MS = 60_000, 20_000
BACK_MS = 10_000
# Un serveur lent ou absent : la page qui s'efface le note en console et redemande ; c'est là où elle arrive qu'on vérifie.
SLOW = (r"warning: /borne/veille TimeoutError",)
REFUSED = (
    *SLOW,
    r"warning: /borne/veille TypeError",
    r"ERR_CONNECTION_REFUSED",
    r"ERR_CONNECTION_RESET",
    r"ERR_EMPTY_RESPONSE",
    r"Failed to fetch",
)
# Tout ce que la page sait : son texte, ses champs, ses adresses, ce qu'elle garde.
EVERYTHING = """async () => JSON.stringify([document.documentElement.outerHTML, [...document.querySelectorAll('input')].map((i) => i.value),
  location.href, document.referrer, {...sessionStorage}, {...localStorage}, document.cookie, history.state, await caches.keys(),
  (await indexedDB.databases()).map((d) => d.name), window.name])"""


@pytest.fixture(scope="module")
def running(chromium, tmp_path_factory) -> Iterator[ServeurDeBorne]:
    with ServeurDeBorne(tmp_path_factory.mktemp("borne") / "journal.txt") as started:
        yield started


@pytest.fixture
def server(running: ServeurDeBorne) -> Iterator[ServeurDeBorne]:
    """Le serveur du module, en route : un essai qui l'arrête et échoue ne fait échouer que lui."""
    yield running
    if not running.running:
        running.start()


@pytest.fixture
def watched(visits, browser, server):
    """Une visite dont l'essai tient l'horloge : watched("/commune"), puis visit.page.clock. `still` : elle ne bouge que de
    la main de l'essai, pour qu'une machine lente ne finisse pas un décompte pendant qu'on l'examine."""

    def opener(path: str = "", still: bool = False, **options) -> Visit:
        visit = Visit(browser, server.address, viewport=PORTRAIT, has_touch=True, allowed=SLOW, **options)
        visits.append(visit)
        visit.page.clock.install()
        visit.page.goto(f"{server.address}/borne{path}")
        visit.until("document.readyState === 'complete'")
        if still:
            visit.page.clock.pause_at(visit.page.evaluate("Date.now()") / 1000 + 1)
        return visit

    return opener


def leave_alone(visit: Visit, milliseconds: int) -> None:
    """Laisse passer ce temps d'un coup, comme une horloge qu'on avance ; les minuteurs échus sonnent une fois."""
    visit.page.clock.fast_forward(milliseconds)
    visit.page.wait_for_timeout(100)


def run_slowly(visit: Visit, milliseconds: int) -> None:
    """Avance l'horloge par pas, en laissant au serveur le temps de répondre : plusieurs battements à la fois feraient une panne."""
    while milliseconds > 0:
        visit.page.clock.run_for(min(milliseconds, 2_000))
        visit.page.wait_for_timeout(150)
        milliseconds -= 2_000


def nobody_comes_back(visit: Visit) -> None:
    """Le décompte, jusqu'au bout, puis la veille."""
    leave_alone(visit, IDLE_MS)
    visit.page.locator("#decompte").wait_for()
    leave_alone(visit, COUNTDOWN_MS + 500)
    visit.until("document.body.classList.contains('vue-veille')")


def test_the_countdown_is_seen_announced_and_answered(watched):
    visit = watched("/commune/46102", still=True)
    page, countdown = visit.page, visit.page.locator("#decompte")
    leave_alone(visit, IDLE_MS - 5_000)
    assert not countdown.is_visible()
    leave_alone(visit, 5_000)
    assert countdown.is_visible() and page.locator("#decompte-nombre").inner_text() == "20"
    assert visit.focused()["id"] == "encore"
    announced = page.locator("#decompte-annonce")
    assert announced.inner_text() == b.DECOMPTE_RESTE[1].format(n=20)
    run_slowly(visit, 10_200)
    visit.until("Number(document.getElementById('decompte-nombre').textContent) <= 10")
    assert announced.inner_text() == b.DECOMPTE_RESTE[1].format(n=10)
    button = page.get_by_role("button", name=b.ENCORE)
    box = button.bounding_box()
    assert box["y"] >= PORTRAIT["height"] / 3 and box["height"] >= 100
    # Au point du bouton : le décompte s'efface dès que le doigt se pose, et Playwright n'y trouverait plus son bouton.
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert not countdown.is_visible()
    leave_alone(visit, IDLE_MS - 5_000)
    assert not countdown.is_visible() and page.url.endswith("/borne/commune/46102")


def test_the_countdown_is_accessible(watched):
    # L'horloge court : axe attend des minuteurs, qu'une horloge arrêtée ne ferait jamais sonner.
    visit = watched("/commune/46102")
    leave_alone(visit, IDLE_MS)
    visit.page.locator("#decompte").wait_for()
    assert_accessible(visit, "décompte")


def test_touching_anywhere_starts_the_wait_again(watched):
    visit = watched(still=True)
    leave_alone(visit, IDLE_MS - 5_000)
    visit.page.touchscreen.tap(540, 300)
    leave_alone(visit, IDLE_MS - 5_000)
    assert not visit.page.locator("#decompte").is_visible()
    leave_alone(visit, 5_000)
    visit.page.locator("#decompte").wait_for()
    box = visit.page.get_by_role("link", name="Ma commune").bounding_box()
    visit.page.touchscreen.tap(box["x"] + 20, box["y"] + 20)
    assert not visit.page.locator("#decompte").is_visible(), "un doigt, même à côté du bouton, dit qu'on est là"
    visit.page.wait_for_timeout(800)
    assert visit.page.url.endswith("/borne"), "ce doigt-là n'ouvre pas la porte qui était sous le décompte"


def test_nothing_of_the_last_visitor_can_be_found(watched, server):
    visit = watched()
    page = visit.page
    page.get_by_role("button", name=b.TEXTE_GRAND).tap()
    page.get_by_role("link", name="Ma commune").tap()
    arrived(visit, "/borne/commune")
    write(visit, "figeac")
    page.get_by_role("link", name="Figeac Lot").tap()
    arrived(visit, "/borne/commune/46102")
    page.get_by_role("link", name=b.RETOUR).tap()
    arrived(visit, "/borne/commune")
    write(visit, "lourdes")
    page.get_by_role("link", name="Lourdes").wait_for()
    assert page.evaluate("sessionStorage.length") == 1
    entries = page.evaluate("history.length")
    nobody_comes_back(visit)
    known = page.evaluate(EVERYTHING).lower()
    for trace in ("figeac", "lourdes", "46102", "65286", "borne-taille"):
        assert trace not in known, trace
    assert page.evaluate("history.length") == entries
    page.go_back()
    assert page.url in (f"{server.address}/borne/veille", "about:blank")
    assert not [trace for trace in ("figeac", "lourdes", "46102") if trace in page.content().lower()]
    log = server.log().lower()
    assert "maillage est ouvert" in log
    assert not [trace for trace in ("figeac", "lourdes", "46102", "/borne") if trace in log]
    asked = [request for request in visit.requests if "lourdes" in f"{request.url} {request.post_data}"]
    assert asked and all(request.method == "POST" and "lourdes" not in request.url for request in asked)


def test_the_next_visitor_finds_ordinary_text_and_an_empty_field(watched):
    visit = watched("/commune")
    visit.page.get_by_role("button", name=b.TEXTE_GRAND).tap()
    write(visit, "figeac")
    nobody_comes_back(visit)
    visit.page.touchscreen.tap(540, 900)
    arrived(visit, "/borne")
    assert visit.page.get_by_role("button", name=b.TEXTE_GRAND).get_attribute("aria-pressed") == "false"
    visit.page.get_by_role("link", name="Ma commune").tap()
    arrived(visit, "/borne/commune")
    assert visit.page.locator("#champ").input_value() == "" and visit.page.locator("#trouvees li").count() == 0


def test_the_loop_shows_one_town_at_a_time(watched):
    visit = watched()
    visit.page.emulate_media(reduced_motion="no-preference")
    visit.page.goto(f"{visit.address}/borne/veille")
    visit.until("document.readyState === 'complete'")
    seen = []
    for _ in range(6):
        shown = visit.page.locator(".etape.montre h2")
        visit.until("document.querySelectorAll('.etape.montre h2').length === 1")
        seen.append(shown.inner_text())
        run_slowly(visit, 6_000)
    assert len(set(seen)) == visit.page.locator(".etape").count() >= 2
    # RGAA 13.8 : toucher, où que ce soit, arrête le mouvement.
    visit.page.touchscreen.tap(540, 300)
    arrived(visit, "/borne")


def test_without_motion_the_loop_is_still(watched):
    visit = watched("/veille")
    before = visit.page.locator("#veille").inner_html()
    leave_alone(visit, 30_000)
    assert visit.page.locator("#veille").inner_html() == before and visit.page.locator(".etape.montre").count() == 1


def test_a_server_that_restarts_is_said_and_the_kiosk_comes_back(browser, visits, server):
    visit = Visit(browser, server.address, viewport=PORTRAIT, has_touch=True, allowed=REFUSED)
    visits.append(visit)
    page = visit.page
    page.goto(f"{server.address}/borne")
    page.get_by_role("link", name="Ma commune").wait_for()
    server.stop()
    # Sans passer par le doigt : la panne, dite d'elle-même entre-temps, couvrirait la porte.
    page.get_by_role("link", name="Ma commune").dispatch_event("click")
    page.get_by_role("alert").wait_for()
    assert b.PANNE_TEXTE in page.get_by_role("alert").inner_text()
    assert page.url == f"{server.address}/borne", "jamais une page d'erreur du navigateur"
    assert_accessible(visit, "panne")
    server.start()
    page.wait_for_url("**/borne/commune", timeout=BACK_MS)
    write(visit, "figeac")
    page.get_by_role("link", name="Figeac Lot").wait_for()


def test_without_touching_anything_it_is_said_too(browser, visits, server):
    visit = Visit(browser, server.address, viewport=PORTRAIT, has_touch=True, allowed=REFUSED)
    visits.append(visit)
    visit.page.goto(f"{server.address}/borne/commune/46102")
    server.stop()
    visit.page.get_by_role("alert").wait_for(timeout=BACK_MS)
    server.start()
    visit.page.get_by_role("alert").wait_for(state="hidden", timeout=BACK_MS)
    visit.page.get_by_role("heading", name="Figeac").wait_for()


def test_idle_with_the_server_down_still_leaves_nothing(browser, visits, server):
    visit = Visit(browser, server.address, viewport=PORTRAIT, has_touch=True, allowed=REFUSED)
    visits.append(visit)
    visit.page.clock.install()
    visit.page.goto(f"{server.address}/borne/commune/46102")
    visit.until("document.readyState === 'complete'")
    server.stop()
    leave_alone(visit, IDLE_MS)
    leave_alone(visit, COUNTDOWN_MS + 500)
    visit.page.get_by_role("alert").wait_for()
    assert "figeac" not in visit.page.evaluate(EVERYTHING).lower()
    server.start()
    visit.until("document.body.classList.contains('vue-veille')")
