"""Les noms pliés en mots comparables, et les mots à une faute près."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.recherche.index import Vocabulaire
from layers.recherche.ressemblance import Ressemblance
from layers.socle.mots import accoles, essentiels, mots, plier, sans_article
from tests.oracle_recherche import commence_presque, erreurs

WORDS = st.lists(st.text("abc1", min_size=1, max_size=6), max_size=3)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Saint-Étienne-d'Orb", "saint etienne d orb"),
        ("  ŒUVRE — Æther  ", "oeuvre aether"),
        ("L\u2019Haÿ", "l hay"),
        ("É", "e"),
        ("E\u0301", "e"),  # e suivi d'un accent combinant
        ("ﬁgeac", "figeac"),  # ligature typographique
        ("…", ""),
        ("", ""),
        ("a\x00b", "a b"),
    ],
)
def test_folding(text, folded):
    assert plier(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_and_leaves_only_letters_and_digits(text):
    folded = plier(text)
    assert plier(folded) == folded
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("St-Étienne", ("saint", "etienne")),
        ("STE FOY", ("sainte", "foy")),
        ("Paris 1er Arrondissement", ("paris", "1", "arrondissement")),
        ("Marseille 13ème", ("marseille", "13")),
        ("Lyon 3e", ("lyon", "3")),
        ("Erre", ("erre",)),
    ],
)
def test_words(text, words):
    assert mots(text) == words


def test_small_words():
    assert sans_article(("l", "isle", "en", "dodon")) == ("isle", "en", "dodon")
    assert essentiels(("l", "isle", "en", "dodon")) == ("isle", "dodon")
    assert sans_article(("les",)) == essentiels(("les",)) == ("les",)
    assert accoles(("l", "isle", "d", "amont", "la", "roche")) == ("lisle", "damont", "laroche")


def test_errors_counted_by_hand():
    assert [erreurs("figeac", word) for word in ("figeac", "figaec", "fgeac", "figeacc", "figeat", "fiac")] == [0, 1, 1, 1, 1, 2]


@given(st.lists(WORDS, max_size=6), st.text("abc1", min_size=1, max_size=6))
def test_a_vocabulary_says_what_reading_each_word_says(sheets, typed):
    index = Vocabulaire(sheets, len(sheets))
    begins, whole = index.fautes(typed)
    for i, words in enumerate(sheets):
        assert index.commencant(typed)[i] == any(word.startswith(typed) for word in words)
        assert index.portant(typed)[i] == (typed in words)
        assert whole[i] == any(erreurs(typed, word) <= 1 for word in words)
        assert begins[i] == any(commence_presque(typed, word) for word in words)


def test_resemblance_is_a_share_of_groups_of_three_letters():
    # « albi » et « alba » : sur quatre groupes chacun (_al, alb, lbi, bi_ ; _al, alb, lba, ba_), deux en commun.
    shares = Ressemblance(["albi", "alba", "", "rodez"]).parts("albi")
    assert np.array_equal(shares, [1.0, 0.5, 0.0, 0.0])
    assert not Ressemblance(["albi"]).parts("zzz").any()
