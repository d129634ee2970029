"""L'API : les mêmes fonctions que la page, des refus en une phrase, jamais de trace ni de NaN."""

import json
import re
from urllib.parse import quote

import pytest
from flask import Flask

from callbacks import api as routes
from layers.territoire.chiffres import actuels
from layers.territoire.territoires import territoire
from settings import VERSION
from tests.petit_atlas import every, text_of
from tests.serveur import client_de
from views.carte.panneau import panel
from views.ecriture import phrases as w
from views.sources.citees import du_fait
from views.territoire.comparer import lue_avec_unite

HOSTILE = (
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\x00",
    "%",
    "%%%",
    "{{7*7}}",
    "\u202e",
    "🏥",
    "NaN",
    "null",
    "-1",
    "1e308",
)
TRACES = ("Traceback", 'File "', "KeyError", "pandas", "site-packages")


def client_of(atlas):
    return client_de(atlas, routes)


@pytest.fixture(scope="module")
def client(small):
    return client_of(small)


@pytest.fixture(scope="module")
def simulated(demonstration):
    return client_of(demonstration)


def body(answer):
    """Le JSON d'une réponse, lu strictement : NaN et Infinity y sont refusés."""
    assert answer.mimetype == ("application/json" if answer.status_code < 400 else "application/problem+json")

    def refuse(constant):
        raise AssertionError(constant)

    return json.loads(answer.get_data(as_text=True), parse_constant=refuse)


def codes(client, query: str) -> list[str]:
    answer = client.get("/api/v1/communes?q=" + quote(query))
    assert answer.status_code == 200
    return [one["code_commune"] for one in body(answer)]


def assert_refused(answer, status: int) -> None:
    assert answer.status_code == status
    refusal = body(answer)
    assert list(refusal) == ["type", "title", "status", "detail", "erreur"] and refusal["erreur"].endswith(".")
    assert (refusal["status"], refusal["detail"]) == (status, refusal["erreur"])
    assert not [trace for trace in TRACES if trace in refusal["erreur"]]


def test_health(client, small):
    assert body(client.get("/healthz")) == {
        "status": "ok",
        "data": {"mode": "official", "hash": small.hash, "date": "2026-05-12"},
        "en_attente": None,
        "version": VERSION,
    }


def test_layers_are_those_of_the_registry(client, small):
    layers = body(client.get("/api/v1/layers"))
    assert [one["id"] for one in layers] == [e.id for e in (*small.catalogue.couches, *small.catalogue.structures)]
    for one in layers:
        assert all(one[key] for key in ("titre", "nature", "niveau", "unite", "source", "editeur", "licence", "millesime", "fiabilite"))
    assert [c["code"] for c in layers[0]["classes"]] == ["ZIP", "ZAC", "ZAR", "HZ"]


# ---------------------------------------------------------------- chercher
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("vallee", ["46003"]),
        ("VALLÉE", ["46003"]),
        ("saint etienne", ["31003"]),
        ("Saint-Étienne-du-Cœur", ["31003"]),
        ("l\u2019isle", ["31001"]),
        ("46020", ["46003"]),
        ("46001", ["46001"]),
        ("rien de tel", []),
    ],
)
def test_searching(client, query, found):
    assert codes(client, query) == found


def test_a_commune_found_has_its_fields_and_an_unknown_population_is_null(client):
    (one,) = body(client.get("/api/v1/communes?q=causse"))
    assert one == {
        "code_commune": "46001",
        "nom": "Causse",
        "departement": "46",
        "nom_departement": "Lot",
        "codes_postaux": ["46000"],
        "population": None,
        "ancien_nom": None,
        "ancien_code": None,
        "arrondissement": None,
        "correspondance": "exacte",
        "dans_la_region": True,
        "dessinee": True,
        "mention": None,
    }
    (one,) = body(client.get("/api/v1/communes?q=capitale"))
    assert (one["population"], one["dans_la_region"]) == (1000, False)


def test_a_former_commune_a_former_code_and_a_district_say_so(simulated):
    def first(query):
        one = body(simulated.get("/api/v1/communes?q=" + quote(query)))[0]
        return one["nom"], one["ancien_nom"], one["ancien_code"], one["arrondissement"]

    assert first("Conques") == ("Conques-en-Rouergue", "Conques", "12076", None)
    assert first("12076") == ("Conques-en-Rouergue", "Conques", "12076", None)
    assert first("01003") == ("Francheleins", None, "01003", None)  # le COG n'en garde que le code
    assert first("75011") == ("Paris", None, None, "Paris 11e Arrondissement")


def test_the_region_comes_first_only_when_asked(simulated):
    def regions(query):
        return [one["dans_la_region"] for one in body(simulated.get(f"/api/v1/communes?{query}"))]

    assert regions("q=saint")[1:].count(True) < 5
    assert all(regions("q=saint&region_d_abord=oui")[1:])  # après Le Saint, dans le Morbihan : un nom entier passe avant
    assert regions("q=saint&region_d_abord=%00") == regions("q=saint")


def test_a_wrong_letter_and_a_near_name_are_told_apart(simulated):
    def first(query):
        one = body(simulated.get("/api/v1/communes?q=" + query))[0]
        return one["nom"], one["correspondance"]

    assert first("tolouse") == ("Toulouse", "faute")
    assert first("carcasone") == ("Carcassonne", "proche")


@pytest.mark.parametrize("url", ["/api/v1/communes", "/api/v1/communes?q=", "/api/v1/communes?q=%20", "/api/v1/communes?q=" + "a" * 10_000])
def test_a_query_that_is_missing_or_too_long_is_refused(client, url):
    assert_refused(client.get(url), 400)


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_query_finds_nothing_and_breaks_nothing(client, query):
    assert codes(client, query) == []


def test_bytes_that_are_not_utf8_break_nothing(client):
    assert client.get("/api/v1/communes?q=%ff%fe%80").status_code in (200, 400)


def test_no_more_than_twenty(simulated):
    assert len(codes(simulated, "saint")) == 20


# ---------------------------------------------------------------- une commune
def test_a_commune_has_every_field_asked_for(client):
    got = body(client.get("/api/v1/communes/31001"))
    assert got["code_commune"] == "31001"
    assert (got["nom"], got["departement"], got["region"], got["epci"], got["population"]) == (
        "L'Isle-d'Amont",
        "31",
        "76",
        "200000001",
        100,
    )
    medecins = got["zonages"]["medecins"]
    assert (medecins["classe"], medecins["libelle"], medecins["millesime"]) == ("ZIP", "Zone d'intervention prioritaire", "2025")
    assert "CartoSanté" in medecins["source"]
    assert list(got["zonages"]) == ["medecins", "infirmiers", "masseurs-kinesitherapeutes", "orthophonistes"]
    assert got["vagues"]["pastel"]["annee"] == 2021
    assert (got["montagne"], got["frr"], got["apl"]) == (False, "NON", 1.0)
    assert [s["usage"] for s in got["sites_proches"]] == ["msp", "cds", "pharmacie", "cds-dentaire"]
    assert [s["distance_km"] for s in got["sites_proches"]] == [0.0, 8.1, 55.6, 8.1]
    assert got["mairie"]["telephone"] == "05 00 00 00 00"


def test_masked_missing_and_shared_are_told_apart_and_null(client):
    states = {code: body(client.get(f"/api/v1/communes/{code}")) for code in ("31003", "46001", "46002")}
    assert {code: got["zonages"]["medecins"]["etat"] for code, got in states.items()} == {
        "31003": "masquee",
        "46001": "partagee",
        "46002": "absente",
    }
    assert {got["zonages"]["medecins"]["classe"] for got in states.values()} == {None}
    assert states["46001"]["population"] is None
    assert (states["46002"]["montagne"], states["46002"]["frr"], states["46002"]["apl"], states["46002"]["epci"]) == (None,) * 4
    assert (states["31003"]["montagne"], states["31003"]["details"]["apl"]["etat"]) == (True, "masquee")


@pytest.mark.parametrize("code", ["00000", "3100", "031001", "2a004", "reg-76", "x" * 5000, *(quote(one, safe="") for one in HOSTILE)])
def test_an_unknown_commune_is_refused(client, code):
    assert_refused(client.get(f"/api/v1/communes/{code}"), 404)


# ---------------------------------------------------------------- un territoire
@pytest.mark.parametrize("territoire_id", ["reg-76", "dep-46", "epci-200000001", "com-46002"])
def test_a_territory_gives_the_indicators_of_the_page(client, small, territoire_id):
    got = body(client.get(f"/api/v1/territoires/{territoire_id}"))
    assert got["id"] == territoire_id
    found = actuels(small, territoire(small, territoire_id))
    assert [one["id"] for one in got["indicateurs"]] == list(found) and len(found) > 5
    for one, fait in zip(got["indicateurs"], found.values()):
        assert one["fait"] == fait.id
        fields = ("titre", "valeur", "qualificatif", "unite", "periode", "statut", "fiabilite", "note")
        assert [one[key] for key in fields] == [getattr(fait, key) for key in fields]
        assert one["source"] == du_fait(small, fait).source


@pytest.mark.parametrize("territoire_id", ["reg-76", "dep-46", "epci-200067361"])
def test_api_panel_and_indicators_say_the_same(simulated, demonstration, territoire_id):
    got = {one["id"]: one for one in body(simulated.get(f"/api/v1/territoires/{territoire_id}"))["indicateurs"]}
    rows = [text_of(row) for row in every(panel(demonstration, territoire_id), className="indicateur")]
    current = actuels(demonstration, territoire(demonstration, territoire_id)).values()
    assert {one: told["valeur"] for one, told in got.items()} == {fait.indicateur: fait.valeur for fait in current}
    shown = [row for row in rows if any(row.startswith(f"{fait.titre} {lue_avec_unite(fait)}") for fait in current)]
    # Les autres sont les effectifs d'une vague entière, qui sont ceux d'un groupe de départements, ou « non publié ».
    others = [row for row in rows if row not in shown]
    assert len(shown) > 4 and all("vague entière" in row or w.NON_PUBLIE in row for row in others), others


@pytest.mark.parametrize("territoire_id", ["reg-76", "dep-46", "epci-200067361"])
def test_a_demonstration_says_simulated_in_the_api(simulated, demonstration, territoire_id):
    counted = {one.id for one in (*demonstration.catalogue.of_level("commune"), *demonstration.catalogue.structures)}
    for one in body(simulated.get(f"/api/v1/territoires/{territoire_id}"))["indicateurs"]:
        assert (one["fiabilite"] == "simulé") == (one["id"].partition(".")[0].removesuffix("-par-habitant") in counted), one["id"]


def test_a_demonstration_says_simulated_for_a_commune_and_for_layers(simulated, demonstration):
    got = body(simulated.get("/api/v1/communes/46102"))
    said = [*got["zonages"].values(), *got["details"].values(), *got["sites_proches"]]
    assert len(said) > 8 and {one["fiabilite"] for one in said} == {"simulé"}
    communal = {c.id for c in demonstration.catalogue.of_level("commune")} | {s.id for s in demonstration.catalogue.structures}
    for layer in body(simulated.get("/api/v1/layers")):
        assert (layer["fiabilite"] == "simulé") == (layer["id"] in communal)
    assert body(simulated.get("/healthz"))["data"]["mode"] == "demonstration"


@pytest.mark.parametrize(
    "territoire_id", ["reg-99", "dep-99", "epci-0", "com-0", "46", "reg76", "dep-", *(quote(one, safe="") for one in HOSTILE)]
)
def test_an_unknown_territory_is_refused(client, territoire_id):
    assert_refused(client.get(f"/api/v1/territoires/{territoire_id}"), 404)


@pytest.mark.parametrize(
    "url", ["/api/v1", "/api/v2/layers", "/api/v1/communes/", "/api/v1/communes/31001/x", "/donnees/vieux/communes.json"]
)
def test_an_unknown_address_is_refused_in_json(client, url):
    assert_refused(client.get(url), 404)


def test_no_figure_that_is_not_one_is_ever_written(small):
    value = {
        "a": float("nan"),
        "b": [float("inf"), -float("inf")],
        "c": (small.communes["apl:valeur"].iloc[3], small.communes["apl:valeur"].iloc[1]),
    }
    with Flask("essai").app_context():
        assert body(routes.answer(value)) == {"a": None, "b": [None, None], "c": [None, 1.0]}


def test_data_of_the_map_are_kept_a_year_at_an_address_that_changes_with_them(client, small):
    answer = client.get(f"/donnees/{small.hash[:16]}/communes-76.json")
    assert answer.status_code == 200 and body(answer)["premier"] == 1
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/api/v1/layers").headers["Cache-Control"] == "no-cache"


def test_every_commune_of_the_region_answers(simulated, demonstration):
    inside = demonstration.communes.index[demonstration.communes["region"] == "76"]
    for code in inside[::200]:
        got = body(simulated.get(f"/api/v1/communes/{code}"))
        assert got["code_commune"] == code and re.fullmatch(r"\d{2}", got["departement"])
