"""La page des feuilles d'un département, au clavier seul : choisir, suivre, arrêter, recommencer, emporter ; axe n'y trouve rien."""

from __future__ import annotations

import csv
import zipfile

import pytest

from tests.browser.conftest import _served
from tests.browser.pages.test_pages_chiffres import violations
from tests.browser.visit import Visit
from views.papier import phrases_departement as t

READY = "document.querySelector('#preparer')"


@pytest.fixture(scope="module")
def pause(tmp_path_factory):
    """Le fichier dont la présence retient le travail."""
    return tmp_path_factory.mktemp("pause") / "attendre"


@pytest.fixture(scope="module")
def service(chromium, pause, tmp_path_factory):
    log = tmp_path_factory.mktemp("serveur") / "feuilles.log"
    yield from _served(["-m", "tests.petit_serveur", str(pause.parent)], "demonstration", log)


@pytest.fixture
def opened(visits, browser, service):
    def opener(width: int) -> Visit:
        visit = Visit(browser, service, viewport={"width": width, "height": 900}, accept_downloads=True)
        visits.append(visit)
        visit.page.goto(f"{service}/feuilles/?departement=46")
        visit.until(READY)
        visit.until("document.querySelector('input[value=\"46\"], #departement input:checked')")
        return visit

    return opener


def focused(page) -> str:
    return page.evaluate("document.activeElement.id")


def tab_to(page, wanted: str) -> None:
    """Avance au clavier jusqu'à ce composant."""
    for _ in range(60):
        if focused(page) == wanted:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} ne s'atteint pas au clavier")


@pytest.mark.parametrize("width", [1366, 390])
def test_a_departement_is_taken_away_by_keyboard_alone(opened, pause, tmp_path, width):
    pause.touch()
    visit = opened(width)
    page = visit.page
    visit.until("document.querySelector('#departement input:checked')?.closest('label').textContent.includes('(46)')")
    assert violations(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
    if width == 1366:
        tab_to(page, "preparer")
        page.keyboard.press("Enter")
        visit.until("!document.querySelector('#progression').hidden")
        visit.until(f"document.querySelector('#avance').textContent === '{t.avance(0, 3)}'")
        assert violations(page) == []
        visit.until_equal(lambda: focused(page), "arreter")
        page.keyboard.press("Enter")
        visit.until("(dit) => document.querySelector('#annonce').textContent === dit", t.ARRETE)
        visit.until_equal(lambda: focused(page), "preparer")
    pause.unlink()
    tab_to(page, "preparer")
    page.keyboard.press("Enter")
    visit.until("document.querySelector('#telecharger')")
    assert violations(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= width
    tab_to(page, "telecharger")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "maillage-feuilles-46-lot.zip"
    taken.value.save_as(tmp_path / "lot.zip")
    with zipfile.ZipFile(tmp_path / "lot.zip") as archive:
        rows = list(csv.DictReader(archive.read("index.csv").decode("utf-8-sig").splitlines(), delimiter=";"))
        assert len([name for name in archive.namelist() if name.endswith(".pdf")]) == len(rows) == 3
