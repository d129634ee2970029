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
    violations,
)
from tests.browser.visit import Visit
from views import wording as w
from views import wording_borne as b

TALL = 844
DESKTOP, PHONE, NARROW, DOUBLED = 1366, 390, 320, 640
KIOSK = ({"width": 1080, "height": 1920}, {"width": 1920, "height": 1080})
# Ce qui se déplie sur un téléphone, un volet à la fois.
SHEETS = ("legende", "controles", "fiche", "actions")
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
    sheets = SHEETS if etat.carte and not page.evaluate("Boolean(document.querySelector('dialog[open]'))") and not etat.suite else ("",)
    for sheet in sheets:
        if sheet:
            opened(visit, sheet)
        resize(visit, DOUBLED, percent=200)
        note(f"640 à 200 % {sheet}", text_lost(page))
        resize(visit, NARROW, finger=True)
        note(f"320 {sheet}", text_lost(page))
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
        ("radiogroup", w.THEME),
        ("group", w.STRUCTURES),
        ("combobox", w.DEPARTEMENTS),
        ("radiogroup", w.MONTAGNE),
        ("radiogroup", w.FRR),
        ("group", "Zonage des médecins généralistes"),
        ("slider", w.ANNEE),
        ("region", w.LEGENDE),
        ("main", None),
        ("banner", None),
        ("navigation", w.AFFICHER_FILTRES),
        ("navigation", w.FIL),
        ("complementary", w.PANNEAU),
    ):
        visit.page.get_by_role(role, name=name).first.wait_for(state="attached")
