"""Le tableau de tous les chiffres : il dit tout, s'emporte tel qu'il est montré, et ne pèse que sur sa page."""

from __future__ import annotations

import base64
import io
import json

import pytest
from openpyxl import load_workbook

from app import create_app
from callbacks.tableau import emporte
from layers.territoire.chiffres import chiffres
from settings import Settings
from tests.callbacks.pages.test_pages import tags
from tests.unit.views.export.test_feuilles_emportees import read_csv
from views.territoire.tableau import faits, feuille, lignes

FILL = {
    "output": "grille.rowData",
    "outputs": {"id": "grille", "property": "rowData"},
    "inputs": [{"id": "depart", "property": "data"}],
    "changedPropIds": [],
}


@pytest.fixture(scope="module")
def client(demonstration):
    return create_app(demonstration, Settings(data_mode="demonstration")).server.test_client()


def scripts(client, path: str) -> list[str]:
    return [one["src"] for one in tags(client.get(path).get_data(as_text=True), "script") if "src" in one]


def book_of(body: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(body))["Données"].iter_rows(values_only=True))


def test_the_grid_weighs_only_on_its_page(client):
    assert [one for one in scripts(client, "/tableau/") if "dash_ag_grid" in one]
    for path in ("/", "/commune", "/graphiques", "/comparer"):
        assert not [one for one in scripts(client, path) if "ag_grid" in one], path
    assert not [one for one in scripts(client, "/tableau/") if "mantine" in one or "dash_table" in one]


def test_every_script_of_the_page_is_served_from_here(client):
    for src in scripts(client, "/tableau/"):
        with client.get(src, headers={"Accept-Encoding": "br"}) as answer:
            assert src.startswith("/") and answer.status_code == 200 and answer.get_data(), src


def test_the_page_is_the_common_one(client):
    html = client.get("/tableau/").get_data(as_text=True)
    assert len(tags(html, "h1")) == len(tags(html, "main")) == len(tags(html, "footer")) == 1 and '<html lang="fr">' in html
    assert client.get("/tableau/ailleurs").status_code == 404


def test_there_is_a_row_for_every_fact_of_every_territory(demonstration):
    rows = lignes(demonstration)
    assert len(rows) == sum(map(len, chiffres(demonstration).par_territoire.values()))
    assert [one["id"] for one in rows] == [str(n) for n in range(len(rows))]
    assert all(one["territoire"] and one["rubrique"] and one["document"] and one["lu"] for one in rows)


def test_a_misread_value_is_said_and_has_no_number(demonstration):
    doubtful = [one for one, fait in zip(lignes(demonstration), faits(demonstration)) if not fait.montrable]
    assert doubtful and {one["nombre"] for one in doubtful} == {None} and not [one for one in doubtful if any(map(str.isdigit, one["lu"]))]
    hidden = [row for row, fait in zip(feuille(demonstration, None, {}).lignes, faits(demonstration)) if not fait.montrable]
    assert {row[5] for row in hidden} == {None}


def test_an_aim_bears_its_nature(demonstration):
    aims = [one for one in lignes(demonstration) if one["statut"] == "objectif" and one["titre"].startswith("Maisons de santé")]
    assert [one["lu"] for one in aims] == ["1\u202f000 MSP"]


def test_the_rows_come_through_the_callback(client, demonstration):
    answer = client.post("/tableau/_dash-update-component", json=FILL)
    assert answer.status_code == 200
    assert len(answer.get_json()["response"]["grille"]["rowData"]) == len(faits(demonstration))


def test_the_whole_table_is_taken_away_and_reads_back(client, demonstration):
    every = faits(demonstration)
    rows = book_of(client.get("/tableau.xlsx").data)
    assert len(rows) == 1 + len(every)
    for row, fait in zip(rows[1:], every):
        expected = fait.valeur if fait.montrable else None
        assert (row[1], row[4], row[5], row[7] or "", row[13]) == (fait.territoire, fait.indicateur, expected, fait.unite, fait.id)
    listed = [row for row in read_csv(client.get("/tableau.csv").get_data(as_text=True)) if not row[0].startswith("#")]
    assert len(listed) == len(rows)


def test_what_is_shown_is_what_is_taken_in_its_order(demonstration):
    every = faits(demonstration)
    file = emporte(demonstration, "xlsx", [5, 2, 9], {"titre": {"filter": "x"}})
    rows = book_of(base64.b64decode(file["content"]))
    assert [row[3] for row in rows[1:]] == [every[n].titre for n in (5, 2, 9)]
    about = dict(feuille(demonstration, [5], {"titre": {"filter": "x"}}).metadonnees)
    assert json.loads(about["Filtres"]) == {"titre": {"filter": "x"}} and about["Empreinte des données"] == demonstration.hash


@pytest.mark.parametrize("shown", [[-1, 10**9, True, None, "0", {}, 1.5], "0", {"a": 1}, [[]]])
def test_a_hostile_list_takes_nothing_it_does_not_name(demonstration, shown):
    file = emporte(demonstration, "csv", shown, "=1")
    rows = [row for row in read_csv(file["content"]) if not row[0].startswith("#")]
    assert len(rows) == (1 if isinstance(shown, list) else 1 + len(faits(demonstration)))
