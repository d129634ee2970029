"""Les aides et le « pourquoi » sur la fiche : un formulaire sans script, une adresse qui porte la situation, des phrases."""

from __future__ import annotations

import re
from html import unescape

import pytest

from layers.aides.situation import CHAMPS, CHOIX
from tests.callbacks.commune.test_commune import sheet, text_of_page
from tests.callbacks.pages.test_pages import HOSTILE, client_of, tags
from views.aides import phrases_situation as w
from views.aides.section import demande_de, section_aides
from views.commune import phrases_pourquoi as q
from views.commune.chaines import ZONAGES
from views.commune.pourquoi import pourquoi
from views.ecriture import phrases as words

NEUF = "?profession=medecin-generaliste&etape=professionnel&mode=liberal&anciennete=moins-d-un-an&demi_journees=9"


@pytest.fixture(scope="module")
def client(small):
    return client_of(small)


def section(html: str, name: str) -> str:
    """Le HTML d'un volet de la fiche."""
    return re.search(rf'(?s)<h3 id="{name}-titre".*?(?=<details class="volet"|<section aria-labelledby)', html)[0]


def seen(text: str) -> str:
    return re.sub(r"\s+", " ", text)


# ---------------------------------------------------------------- les aides
def test_the_form_asks_every_question_and_needs_no_script(client):
    html = section(sheet(client, "31001"), "aides")
    fields = [*tags(html, "select"), *tags(html, "input")]
    assert sorted(one["name"] for one in fields) == sorted(CHAMPS)
    labels = {one["for"] for one in tags(html, "label")}
    assert {one["id"] for one in fields} == labels
    (form,) = tags(html, "form")
    assert (form["method"], form["action"]) == ("get", "/commune/31001#aides")
    professions = [one["value"] for one in tags(re.search(r'(?s)<select id="aide-profession".*?</select>', html)[0], "option")]
    assert professions == ["", *CHOIX["profession"]]


def test_without_an_answer_the_supposed_situation_is_said_and_filled_in(client):
    html = section(sheet(client, "31001"), "aides")
    assert w.SUPPOSEE in html and "Médecin généraliste, diplômé, en libéral" in unescape(html)
    chosen = {one["value"] for one in tags(html, "option") if "selected" in one}
    assert {"medecin-generaliste", "professionnel", "liberal", "moins-d-un-an", "oui"} <= chosen
    assert w.REVENIR not in html


def test_three_groups_a_warning_and_a_source_for_each(client, small):
    html = section(sheet(client, "31001"), "aides")
    said = seen(unescape(html))
    assert all(titre.replace("'", "&#39;") in html for titre in w.GROUPES.values())
    assert small.aides.avertissement in said and "2015 à 2024" in said
    for aide in small.aides.aides:
        assert aide.titre in said
    for document in small.aides.documents.values():
        assert f"« {document.titre} », {document.date}" in said


def test_what_the_aids_look_at_in_the_commune_is_said_with_its_source(client, small):
    said = seen(unescape(section(sheet(client, "31001"), "aides")))
    for constat in section_aides(small, "31001", demande_de([])).constats:
        assert constat.texte in said and constat.source in said


def test_the_address_carries_the_situation(client):
    html = section(sheet(client, "31001", NEUF), "aides")
    assert w.DITE in html and w.REVENIR in unescape(html) and w.PARTAGER in unescape(html)
    assert "9 demi-journées par semaine" in seen(unescape(html))
    assert [one["value"] for one in tags(html, "input") if one["name"] == "demi_journees"] == ["9"]


def test_nine_half_days_say_that_the_text_does_not_settle(client):
    said = seen(unescape(section(sheet(client, "31001", NEUF), "aides")))
    assert "Il ne dit rien de 9 demi-journées exactement." in said and w.MARQUES["non_tranche"] in said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_answer_is_a_sentence_not_an_error(client, hostile):
    answer = client.get("/commune/31001", query_string={"profession": hostile, "demi_journees": "10"})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200 and w.REFUS in unescape(html) and w.SUPPOSEE in html
    assert html.count("<script") == 1 and "<img" not in html and "49" not in section(html, "aides")
    assert len(hostile) == 1 or hostile not in unescape(html)


def test_questions_left_empty_are_taken_out_of_the_address(client):
    answer = client.get("/commune/31001?profession=infirmier&etape=&mode=&demi_journees=")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/commune/31001?profession=infirmier")
    assert client.get("/commune/31001?profession=&etape=").headers["Location"] == "/commune/31001?profession="
    assert client.get("/commune/31001?profession=").status_code == 200


def test_embedded_the_form_stays_embedded(client):
    html = section(sheet(client, "31001", "?embed=1&profession=infirmier"), "aides")
    assert {"type": "hidden", "name": "embed", "value": "1"} in tags(html, "input")
    assert tags(html, "form")[0]["target"] == "_self"


def test_the_demonstration_says_that_aids_stand_on_a_simulated_class(small_demonstration):
    html = section(sheet(client_of(small_demonstration), "31001"), "aides")
    assert words.DEMONSTRATION in html.lower()


def test_aids_are_said_for_a_commune_outside_the_region(client):
    html = section(sheet(client, "75056"), "aides")
    assert "Cette aide est propre à l'Occitanie. La commune est dans une autre région." in unescape(html)


# ---------------------------------------------------------------- pourquoi
def test_every_profession_has_its_chain_and_the_chosen_one_is_open(client, small):
    for query, first in (("", "zonage-medecins"), ("?profession=infirmier", "zonage-infirmiers"), ("?profession=autre", "zonage-medecins")):
        html = section(sheet(client, "31001", query), "pourquoi")
        assert [unescape(one) for one in re.findall(r"<h3>(.*?)</h3>", html)] == [small.catalogue.couche(first).short]
        said = seen(unescape(html))
        for zonage in set(ZONAGES.values()):
            assert all(seen(phrase.texte) in said for phrase in pourquoi(small, "31001", zonage).phrases), zonage
        assert q.PRUDENCE in said and q.ARRETE in said


def test_every_sentence_of_the_chain_answers_with_its_source(client):
    html = section(sheet(client, "31001"), "pourquoi")
    assert html.count('<details class="repond">') == html.count("<li>") - html.count('chaine-voisines"><li>')


def test_what_is_not_published_for_a_profession_is_said(small):
    said = [phrase.texte for phrase in pourquoi(small, "31002", "zonage-orthophonistes").phrases]
    assert said[:3] == [
        q.TERRITOIRE_NON_PUBLIE,
        "L'accessibilité aux orthophonistes n'est pas publiée dans ces données.",
        "La commune est classée « Intermédiaire » pour les orthophonistes.",
    ]


def test_the_page_says_it_all_in_text(client):
    assert w.TITRE in text_of_page(sheet(client, "31001"))
