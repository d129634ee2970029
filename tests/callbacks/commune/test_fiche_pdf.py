"""La feuille A4 d'une commune : une page, toujours ; balisée, titrée, en français ; les mêmes valeurs que la page et l'API."""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit

import pypdfium2
import pytest
from pypdf import PdfReader

from callbacks import api as routes
from callbacks import commune as fiches
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from tests.callbacks.commune.test_commune import expected_texts, near_half, seen, sheet, text_of_page
from tests.callbacks.pages.test_pages import ADRESSE, client_of, tags
from tests.graine import GRAINE
from tests.serveur import client_de
from views.aides.aides import aides_de
from views.aides.section import SUPPOSEE
from views.ecriture import phrases as w
from views.papier import phrases as t
from views.papier.commune import fiche_pdf
from views.papier.papier import papier
from views.papier.pdf import pdf

HOSTILE = '#panic("x") *gras* $x$ `y` @cle <etiquette> \\ // /* #set page(width: 1cm) {{7*7}} <script>alert(1)</script>'
LONG = "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson-sur-Très-Longue-Rivière-du-Haut-Pays"


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def compact(text: str) -> str:
    """Le texte sans aucune espace : sur le papier, une ligne se coupe n'importe où."""
    return re.sub(r"\s+", "", text)


def words(content: bytes) -> str:
    """Le texte du PDF, sans espaces. pdfium écrit U+FFFE pour un trait d'union en bout de ligne."""
    page = pypdfium2.PdfDocument(content)[0].get_textpage()
    return compact(page.get_text_range().replace("\ufffe", "-"))


@pytest.fixture(scope="module")
def client(demonstration):
    return client_of(demonstration, adresse=ADRESSE)


@pytest.fixture(scope="module")
def contours(repository):
    return Contours(repository / "data" / "geo")


def paper(client, code: str) -> bytes:
    answer = client.get(f"/commune/{code}/fiche.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), code
    return answer.data


# ---------------------------------------------------------------- le document
def test_the_sheet_is_one_a4_page_titled_tagged_and_in_french(client):
    found = read(paper(client, "46102"))
    root = found.trailer["/Root"]
    assert len(found.pages) == 1
    assert [round(float(side)) for side in found.pages[0].mediabox[2:]] == [595, 842]
    assert found.metadata.title == t.titre("Figeac", "Lot", "46102")
    assert root["/Lang"].startswith("fr") and root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode() and "/JavaScript" not in root.get("/Names", {})


def structure(found: PdfReader) -> list[tuple[str, str]]:
    """(rôle, texte de remplacement) de chaque élément de structure, dans l'ordre de lecture."""
    said = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict) and "/S" in node:
            said.append((node["/S"], node.get("/Alt", "")))
            walk(node.get("/K", []))
        elif isinstance(node, dict) and "/K" in node:
            walk(node["/K"])

    walk(found.trailer["/Root"]["/StructTreeRoot"])
    return said


def test_a_screen_reader_finds_titles_tables_and_named_images(client):
    said = structure(read(paper(client, "46102")))
    roles = [role for role, _ in said]
    assert roles.count("/H1") == 1 and roles.count("/H2") == 8
    assert roles.count("/Table") == 2 and roles.count("/TH") >= 6
    names = [alt for role, alt in said if role == "/Figure"]
    assert len(names) == 2 and all("Figeac" in alt or ADRESSE in alt for alt in names)


def test_every_font_is_in_the_document(client):
    for font in read(paper(client, "46102")).pages[0]["/Resources"]["/Font"].values():
        inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(inside)


def test_a_class_is_told_without_colour(client):
    """Tout est noir, blanc ou gris : aucune couleur n'est posée dans la page ni dans ses motifs."""
    found = read(paper(client, "46102"))
    drawn = [one.get_object().get_data().decode("latin-1") for one in [found.pages[0]["/Contents"]]]
    drawn += [one.get_object().get_data().decode("latin-1") for one in found.pages[0]["/Resources"].get("/XObject", {}).values()]
    colours = re.findall(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (?:rg|RG|scn?|SCN?)\b", " ".join(drawn))
    assert all(abs(float(r) - float(g)) + abs(float(g) - float(b)) < 0.04 for r, g, b in colours)


# ---------------------------------------------------------------- l'adresse, le code QR
def links(content: bytes) -> list[str]:
    notes = [one.get_object() for one in read(content).pages[0].get("/Annots", [])]
    return [note["/A"]["/URI"] for note in notes if "/A" in note]


def test_the_public_address_is_linked_and_in_the_code(client):
    content = paper(client, "46102")
    assert links(content) == [f"{ADRESSE}/commune/46102"]
    assert compact(f"{t.FICHE_A_JOUR} : {ADRESSE}/commune/46102") in words(content)


def test_without_a_public_address_there_is_no_code_and_no_link(demonstration):
    content = paper(client_of(demonstration), "46102")
    assert links(content) == [] and "http" not in words(content) and compact(t.FICHE_A_JOUR) not in words(content)
    assert len([role for role, _ in structure(read(content)) if role == "/Figure"]) == 1


def test_the_code_is_that_of_the_address(demonstration, contours):
    import segno

    address = f"{ADRESSE}/commune/46102"
    drawn = papier(demonstration, contours, fiche(demonstration, "46102"), ADRESSE)["qr"]
    side = len(segno.make(address, error="m", micro=False).matrix)
    assert drawn["url"] == address and f'width="{side}"' in drawn["svg"]


# ---------------------------------------------------------------- la réponse
@pytest.mark.parametrize("code", ["99999", "4610", "46102x", "%3Cscript%3E", "x" * 3000])
def test_an_unknown_code_is_refused_shortly(client, code):
    answer = client.get(f"/commune/{code}/fiche.pdf")
    assert answer.status_code == 404 and answer.mimetype == "text/html" and b"<script" not in answer.data


def test_a_former_code_leads_to_the_present_sheet(client):
    answer = client.get("/commune/12076/fiche.pdf")
    assert answer.status_code == 302 and urlsplit(answer.headers["Location"]).path == "/commune/12218/fiche.pdf"


def test_an_unchanged_sheet_is_not_sent_again(client):
    first = client.get("/commune/46102/fiche.pdf")
    again = client.get("/commune/46102/fiche.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Content-Disposition"] == 'inline; filename="fiche-46102-figeac.pdf"'


def test_the_same_content_gives_the_same_bytes_and_another_data_set_others(demonstration, contours):
    it = papier(demonstration, contours, fiche(demonstration, "46102"))
    changed = replace(demonstration, manifest={**demonstration.manifest, "hash": "ab" * 32})
    assert pdf(it) == pdf(it) == fiche_pdf(demonstration, contours, "46102", "")
    assert fiche_pdf(changed, contours, "46102", "") != fiche_pdf(demonstration, contours, "46102", "")


def test_the_library_waits_for_the_first_sheet(repository):
    """Le démarrage ne charge ni Typst ni segno."""
    asked = "import sys, app; sys.exit(bool({'typst', 'segno'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", asked], cwd=repository).returncode == 0


def test_the_page_leads_to_the_paper(client):
    html = sheet(client, "46102")
    assert '<a class="bouton plein" href="/commune/46102/fiche.pdf" type="application/pdf"' in html
    assert {"type": "application/pdf", "href": "/commune/46102/fiche.pdf", "rel": "alternate"} in tags(html, "link")


# ---------------------------------------------------------------- noms, longueurs
def renamed(atlas, code: str, nom: str):
    communes = atlas.communes.copy()
    communes.loc[code, "nom"] = nom
    return replace(atlas, communes=communes)


@pytest.mark.parametrize("nom", [HOSTILE, LONG, "W" * 300, "Y"])
def test_a_hostile_or_endless_name_is_written_as_it_is_on_one_page(demonstration, contours, nom):
    content = fiche_pdf(renamed(demonstration, "46102", nom), contours, "46102", ADRESSE)
    assert len(read(content).pages) == 1 and compact(nom) in words(content)


def test_what_is_not_shown_is_counted(client, demonstration):
    """Les aides montrées, plus celles que la feuille dit taire, font toutes les aides possibles."""
    said = words(paper(client, "46102"))
    possible = [one for one in aides_de(demonstration, "46102", SUPPOSEE).aides if one.etat != "ne_s_applique_pas"]
    shown = [one for one in possible if compact(one.titre) in said]
    hidden = int(re.search(r"…et(\d+)autres?aides?possibles?", said)[1])
    assert len(shown) >= 3 and len(shown) + hidden == len(possible)
    assert compact(t.LIEU_DE_LA_PAGE) in said


def test_the_paper_follows_the_situation_chosen_on_the_page(client):
    """Le lien de la page porte la situation ; la feuille la dit, avec ses aides ; ce qui n'est pas compris redevient supposé."""
    page = client.get("/commune/46102?profession=infirmier&formation_ipa=oui").get_data(as_text=True)
    link = unescape(re.search(r'href="(/commune/46102/fiche\.pdf[^"]*)"', page)[1])
    chosen, supposed = words(client.get(link).data), words(paper(client, "46102"))
    assert "Situationchoisie:infirmier" in chosen and "pratiqueavancée" in chosen
    assert "Situationsupposée:médecingénéraliste" in supposed and "pratiqueavancée" not in supposed
    for odd in ("?profession=%3Cscript%3E", "?profession=infirmier&profession=infirmier", "?x=1", "?demi_journees=9999"):
        assert words(client.get(f"/commune/46102/fiche.pdf{odd}").data) == supposed
    former = client.get("/commune/12076/fiche.pdf?profession=infirmier").headers["Location"]
    assert former == "/commune/12218/fiche.pdf?profession=infirmier"


def test_the_demonstration_says_so_on_paper(client):
    said = words(paper(client, "46102"))
    assert compact(w.JEU_SIMULE) in said and compact(w.DEMONSTRATION).capitalize() in said


def test_every_commune_of_the_small_country_fits(small, contours):
    for code in small.communes.index:
        assert len(read(fiche_pdf(small, contours, code, ADRESSE)).pages) == 1


def extremes(atlas) -> list[str]:
    """Les communes qui remplissent le plus une feuille : nom, codes postaux, quartiers, voisines, mairie ; et les lieux à part."""
    communes = atlas.communes
    inside = communes[communes["region"] == atlas.region]
    quartiers = inside.index.map(lambda code: sum(len(zone.nom) for zone in atlas.zones("qpv", code) or ()))
    mairies = atlas.mairies["adresse"].str.len()
    longest = [
        inside["nom"].str.len().idxmax(),
        communes["nom"].str.len().idxmax(),
        communes["codes_postaux"].str.len().idxmax(),
        inside.index[quartiers.argmax()],
        inside["voisins"].str.len().idxmax(),
        mairies[mairies.index.isin(inside.index)].idxmax(),
        inside["population"].idxmin(),
    ]
    # Paris, Marseille, Arles, Ouessant, la Guadeloupe, Ajaccio, une commune sans habitant, Toulouse, le nom le plus court.
    return [*longest, "75056", "13055", "13004", "29155", "97105", "2A004", "55039", "31555", communes["nom"].str.len().idxmin()]


@pytest.mark.parametrize("mode", ["demonstration", pytest.param("official", marks=pytest.mark.official)])
def test_every_kind_of_commune_fits_on_one_page(request, contours, mode):
    """Les extrêmes ; l'essai suivant en tire d'autres au hasard. Une feuille qui déborde est une erreur du gabarit lui-même."""
    atlas = request.getfixturevalue(mode)
    for code in extremes(atlas):
        assert len(read(fiche_pdf(atlas, contours, code, ADRESSE)).pages) == 1, code


# ---------------------------------------------------------------- la page, le papier et l'API disent la même chose
def expected_aids(client, code: str) -> list[tuple[str, list[str]]]:
    """Les titres et les montants des aides de l'API pour la situation que le papier dit."""
    asked = {"profession": "medecin-generaliste", "etape": "professionnel", "mode": "liberal", "anciennete": "moins-d-un-an"}
    asked |= {"coordonne": "oui", "demi_journees": "10"}
    found = json.loads(client.get(f"/api/v1/communes/{code}/aides", query_string=asked).data)
    return [(aide["titre"], [m["texte"] for m in aide["montants"] if m["etat"] != "ecarte"]) for aide in found["aides"]]


@pytest.mark.tirage
@pytest.mark.parametrize("mode", ["demonstration", pytest.param("official", marks=pytest.mark.official)])
def test_page_paper_and_json_agree_for_drawn_communes(request, mode):
    """Cinquante communes tirées au hasard : classes, accessibilité, PÂSTEL, population, structures, aides et montants."""
    atlas = request.getfixturevalue(mode)
    client = client_de(atlas, fiches, routes)
    inside = sorted(atlas.communes.index[atlas.communes["region"] == atlas.region])
    for code in random.Random(GRAINE).sample(inside, 50):
        one = json.loads(client.get(f"/api/v1/communes/{code}").data)
        one["sites_proches"] = [site for site in one["sites_proches"] if not near_half(site["distance_km"])]
        content = paper(client, code)
        assert len(read(content).pages) == 1, (GRAINE, code)
        page, said = text_of_page(sheet(client, code)), words(content)
        hours = {seen(text) for text in one["mairie"].get("horaires", [])}
        texts = expected_texts(one, atlas)
        assert [text for text in texts if text not in page] == [], (GRAINE, code)
        assert [text for text in texts if text not in hours and compact(text) not in said] == [], (GRAINE, code)
        aids = [(titre, amounts) for titre, amounts in expected_aids(client, code) if compact(titre) in said]
        assert len(aids) >= 2, (GRAINE, code)
        assert [titre for titre, amounts in aids if any(compact(text) not in said for text in amounts[:2])] == [], (GRAINE, code)
