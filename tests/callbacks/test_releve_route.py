"""Les adresses du relevé : une réunion relue, ou un refus court."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from flask import Flask

import app as application
from callbacks import releve
from settings import ROOT, Settings
from tests.reunions import cote, decision, reunion


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
    server = Flask("essai")
    releve.register(server, replace(demonstration, cartes=("76", "93")), Settings(root=ROOT))
    views = [{"titre": "Vaucluse", "cote": [cote("?territoire=dep-84", region)]} for region in ("93", "76")]
    good, bad = (server.test_client().post("/reunion/lire", json=reunion(demonstration, vues=(one,))) for one in views)
    assert good.status_code == 200
    assert bad.status_code == 400 and "territoire" in bad.json["erreur"]


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
def test_a_refusal_is_a_short_sentence_in_json(client, body, mimetype, status):
    answer = client.post("/reunion/lire", data=body, content_type=mimetype)
    assert answer.status_code == status and set(answer.json) == {"erreur"} and len(answer.json["erreur"]) < 500
