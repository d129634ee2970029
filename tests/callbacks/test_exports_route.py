"""La route des exports : un fichier à enregistrer pour une vue reconnue, une phrase pour toute autre."""

from __future__ import annotations

import pytest

from callbacks import exports
from tests.serveur import client_de


@pytest.fixture(scope="module")
def client(demonstration):
    return client_de(demonstration, exports)


@pytest.mark.parametrize(
    ("fmt", "start", "mime"),
    [
        ("csv", b"\xef\xbb\xbfCode INSEE;", "text/csv"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("gpkg", b"SQLite format 3", "application/geopackage+sqlite3"),
        ("svg", b"<?xml", "image/svg+xml"),
        ("pdf", b"%PDF-", "application/pdf"),
    ],
)
def test_each_format_is_a_file_named_after_the_view(client, fmt, start, mime):
    answer = client.get(f"/export/{fmt}?territoire=dep-46&theme=apl")
    assert (answer.status_code, answer.mimetype) == (200, mime)
    assert answer.data.startswith(start)
    name = f"maillage-accessibilite-aux-medecins-generalistes-apl-lot.{fmt}"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("?territoire=dep-99", "territoire"),
        ("?theme=inconnu", "theme"),
        ("?region=99", "region"),
        ("?x=1", "adresse"),
        ("?masquer=%00", "masquer"),
        ("?annee=2030&frr=oui", "annee"),
    ],
)
def test_an_unknown_view_exports_nothing_rather_than_another_view(client, query, named):
    answer = client.get("/export/csv" + query)
    assert answer.status_code == 400 and named in answer.json["erreur"]


def test_an_unknown_format_lists_those_that_exist(client):
    answer = client.get("/export/docx")
    assert answer.status_code == 404 and "gpkg" in answer.json["erreur"]


def test_the_map_of_the_opening_region_is_the_default(client):
    assert client.get("/export/csv?region=76").data == client.get("/export/csv").data


@pytest.mark.parametrize(
    ("title", "name"),
    [("Zonage des médecins · Lot", "zonage-des-medecins-lot"), ('L\'Œuvre « "x" »\r\n', "l-uvre-x"), ("../..", ""), ("a" * 99, "a" * 80)],
)
def test_a_file_name_is_plain_letters(title, name):
    assert exports.slug(title) == name
