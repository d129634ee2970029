"""La carte en mots au clavier seul, au doigt seul et à la synthèse vocale ; et les mêmes chiffres que la carte, lus dans la page."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import pytest

from layers.commune.marche import boussole
from tests.browser.carte.test_accessibility import assert_accessible
from tests.browser.conftest import PHONE
from tests.browser.visit import Visit
from views.ecriture import phrases as w
from views.mots import phrases as m

VIEWS = (
    "?territoire=com-46064",
    "?territoire=dep-46&masquer=ZIP",
    "?territoire=dep-46&classe=ZAC",
    "?theme=pastel&annee=2019",
    "?q=figeac",
)
# Les rangs négatifs de vue.mjs, et ce que la table emportée en dit.
MARKS = {-1: w.PAS_DE_DONNEE, -2: w.MASQUE, -3: w.PARTAGE}


@pytest.fixture
def opened(visits, browser, demonstration):
    """Ouvre la carte en mots : opened("?territoire=…", fenêtre)."""

    def opener(query: str = "", viewport: dict | None = None, **options) -> Visit:
        visit = Visit(browser, demonstration, viewport=viewport or {"width": 1366, "height": 900}, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}{m.CHEMIN}{query}")
        return visit

    return opener


def heard(visit: Visit) -> list[str]:
    """Ce que la zone vivante a dit depuis listen()."""
    return visit.page.evaluate("window.__dits")


def listen(visit: Visit) -> None:
    visit.page.evaluate(
        """() => { window.__dits = []; const zone = document.getElementById('annonce');
        new MutationObserver(() => { if (zone.textContent) window.__dits.push(zone.textContent); }).observe(zone, {childList: true}); }"""
    )


def title(visit: Visit) -> str:
    return visit.page.locator("h1").inner_text()


def focus(visit: Visit) -> str:
    """L'identifiant, ou le côté, de ce qui a le focus."""
    return visit.page.evaluate("document.activeElement.dataset.axe || document.activeElement.id || document.activeElement.tagName")


# ---------------------------------------------------------------- axe, tailles
@pytest.mark.parametrize("query", VIEWS)
def test_each_view_is_accessible_and_fits_everywhere(opened, query):
    visit = opened(query)
    visit.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    assert_accessible(visit, query)
    for width, size in ((1366, "100%"), (320, "100%"), (640, "200%")):
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.page.evaluate("(taille) => { document.documentElement.style.fontSize = taille; }", size)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, (width, size)


def test_every_target_is_as_large_as_a_finger(opened):
    visit = opened("?territoire=com-46064", PHONE, has_touch=True, is_mobile=True)
    visit.page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    small = visit.page.evaluate(
        """[...document.querySelectorAll('#mots a, #mots button:not(.sigle), #mots input:not([type=hidden]), #mots select, #mots summary')]
        .map((e) => [e.closest('label') ?? e, e]).filter(([cible]) => cible.getBoundingClientRect().height < 43.5)
        .map(([, e]) => e.outerHTML.slice(0, 90))"""
    )
    assert small == []


# ---------------------------------------------------------------- au clavier seul
def test_walking_by_the_arrows_says_each_change_once_and_keeps_the_focus(opened):
    visit = opened("?territoire=com-46064")
    page = visit.page
    listen(visit)
    start = title(visit)
    page.locator("#boussole").focus()
    north = page.locator("#boussole [data-axe='N'] strong").inner_text()
    page.keyboard.press("ArrowUp")
    visit.until("(nom) => document.querySelector('h1').textContent === nom", north)
    visit.until("window.__dits.length === 1")
    assert focus(visit) == "boussole"
    assert heard(visit)[0].startswith(f"{north}, ") and "Médecins généralistes" in heard(visit)[0]
    assert page.title().startswith(north) and "territoire=com-" in visit.query()
    page.go_back()
    visit.until("(nom) => document.querySelector('h1').textContent === nom", start)
    visit.until("window.__dits.length === 2")
    assert heard(visit)[1].startswith(f"{start}, ") and focus(visit) == "boussole"
    assert_accessible(visit, "après la marche")


def test_a_link_followed_by_enter_keeps_its_side(opened):
    visit = opened("?territoire=com-46064")
    page = visit.page
    page.locator("#boussole a[data-axe='E']").focus()
    before = title(visit)
    page.keyboard.press("Enter")
    visit.until("(nom) => document.querySelector('h1').textContent !== nom", before)
    assert focus(visit) in ("E", "boussole")


def test_arrows_do_nothing_outside_the_compass(opened):
    visit = opened("?territoire=com-46064")
    listen(visit)
    before = title(visit)
    visit.page.locator("h1").focus()
    for key in ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"):
        visit.page.keyboard.press(key)
    visit.page.locator("#boussole").focus()
    visit.page.keyboard.press("Control+ArrowUp")
    visit.page.wait_for_timeout(300)
    assert (title(visit), heard(visit)) == (before, [])


def test_the_edge_is_said_and_one_stays(opened, atlas):
    # Une commune d'Occitanie dont une flèche au moins ne mène nulle part.
    codes = atlas.communes.index[atlas.communes["region"] == atlas.region]
    code, side = next((code, one.axe) for code in codes for one in boussole(atlas, code) if one.pas is None and one.dehors is None)
    visit = opened(f"?territoire=com-{code}")
    listen(visit)
    visit.page.locator("#boussole").focus()
    visit.page.keyboard.press({"N": "ArrowUp", "E": "ArrowRight", "S": "ArrowDown", "O": "ArrowLeft"}[side])
    visit.until("window.__dits.length === 1")
    assert m.AUCUNE in heard(visit)[0] and m.COTES[side][1:] in heard(visit)[0]


def test_from_the_region_to_a_neighbour_by_keyboard_alone(opened):
    """De l'ouverture à une voisine : Tab et Entrée seulement, puis une flèche."""
    visit = opened()
    page = visit.page

    def to(selector: str) -> None:
        for _ in range(80):
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"hors d'atteinte au clavier : {selector}")

    to("a[href*='territoire=dep-46']")
    page.keyboard.press("Enter")
    visit.until("document.querySelector('h1').textContent === 'Lot'")
    assert focus(visit) == "H1"  # le titre, que la synthèse vocale lit
    to("a[href*='classe=ZAC']")
    page.keyboard.press("Enter")
    visit.until("/^\\d+ communes/.test(document.querySelector('h1').textContent.replace(/\\s/g, ' '))")
    to("a[href*='territoire=com-']")
    page.keyboard.press("Enter")
    visit.until("document.getElementById('boussole')")
    to("#boussole")
    commune = title(visit)
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
    visit.until("(nom) => document.querySelector('h1').textContent !== nom || document.getElementById('annonce').textContent", commune)
    assert visit.focused()["visible"]


# ---------------------------------------------------------------- au doigt seul
def test_walking_and_filtering_by_touch_alone(opened):
    visit = opened("?territoire=com-46064", PHONE, has_touch=True, is_mobile=True)
    page = visit.page
    south = page.locator("#boussole a[data-axe='S']")
    name = south.locator("strong").inner_text()
    south.tap()
    visit.until("(nom) => document.querySelector('h1').textContent === nom", name)
    page.get_by_text(m.CHANGER, exact=True).tap()
    page.get_by_role("checkbox", name="Zone d'action complémentaire (ZAC)").tap()
    with page.expect_navigation():
        page.get_by_role("button", name=m.APPLIQUER).tap()
    assert "masquer=ZAC" in visit.query() and "territoire=com-" in visit.query()


# ---------------------------------------------------------------- la même chose que la carte
@pytest.mark.parametrize(
    "query", ["", "?theme=apl&masquer=A1&montagne=oui", "?theme=pastel&annee=2019&frr=non&departements=46,12", "?theme=pta"]
)
def test_every_commune_is_said_as_the_map_paints_it(open_visit, demonstration, query):
    """Les états que la carte tient (vue.mjs), commune par commune, et ce que la table en mots dit d'elles ; la même phrase."""
    visit = open_visit(demonstration, query)
    states, classes = visit.states(), visit.page.evaluate("__page.config.couches[__page.vue.theme].classes.map((c) => c[1])")
    said, hidden = {}, visit.page.evaluate("__page.vue.masquer")
    for listed in (m.TOUTES, "h", *hidden):
        answer = visit.page.request.get(f"{demonstration}{m.CHEMIN}.csv{query}{'&' if query else '?'}classe={listed}")
        rows = [row for row in csv.reader(io.StringIO(answer.text().lstrip("\ufeff")), delimiter=";") if not row[0].startswith("#")]
        new = {row[0]: (row[5], row[6]) for row in rows[1:]}
        assert not said.keys() & new.keys(), "une commune n'est comptée qu'une fois"
        said |= new
    assert said.keys() == states.keys() and len(said) == 4446
    for code, state in states.items():
        label, status = said[code]
        assert status == {-4: w.HORS_FILTRE, -5: w.A_VENIR}.get(state, m.ETAT_AFFICHE), code
        if state >= -3:
            assert label == (classes[state] if state >= 0 else MARKS[state]), code
    words = visit.page.request.get(f"{demonstration}{m.CHEMIN}{query}").text()
    assert visit.resume().replace("\u00a0", " ") in _plain(words)


def _plain(html: str) -> str:
    """Le texte d'une page, sigles refermés, espaces ordinaires."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)).replace("\u202f", " ").replace("\u00a0", " "))


def test_the_map_leads_to_the_same_view_in_words_and_back(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-46&theme=apl&masquer=A1", viewport={"width": 1600, "height": 900})
    link = visit.page.locator("#en-mots")
    assert link.get_attribute("href") == "/carte-en-mots?territoire=dep-46&theme=apl&masquer=A1"
    assert visit.page.locator(".maplibregl-canvas").get_attribute("aria-describedby") == "en-mots"
    link.click()
    visit.until("document.getElementById('mots')")
    assert title(visit) == "Lot"
    assert visit.page.get_by_role("link", name=m.VOIR_CARTE).get_attribute("href") == "/?territoire=dep-46&theme=apl&masquer=A1"
