"""Le contrat de l'API est celui de ses routes : mêmes adresses, paramètres refusés par leur nom, lots et entités tels qu'annoncés."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import threading
from urllib.parse import quote

import pytest
from werkzeug.serving import make_server

from callbacks import api, couverture, lots, ogc
from layers.atlas import Atlas
from tests.serveur import client_de
from views.api import phrases as w
from views.api.contrat import ADRESSES, PAR_CHEMIN, openapi
from views.api.lots import lignes_communes
from web.entetes import with_headers

PLACES = {"code": "46102", "territoire_id": "dep-46", "slug": "msp-labellisees", "collection": "communes", "identifiant": "46102"}


@pytest.fixture(scope="module")
def client(demonstration: Atlas):
    return client_de(demonstration, api, lots, ogc, couverture)


def remplie(chemin: str) -> str:
    return re.sub(r"{(\w+)}", lambda place: PLACES[place[1]], chemin)


def test_the_table_is_the_routes(client):
    rules = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule) for rule in client.application.url_map.iter_rules()}
    assert {rule for rule in rules if rule.startswith("/api/")} - {"/api/{_reste}"} == set(PAR_CHEMIN)


def test_the_document_describes_every_address_and_its_places():
    told = openapi("1.2.3", "https://exemple.fr/maillage")
    assert (told["openapi"], told["info"]["version"]) == ("3.1.0", "1.2.3")
    assert told["servers"] == [{"url": "https://exemple.fr/maillage"}] and json.loads(json.dumps(told)) == told
    names = [one["get"]["operationId"] for one in told["paths"].values()]
    assert len(names) == len(set(names)) == len(ADRESSES)
    for path, item in told["paths"].items():
        given = {one["name"] for one in item["get"]["parameters"] if one["in"] == "path"}
        assert given == set(re.findall(r"{(\w+)}", path))
        assert [one for one in item["get"]["parameters"] if not one["description"]] == []


@pytest.mark.parametrize("chemin", [one.chemin for one in ADRESSES if not one.juge])
def test_an_unknown_parameter_is_refused_by_its_name(client, chemin):
    answer = client.get(f"{remplie(chemin)}?pagge=2")
    assert answer.status_code == 400 and answer.mimetype == "application/problem+json"
    assert "pagge" in answer.json["detail"] and [one for one in PAR_CHEMIN[chemin].noms if one not in answer.json["detail"]] == []
    assert "script" not in client.get(f"{remplie(chemin)}?{quote('<script>')}=1").json["detail"]


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=dix", "limit=5001", "limit=²", "offset=-1", "offset=1e3", "limit="])
def test_a_wrong_number_is_refused(client, query):
    for path in ("/api/v1/layers?", "/api/v1/communes?departement=46&"):
        assert client.get(path + query).status_code == 400


def test_a_part_says_how_many_there_are_and_where_the_rest_is(client, demonstration):
    whole = client.get("/api/v1/communes?departement=46")
    expected = demonstration.communes[demonstration.communes["departement"] == "46"]
    assert whole.headers["X-Total-Count"] == str(len(expected)) and "Link" not in whole.headers
    assert [one["code_commune"] for one in whole.json] == expected.index.tolist()
    found, there = [], "/api/v1/communes?departement=46&limit=100"
    while there:
        answer = client.get(there)
        found += answer.json
        there = answer.headers["Link"].partition(">")[0][1:] if "Link" in answer.headers else ""
    assert found == whole.json


def test_a_commune_of_a_lot_says_what_its_sheet_says(client):
    sheet = client.get("/api/v1/communes/46102").json
    row = next(one for one in client.get("/api/v1/communes?departement=46").json if one["code_commune"] == "46102")
    assert row["zonage_medecins"] == sheet["zonages"]["medecins"]["classe"] and row["apl_valeur"] == sheet["apl"]
    assert row["codes_postaux"] == sheet["codes_postaux"] and row["fiabilite"] == "simulé"


def test_what_is_not_published_is_null_never_zero(small: Atlas):
    rows = lignes_communes(small, small.communes)
    for line, (code, row) in zip(rows, small.communes.iterrows()):
        assert line["code_commune"] == code
        value = row["apl:valeur"]
        assert line["apl_valeur"] is None if value != value else line["apl_valeur"] == value
        assert line["zonage_medecins"] is None if row["zonage-medecins"] in ("", "N/D", "PART") else line["zonage_medecins"]


def test_the_csv_is_the_json_in_the_dialect(client):
    told = client.get("/api/v1/communes?departement=09&limit=5").json
    for dialecte, sep, mark in (("virgule", ";", ","), ("point", ",", ".")):
        answer = client.get(f"/api/v1/communes?departement=09&limit=5&format=csv&dialecte={dialecte}")
        rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=sep))
        assert [row["code_commune"] for row in rows] == [one["code_commune"] for one in told]
        assert rows[0]["departement"] == "09" and rows[0]["longitude"] == str(told[0]["longitude"]).replace(".", mark)


def test_the_sites_are_those_of_the_map(client, demonstration):
    own = client.get("/api/v1/sites?departement=46&categorie=msp").json
    of = demonstration.communes["departement"].reindex(demonstration.sites["code_commune"]).to_numpy() == "46"
    expected = demonstration.sites[of & (demonstration.sites["categorie"] == "msp").to_numpy()]
    assert [one["numero_finess"] for one in own] == expected["numero_finess"].tolist() and own
    by_use = client.get("/api/v1/sites?departement=46&usage=msp").json
    assert by_use and all("msp" in one["usages"] for one in by_use)


def test_the_facts_in_a_lot_are_those_of_the_territory(client):
    lot = client.get("/api/v1/faits?territoire=dep-46").json
    sheet = client.get("/api/v1/territoires/dep-46").json["faits"]
    assert sorted(one["id"] for one in lot) == sorted(one["id"] for one in sheet) and lot


@pytest.mark.parametrize(
    "query", ["departement=99", "region=00", "departement=46&format=xml", "departement=46&format=csv&dialecte=x", "q=figeac&format=csv", ""]
)
def test_a_lot_that_does_not_exist_is_refused(client, query):
    assert client.get(f"/api/v1/communes?{query}").status_code == 400


# ------------------------------------------------------------ OGC API – Features


def test_the_features_that_a_frame_touches(client, demonstration):
    answer = client.get("/api/ogc/collections/communes/items?bbox=1.9,44.5,2.1,44.7&limit=1000").json
    c = demonstration.communes
    expected = c[(c["ouest"] <= 2.1) & (c["est"] >= 1.9) & (c["sud"] <= 44.7) & (c["nord"] >= 44.5)]
    assert [one["id"] for one in answer["features"]] == expected.index.tolist() and "46102" in expected.index
    assert answer["numberMatched"] == answer["numberReturned"] == len(expected)


def test_an_outline_is_in_its_own_frame_and_turns_the_right_way(client, demonstration):
    figeac = client.get("/api/ogc/collections/communes/items/46102").json
    ring = figeac["geometry"]["coordinates"][0]
    row = demonstration.communes.loc["46102"]
    frame = [min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring)]
    assert frame == pytest.approx([row[side] for side in ("ouest", "sud", "est", "nord")], abs=2e-3)
    area = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))
    assert ring[0] == ring[-1] and area > 0  # sens direct : RFC 7946


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "1,2,3,4,5", "nan,0,1,1", "0,5,1,4", ""])
def test_a_frame_that_is_not_one_is_refused(client, box):
    assert client.get("/api/ogc/collections/communes/items", query_string={"bbox": box}).status_code == 400


def test_a_limit_too_large_is_brought_back_as_the_standard_says(client):
    assert client.get("/api/ogc/collections/sites/items?limit=100000").json["numberReturned"] <= 1000
    assert client.get("/api/ogc/collections/sites/items").json["numberReturned"] == 10
    for wrong in ("/api/ogc/collections/x", "/api/ogc/collections/x/items", "/api/ogc/collections/communes/items/99999"):
        assert client.get(wrong).status_code == 404


# Dans un autre processus : GDAL garde le verrou de Python pendant qu'il lit, et le serveur d'ici ne pourrait pas lui répondre.
GDAL = """
import sys
import pyogrio
assert {name for name, _ in pyogrio.list_layers(sys.argv[1])} == {"communes", "sites"}
found = pyogrio.raw.read(sys.argv[1], layer="communes", bbox=(1.99, 44.58, 2.06, 44.63), columns=["code_commune", "zonage_medecins"])
assert "46102" in found[3][0] and all(one is not None for one in found[2])
assert len(pyogrio.raw.read(sys.argv[1], layer="sites", max_features=15)[2]) == 15
"""


def test_gdal_opens_both_collections(client):
    server = make_server("127.0.0.1", 0, client.application, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        address = f"OAPIF:http://127.0.0.1:{server.port}/api/ogc/"
        subprocess.run([sys.executable, "-c", GDAL, address], check=True, timeout=120)
    finally:
        server.shutdown()
        thread.join()


# ------------------------------------------------------------ ouverte à tout site


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("/api/v1/layers", True),
        ("/export/csv", True),
        ("/territoire/dep-46.csv", True),
        ("/territoire/dep-46.datapackage.json", True),
        ("/maillage/api/v1/layers", True),
        ("/", False),
        ("/commune/46102", False),
        ("/apis", False),
        ("/_dash-layout", False),
    ],
)
def test_public_data_is_open_to_every_site_and_nothing_else_is(path, opened):
    for method in ("GET", "OPTIONS"):
        headers: list[tuple[str, str]] = []
        serve = with_headers(lambda environ, start: start("200 OK", []), "p", "f", "/maillage")
        serve({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda _, given, into=headers: into.extend(given))
        told = dict(headers)
        assert told.get("Access-Control-Allow-Origin") == ("*" if opened else None)
        assert told["Cross-Origin-Resource-Policy"] == ("cross-origin" if opened else "same-origin")
        assert ("Access-Control-Allow-Methods" in told) == (opened and method == "OPTIONS")
        assert "Access-Control-Allow-Credentials" not in told


def test_the_page_of_the_api_names_every_address(client):
    html = client.get("/api/").get_data(as_text=True)
    assert [one.chemin for one in ADRESSES if f"<code>{one.chemin}</code>" not in html] == []
    assert w.TITRE.replace("'", "&#39;") in html and "http://" not in html.partition("<main")[2].partition("</main>")[0]
