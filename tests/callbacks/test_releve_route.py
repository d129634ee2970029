"""Les adresses du relevé : une réunion relue, ou un refus court."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from threading import Event

import docx
import pytest

import app as application
from callbacks import reunion as reunion_route
from settings import ROOT, Settings
from taches import travaux
from taches.atelier import ATTENTES
from tests.reunions import cote, decision, reunion
from tests.serveur import client_de
from web import refus
from web.contexte import NOM


@pytest.fixture(scope="module")
def client(small):
    return application.create_app(small, Settings(root=ROOT, debit=0)).server.test_client()


def test_a_meeting_is_read_and_compared(client, small):
    answer = client.post("/reunion/lire", json=reunion(small, decision(small, 7, "?territoire=dep-46")))
    assert answer.status_code == 200 and answer.headers["Cache-Control"] == "no-cache"
    told = answer.json["decisions"]
    assert told == [{"numero": 7, "change": False, "phrase": "Mêmes données et mêmes chiffres que le 25 novembre 2026."}]
    assert answer.json["avis"] == [] and answer.json["reunion"]["decisions"][0]["vue"]["cote"][0]["recherche"] == "?territoire=dep-46"


def test_the_view_of_another_map_is_read_with_that_map(demonstration):
    client = client_de(replace(demonstration, cartes=("76", "93")), reunion_route)
    views = [{"titre": "Vaucluse", "cote": [cote("?territoire=dep-84", region)]} for region in ("93", "76")]
    good, bad = (client.post("/reunion/lire", json=reunion(demonstration, vues=(one,))) for one in views)
    assert good.status_code == 200
    assert bad.status_code == 400 and "territoire" in bad.json["erreur"]


def test_the_minutes_are_a_file_named_after_the_meeting(client, small):
    answer = client.post("/reunion/releve.docx", json=reunion(small, decision(small, 7), titre="Comité « n° 3 »\r\n"))
    assert (answer.status_code, answer.mimetype) == (200, reunion_route.DOCX)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="releve-comite-n-3.docx"'
    assert "Décision 7" in "".join(one.text for one in docx.Document(io.BytesIO(answer.data)).paragraphs)


def test_another_meeting_is_asked_at_once_to_come_back(small, monkeypatch):
    """Un relevé à la fois : le second n'attend pas, et ce qu'il faut dire est une phrase."""
    at_work, go_on = Event(), Event()
    monkeypatch.setattr(travaux, "releve", lambda *_: at_work.set() or go_on.wait(30))
    monkeypatch.setattr(travaux, "docx_de", lambda _: b"PK")
    client, given = client_de(small, reunion_route, refus), reunion(small, decision(small, 1))
    with ThreadPoolExecutor(1) as other:
        first = other.submit(lambda: client.post("/reunion/releve.docx", json=given).status_code)
        assert at_work.wait(30)
        busy = client.application.test_client().post("/reunion/releve.docx", json=given)
        assert busy.status_code == 503 and int(busy.headers["Retry-After"]) > 0 and "Réessayez" in busy.json["erreur"]
        assert not first.done()
        go_on.set()
        assert first.result() == 200
    assert client.post("/reunion/releve.docx", json=given).status_code == 200


def test_too_many_readings_at_once_are_asked_to_come_back(small):
    client, given = client_de(small, reunion_route, refus), reunion(small, decision(small, 1))
    places = client.application.extensions[NOM].taches
    with ExitStack() as held:
        for _ in range(ATTENTES):
            held.enter_context(places.place())
        for address in ("/reunion/lire", "/reunion/releve.docx"):
            assert client.post(address, json=given).status_code == 503
    assert client.post("/reunion/lire", json=given).status_code == 200


@pytest.mark.parametrize("address", ["/reunion/lire", "/reunion/releve.docx"])
@pytest.mark.parametrize(
    ("body", "mimetype", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"{}", "application/x-www-form-urlencoded", 415),
        (b"{", "application/json", 400),
        (b"[" * 200_000, "application/json", 400),
        (b" " * 300_000, "application/json", 413),
        (json.dumps({"maillage": "reunion", "version": 1}).encode(), "application/json", 400),
    ],
)
def test_a_refusal_is_a_short_sentence_in_json(client, address, body, mimetype, status):
    answer = client.post(address, data=body, content_type=mimetype)
    assert answer.status_code == status and answer.json["status"] == status and len(answer.json["erreur"]) < 500
