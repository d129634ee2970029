"""Trouver sa commune : un champ qui marche sans script, les mairies de la région pour « Autour de moi », et ce qui n'en sort pas."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from callbacks import commune as fiches
from tests.serveur import client_de
from web.entetes import with_headers


@pytest.fixture(scope="module")
def client(small):
    return client_de(small, fiches, adresse="https://maillage.exemple.fr")


def test_every_page_has_one_field_that_is_a_form_without_scripts(client):
    for path in ("/commune", "/commune/46003"):
        html = client.get(path).get_data(as_text=True)
        assert re.search(r'<form action="/commune" method="get">\s*<label[^>]*>.*?</label>\s*<input id="site-q" name="q"', html, re.S)
        mots = json.loads(unescape(re.search(r'data-mots="([^"]+)"', html)[1]))
        assert {"nombre", "proches", "aucune", "panne", "liste"} <= mots.keys()
        ids = re.findall(r'<input[^>]*id="([^"]+)"[^>]*data-communes|data-communes[^>]*id="([^"]+)"', html)
        assert len(ids) == len(set(ids)) == html.count("data-communes=") >= 2


def test_the_town_halls_of_the_region_are_a_static_list(client, small):
    found = client.get("/commune/points.json").get_json()
    own = small.communes.index[small.communes["region"] == small.region]
    assert [one[0] for one in found] == list(own)
    assert all(41 < latitude < 52 and -6 < longitude < 10 for _, _, latitude, longitude in found)
    assert client.get("/commune/points.json?latitude=44.6&longitude=2").get_json() == found, "aucune position n'est lue"


def test_what_the_browser_keeps_of_a_page_is_a_name_and_its_neighbours(client):
    html = client.get("/commune/46003").get_data(as_text=True)
    kept = json.loads(unescape(re.search(r'data-commune="([^"]+)"', html)[1]))
    assert kept.keys() == {"code", "nom", "voisines"} and kept["code"] == "46003" and len(kept["voisines"]) <= 4


def test_the_sheet_compares_shares_and_carries_its_code(client):
    html = client.get("/commune/46003").get_data(as_text=True)
    assert '<input type="hidden" name="a" value="com-46003">' in html and 'data-adresse="https://maillage.exemple.fr/commune/46003"' in html
    assert '<figure class="emporter"><svg' in html


@pytest.mark.parametrize(
    ("path", "query", "allowed"),
    [
        ("/commune", "", "(self)"),
        ("/", "", "(self)"),
        ("/borne", "", "()"),
        ("/borne/commune", "", "()"),
        ("/bornes", "", "(self)"),
        ("/commune", "embed=1", "()"),
    ],
)
def test_the_position_may_be_asked_by_the_site_only(path, query, allowed):
    said = {}

    def application(environ, start_response):
        start_response("200 OK", [])
        return []

    serve = with_headers(application, "usuelle", "cadre")
    serve({"PATH_INFO": path, "QUERY_STRING": query}, lambda status, headers: said.update(headers))
    assert f"geolocation={allowed}," in said["Permissions-Policy"]
