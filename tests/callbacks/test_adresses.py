"""Une même commune, un même territoire, par toutes les portes : page, recherche, API, carte, export, feuille, borne."""

from __future__ import annotations

from html import unescape
from urllib.parse import urlencode

import pytest

import app as application
from layers.recherche.recherche import recherche
from settings import Settings
from tests.projet import projet_reduit
from views.ecriture import phrases as w


@pytest.fixture(scope="module")
def client(demonstration, tmp_path_factory):
    settings = Settings(root=projet_reduit(tmp_path_factory.mktemp("projet")).root, debit=0)
    return application.create_app(demonstration, settings).server.test_client()


def ends_at(client, address: str) -> str:
    """L'adresse, sans ses paramètres, où l'on arrive ; la page y est."""
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, address
    return answer.request.path


CODES = {
    "arrondissement de Marseille": ("13209", "13055"),
    "ancienne commune": ("12076", "12218"),
    "commune réunie sans contour propre": ("69159", "69114"),
    "zéro perdu": ("9001", "09001"),
    "nombre de tableur": ("46102.0", "46102"),
    "Corse en minuscules": ("2a004", "2A004"),
    "collectivité de Saint-Pierre-et-Miquelon": ("97501", "97501"),
    "collectivité de Saint-Barthélemy": ("97701", "97701"),
    "commune rétablie": ("15035", "15035"),
}


@pytest.mark.parametrize(("written", "code"), CODES.values(), ids=CODES)
def test_a_code_gets_one_answer_in_page_search_api_and_kiosk(client, written, code):
    assert ends_at(client, f"/commune/{written}") == f"/commune/{code}"
    assert ends_at(client, f"/borne/commune/{written}") == f"/borne/commune/{code}"
    answer = client.get(f"/api/v1/communes/{written}")
    assert answer.status_code == 200 and answer.json["code_commune"] == code
    assert answer.json.get("code_demande") == (written if written != code else None)
    assert code in [one["code_commune"] for one in client.get(f"/api/v1/communes?q={written}").json]
    assert f'href="/commune/{code}"' in client.get(f"/commune?q={written}").text
    assert code in [one["code"] for one in client.post("/borne/communes", json={"q": written}).json["communes"]]


def test_the_aids_follow_the_code_too(client):
    assert client.get("/api/v1/communes/12076/aides").json["code_commune"] == "12218"


@pytest.mark.parametrize("code", ["13381", "00000", "99999", "abcde", "46999", "1", "%00"])
def test_a_code_of_no_commune_is_refused_by_page_api_sheet_and_kiosk_alike(client, code):
    for address in (f"/commune/{code}", f"/commune/{code}/fiche.pdf", f"/borne/commune/{code}", f"/api/v1/communes/{code}"):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize("written", ["31059", "Toulouse cedex 9", "31059 Toulouse Cedex 9"])
def test_a_cedex_leads_to_its_town_everywhere_and_says_it_is_no_commune_code(client, written):
    page = client.get("/commune", query_string={"q": written}).text
    assert 'href="/commune/31555"' in page and "CEDEX n'est pas le code d'une commune" in page.replace("&#39;", "'")
    found = {one["code_commune"]: one for one in client.get("/api/v1/communes", query_string={"q": written}).json}
    assert "CEDEX" in found["31555"]["mention"]
    kiosk = {one["code"]: one for one in client.post("/borne/communes", json={"q": written}).json["communes"]}
    assert "CEDEX" in kiosk["31555"]["lieu"]


def test_the_address_of_a_cedex_says_so_and_proposes_the_town(client):
    answer = client.get("/commune/13381")
    assert answer.status_code == 404 and 'href="/commune/13055"' in answer.text and "CEDEX" in answer.text
    assert "CEDEX" in client.get("/api/v1/communes/13381").json["erreur"]


def test_a_postcode_as_an_address_proposes_its_communes(client):
    answer = client.get("/commune/31000")
    assert answer.status_code == 404 and 'href="/commune/31555"' in answer.text


def test_every_commune_that_search_proposes_opens(client, demonstration):
    """Toute la France : ce que la page, l'API et la borne proposent a une adresse qui répond, contour ou pas."""
    proposed = {fiche.commune.code_commune for fiche in recherche(demonstration).fiches}
    assert proposed == {*demonstration.communes.index, *demonstration.sans_contour.index}
    for code in [*demonstration.sans_contour.index, *list(demonstration.communes.index[::1500])]:
        for address in (f"/commune/{code}", f"/borne/commune/{code}", f"/api/v1/communes/{code}"):
            assert client.get(address).status_code == 200, address


def test_a_commune_without_outline_says_what_is_known_and_what_is_not(client):
    page = client.get("/commune/97501").text
    assert "Miquelon-Langlade" in page and "Saint-Pierre-et-Miquelon" in page and "97500" in page
    assert "ce qui ne veut pas dire qu" in page
    assert client.get("/commune/97501/fiche.pdf").status_code == 404


VUES = {
    "réseau social": "territoire=dep-46&theme=apl&fbclid=abc",
    "lettre d'information": "utm_source=a&territoire=dep-46&mtm_campaign=b&theme=apl&gclid=1",
    "blanc de fin": "territoire=dep-46%20&theme=apl%20",
    "capitales": "territoire=DEP-46&theme=APL",
    "esperluette échappée": "territoire=dep-46&amp;theme=apl",
}


@pytest.mark.parametrize("query", VUES.values(), ids=VUES)
def test_a_view_changed_on_its_way_is_exported_and_put_in_words_like_the_right_one(client, query):
    right = "territoire=dep-46&theme=apl"
    assert client.get(f"/export/csv?{query}").data == client.get(f"/export/csv?{right}").data
    assert client.get(f"/carte-en-mots?{query}").text == client.get(f"/carte-en-mots?{right}").text


@pytest.mark.parametrize(
    ("address", "right"),
    [
        ("/commune/46102/", "/commune/46102"),
        ("/territoire/dep-46/", "/territoire/dep-46"),
        ("/territoire/DEP-46", "/territoire/dep-46"),
        ("/territoire/dep-46%20", "/territoire/dep-46"),
        ("/territoire/dep-9", "/territoire/dep-09"),
        ("/TERRITOIRE/Dep-46/", "/territoire/dep-46"),
        ("/territoire/com-31555", "/commune/31555"),
        ("/territoire/com-13209", "/commune/13055"),
        ("/api/v1/communes/46102/", "/api/v1/communes/46102"),
        ("/graphiques/", "/graphiques"),
        ("/tableau", "/tableau/"),
        ("/borne/", "/borne"),
        ("/commune//46102", "/commune/46102"),
    ],
)
def test_a_slash_a_capital_or_a_blank_too_many_is_redirected(client, address, right):
    assert ends_at(client, address) == right


def test_the_api_answers_a_territory_written_otherwise_at_once(client):
    for written in ("DEP-46", "dep-46 ", "Dep-46"):
        assert client.get(f"/api/v1/territoires/{written}").json["id"] == "dep-46"
    assert client.get("/api/v1/territoires/com-13209").json["id"] == "com-13055"


def test_a_redirection_keeps_what_was_asked_and_never_repeats_the_host(client):
    for address in ("/tableau?x=1", "/commune/46102/?embed=1", "/feuilles?departement=46", "/territoire/DEP-46?embed=1"):
        answer = client.get(address, headers={"Host": "mauvais.example"})
        assert answer.status_code in (301, 302, 307, 308), address
        location = answer.headers["Location"]
        assert "mauvais" not in location and location.startswith("/") and location.endswith(address.partition("?")[2])


def test_a_territory_in_a_parameter_is_read_the_same(client):
    right = client.get("/graphiques?territoire=dep-46")
    assert right.status_code == 200
    for written in ("DEP-46", "dep-46 ", " Dep-46"):
        assert client.get("/graphiques?" + urlencode({"territoire": written})).text == right.text
    assert client.get("/comparer?a=DEP-46&b=reg-76").text == client.get("/comparer?a=dep-46&b=reg-76").text


def test_without_scripts_the_home_page_leads_in_french_to_search_list_and_map_in_words(client):
    said = client.get("/").text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert w.SANS_SCRIPTS in unescape(said) and "#react-entry-point, .plan .attente { display: none }" in said
    for address in ("/commune", "/carte-en-mots", "/territoires", "/plan"):
        assert f'href="{address}"' in said and client.get(address).status_code == 200
