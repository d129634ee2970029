"""La page de la réunion : ce qui y mène, ce qu'elle porte, et les adresses hostiles."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from markupsafe import escape

from callbacks import reunion
from tests.petit_atlas import petit_atlas, petite_demonstration
from tests.serveur import client_de
from views.ecriture import phrases as w
from views.reunion import phrases as r

EMBEDDED = re.compile(r'<script type="application/json" id="(\w+)">(.*?)</script>', re.S)
HOSTILE = ("<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "%00", "{{ 7 * 7 }}", "../../etc/passwd", "</script><b>")


def client_of(atlas):
    client = client_de(atlas, reunion)
    for address in ("/", "/region/93/", "/commune/46102"):
        client.application.add_url_rule(address, address, lambda: "ailleurs")
    return client


@pytest.fixture(scope="module")
def client():
    return client_of(replace(petit_atlas(), cartes=("76", "93")))


def html_of(text: str) -> str:
    """Le texte comme le gabarit l'écrit."""
    return str(escape(text))


def embedded(html: str) -> dict:
    """{nom: valeur} de ce que la page donne à son script."""
    return {name: json.loads(text) for name, text in EMBEDDED.findall(html)}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/?mode=reunion", "/reunion"),
        ("/?theme=apl&mode=reunion&masquer=inconnue", "/reunion?theme=apl"),
        ("/region/93/?mode=reunion&structures=", "/reunion?region=93&structures="),
    ],
)
def test_a_map_page_leads_to_the_meeting(client, path, target):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, target)


@pytest.mark.parametrize("path", ["/commune/46102?mode=reunion", "/?mode=borne", "/?mode=", "/"])
def test_any_other_page_stays_itself(client, path):
    assert client.get(path).get_data(as_text=True) == "ailleurs"


def test_only_reading_leads_to_the_meeting(client):
    assert client.post("/?mode=reunion").status_code == 405


def test_the_page_opens_on_the_views_of_its_address(client):
    answer = client.get("/reunion?theme=apl&cadre=0,42,3,45&contre=" + quote("region=93&theme=frr"))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-cache"
    assert embedded(answer.get_data(as_text=True))["depart"] == [
        {"region": "76", "recherche": "?theme=apl", "cadre": [0.0, 42.0, 3.0, 45.0]},
        {"region": "93", "recherche": "?theme=frr", "cadre": None},
    ]


def test_every_key_has_its_button(client):
    html = client.get("/reunion").get_data(as_text=True)
    for key in ("C", "F", "L", "R", "?"):
        assert f'aria-keyshortcuts="{key}"' in html
    for name in (r.PRECEDENTE, r.SUIVANTE):
        assert f'aria-label="{name}"' in html
    for keys, effect in r.TOUCHES:
        assert html_of(effect) in html
        assert all(f"<kbd>{key}</kbd>" in html for key in keys)


def test_the_page_has_no_script_nor_handler_of_its_own(client):
    html = client.get("/reunion").get_data(as_text=True)
    scripts = re.findall(r"<script\b([^>]*)>", html)
    assert [one for one in scripts if "application/json" not in one] == [' type="module" src="/statique/essai/reunion/page.mjs"']
    assert not re.search(r"\son\w+=", html)


def test_a_partly_known_address_says_so(client):
    assert w.avis_adresse(("theme",)) in client.get("/reunion?theme=rien").get_data(as_text=True).replace("&#39;", "'")
    assert 'class="avis"' not in client.get("/reunion?theme=apl").get_data(as_text=True)


@pytest.mark.parametrize("word", HOSTILE)
@pytest.mark.parametrize("key", ["theme", "territoire", "region", "cadre", "contre", "masquer", "inconnue"])
def test_a_hostile_address_opens_the_opening_view(client, key, word):
    answer = client.get("/reunion", query_string={key: word})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "alert(1)" not in html and "passwd" not in html and "<b>" not in html
    assert embedded(html)["depart"][0] == {"region": "76", "recherche": "", "cadre": None}


def test_a_simulated_set_is_said_on_the_map_itself(client):
    assert client_of(petite_demonstration()).get("/reunion").get_data(as_text=True).count('<p class="simule">') == 2
    assert '<p class="simule">' not in client.get("/reunion").get_data(as_text=True)
