"""Répartir des effectifs : comptes exacts toujours, parts de population approchées."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.simulation.repartition import UNASSIGNED, cut, draw, shares, spiral, swap_towards

NUMBERS = st.floats(-1e3, 1e3, allow_nan=False)


@st.composite
def communes_and_counts(draw_from):
    size = draw_from(st.integers(1, 60))
    score = np.array(draw_from(st.lists(NUMBERS, min_size=size, max_size=size)))
    population = np.array(draw_from(st.lists(st.integers(0, 500_000), min_size=size, max_size=size)), dtype=float)
    cuts = sorted(draw_from(st.lists(st.integers(0, size), min_size=1, max_size=6)))
    return score, population, np.diff([0, *cuts])


def test_the_lowest_scores_take_the_first_class():
    ranks = cut(np.array([5.0, 1.0, 3.0, 2.0, 4.0]), np.array([2, 0, 3]), np.zeros(5))
    assert ranks.tolist() == [2, 0, 2, 0, 2]


def test_communes_beyond_the_totals_stay_without_a_class_in_the_order_of_spare():
    ranks = cut(np.array([1.0, 2.0, 3.0]), np.array([1, 1]), spare=np.array([0.5, 0.1, 0.9]))
    assert ranks.tolist() == [0, UNASSIGNED, 1]


def test_totals_larger_than_the_communes_are_refused():
    with pytest.raises(ValueError, match="4 communes à classer pour 3"):
        cut(np.zeros(3), np.array([4]), np.zeros(3))


@given(communes_and_counts())
def test_counts_are_exact_and_each_commune_has_one_class_at_most(case):
    score, population, counts = case
    ranks = cut(score, counts, np.zeros(len(score)))
    assert np.bincount(ranks[ranks != UNASSIGNED], minlength=len(counts)).tolist() == counts.tolist()
    assert (ranks == UNASSIGNED).sum() == len(score) - counts.sum()


@given(communes_and_counts(), st.integers(0, 2**32 - 1))
def test_swaps_keep_the_counts_and_never_widen_the_gap(case, seed):
    score, population, counts = case
    population += 1
    target = np.random.default_rng(seed).dirichlet(np.ones(len(counts)))
    ranks = cut(score, counts, np.zeros(len(score)))
    swapped = swap_towards(ranks, score, population, target)
    assert np.array_equal(np.sort(swapped), np.sort(ranks))

    def gap(which):
        return np.abs(shares(which, population, len(counts)) - target).sum()

    assert gap(swapped) <= gap(ranks) + 1e-12


def test_a_swap_moves_the_big_town_where_the_share_says():
    # Deux communes par classe ; 90 % de la population doit être en classe 1, et la grande ville a le score le plus bas.
    ranks = swap_towards(np.array([0, 0, 1, 1]), np.array([1.0, 2.0, 3.0, 4.0]), np.array([85.0, 5.0, 5.0, 5.0]), np.array([0.1, 0.9]))
    assert ranks[0] == 1
    assert np.bincount(ranks).tolist() == [2, 2]
    assert shares(ranks, np.array([85.0, 5.0, 5.0, 5.0]), 2) == pytest.approx([0.1, 0.9])


WEIGHTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=50).filter(lambda weights: sum(weights) > 1)


@given(WEIGHTS, st.integers(0, 400), st.floats(0, 0.999))
def test_every_site_is_placed_and_none_where_the_weight_is_zero(weights, number, start):
    received = draw(np.array(weights), number, start)
    assert received.sum() == number
    assert not received[np.array(weights) == 0].any()


def test_sites_follow_the_weights():
    assert draw(np.array([1.0, 2.0, 1.0]), 8, 0.5).tolist() == [2, 4, 2]


def test_no_place_for_a_site_is_refused():
    with pytest.raises(ValueError, match="aucune commune"):
        draw(np.zeros(3), 1, 0.0)


@pytest.mark.parametrize("number", [1, 2, 7, 400])
def test_points_around_a_town_hall_are_apart_and_within_a_kilometre(number):
    east, north = spiral(number)
    assert np.hypot(east, north).max() <= 1000
    gaps = np.hypot(east[:, None] - east, north[:, None] - north)[~np.eye(number, dtype=bool)]
    assert gaps.size == 0 or gaps.min() > 40
