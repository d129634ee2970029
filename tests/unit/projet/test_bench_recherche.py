"""Le banc de la recherche : des demandes tirées, une référence qui répond, un tableau qui se lit."""

from __future__ import annotations

from collections import Counter

import pytest

from layers.recherche.recherche import recherche
from tests.bench.recherche import GENRES, Temps, centile, chronometre, demandes, lecture_simple, lignes
from tests.petit_atlas import petit_atlas


@pytest.fixture(scope="module")
def index():
    return recherche(petit_atlas())


def test_the_same_seed_draws_the_same_questions_in_the_wanted_shares(demonstration):
    fiches = recherche(demonstration).fiches
    drawn = demandes(fiches, 2000, 1)
    assert drawn == demandes(fiches, 2000, 1) != demandes(fiches, 2000, 2)
    counts = Counter(kind for kind, _ in drawn)
    assert all(abs(counts[kind] - 20 * part) < 60 for kind, (part, _, _) in GENRES.items())
    assert sum(part for part, _, _ in GENRES.values()) == 100
    assert all(text for _, text in drawn)


def test_the_slow_reading_finds_what_it_is_asked(index):
    naive = lecture_simple(index.fiches)
    assert [fiche.commune.code_commune for fiche in naive("val")] == ["46003"]
    assert naive("zzz") == []
    assert [fiche.commune.code_commune for fiche in naive("31")][0].startswith("31")


def test_the_percentile_and_the_table():
    assert (centile([3.0, 1.0, 2.0], 0.95), centile([1.0, 2.0, 3.0, 4.0], 0.5)) == (3.0, 3.0)
    found = lignes({"3 lettres": [Temps(1, 0.5), Temps(3, 2.5)]}, {"3 lettres": [Temps(10, 9), Temps(10, 9)]})
    assert found[1] == ["3 lettres", "2", "2,00", "3,00", "1,50", "2,50", "10,00", "0,20"]
    assert [line[0] for line in found] == ["ms", "3 lettres", "toutes"]


def test_a_call_is_timed():
    seen = []
    found = chronometre(lambda: seen.append(1))
    assert seen == [1] and found.horloge >= 0 and found.processeur >= 0
