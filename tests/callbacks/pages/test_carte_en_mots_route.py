"""La carte en mots, servie : ses repères, ses liens qui mènent quelque part, ses refus."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape

import pytest

from callbacks import mots
from tests.callbacks.pages.test_pages import tags
from tests.serveur import client_de
from views.ecriture import phrases as w
from views.mots import phrases as m

HOSTILE = [
    "territoire=%3Cscript%3Ealert(1)%3C/script%3E",
    "theme=../../etc/passwd",
    "classe=%00",
    "classe=ZIP&page=-1",
    "classe=ZIP&page=1e9",
    "q=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "q={{7*7}}",
    "masquer=ZIP,ZIP%27--",
    "formulaire=zonage-medecins&theme=%3Cb%3E&montrer=%3Cb%3E",
    "formulaire=x",
    "&".join(f"a{i}=1" for i in range(60)),
    "a=" + "é" * 900,
    "structures=" + "," * 500,
    "departements=75",
    "%ff%fe=1",
]


@pytest.fixture(scope="module")
def client(demonstration):
    return client_de(replace(demonstration, cartes=("76", "93")), mots)


def read(client, query: str = "") -> str:
    answer = client.get(f"{m.CHEMIN}{query}")
    assert answer.status_code == 200, query
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("query", ["", "?territoire=dep-46", "?territoire=com-46102", "?classe=ZIP&territoire=dep-46", "?region=93"])
def test_each_view_has_its_landmarks_its_title_and_no_inline_script(client, query):
    html = read(client, query)
    assert '<html lang="fr">' in html
    assert [len(tags(html, name)) for name in ("header", "main", "h1", "footer")] == [1, 1, 1, 1]
    assert all("src" in script for script in tags(html, "script"))
    title = unescape(re.search(r"<title>([^<]*)</title>", html)[1])
    assert title.endswith(f"{m.TITRE} · {w.TITRE}") and not title.startswith(m.TITRE)
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in zip(levels, levels[1:]))


def test_a_commune_without_script_is_walked_by_plain_links(client):
    html = read(client, "?territoire=com-46102&theme=zonage-infirmiers")
    sides = [a for a in tags(html, "a") if "data-axe" in a]
    assert 1 <= len(sides) <= 4 and all("theme=zonage-infirmiers" in a["href"] for a in sides)
    for side in sides:
        assert client.get(side["href"]).status_code == 200
    assert 'href="/?territoire=com-46102&amp;theme=zonage-infirmiers"' in html and 'href="/commune/46102"' in html


def test_every_link_of_a_territory_leads_to_a_page_that_says_as_many(client):
    html = read(client, "?territoire=dep-46")
    lists = [a["href"] for a in tags(html, "a") if "classe=" in a.get("href", "") and "toutes" not in a["href"]]
    assert lists
    total = 0
    for address in lists:
        listed = client.get(address).get_data(as_text=True)
        number = int(re.search(r"<h1[^>]*>(\d+)", listed)[1])
        assert len(re.findall(r'<li><a href="[^"]*territoire=com-', listed)) == number
        total += number
    told = html.replace(w.FINE, "")
    assert f"Lot{w.INSECABLE}: {total} communes" in told and f"({total})</a>" in told


def test_the_table_says_what_the_list_says(client):
    answer = client.get(f"{m.CHEMIN}.csv?territoire=dep-46&classe=ZAC")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    lines = csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";")
    rows = [row for row in lines if not row[0].startswith("#")]
    assert tuple(rows[0]) == m.COLONNES and {row[4] for row in rows[1:]} == {"ZAC"}
    listed = read(client, "?territoire=dep-46&classe=ZAC")
    assert len(rows) - 1 == int(re.search(r"<h1[^>]*>(\d+)", listed)[1])


def test_the_form_leads_to_the_address_of_its_view(client):
    answer = client.get(f"{m.CHEMIN}?formulaire=zonage-medecins&theme=zonage-medecins&montrer=ZIP&structures=msp&structures=cds&region=76")
    assert answer.status_code == 302
    assert answer.location == "/carte-en-mots?masquer=ZAC,ZAR"
    assert w.avis_adresse(("adresse",)) not in read(client, answer.location.removeprefix(m.CHEMIN))


def test_a_commune_is_searched_in_its_own_map(client):
    assert "territoire=com-46102" in read(client, "?q=figeac&theme=apl")
    html = unescape(read(client, "?q=figeac&region=93"))
    assert m.trouvees(0, "figeac") in html


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_address_is_answered_in_words(client, query):
    for path in (m.CHEMIN, f"{m.CHEMIN}.csv"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code in (200, 302, 404)
        html = answer.get_data(as_text=True)
        assert "<script>alert" not in html and "<img src=x" not in html and "Traceback" not in html and ">49<" not in html
        if answer.status_code == 302:
            assert answer.location.startswith("/carte-en-mots") and "<" not in answer.location


@pytest.mark.parametrize("query", ["?region=11", "?region=<b>", "?classe=ZIP&page=900"])
def test_what_does_not_exist_is_not_found(client, query):
    assert client.get(f"{m.CHEMIN}{query}").status_code == 404


def test_the_demonstration_is_said(client):
    assert w.DEMONSTRATION in read(client, "?territoire=com-46102").lower()
    assert "Fiabilité : simulé" in read(client, "?territoire=com-46102").replace("\u00a0", " ")
