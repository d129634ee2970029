"""Les pages de chiffres : elles répondent, disent leur source, refusent l'inconnu en une phrase, et n'alourdissent pas la carte."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from app import create_app
from settings import Settings
from tests.callbacks.pages.test_pages import HOSTILE, tags
from tests.unit.views.export.test_feuilles_emportees import read_csv
from views.graphiques import phrases_page as t
from views.territoire import phrases_comparer as c

PAGES = ("/graphiques", "/comparer", "/pacte", "/glossaire", "/comment-ca-marche")


@pytest.fixture(scope="module")
def client(demonstration):
    return create_app(demonstration, Settings(data_mode="demonstration")).server.test_client()


def html_of(client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_in_the_menu_and_says_where_it_is(client, path):
    html = html_of(client, path)
    current = [link for link in tags(html, "a") if link.get("aria-current")]
    assert [link["href"] for link in current if link["aria-current"] == "page"].count(path) >= 1
    assert len(tags(html, "h1")) == 1 and len(tags(html, "main")) == 1


SANS_GRAPHIQUE = ("/", "/commune", "/comparer", "/pacte", "/glossaire", "/comment-ca-marche", "/graphiques?territoire=dep-33")


@pytest.mark.parametrize("path", SANS_GRAPHIQUE)
def test_the_chart_library_comes_only_with_charts(client, path):
    assert not [script["src"] for script in tags(html_of(client, path), "script") if "plotly" in script.get("src", "")]


def test_the_charts_page_brings_the_library_once_from_here(client):
    scripts = [script["src"] for script in tags(html_of(client, "/graphiques"), "script") if "src" in script]
    assert len([src for src in scripts if "plotly" in src]) == 1 and all(src.startswith("/") for src in scripts)
    library = next(src for src in scripts if "plotly" in src)
    answer = client.get(library, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200 and answer.headers["Content-Encoding"] == "br" and len(answer.data) < 400_000
    assert "immutable" in answer.headers["Cache-Control"]


def test_every_chart_has_its_title_sentence_table_source_and_exports(client):
    html = html_of(client, "/graphiques?territoire=reg-93")
    parts = html.split('<article class="graphique"')[1:]
    assert len(parts) == 4
    for part in parts:
        assert len(tags(part, "h2")) == 1 and "<table" in part and ".txt" not in part and 'class="constat"' in part
        assert [button["data-image"] for button in tags(part, "button") if "data-image" in button] == ["png", "svg"]
        link = next(a["href"] for a in tags(part, "a") if a["href"].endswith("territoire=reg-93"))
        answer = client.get(link)
        assert answer.mimetype == "text/csv" and len(read_csv(answer.get_data(as_text=True))) > 1


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/graphiques?territoire=dep-zz", t.TERRITOIRE_INCONNU),
        ("/graphiques/rien.csv", t.INCONNU),
        ("/comparer?a=dep-zz", c.INCONNU),
        ("/comparaison.csv?a=dep-46&b=", c.INCONNU),
        ("/comparer?a=" + "x" * 500, c.INCONNU),
    ],
)
def test_the_unknown_is_refused_in_a_sentence(client, path, message):
    html = html_of(client, path, 404)
    assert message.replace("'", "&#39;") in html and "Traceback" not in html and "xxxx" not in html


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("path", ["/graphiques?territoire=", "/comparer?a=dep-09&b=dep-11&indicateur=", "/comparer?b="])
def test_a_hostile_value_is_never_written(client, path, hostile):
    name = path.rpartition("?")[2].rpartition("&")[2].rstrip("=")
    answer = client.get(path.partition("?")[0], query_string={name: hostile})
    html = answer.get_data(as_text=True)
    assert answer.status_code in (200, 404) and "<script>alert" not in html and "<img src=x" not in html


def test_a_comparison_says_sources_dates_and_rank(client):
    html = html_of(client, "/comparer?a=dep-46&b=dep-48&indicateur=msp")
    assert "janvier 2026" in html and "Lozère" in html and len(re.findall(r'<tr class="choisi"', html)) == 3
    assert len(tags(html, "path")) == 13 and 'role="group" aria-label="Maisons de santé' in html


def test_exports_of_a_comparison_read_back(client):
    book = load_workbook(io.BytesIO(client.get("/comparaison.xlsx?a=dep-46&b=dep-48").data))
    rows = list(book["Données"].iter_rows(values_only=True))
    text = client.get("/comparaison.csv?a=dep-46&b=dep-48").get_data(as_text=True)
    listed = read_csv(text)
    assert len(rows) == len(listed) and rows[0] == tuple(listed[0])
    assert [row[1] for row in rows if row[0].startswith("Maisons de santé pluri")][0] == 17


def test_the_pacte_is_taken_away(client):
    book = load_workbook(io.BytesIO(client.get("/pacte.xlsx").data))
    assert book["Données"].max_row == 10
    answer = client.get("/pacte.csv")
    assert 'filename="maillage-pacte.csv"' in answer.headers["Content-Disposition"]
    described = client.get(answer.headers["Link"].partition("<")[2].partition(">")[0]).json
    titles = read_csv(answer.get_data(as_text=True))[0]
    assert [field["name"] for field in described["resources"][0]["schema"]["fields"]] == titles
    assert client.get("/pacte.csv?dialecte=autre").status_code == 400


def test_no_cell_of_a_comparison_is_empty_and_its_tables_are_named(client):
    """Une case sans écart le dit : vide, elle ne se distingue pas d'un oubli ; un tableau dit son titre (RGAA 5.4)."""
    html = html_of(client, "/comparer?a=dep-46&b=reg-76")
    body = html.partition('<table class="chiffres-tableau tous"')[2].partition("</table>")[0]
    assert c.ECART_ABSENT.replace("'", "&#39;") in body and not re.search(r"<td[^>]*>\s*</td>", body)
    assert [table.get("aria-labelledby") for table in tags(html, "table")] == ["face-titre", "rang", "tous"]


def test_the_charts_of_today_have_a_title_a_table_a_source_and_three_files(client):
    html = html_of(client, "/graphiques")
    parts = [part.partition("</figure>")[0] for part in html.split('<figure class="figure-maison')[1:]]
    assert len(parts) >= 3
    for part in parts:
        assert len(tags(part, "h2")) == 1 and 'class="figure-svg"' in part and "<table" in part
        csv, svg = (a["href"] for a in tags(part, "a") if ".figure." in a["href"])
        assert client.get(csv).mimetype == "text/csv" and client.get(svg).mimetype == "image/svg+xml"
        assert [button for button in tags(part, "button") if "data-png" in button]
    assert client.get("/graphiques/rien.figure.svg").status_code == 404
    assert client.get("/graphiques/zonage.figure.csv?territoire=fra").status_code == 404
