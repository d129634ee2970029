"""L'export depuis la page : la vue affichée, le fichier enregistré, et l'arrêt."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from pypdf import PdfReader

from tests.browser.conftest import PHONE
from tests.browser.mesures import assert_accessible
from views.export.phrases import FORMATS

QUERY = "?territoire=dep-46&theme=apl&masquer=A1&montagne=oui&structures=msp"


def opened(open_visit, address: str, query: str = QUERY):
    visit = open_visit(address, query)
    visit.page.get_by_role("button", name="Exporter", exact=True).click()
    visit.until("document.getElementById('dialogue-export').open")
    return visit


def saved(visit, fmt: str) -> bytes:
    with visit.page.expect_download() as waiting:
        visit.page.locator(f"[data-export={fmt}]").click()
    assert waiting.value.suggested_filename.endswith(f"-lot.{fmt}")
    visit.until("document.getElementById('export-dit').textContent.includes('enregistré')")
    return Path(waiting.value.path()).read_bytes()


def test_the_file_holds_the_communes_that_the_page_lists(open_visit, demonstration):
    visit = opened(open_visit, demonstration)
    lines = [line for line in saved(visit, "csv").decode("utf-8-sig").splitlines() if not line.startswith("#")]
    exported = {row["Code INSEE"]: row["Classe"] for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")}
    shown = visit.page.evaluate(
        """() => { const { donnees, config, vue, etat } = window.__page, classes = config.couches[vue.theme].classes;
          const montrees = donnees.codes.map((code, i) => [code, i]).filter(([, i]) => donnees.departements[i] === '46' && etat[i] !== -4);
          return Object.fromEntries(montrees
            .map(([code, i]) => [code, etat[i] >= 0 ? classes[etat[i]][1] : etat[i]])); }"""
    )
    assert exported and exported == shown


def test_the_picture_is_a_png_of_the_whole_page(open_visit, demonstration):
    picture = saved(opened(open_visit, demonstration), "png")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert width > 2000 and abs(width / height - 297 / 210) < 0.01 and len(picture) > 50_000


def test_the_pdf_is_saved_with_the_view_it_shows(open_visit, demonstration):
    said = " ".join(PdfReader(io.BytesIO(saved(opened(open_visit, demonstration), "pdf"))).pages[0].extract_text().split())
    assert "(APL) · Lot" in said and "Classes masquées : Moins de 1,5" in said and "Zone de montagne : oui" in said


def test_the_dialog_is_accessible_and_large_enough_for_a_finger(open_visit, demonstration):
    for screen in ({}, {"viewport": PHONE, "has_touch": True, "is_mobile": True}):
        visit = open_visit(demonstration, QUERY, **screen)
        # Au téléphone, il est dans la fiche.
        if screen:
            visit.page.locator("[data-volet=fiche]").tap()
        visit.page.get_by_role("button", name="Exporter", exact=True).click()
        visit.until("document.getElementById('dialogue-export').open")
        assert_accessible(visit, f"export {screen}")
        sizes = visit.page.locator("#dialogue-export button").evaluate_all(
            "all => all.map((one) => [one.offsetWidth, one.offsetHeight, one.scrollWidth > one.clientWidth])"
        )
        assert len(sizes) == len(FORMATS) + 2 and all(width >= 44 and height >= 44 and not cut for width, height, cut in sizes), sizes
        assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        visit.page.keyboard.press("Escape")
        visit.until("!document.getElementById('dialogue-export').open")
        assert visit.page.evaluate("document.activeElement.dataset.exporter === 'oui'"), "le focus revient à ce qui a ouvert le dialogue"


def test_an_export_stops_when_asked_and_saves_nothing(open_visit, demonstration):
    visit = opened(open_visit, demonstration)
    visit.page.route("**/export/**", lambda route: None)  # une réponse qui ne vient jamais
    downloads = []
    visit.page.on("download", lambda download: downloads.append(download))  # noqa: PLW0108
    visit.page.locator("[data-export=gpkg]").click()
    visit.until("document.getElementById('export-dit').textContent.includes('Préparation')")
    visit.page.locator("[data-export=arreter]").click()
    visit.until("document.getElementById('export-dit').textContent.includes('arrêté')")
    assert downloads == []
