"""Un nom venu d'un fichier peut contenir du HTML : il se lit, il ne s'exécute pas. Toutes les adresses de l'application sont parcourues."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import app as application
from layers.atlas import placed
from layers.jeu.jeu import SITE_COLUMNS
from settings import Settings
from tests.petit_atlas import SITES, SOURCE, every, petit_atlas, text_of
from views.carte.panneau import panel

ROOT = Path(__file__).resolve().parents[3]
HOSTILE = "<img src=x onerror=alert(1)>"
FORMULA = "=cmd|'/c calc'!A1"
# Ce qui remplace un paramètre d'adresse ; tout autre paramètre reçoit un code de commune.
ARGUMENTS = {"territoire_id": "com-31001", "dataset": "demonstration", "path": "index.html"}
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def atlas():
    """Le petit Atlas, ses structures et ses fichiers portant des noms hostiles."""
    names = [HOSTILE, FORMULA, "</script><script>alert(2)</script>", '"><svg onload=alert(3)>', "{{7*7}}${7*7}"]
    sites = pd.DataFrame([(site[0], name, *site[2:]) for site, name in zip(SITES, names, strict=True)], columns=list(SITE_COLUMNS))
    source = {**SOURCE, "fichier": f"{HOSTILE}.csv", "remarques": [HOSTILE], "sans_correspondance": [HOSTILE]}
    manifest = {"mode": "official", "hash": "ab" * 32, "date": "2026-05-12", "sources": [source]}
    return replace(petit_atlas(), sites=placed(sites, petit_atlas().catalogue, petit_atlas().communes), manifest=manifest)


@pytest.fixture(scope="module")
def client(atlas):
    return application.create_app(atlas, Settings()).server.test_client()


def addresses(client) -> list[str]:
    """Une adresse par route en lecture, ses paramètres remplis."""
    rules = [rule.rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods]
    return sorted({re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda name: ARGUMENTS.get(name[1], "31001"), rule) for rule in rules})


def test_no_page_runs_a_name(client):
    seen = 0
    for address in [*addresses(client), "/?territoire=com-31001", "/api/v1/communes/46003", "/chercher?q=" + HOSTILE, "/commune/46003"]:
        answer = client.get(address)
        body = answer.get_data()
        if answer.mimetype in ("text/html", "image/svg+xml", "application/xml"):
            for hostile in (b"<img src=x", b"<svg onload", b"</script><script>alert"):
                assert hostile not in body, address
        elif HOSTILE.encode() in body:
            assert answer.mimetype in ("application/json", "text/csv", "text/plain", "application/geo+json"), (address, answer.mimetype)
            seen += 1
    assert seen  # le nom est bien montré quelque part : l'essai regarde ce qu'il croit regarder


def test_no_export_holds_a_formula(client):
    for address in addresses(client):
        answer = client.get(address)
        if answer.mimetype == "text/csv":
            for cell in re.split(r"[;,\n\t]", answer.get_data(as_text=True).replace('"', "")):
                assert not cell.startswith(("=", "@")), (address, cell)
        elif answer.mimetype == SHEET:
            book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
            formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
            assert formulas == [], address


def test_the_names_of_the_map_s_data_are_json_strings(client, atlas):
    answer = client.get(f"/donnees/{atlas.hash[:16]}/sites-76.json")
    assert answer.mimetype == "application/json"
    assert HOSTILE in {site[2] for rows in json.loads(answer.get_data()).values() for site in rows}


def test_the_panel_holds_a_hostile_name_as_text(atlas):
    found = panel(atlas, "com-31001")
    assert HOSTILE in text_of(found)
    assert every(found, dangerously_allow_html=True) == []


def test_nothing_in_the_project_writes_html_from_text():
    """Les trois portes par où un nom deviendrait du HTML : aucune n'est employée."""
    doors = re.compile(r"\.(inner|outer)HTML|insertAdjacentHTML|document\.write|dangerously_allow_html|dangerouslySetInnerHTML|\|\s*safe\b")
    ours = [path for folder, glob in (("assets", "*.*js"), ("views", "*.*"), ("callbacks", "*.py")) for path in (ROOT / folder).rglob(glob)]
    kept = [path for path in ours if "vendor" not in path.parts and path.suffix in (".js", ".mjs", ".py", ".html")]
    assert len(kept) > 10
    assert [str(path) for path in kept if doors.search(path.read_text(encoding="utf-8"))] == []
