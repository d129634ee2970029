"""docs/api.md dit ce que l'API répond : chaque route de la page est appelée, et ses champs comparés un à un."""

import json
import re
from pathlib import Path

import pytest

from callbacks import api as routes
from layers.faits.fait import DEDUIT, DERIVE, EXACT, SIMULE
from tests.serveur import client_de
from views.ecriture import phrases as wording

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
# Une route, peut-être suivie de phrases, puis son exemple.
EXAMPLE = re.compile(r"`GET (/\S+)`(?:(?!`GET)[^`]|`(?!GET|``)[^`\n]*`)*?```json\n(.*?)\n```", re.DOTALL)
EXAMPLES = EXAMPLE.findall(DOCUMENT)
# Les exemples n'en montrent qu'une partie : leurs membres sont comparés, non leur nombre.
OPEN = ("situation", "zonages", "mairie", "perimetres")


@pytest.fixture(scope="module")
def client(demonstration):
    return client_de(demonstration, routes)


def same_fields(shown, found, where: str) -> None:
    """L'exemple et la réponse ont les mêmes champs ; une liste est comparée par ses membres, appariés par `id`."""
    if isinstance(shown, dict):
        assert isinstance(found, dict), where
        if where.rpartition(".")[2] not in OPEN:
            assert list(shown) == list(found), where
        for key, value in shown.items():
            same_fields(value, found[key], f"{where}.{key}")
    elif isinstance(shown, list) and shown and isinstance(shown[0], dict):
        named = {one["id"]: one for one in found if "id" in one}
        for n, one in enumerate(shown):
            same_fields(one, named.get(one.get("id"), found[n]), f"{where}[{n}]")
    else:
        assert type(shown) is type(found) or None in (shown, found), where


def test_every_route_has_an_example():
    shown = [path.split("?")[0] for path, _ in EXAMPLES]
    for route in ("/healthz", "/api/v1/layers", "/api/v1/communes", "/api/v1/communes/46102", "/api/v1/territoires/dep-46"):
        assert route in shown
    assert {"/api/v1/communes/46102/aides", "/api/v1/sources"} <= set(shown)
    assert len(EXAMPLES) == DOCUMENT.count("```json")


@pytest.mark.parametrize(("path", "example"), EXAMPLES, ids=[path for path, _ in EXAMPLES])
def test_an_example_is_what_the_api_answers(client, path, example):
    answer = client.get(path)
    assert answer.status_code == (404 if path.endswith("00000") else 200)
    same_fields(json.loads(example), answer.json, path)


def test_every_field_of_an_example_is_explained():
    explained = {
        word.rpartition(".")[2] for cell in re.findall(r"^\|(.*?)\|", DOCUMENT, re.MULTILINE) for word in re.findall(r"`([^`]+)`", cell)
    }
    plain = {
        "id",
        "titre",
        "nom",
        "code",
        "code_commune",
        "departement",
        "region",
        "codes_postaux",
        "libelle",
        "categorie",
        "commune",
        "data",
    }
    plain |= {
        "licence",
        "source",
        "couleur",
        "motif",
        "erreur",
        "medecins",
        "tvs",
        "pastel",
        "vagues",
        "mesure",
        "adresse",
        "telephone",
        "courriel",
        "site",
    }

    def fields(value):
        if isinstance(value, dict):
            return {*value, *(name for one in value.values() for name in fields(one))}
        return {name for one in value for name in fields(one)} if isinstance(value, list) else set()

    shown = {name for _, example in EXAMPLES for name in fields(json.loads(example))}
    assert shown - explained - plain == set()


def test_the_words_of_reliability_and_the_qualifiers_are_all_explained():
    for word in (EXACT, DERIVE, DEDUIT, SIMULE, *wording.QUALIFICATIFS):
        assert f"`{word}`" in DOCUMENT
