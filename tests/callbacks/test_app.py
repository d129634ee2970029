"""L'application entière : rien à l'import, une page, ses callbacks par HTTP, et des refus qui sont des phrases."""

import ast
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import app as application
from layers.socle.defauts import DataError, Defect
from tests.projet import projet_reduit

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("geopandas", "shapely", "pyogrio", "pandera")
LARGEST_SENT = 30_000


@pytest.fixture(scope="module")
def client(demonstration, tmp_path_factory):
    """L'application du jeu embarqué, avec un dossier d'assets réduit : le reste est essayé avec les fichiers statiques."""
    return application.create_app(demonstration, projet_reduit(tmp_path_factory.mktemp("projet"))).server.test_client()


def ask(client, outputs: list, inputs: list, **more):
    """Une demande de callback, telle que le navigateur l'envoie."""
    return client.post("/_dash-update-component", json={"outputs": outputs, "inputs": inputs, **more}, headers={"Accept-Encoding": "gzip"})


def panel_request(client, territoire):
    return ask(
        client,
        [{"id": part, "property": "children"} for part in ("fiche-tete", "fiche-corps")],
        [{"id": "territoire", "property": "value", "value": territoire}],
        output="..fiche-tete.children...fiche-corps.children..",
        changedPropIds=["territoire.value"],
    )


def said(answer):
    """Ce que dit une réponse compressée (l'enveloppe gzip porte l'heure : elle n'est pas comparée)."""
    return json.loads(gzip.decompress(answer.data))


def test_nothing_is_read_and_nothing_heavy_is_loaded_by_importing():
    code = f"import sys, app; print([one for one in {HEAVY} if one in sys.modules])"
    answer = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (answer.stdout.strip(), answer.returncode) == ("[]", 0), answer.stderr


def test_the_page_is_french_and_asks_nothing_of_another_machine(client):
    html = client.get("/").get_data(as_text=True)
    assert '<html lang="fr">' in html and "user-scalable" not in html
    assert "https://" not in html and "//cdn" not in html


def test_the_panel_is_answered_over_http_and_is_light(client):
    answer = panel_request(client, "dep-46")
    assert answer.status_code == 200
    assert len(answer.data) <= LARGEST_SENT


@pytest.mark.parametrize("territoire", [None, 12, {"a": 1}, ["x"], "dep-99", "x" * 100_000])
def test_a_hostile_request_is_answered_by_the_opening_panel(client, territoire):
    opening = panel_request(client, "reg-76")
    answer = panel_request(client, territoire)
    assert (answer.status_code, said(answer)) == (200, said(opening))


def test_two_readers_share_nothing(client):
    first, second = panel_request(client, "dep-46"), panel_request(client, "dep-31")
    assert said(panel_request(client, "dep-46")) == said(first) != said(second)


def test_only_three_questions_go_to_the_server(client):
    asked = [one for one in client.get("/_dash-dependencies").json if not one["clientside_function"]]
    assert len(asked) == 3  # l'adresse, la fiche, les sources : jamais une couleur
    assert not any("vue" in json.dumps(one["inputs"]) for one in asked)


def test_refused_data_are_a_sentence_and_not_a_trace(monkeypatch):
    def refuse(*_):
        raise DataError([Defect("communes.csv", 3, "code_commune", "cinq caractères", "4610")])

    monkeypatch.setattr(application, "load_atlas", refuse)
    with pytest.raises(SystemExit) as stop:
        application.main()
    said = stop.value.code  # une phrase : Python l'écrit sur l'erreur standard et sort par 1
    assert isinstance(said, str) and "\n" not in said
    assert all(word in said for word in ("communes.csv", "code_commune", "cinq caractères", "4610")) and "Traceback" not in said


@pytest.mark.parametrize(
    "module", sorted([*ROOT.glob("layers/**/*.py"), *ROOT.glob("views/**/*.py"), *ROOT.glob("callbacks/*.py")]), ids=lambda p: p.stem
)
def test_layers_know_nothing_of_dash_and_views_nothing_of_callbacks(module):
    floor = module.relative_to(ROOT).parts[0]
    known = {"layers": ("dash", "views", "callbacks", "flask"), "views": ("callbacks", "flask"), "callbacks": ()}[floor]
    tree = ast.parse(module.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not [one for one in imported if one.partition(".")[0] in known]


def walk(node: object):
    """Les propriétés de tous les composants d'une mise en page envoyée."""
    if isinstance(node, list):
        for one in node:
            yield from walk(one)
    elif isinstance(node, dict) and "props" in node:
        yield node["props"]
        yield from walk(node["props"].get("children"))


def test_the_map_of_another_region_answers_beside_the_first(demonstration, client, tmp_path_factory):
    from dataclasses import replace

    settings = projet_reduit(tmp_path_factory.mktemp("deux"))
    both = application.create_app(replace(demonstration, cartes=("76", "93")), settings).server.test_client()
    html = both.get("/region/93/").get_data(as_text=True)
    # Les paquets sont ceux de la première carte : le navigateur les a déjà.
    assert 'src="/_dash-component-suites/' in html and 'src="/region/93/' not in html
    assert re.search(r'"requests_pathname_prefix": ?"[^"]*region[^"]*93', html)
    layout = both.get("/region/93/_dash-layout").get_data(as_text=True)
    assert "Provence-Alpes-C" in html and "communes-93.json" in html
    assert both.get("/_dash-layout").get_data(as_text=True) != layout
    data = json.loads(re.search(r'<script type="application/json" id="configuration-de-la-carte">(.+?)</script>', html)[1])
    assert len(both.get(data["communes"]).get_json()["codes"]) == 946
    assert both.get("/region/11/").status_code == 404 and client.get("/region/93/").status_code == 404
    # Les bornes des demandes valent aussi là.
    assert both.post("/region/93/_dash-update-component", json={"output": "rien"}).status_code == 400
    assert both.get("/region/93/nulle/part").status_code == 404
    assert "Content-Security-Policy" in both.get("/region/93/").headers
