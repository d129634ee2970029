"""Le glossaire et les notes : tout y est, chaque note dit sa source, chaque lettre mène à ses sigles."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from markupsafe import escape

from callbacks import pages
from layers.registre.glossaire import read_glossaire
from tests.callbacks.pages.test_pages import tags
from tests.petit_atlas import petit_atlas
from tests.sans_sigles import sans_sigles
from tests.serveur import client_de
from views.site import phrases_notes as notes
from views.site.phrases_comment import IDEES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def client():
    return client_de(petit_atlas(glossaire=read_glossaire(ROOT / "data" / "facts" / "glossaire.csv")), pages)


def html_of(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_the_glossary_shows_every_meaning_with_its_source(client):
    html = html_of(client, "/glossaire")
    assert (
        len(re.findall(r"<dd>", html)) == 145
        and ".txt" not in html
        and html.count("veloppé par le document") + html.count("Employé sans") == 145
    )
    assert html.count("<script") == 1, "le champ de recherche, et rien de plus"


def test_every_letter_and_every_link_to_a_term_leads_somewhere(client):
    html = html_of(client, "/glossaire")
    ids = set(re.findall(r'id="([^"]+)"', html))
    assert {link["href"][1:] for link in tags(html, "a") if link["href"].startswith("#")} <= ids
    notes_page = html_of(client, "/comment-ca-marche")
    terms = re.findall(r'href="/glossaire#([^"]+)"', notes_page)
    assert terms and set(terms) <= ids


def test_every_note_says_its_source(client):
    html = sans_sigles(html_of(client, "/comment-ca-marche"))
    for idee, note in notes.NOTES.items():
        assert (
            f'id="{idee}"' in html and str(escape(note.source)) in html and all(str(escape(phrase)) in html for phrase in note.phrases)
        ), idee
    assert set(notes.NOTES) <= {one.id for one in IDEES}
    text = unescape(re.sub(r"<[^>]+>", "", html))
    assert notes.AVANT_APRES_SOURCE in text and all(apres in text for _, _, apres in notes.AVANT_APRES)
    assert len(notes.AVANT_APRES) == 4


def test_acronyms_of_the_notes_open(client):
    html = html_of(client, "/comment-ca-marche")
    targets = re.findall(r'popovertarget="([^"]+)"', html)
    assert targets and all(html.count(f'id="{one}"') == 1 for one in targets)


def test_the_former_address_leads_to_the_page_that_has_both(client):
    answer = client.get("/comprendre")
    assert answer.status_code == 301 and answer.headers["Location"].endswith("/comment-ca-marche")
