"""La réunion : des vues que l'on parcourt, deux cartes liées, des décisions figées, un fichier qui les rejoue."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from layers.atlas import Atlas
from tests.browser.carte.test_accessibility import assert_accessible
from tests.browser.conftest import PHONE
from tests.browser.visit import Visit
from views.ecriture.phrases_pages import REUNION
from views.reunion import phrases as r
from views.reunion.page import cartes, lire_adresse
from views.vue.filtres import tally

SCREEN = {"width": 1400, "height": 800}
MAPS = "reunion.salle.cotes().map(({carte: {carte}}) => [carte.getCenter().lng, carte.getCenter().lat, carte.getZoom()])"
DECISION = "Un centre de santé à Figeac"


@pytest.fixture
def meeting(visits, browser, demonstration):
    """Ouvre la réunion : meeting("?theme=apl", viewport=…)."""

    def opener(query: str = "", viewport: dict = SCREEN, **options) -> Visit:
        visit = Visit(options.pop("browser", browser), demonstration, viewport=viewport, **options)
        visits.append(visit)
        visit.page.goto(f"{demonstration}/reunion{query}")
        ready(visit)
        return visit

    return opener


def ready(visit: Visit) -> None:
    visit.until("document.body.dataset.prete && window.reunion")


def settled(visit: Visit) -> None:
    """Attend que les cartes n'aient plus rien à demander ni à dessiner."""
    visit.page.evaluate("Promise.race([reunion.salle.inactive(), new Promise((tenir) => setTimeout(tenir, 20000))])")
    visit.page.wait_for_load_state("networkidle")


def press(visit: Visit, *keys: str) -> None:
    for key in keys:
        visit.page.keyboard.press(key)


def address(visit: Visit) -> str:
    return visit.page.evaluate("location.pathname + location.search")


def titles(visit: Visit) -> list[str]:
    """Les titres des cartes montrées."""
    found = visit.page.locator(".cote h2").filter(visible=True).all_inner_texts()
    return [text.replace("\n", " ").replace("\u00a0", " ") for text in found]


def spoken(visit: Visit) -> list[str]:
    """La phrase des nombres de chaque carte, espaces ordinaires."""
    found = visit.page.locator("[data-role=nombres]").filter(visible=True).all_inner_texts()
    return [text.replace("\u202f", " ") for text in found]


def button(visit: Visit, name: str):
    return visit.page.get_by_role("button", name=name)


def dialog(visit: Visit, name: str):
    return visit.page.get_by_role("dialog", name=name)


def add_view(visit: Visit) -> None:
    press(visit, "l")
    before = visit.page.locator("#vues li").count()
    button(visit, r.AJOUTER).click()
    visit.until(f"document.querySelectorAll('#vues li').length === {before + 1}")
    press(visit, "Escape")


def choose(visit: Visit, **fields: str) -> None:
    """Règle la vue dans le volet, déjà ouvert : listes, ou boutons radio."""
    for name, value in fields.items():
        field = visit.page.locator(f"#reglages-corps [name={name}]")
        if field.first.evaluate("(e) => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            visit.page.locator(f"#reglages-corps [name={name}][value='{value}']").check()


def freeze(visit: Visit, title: str, note: str = "") -> None:
    press(visit, "f")
    visit.page.get_by_label(r.DECISION_TITRE).fill(title)
    visit.page.get_by_label(r.DECISION_NOTE).fill(note)
    button(visit, r.ENREGISTRER).click()
    visit.page.locator("#decision").wait_for(state="hidden")


# ---------------------------------------------------------------- arriver, régler


def test_the_map_page_leads_here_with_its_view(open_visit, demonstration, atlas):
    visit = open_visit(demonstration, "?territoire=dep-46&theme=apl", viewport=SCREEN)
    visit.page.locator(".site-entete").get_by_role("link", name=REUNION[1]).click()
    ready(visit)
    (cote,), ignored = sides(visit, atlas)
    assert (cote.region, cote.view.territoire, cote.view.theme, ignored) == ("76", "dep-46", "apl", ())
    visit.page.get_by_role("link", name=r.QUITTER).click()
    visit.page.wait_for_url("**/?territoire=dep-46&theme=apl")
    visit.until("window.maillage && document.querySelector('#panneau h2')")


def sides(visit: Visit, atlas: Atlas):
    """Les côtés que l'adresse dit, lus par le serveur, et ce qu'il n'y reconnaît pas."""
    return lire_adresse(cartes(atlas), visit.page.evaluate("location.search"))


def test_settings_send_nothing_and_the_address_says_them(meeting, atlas):
    visit = meeting("?territoire=dep-46")
    assert spoken(visit) == [f"312 communes affichées, {zip_of_lot(atlas)} en ZIP."]
    press(visit, "r")
    choose(visit, territoire="76|reg-76")
    settled(visit)
    with visit.sending():
        choose(visit, theme="zonage-infirmiers", montagne="oui", frr="non")
        choose(visit, theme="pastel", annee="2019")
        visit.page.get_by_label("Pharmacies").check()
        visit.until("location.search.includes('pharmacie')")
    (cote,), _ = sides(visit, atlas)
    view = cote.view
    assert (view.theme, view.annee, view.montagne, view.frr, view.territoire) == ("pastel", 2019, "oui", "non", "reg-76")
    assert "pharmacie" in view.structures
    before = address(visit)
    visit.page.reload()
    ready(visit)
    assert address(visit) == before and titles(visit)[0].endswith("Occitanie · 2019")
    press(visit, "r")
    button(visit, r.TOUT_MONTRER).click()
    visit.until("!location.search.includes('montagne')")


def zip_of_lot(atlas: Atlas) -> int:
    rows = atlas.communes[atlas.communes["departement"] == "46"]
    return int((rows["zonage-medecins"] == "ZIP").sum())


def test_a_class_is_hidden_by_its_legend_line_and_focus_stays(meeting, atlas):
    visit = meeting("?territoire=dep-46")
    visit.page.locator("[data-classe=ZIP]").first.focus()
    with visit.sending():
        press(visit, "Enter")
        visit.until("location.search.includes('masquer=ZIP')")
    (cote,), _ = sides(visit, atlas)
    counts = tally(atlas, cote.view)["communes"]
    assert spoken(visit) == [f"{counts['ZAC'] + counts['ZAR']} communes affichées, {counts['ZAC']} en ZAC."]
    line = visit.page.locator("[data-classe=ZIP]").first
    assert line.get_attribute("aria-pressed") == "false"
    assert visit.page.evaluate("document.activeElement.dataset.classe") == "ZIP"
    press(visit, "Enter")
    visit.until("!location.search.includes('masquer')")


def test_another_region_opens_beside(meeting):
    visit = meeting("?contre=region%3D93")
    assert ["Occitanie" in titles(visit)[0], "Provence-Alpes-Côte d'Azur" in titles(visit)[1]] == [True, True]
    # La démonstration ne sait rien de cette région : ni zéro, ni rien.
    assert spoken(visit)[1] == "946 communes affichées, sans donnée."
    assert visit.page.locator("[data-role=structures]").nth(1).inner_text().count("pas de donnée") == 2
    left, right = visit.page.evaluate(MAPS)
    assert left[2] == right[2] and left[0] != right[0]


# ---------------------------------------------------------------- comparer


def test_compare_starts_equal_and_moves_together(meeting):
    visit = meeting("?territoire=dep-46")
    press(visit, "c")
    visit.until("reunion.salle.cotes().length === 2 && reunion.salle.cotes()[1].position")
    assert titles(visit)[0] == titles(visit)[1]
    assert button(visit, r.COMPARER).get_attribute("aria-pressed") == "true"
    left, right = visit.page.evaluate(MAPS)
    assert left == pytest.approx(right)
    visit.page.locator(".cote canvas").first.focus()
    press(visit, "ArrowRight", "+")
    visit.until(f"JSON.stringify(({MAPS})[0]) !== '{json.dumps(left).replace(' ', '')}'")
    settled(visit)
    moved = visit.page.evaluate(MAPS)
    assert moved[0] == pytest.approx(moved[1]) and moved[0][2] > left[2]
    visit.until("location.search.includes('cadre=') && location.search.includes('cadre%3D')")
    before = address(visit)
    visit.page.reload()
    ready(visit)
    assert address(visit) == before, "un cadre relu ne dérive pas"
    again = visit.page.evaluate(MAPS)
    assert [round(x, 2) for x in again[0]] == [round(x, 2) for x in moved[0]]
    button(visit, r.RECADRER).first.click()
    visit.until("!location.search.includes('cadre')")
    press(visit, "c")
    visit.until("reunion.salle.cotes().length === 1")
    assert address(visit) == "/reunion?territoire=dep-46"


def test_two_departments_share_their_zoom_and_repeat_each_move(meeting):
    visit = meeting("?territoire=dep-46&contre=region%3D76%26territoire%3Ddep-48")
    left, right = visit.page.evaluate(MAPS)
    assert left[2] == right[2] and left[:2] != right[:2]
    visit.page.evaluate(
        """() => { const [une, autre] = reunion.salle.cotes().map((cote) => cote.carte.carte);
          une.panBy([120, 0], {duration: 0});
          autre.zoomTo(autre.getZoom() + 1, {duration: 0}); }"""
    )
    new_left, new_right = visit.page.evaluate(MAPS)
    assert new_left[2] == pytest.approx(left[2] + 1) and new_right[2] == new_left[2]
    assert new_left[0] - left[0] == pytest.approx(new_right[0] - right[0], abs=1e-6)
    assert new_left[0] > left[0] and (new_left[1], new_right[1]) == pytest.approx((left[1], right[1]), abs=1e-6)


def test_two_professions_are_set_one_by_one(meeting):
    visit = meeting("?territoire=dep-46")
    press(visit, "c", "r")
    choose(visit, cote="1")
    settled(visit)
    with visit.sending():
        choose(visit, theme="zonage-infirmiers")
        visit.until("location.search.includes('zonage-infirmiers')")
    assert "médecins" in titles(visit)[0] and "infirmiers" in titles(visit)[1]
    assert visit.page.locator("#reglages .dit").inner_text().count("312 communes affichées") == 2


# ---------------------------------------------------------------- les vues préparées


def test_prepared_views_are_walked_by_keys(meeting):
    visit = meeting("?territoire=dep-46")
    add_view(visit)
    press(visit, "r")
    choose(visit, theme="apl", territoire="76|dep-48")
    visit.until("location.search.includes('dep-48')")
    press(visit, "Escape", "c")
    visit.until("reunion.salle.cotes().length === 2")
    add_view(visit)
    first, second = "/reunion?territoire=dep-46", address(visit)
    for key, expected in (("PageUp", first), ("PageDown", second), ("ArrowLeft", first), (" ", second), ("ArrowRight", second)):
        press(visit, key)
        visit.until_equal(lambda: address(visit), expected)
    assert visit.page.locator("#position").inner_text() == "Vue 2 sur 2"
    # Dans une carte, les flèches sont à la carte ; Page précédente, que les télécommandes envoient, reste à la réunion.
    visit.page.locator(".cote canvas").first.focus()
    press(visit, "ArrowLeft", " ")
    assert visit.page.locator("#position").inner_text() == "Vue 2 sur 2"
    press(visit, "PageUp")
    visit.until_equal(lambda: visit.page.locator("#position").inner_text(), "Vue 1 sur 2")
    press(visit, "l")
    visit.page.get_by_label(r.NOM_REUNION).fill("Comité du 25 novembre")
    press(visit, "ArrowLeft", "PageDown")
    assert visit.page.locator("#position").inner_text() == "Vue 1 sur 2"


def test_the_list_is_renamed_reordered_and_shortened(meeting):
    visit = meeting("?territoire=dep-46")
    add_view(visit)
    press(visit, "r")
    choose(visit, theme="apl")
    visit.until("location.search.includes('apl')")
    press(visit, "Escape")
    add_view(visit)
    press(visit, "l")
    button(visit, r.RANGER).click()
    visit.page.get_by_label("Titre de la vue 1").fill("Le Lot, <b>médecins</b>")
    # Quitter un champ d'un clic n'avale pas le clic.
    button(visit, "Monter : ").nth(1).click()
    visit.until("reunion.lire().reunion.vues[1].titre.startsWith('Le Lot')")
    assert visit.page.evaluate("document.activeElement.dataset.geste") is not None, "le focus reste dans la liste"
    button(visit, r.RANGE).click()
    assert visit.page.locator("#vues li").nth(1).inner_text().endswith("Le Lot, <b>médecins</b>")
    visit.page.reload()
    ready(visit)
    press(visit, "l")
    assert visit.page.locator("#vues li").count() == 2
    button(visit, r.RANGER).click()
    button(visit, "Retirer : ").first.click()
    visit.until("reunion.lire().reunion.vues.length === 1")
    button(visit, r.TOUT_EFFACER).click()
    visit.page.get_by_role("alertdialog").get_by_role("button", name=r.OUI).click()
    visit.until("reunion.lire().reunion.vues.length === 0")
    assert visit.page.evaluate("localStorage.getItem('maillage-reunion')") is None


def test_single_letter_keys_can_be_turned_off(meeting):
    visit = meeting()
    press(visit, "?")
    dialog(visit, r.AIDE_TITRE).wait_for()
    visit.page.get_by_label(r.UNE_TOUCHE).uncheck()
    press(visit, "Escape", "l", "?", "f")
    assert visit.page.locator("dialog[open]").count() == 0
    visit.page.reload()
    ready(visit)
    press(visit, "l")
    assert visit.page.locator("dialog[open]").count() == 0
    button(visit, r.AIDE_NOM).click()
    visit.page.get_by_label(r.UNE_TOUCHE).check()
    press(visit, "Escape", "l")
    dialog(visit, r.LISTE).wait_for()


# ---------------------------------------------------------------- décider, enregistrer, rejouer


def test_a_decision_is_frozen_saved_and_replayed(meeting, atlas, tmp_path):
    visit = meeting("?territoire=dep-46")
    press(visit, "f")
    dialog(visit, "Décision n° 1").wait_for()
    still = visit.page.evaluate(MAPS)
    press(visit, "c", "ArrowRight")
    visit.page.mouse.move(400, 400)
    visit.page.mouse.down()
    visit.page.mouse.move(500, 450)
    visit.page.mouse.up()
    visit.page.mouse.wheel(0, -300)
    visit.page.wait_for_timeout(300)
    assert visit.page.evaluate(MAPS) == still, "la vue ne bouge pas pendant qu'on écrit"
    press(visit, "Escape")
    freeze(visit, DECISION, "Réponse en mars.\nLa délégation du Lot l'instruit.")
    kept = visit.page.evaluate("reunion.lire().reunion.decisions[0]")
    assert (kept["numero"], kept["titre"], kept["empreinte"], kept["donnees"]) == (1, DECISION, atlas.hash, atlas.date)
    assert kept["vue"]["cote"] == [{"region": "76", "recherche": "?territoire=dep-46", "cadre": None}]
    assert dict(kept["comptes"][0]["classes"])["ZIP"] == zip_of_lot(atlas)
    assert (kept["comptes"][0]["total"], kept["comptes"][0]["affichees"]) == (312, 312)
    visit.page.reload()
    ready(visit)
    press(visit, "l")
    assert DECISION in visit.page.locator("#decisions").inner_text()
    with visit.page.expect_download() as download:
        button(visit, r.FICHIER_JSON).click()
    saved = tmp_path / "reunion.json"
    download.value.save_as(saved)
    button(visit, r.TOUT_EFFACER).click()
    visit.page.get_by_role("alertdialog").get_by_role("button", name=r.OUI).click()
    visit.until("reunion.lire().reunion.decisions.length === 0")
    open_file(visit, saved)
    visit.until("reunion.lire().reunion.decisions.length === 1")
    assert visit.page.evaluate("reunion.lire().reunion.decisions[0]") == kept
    visit.page.locator("#decisions p").nth(1).wait_for()
    press(visit, "Escape", "r")
    choose(visit, territoire="76|dep-48")
    visit.until("location.search.includes('dep-48')")
    press(visit, "Escape", "l")
    button(visit, "Revoir la décision n° 1").click()
    visit.until_equal(lambda: address(visit), "/reunion?territoire=dep-46")
    assert visit.page.evaluate(MAPS) == [pytest.approx(one) for one in still]


def open_file(visit: Visit, path: Path) -> None:
    visit.page.locator("#fichier").set_input_files(path)


def test_a_file_whose_figures_changed_says_so_and_a_bad_one_changes_nothing(meeting, tmp_path):
    visit = meeting("?territoire=dep-46", allowed=("status of 400",))
    freeze(visit, DECISION)
    reunion = visit.page.evaluate("reunion.lire().reunion")
    old = {**reunion, "titre": "Comité", "empreinte": "ab" * 32}
    old["decisions"] = [{**old["decisions"][0], "empreinte": "ab" * 32, "donnees": "2025-01-01"}]
    old["decisions"][0]["comptes"][0]["classes"][0][1] -= 2
    path = tmp_path / "ancienne.json"
    path.write_text(json.dumps(old), encoding="utf-8")
    press(visit, "l")
    open_file(visit, path)
    visit.page.get_by_role("alertdialog").get_by_role("button", name=r.OUI).click()
    visit.page.locator("#decisions .alerte").wait_for()
    assert "ZIP" in visit.page.locator("#decisions .alerte").inner_text()
    assert visit.page.locator("#avis-fichier li").count() >= 1
    visit.page.reload()
    ready(visit)
    press(visit, "l")
    visit.page.locator("#decisions .alerte").wait_for()
    for name, content in (("a.json", "{"), ("b.json", "{}"), ("c.json", json.dumps({**old, "vues": [{"titre": "<script>"}]}))):
        (tmp_path / name).write_text(content, encoding="utf-8")
        before = visit.page.locator("#liste .dit").inner_text()
        open_file(visit, tmp_path / name)
        visit.page.get_by_role("alertdialog").get_by_role("button", name=r.OUI).click()
        visit.until("(avant) => ![avant, '', 'Lecture du fichier…'].includes(document.querySelector('#liste .dit').textContent)", before)
        assert visit.page.evaluate("reunion.lire().reunion.titre") == "Comité"


def test_the_minutes_are_downloaded(meeting, tmp_path):
    visit = meeting("?territoire=dep-46")
    press(visit, "l")
    button(visit, r.RELEVE).click()
    assert visit.page.locator("#liste .dit").inner_text() == r.PHRASES["sansDecision"]
    press(visit, "Escape")
    freeze(visit, DECISION)
    press(visit, "l")
    with visit.page.expect_download() as download:
        button(visit, r.RELEVE).click()
    written = tmp_path / "releve.docx"
    download.value.save_as(written)
    assert download.value.suggested_filename.endswith(".docx")
    with ZipFile(written) as parts:
        assert DECISION in parts.read("word/document.xml").decode("utf-8")
    visit.until_equal(lambda: visit.page.locator("#liste .dit").inner_text(), r.PHRASES["releveFini"])


def test_a_decision_is_corrected_and_removed_without_renumbering(meeting):
    visit = meeting("?territoire=dep-46")
    for title in ("Une", "Deux", "Trois"):
        freeze(visit, title)
    press(visit, "l")
    button(visit, "Modifier la décision n° 2").click()
    visit.page.get_by_label(r.DECISION_TITRE).fill("Deux, corrigée")
    button(visit, r.ENREGISTRER).click()
    visit.page.get_by_role("heading", name="2. Deux, corrigée").wait_for()
    button(visit, "Retirer la décision n° 1").click()
    visit.page.get_by_role("alertdialog").get_by_role("button", name=r.OUI).click()
    visit.until("reunion.lire().reunion.decisions.length === 2")
    press(visit, "Escape", "f")
    dialog(visit, "Décision n° 4").wait_for()


# ---------------------------------------------------------------- pour tous


def test_a_meeting_by_touch_alone(meeting):
    visit = meeting("?territoire=dep-46", has_touch=True)
    page = visit.page
    button(visit, r.LISTE).tap()
    button(visit, r.AJOUTER).tap()
    dialog(visit, r.LISTE).get_by_role("button", name=r.FERMER).tap()
    button(visit, r.COMPARER).tap()
    visit.until("reunion.salle.cotes().length === 2")
    button(visit, r.FIGER).tap()
    page.get_by_label(r.DECISION_TITRE).fill("Au doigt")
    button(visit, r.ENREGISTRER).tap()
    page.locator("#decision").wait_for(state="hidden")
    button(visit, r.SUIVANTE).tap()
    visit.until("reunion.salle.cotes().length === 1")
    small = page.evaluate(
        """[...document.querySelectorAll('button, a[href], select, input:not([hidden])')]
          .filter((e) => e.checkVisibility() && !e.matches('.evitement')).map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
          .filter(([, r]) => r.height < 44 || r.width < 44).map(([nom]) => nom)"""
    )
    assert not small, small


def test_nothing_to_report_by_axe_and_focus_comes_back(meeting):
    visit = meeting("?territoire=dep-46&contre=region%3D76%26theme%3Dapl")
    add_view(visit)
    freeze(visit, DECISION, "Note")
    assert_accessible(visit, "deux cartes")
    for name, title in ((r.REGLER, r.REGLER), (r.LISTE, r.LISTE), (r.AIDE_NOM, r.AIDE_TITRE), (r.FIGER, "Décision n° 2")):
        button(visit, name).click()
        dialog(visit, title).wait_for()
        assert_accessible(visit, title)
        press(visit, "Escape")
        visit.until("(nom) => [document.activeElement.textContent, document.activeElement.ariaLabel].join().includes(nom)", name)
    press(visit, "l")
    button(visit, r.RANGER).click()
    assert_accessible(visit, "liste à ranger")
    button(visit, r.TOUT_EFFACER).click()
    visit.page.get_by_role("alertdialog").wait_for()
    assert_accessible(visit, "question")


def test_each_change_is_spoken_once(meeting):
    visit = meeting("?territoire=dep-46")
    visit.page.evaluate(
        """() => { window.dits = []; new MutationObserver(() => window.dits.push(document.querySelector('#annonce').textContent))
          .observe(document.querySelector('#annonce'), {childList: true, characterData: true, subtree: true}); }"""
    )
    visit.page.locator("[data-classe=ZIP]").first.click()
    visit.until("location.search.includes('masquer')")
    visit.page.wait_for_timeout(300)
    said = visit.page.evaluate("dits")
    assert len(said) == 1 and "Lot" in said[0] and "communes affichées" in said[0]


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_has_it_all(meeting, width):
    visit = meeting("?territoire=dep-46&contre=region%3D76", viewport={**PHONE, "width": width}, has_touch=True, is_mobile=True)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(visit, f"{width} px")
    button(visit, r.LISTE).tap()
    assert visit.page.locator("#liste").evaluate("(e) => e.scrollWidth <= innerWidth")


def test_text_twice_as_large_hides_nothing(meeting):
    visit = meeting("?territoire=dep-46", viewport={"width": 1280, "height": 720})
    visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 1280
    for name in (r.COMPARER, r.FIGER, r.LISTE, r.REGLER, r.AIDE_NOM):
        button(visit, name).scroll_into_view_if_needed()
        box = button(visit, name).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 1280
        assert box["y"] >= 0 and box["y"] + box["height"] <= 720
    assert visit.page.locator(".cote-carte").first.bounding_box()["height"] >= 200


def test_without_webgl_the_words_remain(meeting, browser_without_webgl):
    visit = meeting("?territoire=dep-46", browser=browser_without_webgl, allowed=("WebGL", "webgl", "GPU"))
    assert spoken(visit)[0].startswith("312 communes affichées")
    visit.page.get_by_text("WebGL est absent").first.wait_for()
    freeze(visit, "Sans carte")
    assert visit.page.evaluate("reunion.lire().reunion.decisions.length") == 1
