"""Marcher : la direction de chaque voisine, ce que trouve chaque flèche, et aucune commune hors d'atteinte."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.commune.marche import OPPOSEES, boussole, cap, ecart, pas, passages, rumb
from layers.commune.proches import DIRECTIONS
from layers.regions import atlas_des_cartes
from tests.petit_atlas import petit_atlas

DEGREES = st.floats(min_value=-5, max_value=10, allow_nan=False)
NORTHS = st.floats(min_value=41, max_value=51, allow_nan=False)


CODES = ("31001", "31002", "31003", "46001", "46002", "46003")


def bordered(*pairs: tuple[str, str]):
    """Le petit Atlas, où ces communes se touchent deux à deux."""
    atlas = petit_atlas()
    communes = atlas.communes.copy()
    for one, other in pairs:
        communes.at[one, "voisins"] = (*communes.at[one, "voisins"], other)
        if other in communes.index:
            communes.at[other, "voisins"] = (*communes.at[other, "voisins"], one)
    return petit_atlas(communes=communes)


@pytest.mark.parametrize(
    ("to", "degrees", "direction"),
    [
        ((1.0, 45.0), 0, "N"),
        ((2.0, 44.0), 90, "E"),
        ((1.0, 43.0), 180, "S"),
        ((0.0, 44.0), 270, "O"),
    ],
)
def test_the_bearing_of_each_axis(to, degrees, direction):
    assert cap(1.0, 44.0, *to) == pytest.approx(degrees)
    assert rumb(cap(1.0, 44.0, *to)) == direction


def test_the_bearing_counted_by_hand():
    # Un degré d'est à 60° de latitude vaut un demi-degré de nord : atan2(0,5 ; 0,5) = 45°.
    assert cap(1.0, 59.75, 2.0, 60.25) == pytest.approx(45)
    assert [rumb(degrees) for degrees in (22.4, 22.5, 67.5, 337.5, 359.9)] == ["N", "NE", "E", "N", "N"]


def test_without_a_point_there_is_no_direction():
    assert math.isnan(cap(float("nan"), 44.0, 1.0, 45.0))
    assert rumb(float("nan")) == ""


@given(DEGREES, NORTHS, DEGREES, NORTHS)
def test_the_way_back_is_the_opposite(lon, lat, to_lon, to_lat):
    if math.hypot(lon - to_lon, lat - to_lat) < 1e-6:
        return
    there, back = cap(lon, lat, to_lon, to_lat), cap(to_lon, to_lat, lon, lat)
    assert abs(ecart(there, back + 180)) < 1e-6
    near_an_edge = abs((there - 22.5) % 45) < 1e-6 or abs((there - 22.5) % 45 - 45) < 1e-6
    assert near_an_edge or OPPOSEES[rumb(there)] == rumb(back)


def test_neighbours_turn_clockwise_from_the_north():
    # D'Aval (1,6 ; 43,5) : L'Isle est à l'ouest, Saint-Étienne (1,5 ; 44,0) au nord, Capitale (2,35 ; 48,85) au nord.
    atlas = bordered(("31002", "31001"), ("31002", "31003"), ("31002", "75056"), ("31002", "99999"))
    found = pas(atlas, "31002")
    found = [one for one in found if not one.passage]
    assert [(one.code, one.direction) for one in found] == [("31003", "N"), ("75056", "N"), ("31001", "O")]
    assert found[2].distance_m == pytest.approx(0.1 * math.cos(math.radians(43.5)) * 111_195, rel=1e-3)


def test_an_arrow_finds_the_neighbour_nearest_to_its_axis_and_says_what_lies_beyond():
    atlas = bordered(("31002", "31001"), ("31002", "31003"), ("31002", "75056"))
    found = {one.axe: (one.pas and one.pas.code, one.dehors and one.dehors.code) for one in boussole(atlas, "31002")}
    # Capitale est aussi au nord, mais hors de la région : la voisine de la région répond.
    assert found == {"N": ("31003", None), "E": (None, None), "S": (None, None), "O": ("31001", None)}
    alone = {one.axe: (one.pas, one.dehors and one.dehors.code) for one in boussole(bordered(("31002", "75056")), "31002")}
    assert alone == {"N": (None, "75056"), "E": (None, None), "S": (None, None), "O": (None, None)}


def test_at_the_same_angle_the_nearest_answers():
    # De L'Isle (1,5 ; 43,5) : Saint-Étienne (44,0) et Causse (44,5) sont plein nord.
    first = boussole(bordered(("31001", "46001"), ("31001", "31003")), "31001")[0]
    assert first.axe == "N" and first.pas.code == "31003"


def test_enclaves_are_linked_to_the_rest_both_ways():
    # Trois ensembles : 31001-31002-31003, 46001-46003, 46002 seule (au nord de 46003).
    atlas = bordered(("31001", "31002"), ("31002", "31003"), ("46001", "46003"))
    assert passages(atlas) == {"46001": ("31003",), "31003": ("46001",), "46002": ("46003",), "46003": ("46002",)}
    crossing = [one for one in pas(atlas, "31003") if one.passage]
    assert [(one.code, one.direction) for one in crossing] == [("46001", "N")]
    # Une flèche ne saute pas par-dessus une autre région : le passage est dans la liste.
    assert boussole(atlas, "31003")[0].pas is None


def test_a_region_in_one_piece_has_no_passage():
    assert passages(bordered(*zip(CODES, CODES[1:]))) == {}


# ---------------------------------------------------------------- les vraies communes
@pytest.fixture(scope="module")
def cartes(demonstration):
    """La carte d'Occitanie et celle de PACA."""
    return atlas_des_cartes(replace(demonstration, cartes=("76", "93")))


def test_every_commune_is_reached_and_every_step_has_its_way_back(cartes):
    assert [int((one.communes["region"] == one.region).sum()) for one in cartes] == [4446, 946]
    for atlas in cartes:
        codes = list(atlas.communes.index[atlas.communes["region"] == atlas.region])
        steps = {code: {one.code: one for one in pas(atlas, code)} for code in codes}
        for code, around in steps.items():
            assert around, code
            for other, one in around.items():
                assert other != code and one.direction in DIRECTIONS, (code, other)
                if one.region == atlas.region:
                    back = steps[other][code]
                    assert back.direction == OPPOSEES[one.direction], (code, other)
                    assert back.distance_m == pytest.approx(one.distance_m) and back.passage == one.passage
        seen, edge = {codes[0]}, [codes[0]]
        while edge:
            for other in steps[edge.pop()]:
                if other in steps and other not in seen:
                    seen.add(other)
                    edge.append(other)
        assert seen == set(codes)


def test_each_arrow_of_every_commune_stays_in_its_quarter_and_skips_no_nearer_neighbour(cartes):
    """Un oracle lent : tous les angles, un à un."""
    axes = {"N": 0, "E": 90, "S": 180, "O": 270}
    for atlas in cartes:
        for code in atlas.communes.index[atlas.communes["region"] == atlas.region]:
            for fleche in boussole(atlas, code):
                inside = [
                    abs((one.cap - axes[fleche.axe] + 180) % 360 - 180)
                    for one in pas(atlas, code)
                    if one.region == atlas.region and not one.passage
                ]
                nearest = min((angle for angle in inside if angle < 45), default=None)
                if fleche.pas is None:
                    assert nearest is None, (code, fleche.axe)
                else:
                    angle = abs((fleche.pas.cap - axes[fleche.axe] + 180) % 360 - 180)
                    assert angle == (nearest if nearest is not None else pytest.approx(45)), (code, fleche.axe)
