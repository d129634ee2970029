"""Distances à vol d'oiseau, à côté de nombres calculés à la main."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.geo.distances import EARTH_RADIUS_M, Points, distance_m

DEGREE_M = EARTH_RADIUS_M * math.pi / 180  # 111 195,08 m
longitudes, latitudes = st.floats(-180, 180), st.floats(-90, 90)
NAN = float("nan")


def one_distance(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    return float(distance_m(lon1, lat1, np.array([lon2]), np.array([lat2]))[0])


def test_a_degree_of_latitude_is_111_kilometres():
    assert pytest.approx(111_195.08, abs=0.01) == DEGREE_M
    assert one_distance(1.5, 43.5, 1.5, 44.5) == pytest.approx(DEGREE_M)


def test_a_degree_of_longitude_shrinks_with_the_cosine_of_the_latitude():
    assert one_distance(1.5, 0, 2.5, 0) == pytest.approx(DEGREE_M)
    assert one_distance(1.5, 60, 1.6, 60) == pytest.approx(0.1 * DEGREE_M / 2, rel=1e-6)


def test_antipodes_are_half_a_circle_apart():
    assert one_distance(0, 0, 180, 0) == pytest.approx(math.pi * EARTH_RADIUS_M)


@given(longitudes, latitudes, longitudes, latitudes)
def test_a_distance_is_the_same_both_ways_and_never_more_than_half_the_earth(lon1, lat1, lon2, lat2):
    there, back = one_distance(lon1, lat1, lon2, lat2), one_distance(lon2, lat2, lon1, lat1)
    assert there == pytest.approx(back, abs=1e-3)
    assert 0 <= there <= math.pi * EARTH_RADIUS_M + 1e-3


def test_an_unknown_place_has_no_distance():
    assert math.isnan(one_distance(1.5, 43.5, NAN, 43.5))


def points(*places: tuple[float, float]) -> Points:
    table = np.array(places, dtype=float).reshape(-1, 2)
    return Points(table[:, 0], table[:, 1])


def test_the_nearest_point_and_its_distance():
    assert points((1.5, 45.5), (1.5, 44.5)).le_plus_proche(1.5, 43.5) == (1, pytest.approx(DEGREE_M))


def test_between_equals_the_first_wins():
    assert points((9.0, 50.0), (1.5, 44.5), (1.5, 44.5)).le_plus_proche(1.5, 43.5)[0] == 1


@pytest.mark.parametrize("hole", [(NAN, NAN), (1.5, NAN), (NAN, 43.5)])
def test_a_point_without_a_place_is_never_the_nearest(hole):
    assert points(hole).le_plus_proche(1.5, 43.5) is None
    assert points(hole, (9.0, 50.0)).le_plus_proche(1.5, 43.5)[0] == 1


@pytest.mark.parametrize("here", [(NAN, NAN), (1.5, NAN), (NAN, 43.5)])
def test_from_an_unknown_place_nothing_is_near(here):
    assert points((1.5, 43.5)).le_plus_proche(*here) is None


def test_without_a_point_nothing_is_near():
    assert points().le_plus_proche(1.5, 43.5) is None


@given(longitudes, latitudes, st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=30))
def test_the_chord_finds_the_same_distance_as_measuring_every_point(longitude, latitude, places):
    rank, metres = points(*places).le_plus_proche(longitude, latitude)
    assert metres == pytest.approx(min(one_distance(longitude, latitude, *place) for place in places), abs=1.0)
    assert metres == pytest.approx(one_distance(longitude, latitude, *places[rank]), abs=1e-6)
