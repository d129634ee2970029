"""La borne au doigt seul : trois portes, une recherche, une fiche, une carte ; tout se touche, tout se lit, rien n'en sort."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit
from views.borne import phrases as b

PORTRAIT, LANDSCAPE = {"width": 1080, "height": 1920}, {"width": 1920, "height": 1080}
VIEWS = ("", "/commune", "/commune/46102", "/carte", "/comment-ca-marche", "/comment-ca-marche/zonage", "/devinez", "/veille")
FINGER_PX, TEXT_PX = 60, 24
# Ce qui se touche et se voit, et la hauteur où son milieu se trouve, une fois amené à l'écran.
CONTROLS = """() => [...document.querySelectorAll('a[href], button, input, summary')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('dialog'))
  .map((e) => { e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();
                return {nom: e.outerHTML.slice(0, 90), largeur: r.width, hauteur: r.height, haut: r.top, bas: r.bottom}; })"""
SMALL_TEXT = """(least) => [...document.querySelectorAll('body *')]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest('.site-cache, canvas')
    && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .map((e) => [parseFloat(getComputedStyle(e).fontSize) * (e.getScreenCTM ? e.getScreenCTM().a : 1), e.textContent.trim().slice(0, 60)])
  .filter(([taille]) => taille < least - 0.1)"""
PREVENTED = """(name) => { const e = new Event(name, {cancelable: true, bubbles: true}); document.querySelector('h1').dispatchEvent(e);
  return e.defaultPrevented; }"""


@pytest.fixture
def kiosk(visits, browser, demonstration):
    """Ouvre une page de la borne au doigt : kiosk("/carte", viewport=…)."""

    def opener(path: str = "", viewport: dict = PORTRAIT, **options) -> Visit:
        visit = Visit(browser, demonstration, viewport=viewport, has_touch=True, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}/borne{path}")
        if path.startswith("/carte"):
            visit.until("document.body.dataset.prete")
        return visit

    return opener


def arrived(visit: Visit, path: str) -> None:
    """Attend la page de cette adresse, chargée."""
    visit.page.wait_for_url(f"**{path}")
    visit.until("document.readyState === 'complete'")


def write(visit: Visit, text: str) -> None:
    for letter in text:
        visit.page.locator(f'[data-touche="{letter}"]').tap()


def test_my_commune_by_touch_alone(kiosk):
    visit = kiosk()
    page, before = visit.page, visit.page.evaluate("history.length")
    page.get_by_role("link", name="Ma commune").tap()
    arrived(visit, "/borne/commune")
    write(visit, "figeax")
    page.get_by_role("button", name=b.EFFACER).tap()
    write(visit, "c")
    assert page.locator("#champ").input_value() == "figeac"
    page.get_by_role("link", name="Figeac Lot").tap()
    arrived(visit, "/borne/commune/46102")
    assert page.locator("h1").inner_text().startswith("Figeac")
    assert page.locator(".ici-lieux li").count() == 3 and page.locator(".appels dt").count() == 5
    assert page.locator(".ici-qr svg").is_visible()
    page.get_by_role("link", name=b.RETOUR).tap()
    arrived(visit, "/borne/commune")
    assert page.locator("#champ").input_value() == "", "la recherche d'avant n'est pas rendue"
    page.get_by_role("link", name=b.ACCUEIL).tap()
    arrived(visit, "/borne")
    assert visit.page.evaluate("history.length") == before


def test_accents_spaces_and_clearing(kiosk):
    visit = kiosk("/commune")
    write(visit, "sète")
    visit.page.get_by_role("link", name="Sète Hérault").wait_for()
    visit.page.get_by_role("button", name=b.TOUT_EFFACER).tap()
    assert visit.page.locator("#champ").input_value() == "" and visit.page.locator("#trouvees li").count() == 0
    write(visit, "la")
    visit.page.get_by_role("button", name=b.ESPACE, exact=True).tap()
    write(visit, "grand'combe")
    visit.page.get_by_role("link", name="La Grand-Combe Gard").wait_for()
    visit.page.get_by_role("button", name=b.TOUT_EFFACER).tap()
    write(visit, "46100")
    visit.page.get_by_role("link", name="Figeac Lot").wait_for()


def test_the_map_by_touch_alone(kiosk):
    visit = kiosk()
    page = visit.page
    page.get_by_role("link", name="La carte").tap()
    arrived(visit, "/borne/carte")
    visit.until("document.body.dataset.prete")
    page.get_by_role("button", name="Infirmiers").tap()
    page.get_by_text("Très dotée").wait_for()
    page.get_by_role("button", name=b.AGRANDIR).tap()
    page.get_by_role("button", name=b.REGION).tap()
    box = page.locator("#carte").bounding_box()
    # Le premier doigt choisit un département, le second une commune.
    page.touchscreen.tap(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.5)
    page.get_by_text(b.PHRASES_CARTE["puis"]).wait_for()
    assert page.get_by_role("link", name=b.VOIR_LA_FICHE).count() == 0
    visit.page.wait_for_timeout(600)
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    link = page.get_by_role("link", name=b.VOIR_LA_FICHE)
    code = link.get_attribute("href").split("/")[-1].split("?")[0]
    link.tap()
    arrived(visit, f"/borne/commune/{code}?de=carte")
    page.get_by_role("link", name=b.RETOUR).tap()
    arrived(visit, f"/borne/carte?commune={code}")
    page.get_by_role("link", name=b.VOIR_LA_FICHE).wait_for()


def gesture(visit: Visit, frames: list[list[tuple[float, float]]]) -> None:
    """Des doigts posés, déplacés d'une image à l'autre, levés."""
    client = visit.context.new_cdp_session(visit.page)
    for rank, fingers in enumerate(frames):
        points = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(fingers)]
        client.send("Input.dispatchTouchEvent", {"type": "touchMove" if rank else "touchStart", "touchPoints": points})
        visit.page.wait_for_timeout(20)
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def spread(x: float, y: float) -> list[list[tuple[float, float]]]:
    return [[(x - d, y), (x + d, y)] for d in range(40, 200, 16)]


def test_two_fingers_zoom_the_map_and_never_the_page(kiosk):
    visit = kiosk("/carte")
    box = visit.page.locator("#carte").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = visit.page.screenshot(clip=box)
    gesture(visit, spread(x, y))
    visit.page.wait_for_timeout(500)
    zoomed = visit.page.screenshot(clip=box)
    gesture(visit, [[(x + d, y)] for d in range(0, 200, 20)])
    visit.page.wait_for_timeout(500)
    moved = visit.page.screenshot(clip=box)
    assert before != zoomed != moved
    assert visit.page.evaluate("visualViewport.scale") == 1
    visit.page.goto(f"{visit.address}/borne/commune/46102")
    gesture(visit, spread(540, 1200))
    assert visit.page.evaluate("visualViewport.scale") == 1


def test_six_ideas_one_after_the_other(kiosk):
    visit = kiosk()
    visit.page.get_by_role("link", name="Comment ça marche").tap()
    arrived(visit, "/borne/comment-ca-marche")
    visit.page.get_by_role("link", name="Le zonage").tap()
    titles = []
    for _ in range(6):
        visit.until("document.querySelector('.borne-idee')")
        titles.append(visit.page.locator("h1").inner_text())
        visit.page.locator(".borne-idee > p:last-child a").tap()
        visit.until("(title) => document.querySelector('.borne-idee') && document.querySelector('h1').innerText !== title", titles[-1])
    assert len(set(titles)) == 6 and visit.page.locator("h1").inner_text() == titles[0]


@pytest.mark.parametrize("path", VIEWS)
def test_everything_is_within_reach_and_legible(kiosk, path):
    visit = kiosk(path)
    if path == "/commune":
        write(visit, "saint")
        visit.page.locator("#trouvees a").first.wait_for()
    for control in visit.page.evaluate(CONTROLS):
        assert control["largeur"] >= FINGER_PX and control["hauteur"] >= FINGER_PX, control
        assert control["haut"] >= PORTRAIT["height"] / 3 and control["bas"] <= PORTRAIT["height"], control
    assert visit.page.evaluate(SMALL_TEXT, TEXT_PX) == []
    visit.page.set_viewport_size(LANDSCAPE)
    for control in visit.page.evaluate(CONTROLS):
        assert control["largeur"] >= FINGER_PX and control["hauteur"] >= FINGER_PX, control
        assert control["haut"] >= 0 and control["bas"] <= LANDSCAPE["height"], control
    assert visit.page.evaluate(SMALL_TEXT, TEXT_PX) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= LANDSCAPE["width"]


def test_larger_text_follows_the_visitor(kiosk):
    visit = kiosk()
    visit.page.get_by_role("button", name=b.TEXTE_GRAND).tap()
    visit.page.get_by_role("link", name="Comment ça marche").tap()
    arrived(visit, "/borne/comment-ca-marche")
    assert visit.page.get_by_role("button", name=b.TEXTE_GRAND).get_attribute("aria-pressed") == "true"
    assert visit.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 24


def test_no_way_out_of_the_page(kiosk):
    visit = kiosk("/commune/46102")
    page = visit.page
    for name in ("contextmenu", "dragstart", "copy", "auxclick"):
        assert page.evaluate(PREVENTED, name), name
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).userSelect") == "none"
    for keys in ("Control+p", "Control+s", "Control+o", "Control+u", "F5"):
        page.keyboard.press(keys)
    # Un lien d'ailleurs, glissé dans la page, ne s'ouvre pas.
    page.evaluate("""() => { const a = document.createElement('a'); a.href = 'https://exemple.fr/'; a.textContent = a.id = 'dehors';
      document.querySelector('.borne-milieu').prepend(a); a.scrollIntoView(); }""")
    page.locator("#dehors").tap()
    page.evaluate("document.getElementById('dehors').href = '/commune/46102'")
    page.locator("#dehors").tap()
    page.wait_for_timeout(500)
    assert page.url == f"{visit.address}/borne/commune/46102" and len(visit.context.pages) == 1
