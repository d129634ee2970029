"""Les cas limites d'une fiche, sur les vraies communes : chaque page se lit entière, avec ses aides et son « pourquoi »."""

from __future__ import annotations

import json
import random
import re
from html import unescape

import pytest

from callbacks import api as routes
from callbacks import commune as fiches
from tests.callbacks.commune.test_commune import seen, sheet, text_of_page
from tests.callbacks.commune.test_commune_aides import section
from tests.callbacks.pages.test_pages import HOSTILE, client_of, tags
from tests.graine import GRAINE
from tests.serveur import client_de
from views.commune import phrases as f
from views.commune import phrases_pourquoi as q
from views.ecriture import phrases as w

CAS = {
    "sans mairie située": "09012",
    "classe masquée par l'éditeur": "97401",
    "deux classes dans ses parties": "32365",
    "à la limite de la région": "48080",
    "même nom, Gers": "32389",
    "même nom, Hautes-Pyrénées": "65392",
    "île": "29155",
    "trois lettres": "31237",
    "une lettre": "80829",
    "apostrophe": "32160",
    "population zéro": "55039",
    "Paris": "75056",
    "Lyon": "69123",
    "Marseille": "13055",
    "Corse": "2A004",
    "outre-mer": "97411",
    "la plus grande de la région": "31555",
}
# Ce qu'une phrase faite par un programme laisse voir quand il se trompe.
FAUTES = re.compile(r"\bNone\b|\bnan\b|\bNaN\b|\{\}|\[\]|\.\.(?!\.)|: :| ;\.|\(\)|<NA>")


@pytest.fixture(scope="module")
def client(official):
    return client_de(official, fiches, routes)


@pytest.mark.parametrize("code", CAS.values(), ids=CAS.keys())
def test_every_odd_commune_has_its_whole_sheet(client, official, code):
    html = sheet(client, code)
    said = text_of_page(html)
    assert official.communes.at[code, "nom"] in said
    assert FAUTES.findall(said) == []
    aides = section(html, "aides")
    assert sum(int(n) for n in re.findall(r'<span class="discret">\((\d+)\)</span>', aides)) == len(official.aides.aides)
    assert len(tags(section(html, "pourquoi"), "ol")) == 4


def test_drawn_sheets_read_without_a_slip(client, official):
    for code in random.Random(GRAINE).sample(sorted(official.communes.index), 40):
        assert FAUTES.findall(text_of_page(sheet(client, code))) == [], (GRAINE, code)


def test_without_a_placed_town_hall_distances_start_elsewhere_and_say_so(client, official):
    assert w.depart(False) in text_of_page(sheet(client, CAS["sans mairie située"]))


def test_a_class_that_the_publisher_hides_is_said_in_the_sheet_and_the_chain(client):
    html = sheet(client, CAS["classe masquée par l'éditeur"])
    assert w.MASQUE in unescape(section(html, "classes"))
    chain = unescape(section(html, "pourquoi"))
    assert "La classe de la commune pour les médecins généralistes n'est pas disponible chez l'éditeur." in chain


def test_without_a_class_the_aids_say_what_is_not_published(small):
    html = sheet(client_of(small), "46002")
    assert w.PAS_DE_DONNEE in section(html, "classes") and "n'est pas publiée (pas de donnée)." in unescape(section(html, "pourquoi"))
    assert "La classe de la commune n'est pas publiée." in unescape(section(html, "aides"))


def test_a_commune_of_two_classes_says_which_part_has_which(client, official):
    code = CAS["deux classes dans ses parties"]
    said = seen(unescape(section(sheet(client, code), "classes")))
    parts = json.loads(client.get(f"/api/v1/communes/{code}").data)["zonages"]["infirmiers"]["parties"]
    assert w.PARTAGE in said and len({part["classe"] for part in parts}) > 1
    for part in parts:
        assert part["nom"] in said and part["libelle"] in said


@pytest.mark.parametrize(("code", "n"), [(CAS["Paris"], 20), (CAS["Lyon"], 9), (CAS["Marseille"], 16)])
def test_a_city_of_arrondissements_counts_its_territories(client, code, n):
    assert f"La commune relève de {n} territoires de vie-santé." in seen(unescape(section(sheet(client, code), "pourquoi")))
    assert seen(f.SITES_HORS_DONNEES) in seen(unescape(sheet(client, code)))


def test_an_island_has_no_neighbour_to_compare_its_class_with(client):
    html = sheet(client, CAS["île"])
    assert q.AUCUNE_VOISINE in unescape(section(html, "pourquoi")) and f.SANS_VOISINE in text_of_page(html)


def test_a_name_shared_by_departements_is_told_apart_where_it_is_searched(client):
    html = unescape(client.get("/commune?q=saint-martin").get_data(as_text=True))
    assert "/commune/32389" in html and "/commune/65392" in html
    assert "Gers (32) · 32389" in seen(html) and "Hautes-Pyrénées (65) · 65392" in seen(html)


@pytest.mark.parametrize("typed", ["his", "31260 his", "L'Isle-Jourdain", "l’isle jourdain", "lisle jourdain"])
def test_short_names_and_both_apostrophes_are_found_without_script(client, typed):
    wanted = "31237" if "his" in typed and "isle" not in typed else CAS["apostrophe"]
    html = client.get("/commune", query_string={"q": typed}).get_data(as_text=True)
    assert [link["href"] for link in tags(html, "a") if link["href"] == f"/commune/{wanted}"]


def test_a_code_that_no_longer_exists_keeps_the_situation_and_says_a_word(client):
    answer = client.get("/commune/12076?profession=infirmier")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/commune/12218?profession=infirmier&ancien=12076")
    said = text_of_page(client.get(answer.headers["Location"]).get_data(as_text=True))
    assert f.ancien_code("12076", "Conques-en-Rouergue") in said and "Infirmier" in said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_strings_everywhere_are_sentences(client, hostile):
    for path in ("/commune", "/commune/46102", "/commune/12076"):
        answer = client.get(path, query_string={"q": hostile, "profession": hostile, "ancien": hostile, "embed": hostile, hostile: "1"})
        html = answer.get_data(as_text=True)
        assert answer.status_code in (200, 302) and "Traceback" not in html and "<script>alert" not in html and "<img src=x" not in html
        assert "\n" not in answer.headers.get("Location", "")
    assert client.get(f"/commune/{hostile.replace('%', '%25')}").status_code == 404
