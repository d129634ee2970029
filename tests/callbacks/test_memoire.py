"""Les réponses gardées : les mêmes que les réponses faites, jamais celle d'une autre demande, jamais au-delà de leur place."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, request

import app as application
from layers.jeu.jeu import MANIFEST
from settings import Settings
from tests.demandes import CALLBACKS, request_of, that_reads
from tests.projet import projet_reduit
from views.aides import aides
from views.aides.situation import SUPPOSEE
from web.memoire import Memoire

BROWSER = {"Accept-Encoding": "gzip"}


class Serveur:
    """Un serveur qui numérote ses réponses : une réponse gardée porte le numéro de la première."""

    def __init__(self, taille: int = 32_000):
        self.attente = None
        self._numeros: Iterator[int] = itertools.count(1)
        self.server = Flask("essai")
        memoire = Memoire(lambda: self.attente, taille)
        memoire.garder(self.server)
        memoire.rendre(self.server)
        self.server.add_url_rule("/<path:chemin>", view_func=self._answer, methods=["GET", "POST"])
        self.client = self.server.test_client()

    def _answer(self, chemin: str):
        if "panne" in chemin:
            return "panne", 500
        headers = {"Set-Cookie": "a=b"} if "temoin" in chemin else {"X-RateLimit-Remaining": "9", "Cache-Control": "no-cache"}
        return f"{next(self._numeros)} {request.full_path} {request.get_data(as_text=True)}", 200, headers

    def numero(self, address: str, **options) -> str:
        return self.client.get(address, **options).get_data(as_text=True).split()[0]


@pytest.fixture
def served():
    return Serveur()


def test_the_same_request_is_answered_once(served):
    first, again = served.client.get("/commune/46102"), served.client.get("/commune/46102")
    assert first.data == again.data and first.mimetype == again.mimetype
    assert again.headers["Cache-Control"] == "no-cache"


def test_what_counts_the_requests_is_not_kept_with_the_answer(served):
    assert "X-RateLimit-Remaining" in served.client.get("/commune/46102").headers
    assert "X-RateLimit-Remaining" not in served.client.get("/commune/46102").headers


@pytest.mark.parametrize("other", ["/commune/46103", "/api/v1/communes/46102", "/territoire/dep-46?embed=1"])
def test_another_address_has_its_own_answer(served, other):
    served.numero("/commune/46102")
    served.numero("/territoire/dep-46")
    assert served.numero(other) == "3"
    assert served.numero(other) == "3"


def test_unknown_parameters_take_the_place_of_nothing(served):
    served.numero("/territoire/dep-46")
    for n in range(200):
        served.numero(f"/territoire/dep-46?x={n}")
        served.numero(f"/territoire/dep-46?embed={n + 2}")
    assert served.numero("/territoire/dep-46") == "1"


def test_countless_views_do_not_chase_the_pages(served):
    served.numero("/commune/46102")
    for n in range(200):
        served.numero(f"/carte-en-mots?theme={n}")
    assert served.numero("/commune/46102") == "1"


def test_two_bodies_of_a_callback_are_two_answers(served):
    asked = [served.client.post(CALLBACKS, json={"territoire": code}).data for code in ("dep-46", "dep-09", "dep-46")]
    assert asked[0] == asked[2] != asked[1]


def test_two_compressions_are_two_answers(served):
    assert served.numero("/commune/46102", headers=BROWSER) == "1"
    assert served.numero("/commune/46102", headers={"Accept-Encoding": "br"}) == "2"
    assert served.numero("/commune/46102", headers=BROWSER) == "1"


@pytest.mark.parametrize(
    "address",
    ["/commune", "/commune?q=figeac", "/api/v1/communes?q=figeac", "/commune/46102?profession=infirmier", "/borne/commune/46102"]
    + ["/carte-en-mots?q=figeac+cancer", "/territoire/dep-46?x=1", "/graphiques?q=cancer"]
    + ["/healthz", "/api/v1/communes/46102/aides?etape=interne", "/export/csv", "/feuilles/", "/reunion", "/commune/temoin"],
)
def test_what_a_visitor_seeks_supposes_or_prepares_is_not_kept(served, address):
    assert [served.numero(address), served.numero(address)] == ["1", "2"]


def test_a_failure_is_not_kept(served):
    assert served.client.get("/commune/panne").status_code == 500
    assert served.client.get("/commune/panne").status_code == 500


def test_a_part_of_an_answer_is_not_taken_for_the_whole(served):
    served.numero("/commune/46102")
    assert served.numero("/commune/46102", headers={"Range": "bytes=0-1"}) == "2"


def test_when_another_set_waits_what_was_kept_before_is_not_said_any_more(served):
    served.numero("/commune/46102")
    served.attente = "un autre jeu"
    assert served.numero("/commune/46102") == "2"


def test_the_memory_is_bounded_and_forgets_the_least_asked_for():
    small = Serveur(taille=6_400)
    for code in range(8):
        small.numero(f"/commune/{code}")
    assert small.numero("/commune/7") == "8" and small.numero("/commune/0") == "9"


def test_an_answer_that_would_chase_the_others_is_not_kept():
    small = Serveur(taille=3_200)
    assert [small.numero(f"/territoire/{'x' * 200}") for _ in range(2)] == ["1", "2"]


def test_head_is_never_kept_for_get(served):
    served.client.head("/commune/46102")
    assert served.client.get("/commune/46102").data


# ---------------------------------------------------------------- dans l'application entière
@pytest.fixture(scope="module")
def dash(small, tmp_path_factory):
    return application.create_app(small, Settings(root=projet_reduit(tmp_path_factory.mktemp("projet")).root, debit=0))


def answers(dash, headers: dict) -> list[tuple]:
    client = dash.server.test_client()
    panel = that_reads(client.get("/_dash-dependencies").json, "territoire")
    asked = [client.get(one, headers=headers) for one in ("/commune/46003", "/territoires", "/api/v1/layers", "/commune/46003/fiche.pdf")]
    asked += [client.post(CALLBACKS, json=request_of(panel, {"territoire": code}), headers=headers) for code in ("dep-46", "com-46003")]
    return [(one.status_code, one.data, {k: v for k, v in one.headers.items() if k != "Date"}) for one in asked]


@pytest.mark.parametrize("headers", [{}, BROWSER, {"Accept-Encoding": "br, gzip"}])
def test_a_kept_answer_is_the_made_one_to_the_byte_and_to_the_header(dash, headers):
    assert answers(dash, headers) == answers(dash, headers)


def test_a_kept_answer_travels_compressed(dash):
    client = dash.server.test_client()
    first, again = (client.get("/commune/46003", headers=BROWSER) for _ in range(2))
    assert again.headers["Content-Encoding"] == "gzip" and b"<h1" in gzip.decompress(again.data)
    assert first.data == again.data


def test_a_set_prepared_meanwhile_is_announced_by_a_page_already_made(small, tmp_path):
    settings = projet_reduit(tmp_path / "projet")
    client = application.create_app(small, settings).server.test_client()
    assert "site-attente" not in client.get("/commune/46003").text
    settings.official.mkdir(parents=True)
    (settings.official / MANIFEST).write_text("{", encoding="utf-8")
    assert "site-attente" in client.get("/commune/46003").text


def test_the_rate_holds_for_kept_answers_too(small, tmp_path):
    settings = Settings(root=projet_reduit(tmp_path / "projet").root, debit=3)
    client = application.create_app(small, settings).server.test_client()
    assert [client.get("/commune/46003").status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def test_the_situation_that_a_visitor_says_is_kept_in_no_cache(small):
    said = replace(SUPPOSEE, profession="infirmier")
    for situation, kept in ((said, 0), (SUPPOSEE, 1)):
        aides._aides_ordinaires.cache_clear()
        aides.aides_de(small, "46003", situation)
        assert aides._aides_ordinaires.cache_info().currsize == kept


def test_an_unchanged_answer_is_not_sent_again(dash):
    client = dash.server.test_client()
    for address in ("/api/v1/layers", "/commune/46003", "/api/v1/communes/46003", "/territoires"):
        for headers in ({}, BROWSER, {"Accept-Encoding": "br"}):
            first = client.get(address, headers=headers)
            assert first.status_code == 200 and first.headers["ETag"], address
            again = client.get(address, headers={**headers, "If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.data) == (304, b""), (address, headers)
            other = client.get(address, headers={**headers, "If-None-Match": 'W/"autre"'})
            assert other.data == first.data
