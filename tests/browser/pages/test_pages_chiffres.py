"""Les pages des chiffres et des mots : tout s'y ouvre au clavier et au doigt, et s'emporte."""

import csv
import io
from pathlib import Path

import pytest

from tests.browser.mesures import violations
from tests.browser.visit import Visit


@pytest.fixture
def opened(visits, browser, demonstration):
    """Ouvre une page : opened("/glossaire", largeur)."""

    def opener(path: str, width: int = 1366, height: int = 900) -> Visit:
        phone = {"is_mobile": True, "has_touch": True} if width < 600 else {}
        visit = Visit(browser, demonstration, viewport={"width": width, "height": height}, **phone)
        visits.append(visit)
        visit.page.goto(f"{demonstration}{path}")
        if path.startswith("/tableau"):
            visit.until("document.querySelectorAll('.ag-row').length > 5")
        return visit

    return opener


def test_an_acronym_opens_and_closes_by_keyboard(opened):
    page = opened("/comment-ca-marche").page
    button = page.locator("button.sigle:not([tabindex])", has_text="CPTS").first
    meaning = page.locator("#sigle-cpts")
    assert not meaning.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible() and "Communauté professionnelle territoriale de santé" in meaning.inner_text()
    assert violations(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/glossaire#cpts"
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    assert page.evaluate("document.activeElement.textContent") == "CPTS"


def test_an_acronym_opens_by_touch_and_closes_beside(opened):
    page = opened("/comment-ca-marche", 390, 844).page
    page.locator("button.sigle", has_text="MSP").first.tap()
    meaning = page.locator("#sigle-msp")
    assert meaning.is_visible()
    box = meaning.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 845
    page.touchscreen.tap(195, 20)
    assert not meaning.is_visible()


# ---------------------------------------------------------------- graphiques
def test_charts_are_drawn_and_taken_away_as_images(opened):
    visit = opened("/graphiques?territoire=reg-76")
    page = visit.page
    chart = page.locator("#msp-occitanie")
    chart.scroll_into_view_if_needed()
    visit.until("document.querySelector('#msp-occitanie .main-svg')")
    assert "151" in chart.locator(".figure").inner_text()
    with page.expect_download() as waiting:
        chart.get_by_role("button", name="Image SVG").click()
    drawing = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "maillage-msp-occitanie.svg" and drawing.startswith("<svg")
    # L'image emporte le constat et la source.
    text = drawing.replace("</tspan>", " ")
    assert "En Occitanie, les maisons de santé ouvertes" in text and "accès aux soins, vers 2019" in text
    assert ".txt" not in text, "aucun nom de fichier sur une image qu'on emporte"
    with page.expect_download() as waiting:
        chart.get_by_role("button", name="Image PNG").click()
    assert Path(waiting.value.path()).read_bytes()[:4] == b"\x89PNG"


def test_every_chart_of_paca_is_drawn_when_it_is_reached(opened):
    visit = opened("/graphiques?territoire=reg-93")
    for chart in visit.page.locator("article.graphique").all():
        chart.scroll_into_view_if_needed()
        chart.locator(".main-svg").first.wait_for()
    assert visit.page.locator("article[data-dessine]").count() == 4
    assert violations(visit.page) == []


def test_the_table_of_a_chart_opens_by_keyboard(opened):
    page = opened("/graphiques").page
    page.locator("#cpts summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("#cpts table").is_visible() and "Haute-Garonne" in page.locator("#cpts table").inner_text()


# ---------------------------------------------------------------- choisir
def test_a_choice_made_by_mouse_shows_at_once_and_by_keyboard_waits(opened):
    visit = opened("/graphiques?territoire=reg-76")
    page = visit.page
    page.locator("#territoire").dispatch_event("pointerdown")
    page.locator("#territoire").select_option("dep-30")
    page.wait_for_url("**territoire=dep-30**")
    page.locator("#territoire").focus()
    page.keyboard.press("ArrowUp")
    chosen = page.locator("#territoire").input_value()
    assert "territoire=dep-30" in page.url and chosen != "dep-30"
    page.get_by_role("button", name="Voir").click()
    page.wait_for_url(f"**territoire={chosen}**")


def test_two_territories_typed_by_name_are_compared(opened):
    visit = opened("/comparer?a=dep-46&b=dep-48")
    page = visit.page
    page.locator("#b").fill("Aveyron")
    page.get_by_role("button", name="Comparer", exact=True).click()
    page.wait_for_url("**b=Aveyron**")
    assert "Aveyron" in page.locator(".profil-cles").first.text_content()


# ---------------------------------------------------------------- tableau
def test_the_grid_filters_counts_keeps_its_address_and_is_taken_as_shown(opened):
    visit = opened("/tableau/")
    page = visit.page
    page.get_by_role("textbox", name="Indicateur : filtre").fill("CPTS en projet")
    visit.until("document.querySelector('#compte').textContent.includes(' sur ')")
    visit.until("location.search.includes('filtres=')")
    shown = int(page.locator("#compte").inner_text().split()[0])
    assert 13 < shown < 40
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Lignes montrées en CSV").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text), delimiter=";") if not row[0].startswith("#")]
    assert len(rows) == shown + 1 and all("CPTS en projet" in row[3] for row in rows[1:])
    page.reload()
    visit.until("document.querySelector('#compte')?.textContent.includes(' sur ')")
    assert int(page.locator("#compte").inner_text().split()[0]) == shown


def test_the_grid_sorts_by_keyboard(opened):
    visit = opened("/tableau/")
    header = ".ag-header-row-column .ag-header-cell[col-id='titre']"
    visit.page.locator(header).focus()
    visit.page.keyboard.press("Enter")
    visit.until("(header) => document.querySelector(header).getAttribute('aria-sort') === 'ascending'", header)


def test_a_damaged_address_leaves_the_grid_whole(opened):
    for query in ("?filtres=%7B", "?filtres=[1]", "?filtres=null"):
        visit = opened("/tableau/" + query)
        visit.until("document.querySelector('#compte').textContent.endsWith('lignes.')")


# ---------------------------------------------------------------- un nombre répond
def test_a_number_of_the_comparison_and_its_map_answer_by_keyboard(opened):
    page = opened("/comparer?a=dep-46&b=dep-48&indicateur=msp").page
    for figure in (page.locator(".camp a.chiffre").first, page.locator(".petite-carte a").first):
        figure.focus()
        page.keyboard.press("Enter")
        page.get_by_role("dialog").get_by_text("Licence", exact=True).wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("dialog").wait_for(state="hidden")
    page.locator(".difference .calcul").click()
    assert "Lozère, moins Lot" in page.locator("#calcul-ecart").inner_text() and violations(page) == []


def test_a_point_of_a_chart_and_a_cell_of_the_grid_answer(opened):
    visit = opened("/graphiques?territoire=reg-76")
    chart = visit.page.locator("#cpts")
    chart.scroll_into_view_if_needed()
    visit.until("document.querySelector('#cpts .point')")
    chart.locator(".point").first.click(force=True)
    visit.page.get_by_role("dialog").get_by_text("Licence", exact=True).wait_for()
    grid = opened("/tableau/").page
    grid.locator(".ag-cell[col-id='lu']").first.focus()
    grid.keyboard.press("Enter")
    grid.get_by_role("dialog").get_by_text("Licence", exact=True).wait_for()


def test_an_acronym_of_the_map_opens_by_keyboard_and_asks_for_the_glossary_once(open_visit, demonstration):
    visit = open_visit(demonstration, "?territoire=dep-30")
    page = visit.page
    page.locator("#panneau .sigle", has_text="MSP").first.focus()
    with visit.sending("/glossaire"):
        page.keyboard.press("Enter")
        page.get_by_role("dialog").get_by_text("Maison de santé pluripro").first.wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "MSP"
    with visit.sending():
        page.locator("#controles .sigles").click()
        page.get_by_role("dialog").get_by_text("Communauté professionnelle").first.wait_for()
    assert violations(page) == []
