"""/api/v1/communes/<code>/aides : les mêmes phrases que les vues, et des refus courts en français."""

from __future__ import annotations

import pytest

from callbacks import api as routes
from layers.aides.situation import Situation
from tests.serveur import client_de
from views.aides.aides import aides_de
from views.commune.pourquoi import pourquoi

QUERY = "profession=medecin-generaliste&etape=professionnel&mode=liberal&anciennete=moins-d-un-an&demi_journees=10"


@pytest.fixture(scope="module")
def client(small):
    return client_de(small, routes)


def test_the_answer_is_the_one_of_the_views(client, small):
    got = client.get(f"/api/v1/communes/31001/aides?{QUERY}")
    situation = Situation("medecin-generaliste", "professionnel", "liberal", "moins-d-un-an", demi_journees=10)
    shown, why = aides_de(small, "31001", situation), pourquoi(small, "31001")
    assert got.status_code == 200
    assert [(one["id"], one["etat"], tuple(one["raisons"])) for one in got.json["aides"]] == [
        (one.id, one.etat, one.raisons) for one in shown.aides
    ]
    assert [one["texte"] for one in got.json["pourquoi"]["phrases"]] == [one.texte for one in why.phrases]
    assert got.json["situation"] == {
        "profession": "medecin-generaliste",
        "etape": "professionnel",
        "mode": "liberal",
        "anciennete": "moins-d-un-an",
        "demi_journees": 10,
    }
    guarantee = next(one for one in got.json["aides"] if one["id"] == "garantie-de-revenu")
    assert [(m["bas"], m["haut"], m["etat"], m["ligne"]) for m in guarantee["montants"]] == [
        (6900, 6900, "retenu", 129),
        (3450, 3450, "ecarte", 130),
    ]


def test_no_answer_is_not_a_refusal(client):
    got = client.get("/api/v1/communes/31001/aides?profession=&mode=")
    assert got.status_code == 200 and got.json["situation"] == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("humeur=bonne", "Un paramètre n'est pas connu. Paramètres permis : profession, "),
        ("profession=pharmacien", "Le paramètre profession n'est pas compris. Attendu : medecin-generaliste, "),
        ("demi_journees=15", "Le paramètre demi_journees n'est pas compris. Attendu : un entier de 0 à 14."),
        ("demi_journees=%C2%B2", "Attendu : un entier de 0 à 14."),
        ("mode=liberal&mode=salarie", "Un paramètre est donné deux fois."),
        ("coordonne=%3Cscript%3E", "Le paramètre coordonne n'est pas compris. Attendu : oui, non."),
        ("demi_journees=" + "9" * 5000, "Attendu : un entier de 0 à 14."),
        ("%00=1", "Un paramètre n'est pas connu."),
    ],
)
def test_an_unknown_parameter_is_refused_in_a_sentence(client, query, said):
    got = client.get(f"/api/v1/communes/31001/aides?{query}")
    assert got.status_code == 400 and got.mimetype == "application/problem+json"
    assert said in got.json["erreur"] and "script" not in got.json["erreur"] and len(got.json["erreur"]) < 400


@pytest.mark.parametrize("code", ["99999", "31001%00", "..%2F..", "é" * 300])
def test_an_unknown_commune_is_not_found(client, code):
    got = client.get(f"/api/v1/communes/{code}/aides")
    assert got.status_code == 404 and got.mimetype == "application/problem+json"
