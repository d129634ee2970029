"""« Comment ça marche » : six idées en phrases courtes, chacune avec son dessin et son chiffre, tiré de l'Atlas et sourcé."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from markupsafe import escape

from callbacks import pages
from layers.registre.catalogue import read_catalogue
from settings import Settings
from tests.serveur import client_de
from views.ecriture import phrases as w
from views.site import phrases_comment as c
from views.site.comment import idee, idees

LONGEST_SENTENCE = 20
PICTURE = re.compile(r"<svg viewBox.*?</svg>", re.DOTALL)


def html_of(atlas) -> str:
    return client_de(atlas, pages).get("/comment-ca-marche").get_data(as_text=True)


def figures(atlas) -> dict[str, str]:
    return {one.texte.id: one.chiffre for one in idees(atlas)}


def test_each_figure_is_counted_in_the_atlas(small):
    # 100 habitants sur 2 000 en ZIP ; deux MSP, deux centres ; des CPTS et DAC, absents de ce petit pays, le total publié ; treize
    # départements.
    assert figures(small) == {"zonage": f"5,0{w.INSECABLE}%", "msp": "2", "cds": "2", "cpts": "82", "dac": "13", "telemedecine": "13"}
    assert idee(small, "cpts").source.periode == "janvier 2026"


def test_a_figure_that_is_not_published_says_so(small):
    elsewhere = replace(small, region="11")
    missing = idee(elsewhere, "cpts")
    assert (missing.dit, missing.source) == (c.SANS_CHIFFRE, None)
    assert html_of(elsewhere).count(str(escape(c.SANS_CHIFFRE))) >= 2


def test_every_figure_answers_with_its_source_and_date(demonstration):
    for one in idees(demonstration):
        assert one.chiffre and one.source.source and one.source.periode, one.texte.id
    assert {one.source.fiabilite for one in idees(demonstration)} == {"simulé", "exact"}
    html = html_of(demonstration)
    assert html.count('<div class="idee-source">') == len(c.IDEES) == html.count('class="repond"')


def test_the_classes_are_those_of_the_region(small):
    assert [classe.code for classe in idee(small, "zonage").classes] == ["ZIP", "ZAC", "ZAR"]
    assert all(one.classes == () for one in idees(small) if one.texte.id != "zonage")


def test_outside_occitanie_no_wave_is_invented(small):
    assert figures(replace(small, region="11"))["telemedecine"] == ""


def test_one_structure_is_singular():
    msp = read_catalogue(Settings().data / "catalogue.toml").structure("msp")
    assert c.compte(msp, 1, "X").startswith("maison de santé ") and c.compte(msp, 2, "X").startswith("maisons de santé ")


@pytest.mark.parametrize("texte", c.IDEES, ids=lambda texte: texte.id)
def test_sentences_are_short(texte):
    for phrase in (*texte.phrases, texte.pour_vous):
        for sentence in re.split(r"(?<=[.?!]) ", phrase):
            assert len(re.findall(r"[\w'’-]+", sentence)) <= LONGEST_SENTENCE, sentence


def test_every_idea_has_its_own_picture(small):
    pictures = PICTURE.findall(html_of(small))
    assert len(pictures) == len(set(pictures)) == len(c.IDEES)
    for picture in pictures:
        assert ElementTree.fromstring(picture).tag.endswith("svg")


def test_an_unknown_idea_is_none(small):
    assert idee(small, "<script>") is None
