"""La carte en PDF : une page qui se lit, se cherche et s'entend, relue et comparée à ce que la carte affiche."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from types import SimpleNamespace

import pypdfium2
import pytest
from pypdf import PdfReader

from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from settings import ROOT
from tests.vues import some_views
from views.ecriture import phrases as w
from views.export.carte import Dessins, legende_de
from views.export.contenu import affichees, contenu, filtres
from views.export.papier import pdf_de
from views.export.svg import svg_de
from views.papier import pdf as mise_en_page
from views.vue.filtres import tally
from views.vue.vue import default_view, from_query

ADRESSE = "https://maillage.exemple.fr"
JOUR = "2026-11-25"


@pytest.fixture(scope="module")
def dessins():
    return Dessins(Polygones(Contours(ROOT / "data" / "geo")))


def pdf(atlas, view, dessins) -> bytes:
    return pdf_de(atlas, view, contenu(atlas, view, JOUR, ADRESSE), dessins)


def words(content: bytes) -> str:
    """Le texte de la page, en une ligne, les espaces insécables en espaces."""
    (page,) = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_bounded().split())


def compact(text: str) -> str:
    """Sans blancs ni traits d'union : une ligne trop longue se coupe n'importe où, et le trait d'un nom coupé n'est pas relu."""
    return re.sub(r"[\s\-\ufffe\u0002]", "", text)


def plain(text: str) -> str:
    return " ".join(text.split())


def elements(content: bytes) -> list[dict]:
    """Les éléments de structure du document, dans l'ordre."""
    found: list[dict] = []

    def walk(node) -> None:
        node = node.get_object()
        if isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            children = node.get("/K", [])
            for child in children if isinstance(children, list) else [children]:
                if not isinstance(child, int):
                    walk(child)

    walk(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"])
    return found


def test_structures_that_are_not_surveyed_are_not_zero(demonstration, dessins):
    """Une région dont les structures ne sont pas dans les données : « non recensées », sur la page, le SVG et la provenance."""
    view = replace(default_view(demonstration), territoire="dep-46", structures=("msp", "ess"))
    none = demonstration.sites.iloc[:0]
    for sites, said in ((none, ("MSP : non recensées", "ESS : non recensées")), (demonstration.sites, ("MSP : 17",))):
        atlas = replace(demonstration, sites=sites)
        content = contenu(atlas, view, JOUR)
        drawn = svg_de(atlas, view, content, dessins).decode()
        assert all(one in drawn and one in words(pdf(atlas, view, dessins)) for one in said)
        assert "MSP : 0" not in drawn
    told = dict(contenu(replace(demonstration, sites=none), view, JOUR).propos)
    assert (told["Structures montrées"], told["Structures non recensées"]) == ("aucun", "MSP, ESS")
    assert "Structures non recensées" not in dict(contenu(demonstration, replace(view, structures=("msp",)), JOUR).propos)


def test_it_is_one_landscape_page_that_says_what_the_screen_says(demonstration, dessins):
    for view in some_views(demonstration, 10, seed=7):
        content = pdf(demonstration, view, dessins)
        found = PdfReader(io.BytesIO(content))
        assert len(found.pages) == 1, view
        box = found.pages[0].mediabox
        assert (round(float(box.width)), round(float(box.height))) == (842, 595)
        said = words(content)
        lines = legende_de(demonstration, view)
        expected = [
            contenu(demonstration, view, JOUR).titre,
            *(f"{name} : {value}" for name, value in filtres(demonstration, view)),
            *(line.nom for line in lines),
            *(line.compte for line in lines),
            "Exporté le 25 novembre 2026",
            demonstration.hash[:12],
            w.DEMONSTRATION,
            "Contours des communes : IGN",
        ]
        assert not [part for part in expected if compact(part) not in compact(said)], said


def test_the_counts_are_those_of_the_communes_shown(demonstration, dessins):
    view = from_query(demonstration, "?territoire=dep-46&theme=apl&masquer=A1&montagne=oui&structures=msp,pharmacie")[0]
    said, counts = words(pdf(demonstration, view, dessins)), tally(demonstration, view)
    counted = [int(n) for n in re.findall(r"(\d+) communes? ·", said)]
    present = [int(counts.at[code, "communes"]) for code in ("A2", "A3", "A4", "A5") if counts.at[code, "communes"]]
    assert counted == present and sum(counted) == len(affichees(demonstration, view)) > 0
    sites = contenu(demonstration, view, JOUR).structures["categorie"].value_counts()
    assert f"MSP : {sites.iloc[1]}" in said or f"MSP : {sites.iloc[0]}" in said
    assert f"Vue : {ADRESSE}/?territoire=dep-46&theme=apl&masquer=A1&structures=msp,pharmacie&montagne=oui" in said
    assert "20 km" in said and " N " in said and "DREES" in said and "Fiabilité : simulé" in said


def test_it_is_tagged_for_whoever_cannot_see_it(demonstration, dessins):
    view = from_query(demonstration, "?territoire=dep-46")[0]
    content = pdf(demonstration, view, dessins)
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/Lang"].startswith("fr") and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    found = elements(content)
    kinds = [one["/S"] for one in found]
    assert kinds.count("/H1") == 1 and "/H2" in kinds and "/Table" in kinds and "/TH" in kinds
    (figure,) = (one for one in found if one["/S"] == "/Figure")
    counts = tally(demonstration, view)
    assert figure["/Alt"].startswith("Carte : Zonage des médecins généralistes · Lot.")
    assert f"{int(counts.at['ZIP', 'communes'])} communes" in plain(figure["/Alt"])


def test_the_map_is_drawn_not_pictured(demonstration, dessins):
    content = pdf(demonstration, from_query(demonstration, "?territoire=dep-46")[0], dessins)
    page = PdfReader(io.BytesIO(content)).pages[0]
    assert not [one for one in (page["/Resources"].get("/XObject") or {}).values() if one.get_object()["/Subtype"] == "/Image"]
    assert len(content) < 400_000


def test_the_same_view_gives_the_same_bytes_and_an_empty_one_a_page(demonstration, dessins):
    view = replace(default_view(demonstration), territoire="dep-46", masquer=tuple(demonstration.catalogue.couches[0].rank))
    content = pdf(demonstration, view, dessins)
    assert content == pdf(demonstration, view, dessins) and len(PdfReader(io.BytesIO(content)).pages) == 1
    nothing = from_query(demonstration, "?territoire=dep-82&departements=09")[0]
    assert w.PHRASES_CARTE["aucune"] in words(pdf(demonstration, nothing, dessins))


def test_a_hostile_name_is_text(small, dessins):
    departements = small.departements.copy()
    departements.loc["46", "nom"] = '#panic("x") *gras* [lien] $x$ <b>'
    atlas = replace(small, departements=departements)
    assert '#panic("x") *gras* [lien] $x$ <b>' in words(pdf(atlas, replace(default_view(atlas), territoire="dep-46"), dessins))


@pytest.mark.parametrize(("rendu", "combien"), [([b"une", b"deux"], 2), (None, 0)])
def test_an_image_of_two_pages_is_refused_not_passed_on(monkeypatch, rendu, combien):
    monkeypatch.setattr(mise_en_page, "_compiler", lambda *_: SimpleNamespace(compile=lambda **_: rendu))
    with pytest.raises(ValueError, match=f"vignette.typ : attendu un seul fichier, trouvé {combien}"):
        mise_en_page.image({}, 144, "vignette.typ")
