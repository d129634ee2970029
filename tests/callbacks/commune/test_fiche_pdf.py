"""Le dépliant A4 d'une commune : une page, toujours ; balisé, titré, en français ; rien sous 9 points ; les mots de la page."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

import pypdfium2
import pytest
from pypdf import PdfReader

from callbacks import commune as fiches
from layers.acces.modele import modele_de
from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from tests.callbacks.commune.test_commune import sheet, text_of_page
from tests.callbacks.pages.test_pages import ADRESSE, client_of, tags
from tests.graine import GRAINE
from tests.serveur import client_de
from views.commune import phrases_reponse as r
from views.commune.phrases_reponse import AIDES_TITRES as TITRES
from views.ecriture import phrases as w
from views.papier import phrases as t
from views.papier.commune import fiche_pdf
from views.papier.papier import LECTEURS, papier
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
def modele(repository):
    return modele_de(repository / "data")


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


def test_a_screen_reader_finds_titles_and_named_images(client):
    said = structure(read(paper(client, "46102")))
    roles = [role for role, _ in said]
    assert roles.count("/H1") == 1 and roles.count("/H2") == 3
    names = [alt for role, alt in said if role == "/Figure"]
    assert len(names) == 2 and all("Figeac" in alt or ADRESSE in alt for alt in names)


def test_the_curve_is_read_aloud():
    assert t.acces_dit({"2019": 3.97, "2015": 4.0, "2023": 2.76}) == "2015\u00a0: 4,0, 2019\u00a0: 4,0, 2023\u00a0: 2,8"
    assert t.acces_titre({"2015": 4.0, "2023": 2.76}) == "Moins de consultations qu'en 2015"
    assert t.acces_titre({"2015": 2.76, "2023": 2.78}) == "Autant de consultations qu'en 2015"
    assert t.acces_titre({"2023": 2.78}) == t.ACCES
    assert t.acces_texte(None, [("Lot", 3.1)], 2.5, "2023") == t.ACCES_INCONNU
    assert t.acces_texte(2.76, [("Lot", 3.1)], 2.5, "2023").endswith("En 2023, le secteur\u00a0: 2,8 ; Lot\u00a0: 3,1.")


def test_every_font_is_in_the_document(client):
    for font in read(paper(client, "46102")).pages[0]["/Resources"]["/Font"].values():
        inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(inside)


def test_a_class_is_told_without_colour(demonstration, contours, modele):
    """Un mot et un cadre épais sur l'échelle ; sur la carte, un motif pour « prioritaire », et un mot dans la légende."""
    it = papier(demonstration, contours, modele, fiche(demonstration, "46102"))
    assert [one["ici"] for one in it["echelle"]].count(True) == 1 and all(one["mot"] for one in it["echelle"])
    assert all(one["texte"] for one in it["carte"]["classes"])
    if "ZIP" in {one["code"] for one in it["carte"]["classes"]}:
        assert "url(#prioritaire)" in it["carte"]["svg"] and 'pattern id="prioritaire"' in it["carte"]["svg"]


@pytest.mark.parametrize("lecteur", LECTEURS)
def test_nothing_is_under_nine_points_and_most_is_eleven(client, lecteur):
    """Les noms sur la carte et la courbe compris : elles sont du texte dans le PDF."""
    sizes = Counter()

    def seen_text(text, cm, tm, _font, size):
        sizes[round(size * abs(tm[3] or tm[1]) * abs(cm[3] or cm[1]), 1)] += len(text.strip())

    read(client.get(f"/commune/46102/fiche.pdf?lecteur={lecteur}").data).pages[0].extract_text(visitor_text=seen_text)
    shown = Counter({size: n for size, n in sizes.items() if n})
    assert min(shown) >= 9, shown
    assert sum(n for size, n in shown.items() if size >= 10) > sum(n for size, n in shown.items() if size < 10) / 2, shown


def test_the_visitor_has_no_class_and_no_aid_but_numbers_and_words(client):
    said = words(client.get("/commune/46102/fiche.pdf?lecteur=visiteur").data)
    assert not re.search("prioritaire|fragile|€|CPTS|APL\\b", said)
    assert all(compact(texte) in said for pair in r.NUMEROS for texte in pair)
    assert all(compact(texte) in said for _, titre, texte in t.MOTS)
    assert compact(t.VISEZ["visiteur"]) in said
    assert client.get("/commune/46102/fiche.pdf?lecteur=autre").data == paper(client, "46102")


# ---------------------------------------------------------------- l'adresse, le code QR
def links(content: bytes) -> list[str]:
    notes = [one.get_object() for one in read(content).pages[0].get("/Annots", [])]
    return [note["/A"]["/URI"] for note in notes if "/A" in note]


def test_the_public_address_is_linked_and_in_the_code(client):
    content = paper(client, "46102")
    assert links(content) == [f"{ADRESSE}/commune/46102"]
    assert compact(f"{t.VISEZ['elu']} : {ADRESSE.split('://')[1]}/commune/46102") in words(content)


def test_without_a_setting_the_code_carries_the_address_in_use(demonstration):
    """La machine qui ne sert qu'elle-même n'a rien qu'un téléphone atteigne : ni code, ni lien."""
    client = client_of(demonstration)
    used = client.get("/commune/46102/fiche.pdf", headers={"Host": "maillage.exemple.org"}).data
    assert links(used) == ["http://maillage.exemple.org/commune/46102"]
    alone = client.get("/commune/46102/fiche.pdf", headers={"Host": "127.0.0.1:8050"}).data
    assert links(alone) == [] and "127.0.0.1" not in words(alone)


def test_the_code_is_that_of_the_address(demonstration, contours, modele):
    import segno

    address = f"{ADRESSE}/commune/46102"
    drawn = papier(demonstration, contours, modele, fiche(demonstration, "46102"), ADRESSE)["qr"]
    side = len(segno.make(address, error="m", micro=False).matrix)
    assert drawn["url"] == address and f'width="{side}"' in drawn["svg"]


# ---------------------------------------------------------------- la réponse
@pytest.mark.parametrize("code", ["99999", "4610", "46102x", "%3Cscript%3E", "x" * 3000])
def test_an_unknown_code_is_refused_shortly(client, code):
    answer = client.get(f"/commune/{code}/fiche.pdf")
    assert answer.status_code == 404 and answer.mimetype == "text/html" and answer.data.count(b"<script") == 1


def test_a_former_code_leads_to_the_present_sheet(client):
    answer = client.get("/commune/12076/fiche.pdf")
    assert answer.status_code == 302 and urlsplit(answer.headers["Location"]).path == "/commune/12218/fiche.pdf"


def test_an_unchanged_sheet_is_not_sent_again(client):
    first = client.get("/commune/46102/fiche.pdf")
    again = client.get("/commune/46102/fiche.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"
    assert first.headers["Content-Disposition"] == 'inline; filename="fiche-46102-figeac.pdf"'


def test_the_same_content_gives_the_same_bytes_and_another_data_set_others(demonstration, contours, modele):
    it = papier(demonstration, contours, modele, fiche(demonstration, "46102"))
    changed = renamed(demonstration, "46102", "Figeac-le-Haut")
    assert pdf(it) == pdf(it) == fiche_pdf(demonstration, contours, modele, "46102", "")
    assert fiche_pdf(changed, contours, modele, "46102", "") != fiche_pdf(demonstration, contours, modele, "46102", "")


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
def test_a_hostile_or_endless_name_is_written_as_it_is_on_one_page(demonstration, contours, modele, nom):
    content = fiche_pdf(renamed(demonstration, "46102", nom), contours, modele, "46102", ADRESSE)
    assert len(read(content).pages) == 1 and compact(nom) in words(content)


def test_the_three_aids_are_those_of_the_page_said_to_the_mayor(client):
    """La situation d'un professionnel, dans l'adresse, ne change rien : le dépliant parle à la commune."""
    said, page = words(paper(client, "46102")), compact(text_of_page(sheet(client, "46102")))
    shown = [one for one in TITRES.values() if compact(one) in said]
    assert len(shown) == 3 and all(compact(one) in page for one in shown)
    assert client.get("/commune/46102/fiche.pdf?profession=infirmier").data == paper(client, "46102")
    assert client.get("/commune/12076/fiche.pdf?lecteur=visiteur").headers["Location"] == "/commune/12218/fiche.pdf?lecteur=visiteur"


def test_the_demonstration_says_so_on_paper(client):
    said = words(paper(client, "46102"))
    assert compact(w.JEU_SIMULE) in said


def test_every_commune_of_the_small_country_fits(small, contours, modele):
    for code in small.communes.index:
        for lecteur in LECTEURS:
            assert len(read(fiche_pdf(small, contours, modele, code, ADRESSE, lecteur)).pages) == 1


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
def test_every_kind_of_commune_fits_on_one_page(request, contours, modele, mode):
    """Les extrêmes ; l'essai suivant en tire d'autres au hasard. Une feuille qui déborde est une erreur du gabarit lui-même."""
    atlas = request.getfixturevalue(mode)
    for code in extremes(atlas):
        for lecteur in LECTEURS:
            assert len(read(fiche_pdf(atlas, contours, modele, code, ADRESSE, lecteur)).pages) == 1, (code, lecteur)


# ---------------------------------------------------------------- la page et le papier disent la même chose
@pytest.mark.tirage
@pytest.mark.parametrize("mode", ["demonstration", pytest.param("official", marks=pytest.mark.official)])
def test_page_and_paper_agree_for_drawn_communes(request, contours, modele, mode):
    """Vingt communes tirées au hasard : la phrase, la classe, les temps et les lieux, les aides, l'accès du secteur."""
    atlas = request.getfixturevalue(mode)
    client = client_de(atlas, fiches)
    inside = sorted(atlas.communes.index[atlas.communes["region"] == atlas.region])
    for code in random.Random(GRAINE).sample(inside, 20):
        it = papier(atlas, contours, modele, fiche(atlas, code))
        page, said = compact(text_of_page(sheet(client, code))), words(pdf(it))
        told = ["".join(it["phrase"]), it["officielle"], *(one["mot"] for one in it["echelle"])]
        told += [one[key] for one in it["soins"] for key in ("nom", "temps")]
        told += [one[key] for one in it["aides"] for key in ("titre", "montant")]
        assert [one for one in told if compact(one) not in page] == [], (GRAINE, code)
        assert [one for one in told if compact(one) not in said] == [], (GRAINE, code)
