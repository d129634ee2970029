"""Trouver une commune : accents, tirets, apostrophes, code postal, code INSEE."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.petit_atlas import petit_atlas
from views.search import LONGEST, fold, search

ATLAS = petit_atlas()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Étienne-d'Orb", "saint etienne d orb"),
        ("  ŒUVRE — Æther  ", "oeuvre aether"),
        ("L\u2019Haÿ", "l hay"),
        ("É", "e"),
        ("E\u0301", "e"),  # e suivi d'un accent combinant
        ("…", ""),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("Causse", ["46001"]),
        ("cAUSSE", ["46001"]),
        ("vallee", ["46003"]),
        ("Saint-Étienne-du-Cœur", ["31003"]),
        ("saint etienne du coeur", ["31003"]),
        ("sai eti", ["31003"]),
        ("coe sai", ["31003"]),
        ("l'isle", ["31001"]),
        ("L\u2019ISLE D AMONT", ["31001"]),
        ("46010", ["46003"]),  # un de ses deux codes postaux
        ("31000", ["31002", "31001"]),  # code postal de deux communes : la plus peuplée d'abord
        ("31003", ["31003"]),
        ("introuvable", []),
        ("", []),
        ("   ", []),
        ("'-'", []),
        ("\x00", []),
        ("ZIP' OR 1=1 --", []),
        ("a" * (LONGEST + 1), []),
        ("a" * 10_000, []),
    ],
)
def test_finding(query, codes):
    assert search(ATLAS, query, 20) == codes


def test_an_exact_name_goes_before_a_beginning_and_a_beginning_before_a_word():
    assert search(ATLAS, "sans mairie", 20) == ["46002"]
    assert search(ATLAS, "a", 20) == ["31002", "31001"]  # Aval commence par « a » ; Amont n'est qu'un mot de L'Isle-d'Amont


def test_no_more_than_asked():
    assert len(search(ATLAS, "31000", 1)) == 1


@given(st.text(max_size=100))
def test_any_text_finds_communes_that_exist_once(query):
    found = search(ATLAS, query, 20)
    assert len(set(found)) == len(found)
    assert set(found) <= set(ATLAS.communes.index)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_every_commune_is_found_by_its_own_name_and_code():
    for code, row in ATLAS.communes.iterrows():
        assert search(ATLAS, row["nom"], 1) == [code]
        assert code in search(ATLAS, code, 20)
