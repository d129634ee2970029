"""« Devinez » : des choix plausibles, un seul juste, et la réponse que la page de la commune donnerait."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.acces.modele import read_modele
from layers.commune.fiche import fiche
from tests.conftest import ROOT
from views.borne import devinez
from views.borne import phrases_devinez as d
from views.borne.devinez import choix, jeu
from views.borne.reponse import reponse


@pytest.fixture(scope="module")
def modele():
    return read_modele(ROOT / "data" / "acces" / "modele.toml")


@pytest.mark.parametrize(
    ("juste", "place", "ecart", "attendus"),
    [
        (38, 1, 5, (28, 38, 48)),
        (38, 0, 5, (38, 48, 58)),
        (38, 2, 5, (18, 28, 38)),
        (10, 2, 5, (5, 10, 15)),  # deux choix avant dix minutes en seraient un de zéro
        (12, 1, 10, (12, 22, 32)),
        (95, 1, 10, (65, 95, 125)),
    ],
)
def test_three_plausible_times(juste, place, ecart, attendus):
    assert choix(juste, place, ecart) == attendus


@given(st.integers(10, 240), st.integers(0, 2), st.sampled_from([5, 10]))
def test_the_right_one_is_always_there_once_and_none_is_tiny(juste, place, ecart):
    found = choix(juste, place, ecart)
    assert len(set(found)) == 3 and list(found) == sorted(found)
    assert found.count(juste) == 1 and found[0] >= 5
    assert min(b - a for a, b in zip(found, found[1:])) >= ecart


def test_what_is_answered_to_each_choice():
    assert d.verdict(38, 38, False) == "Bravo, c'est ça !"
    assert d.verdict(20, 38, False) == "Vous aviez dit 20\u00a0min\u00a0: il faut 18\u00a0min de plus."
    assert d.verdict(60, 38, True) == "Vous aviez dit 1\u00a0h\u00a0: il faut environ 22\u00a0min de moins."
    assert d.question("Uzès", "aux urgences") == "D'Uzès aux urgences, combien de temps par la route\u00a0?"
    assert d.phrase("Le Vigan", "à la maison de santé") == "Du Vigan à la maison de santé, il faut"


def test_without_emergencies_the_health_house_is_guessed_and_says_it_is_simulated(demonstration, modele):
    found = jeu(demonstration, modele)
    assert found.sujet.usage == "msp" and found.devinettes
    assert {one.source for one in found.devinettes} == {d.SIMULEES}


def test_the_answer_is_the_one_of_the_sheet_and_no_town_of_the_loop_is_asked(demonstration, modele):
    first = jeu(demonstration, modele).devinettes[0]
    here = demonstration.communes[demonstration.communes["region"] == demonstration.region]
    for one in jeu(demonstration, modele, {first.ville}).devinettes[:4]:
        assert one.ville != first.ville
        sheet = reponse(demonstration, modele, fiche(demonstration, here.index[here["nom"] == one.ville][0]))
        assert one.temps.removeprefix("environ ") in {place.temps for place in sheet.lieux}
        assert [choice.juste for choice in one.choix].count(True) == 1


def test_nothing_known_asks_nothing(small, modele, monkeypatch):
    monkeypatch.setattr(devinez, "soins", lambda *_: ())
    found = jeu(small, modele)
    assert found.devinettes == () and found.sujet.rien
