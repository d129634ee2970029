"""Les pages sans carte : un gabarit commun, des repères, une recherche sans script, des refus courts."""

from __future__ import annotations

import re

import pytest

from callbacks import commune, pages
from tests.serveur import client_de, tags
from views.ecriture import phrases as w
from views.ecriture import phrases_pages as p

ADRESSE = "https://maillage.exemple.fr"
HOSTILE = ["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "{{ 7 * 7 }}", "%", "\x00", "é" * 80, "' OR 1=1 --"]


def client_of(atlas, **reglages):
    return client_de(atlas, commune, pages, **reglages)


@pytest.fixture(scope="module")
def client(small):
    return client_of(small, adresse=ADRESSE)


def test_every_page_is_french_with_its_landmarks_and_one_script(client):
    html = client.get("/commune").get_data(as_text=True)
    assert '<html lang="fr">' in html and "user-scalable" not in html
    # Deux menus, un seul montré : la barre, ou le menu replié des écrans étroits.
    assert [len(tags(html, landmark)) for landmark in ("header", "nav", "main", "footer", "h1")] == [1, 2, 1, 1, 1]
    # Sans lui, chaque champ reste un formulaire ; dans le cadre d'un autre site, il n'y est pas.
    assert [one["src"].split("?")[0] for one in tags(html, "script")] == ["/assets/champ/chercher.mjs"]
    assert tags(client.get("/commune?embed=1").get_data(as_text=True), "script") == []
    first = tags(html, "a")[0]
    assert first["href"] == "#contenu" and tags(html, "main")[0]["id"] == "contenu"


def test_the_title_and_the_stable_address_are_shared(client):
    html = client.get("/commune?q=vallee").get_data(as_text=True)
    shared = {meta["property"]: meta["content"] for meta in tags(html, "meta") if "property" in meta}
    # Le titre dit ce qui est cherché : deux recherches se distinguent dans l'historique.
    assert shared["og:title"] == f"« vallee » · {p.CHERCHER_TITRE}" and shared["og:url"] == f"{ADRESSE}/commune"
    assert f"<title>« vallee » · {p.CHERCHER_TITRE} · {w.TITRE}</title>" in html


def test_without_a_public_address_no_absolute_link_is_written(small):
    html = client_of(small).get("/commune").get_data(as_text=True)
    assert "og:url" not in html and "canonical" not in html


def test_style_sheets_carry_the_print_of_their_content(client):
    sheets = [link["href"] for link in tags(client.get("/commune").get_data(as_text=True), "link") if link["rel"] == "stylesheet"]
    assert [sheet.split("?")[0] for sheet in sheets] == [
        f"/assets/{one}.css" for one in ("1-base", "1-entete", "5-recherche", "pages/site")
    ]
    assert all(re.search(r"\?m=[0-9a-f]{12}$", sheet) for sheet in sheets)


def test_the_demonstration_says_so_on_every_page(small_demonstration):
    html = client_of(small_demonstration).get("/commune").get_data(as_text=True)
    assert w.DEMONSTRATION in html.lower()


def test_a_search_lists_what_it_finds(client):
    html = client.get("/commune?q=vallee").get_data(as_text=True)
    assert '<a href="/commune/46003"><strong>Vallée</strong>' in html and p.trouvees(1, "vallee") in html


def test_an_empty_search_asks_and_a_vain_one_says_so(client):
    assert p.CHERCHER_TEXTE in client.get("/commune?q=%20").get_data(as_text=True)
    assert p.trouvees(0, "zzzz") in client.get("/commune?q=zzzz").get_data(as_text=True)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_search_is_written_as_text(client, hostile):
    answer = client.get("/commune", query_string={"q": hostile})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert html.count("<script") == 1 and "<img" not in html and "49" not in html.split("</main>")[0]


def test_a_search_too_long_is_refused_in_a_sentence(client):
    answer = client.get("/commune", query_string={"q": "x" * 81})
    assert answer.status_code == 400 and p.RECHERCHE_TROP_LONGUE in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["00000", "zzzzz", "<script>", "../../etc/passwd", "%00", "46003/autre", "x" * 5000, "46003/fiche.exe"])
def test_a_path_that_leads_nowhere_is_a_short_404(client, path):
    answer = client.get(f"/commune/{path}")
    assert answer.status_code == 404
    html = answer.get_data(as_text=True)
    assert "Traceback" not in html and "<script>" not in html and "x" * 100 not in html
