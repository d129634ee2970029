"""Toutes les pages, tous les panneaux, tous les dialogues : axe ne trouve rien, rien ne se perd à 320 pixels ni au texte
doublé, tout se touche, les titres et les repères sont justes. Une page chargée une fois, et redimensionnée.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.etats import ETATS, Etat, aller, ferme
from tests.browser.mesures import (
    AXE,  # noqa: F401
    RULES,  # noqa: F401
    assert_accessible,
    faint_borders,
    small_targets,
    structure_faults,
    text_lost,
    text_lost_when_spaced,
    violations,
)
from tests.browser.visit import Visit
from views.borne import phrases as b
from views.ecriture import phrases as w

TALL = 844
DESKTOP, PHONE, NARROW, DOUBLED = 1366, 390, 320, 640
KIOSK = ({"width": 1080, "height": 1920}, {"width": 1920, "height": 1080})
# Ce qui se déplie sur un téléphone, un volet à la fois.
SHEETS = ("controles", "fiche")
# Ces pages répondent 404 ou 400 : le navigateur le note en console.
REFUSALS = (r"status of 40[04]",)


def chains() -> list[list[Etat]]:
    """Les états qui se suivent sans recharger, ensemble."""
    found: list[list[Etat]] = []
    for etat in ETATS:
        if etat.suite:
            found[-1].append(etat)
        elif not etat.borne:
            found.append([etat])
    return found


@pytest.fixture(scope="module")
def visitor(browser, demonstration) -> Iterator[Visit]:
    """Un seul visiteur pour toutes les pages."""
    visit = Visit(browser, demonstration, viewport={"width": DESKTOP, "height": TALL}, allowed=REFUSALS)
    visit.touch = visit.context.new_cdp_session(visit.page)
    yield visit
    visit.close()
    visit.assert_clean()


def resize(visit: Visit, width: int, *, finger: bool = False, percent: int = 100) -> None:
    visit.touch.send("Emulation.setTouchEmulationEnabled", {"enabled": finger})
    visit.page.set_viewport_size({"width": width, "height": TALL})
    visit.page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", f"{percent}%")
    visit.page.wait_for_timeout(80)


def opened(visit: Visit, sheet: str) -> None:
    """Ouvre ce volet de la carte, sur un téléphone."""
    if visit.page.evaluate("document.body.dataset.ouvert") != sheet:
        visit.page.evaluate("(nom) => document.querySelector(`[data-volet=${nom}]`).click()", sheet)


def faults(visit: Visit, etat: Etat) -> list[str]:
    """Tout ce qui ne va pas dans cet état, à toutes les tailles."""
    page, found = visit.page, []

    def note(where: str, *lists: list[str]) -> None:
        found.extend(f"{etat.nom}, {where}: {one}" for those in lists for one in those)

    resize(visit, DESKTOP)
    note("1366", violations(page), structure_faults(page), text_lost(page), faint_borders(page))
    note("1366, texte espacé", text_lost_when_spaced(page))
    sheets = SHEETS if etat.carte and not page.evaluate("Boolean(document.querySelector('dialog[open]'))") and not etat.suite else ("",)
    for sheet in sheets:
        if sheet:
            opened(visit, sheet)
        resize(visit, DOUBLED, percent=200)
        note(f"640 à 200 % {sheet}", text_lost(page))
        resize(visit, NARROW, finger=True)
        note(f"320 {sheet}", text_lost(page), text_lost_when_spaced(page) if not sheet else [])
        resize(visit, PHONE, finger=True)
        note(f"390 {sheet}", violations(page), text_lost(page), small_targets(page), faint_borders(page))
    resize(visit, DESKTOP)
    return found


@pytest.mark.parametrize("chain", chains(), ids=lambda chain: chain[0].nom)
def test_nothing_is_wrong_at_any_size(visitor, chain):
    found: list[str] = []
    for etat in chain:
        aller(visitor, etat)
        found += faults(visitor, etat)
    if chain[0].carte:
        ferme(visitor)
    assert found == []


@pytest.mark.parametrize("etat", [etat for etat in ETATS if etat.borne], ids=lambda etat: etat.nom)
def test_nothing_is_wrong_at_the_kiosk(visits, browser, demonstration, etat):
    """La borne se montre debout ou couchée, au doigt, et agrandit elle-même son texte."""
    visit = Visit(browser, demonstration, viewport=KIOSK[0], has_touch=True, allowed=REFUSALS)
    visits.append(visit)
    aller(visit, etat)
    page = visit.page
    found = violations(page) + structure_faults(page) + text_lost(page) + small_targets(page)
    larger = page.get_by_role("button", name=b.TEXTE_GRAND)
    if larger.count():
        larger.tap()
        found += violations(page) + text_lost(page)
    page.set_viewport_size(KIOSK[1])
    found += violations(page) + text_lost(page) + small_targets(page)
    assert found == []


def test_every_page_has_its_own_title(demonstration, visitor):
    """Deux adresses, deux titres : on les distingue dans les onglets et l'historique."""
    shown = {}
    for etat in ETATS:
        if not etat.suite and etat.statut == 200 and "embed" not in etat.adresse:
            response = visitor.context.request.get(demonstration + etat.adresse)
            shown.setdefault(response.text().partition("<title>")[2].partition("</title>")[0], []).append(etat.adresse)
    assert {title: those for title, those in shown.items() if len(those) > 1 or not title} == {}


def test_the_search_and_a_notice_are_accessible(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    visit.address_becomes("?territoire=dep-99")
    visit.page.locator("#avis").wait_for()
    visit.page.locator("#recherche").fill("saint")
    visit.page.get_by_role("option").first.wait_for()
    visit.page.keyboard.press("ArrowDown")
    assert_accessible(visit, "avis et recherche")


def test_every_control_has_its_name(open_visit, demonstration):
    visit = open_visit(demonstration, ready=False)
    for role, name in (
        ("combobox", w.CHERCHER),
        ("combobox", w.THEME),
        ("group", w.STRUCTURES),
        ("combobox", w.DEPARTEMENTS),
        ("combobox", w.MONTAGNE_COURT),
        ("combobox", w.FRR),
        ("combobox", w.QPV),
        ("combobox", w.EPCI),
        ("combobox", w.CROISER),
        ("switch", w.MOTIFS),
        ("group", "Zonage des médecins généralistes"),
        ("region", w.LEGENDE),
        ("main", None),
        ("banner", None),
        ("navigation", w.AFFICHER_FILTRES),
        ("complementary", w.PANNEAU),
    ):
        visit.page.get_by_role(role, name=name).first.wait_for(state="attached")
    visit.choose("theme", "pastel")  # les années ne sont là que pour un thème qui en a
    visit.page.get_by_role("slider", name=w.ANNEE).wait_for()
    visit.address_becomes("?territoire=dep-46")  # le fil n'est là que sous la région
    visit.page.get_by_role("navigation", name=w.FIL).wait_for()


def test_an_open_answer_never_hides_what_the_keyboard_reaches_next(open_visit, demonstration):
    """WCAG 2.4.11 : l'encart d'un ⓘ laissé ouvert s'efface dès que le clavier est ailleurs, et revient avec lui."""
    visit = open_visit(demonstration, ready=False)
    visit.page.goto(demonstration + "/commune/46102")
    visit.page.locator("summary", has=visit.page.locator("#identite-titre")).click()
    answer = visit.page.locator("main .identite .repond").first  # sans sigle : le Tab suivant en sort
    answer.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    answer.locator(".repond-corps").wait_for()
    visit.page.keyboard.press("Tab")
    assert not answer.locator(".repond-corps").is_visible()
    visit.page.keyboard.press("Shift+Tab")
    assert answer.locator(".repond-corps").is_visible()


def test_the_tab_says_where_the_map_is_and_escape_clears_what_hovers(open_visit, demonstration):
    """RGAA 8.6 et 10.13 : deux vues, deux titres ; la bulle de la souris s'ôte sans la bouger."""
    visit = open_visit(demonstration)
    opening = visit.page.title()
    visit.address_becomes("?territoire=dep-46")
    visit.until_equal(visit.page.title, f"Lot · {opening}")
    visit.settled()
    lot = visit.page.evaluate("__page.donnees.codes.filter((code) => code.startsWith('46'))")
    at = visit.point(visit.clickable(lot))
    visit.page.mouse.move(at["x"], at["y"])
    visit.page.locator("#survol-carte").wait_for()
    visit.page.keyboard.press("Escape")
    assert not visit.page.locator("#survol-carte").is_visible()


def test_two_communes_of_the_same_name_have_two_links(open_visit, demonstration):
    """RGAA 6.1 : dans la liste, un lien vers une homonyme dit aussi son département."""
    visit = open_visit(demonstration)
    visit.page.evaluate("document.querySelector('#lister').click()")
    rows = visit.page.locator("#liste-corps tbody th a")
    rows.first.wait_for()
    names = [row.get_attribute("aria-label") or row.inner_text() for row in rows.all()]
    assert len(names) == len(set(names)) and "Aigues-Vives, Gard" in names


def test_each_filter_of_the_grid_says_its_column(open_visit, demonstration):
    """RGAA 11.9 : neuf boutons « Ouvrir le filtre » ne se distinguent pas."""
    visit = open_visit(demonstration, ready=False)
    visit.page.goto(demonstration + "/tableau/")
    visit.until("document.querySelectorAll('.ag-row').length > 5")
    for column in ("Territoire", "Indicateur", "Valeur"):
        visit.page.get_by_role("button", name=f"Ouvrir le filtre : {column}").wait_for()
        visit.page.get_by_role("textbox", name=f"{column} : filtre").wait_for()
    # Le pied de la grille se remplit après ses lignes : on attend ce qu'on lit.
    counted = "[...document.querySelectorAll('.ag-aria-description-container, .ag-paging-panel')]"
    visit.until(f"{counted}.some((e) => e.textContent.includes('1\u202f740'))")


def test_imposed_colours_keep_the_legend_and_the_chosen_boxes(open_visit, demonstration):
    """En couleurs imposées par le système, la légende dit encore ses couleurs, et une case cochée se distingue d'une autre."""
    visit = open_visit(demonstration, ready=False, forced_colors="active")
    visit.page.locator(".legende .pastille").first.wait_for()
    seen = visit.page.evaluate("""() => {
      const fond = (s) => [...new Set([...document.querySelectorAll(s)].map((e) => getComputedStyle(e).backgroundColor))];
      return {pastilles: fond('[data-legende="zonage-medecins"] label .pastille'),
        cochees: fond('#structures input:checked'), autres: fond('#structures input:not(:checked)')};
    }""")
    assert len(seen["pastilles"]) >= 3
    assert not set(seen["cochees"]) & set(seen["autres"])
