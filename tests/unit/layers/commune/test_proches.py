"""La structure la plus proche : direction, limite de la région, ordre des catégories."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.commune.fiche import fiche
from layers.commune.proches import DIRECTIONS, direction, limite
from tests.petit_atlas import petit_atlas

OPPOSITE = dict(zip(DIRECTIONS, DIRECTIONS[4:] + DIRECTIONS[:4]))


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ((1.5, 45), "N"),
        ((2.9, 45), "NE"),
        ((2.5, 44), "E"),
        ((2.9, 43), "SE"),
        ((1.5, 43), "S"),
        ((0.1, 43), "SO"),
        ((0.5, 44), "O"),
        ((0.1, 45), "NO"),
    ],
)
def test_the_eight_directions_from_a_point(to, expected):
    assert direction(1.5, 44.0, *to) == expected


@given(st.floats(0, 4), st.floats(42, 46), st.floats(0, 359.9), st.floats(0.01, 0.5))
def test_there_and_back_are_opposite_unless_on_the_line_between_two(longitude, latitude, angle, degrees):
    far_from_a_line = abs((angle % 45) - 22.5) > 2
    east = degrees * math.sin(math.radians(angle)) / math.cos(math.radians(latitude))
    to = (longitude + east, latitude + degrees * math.cos(math.radians(angle)))
    if far_from_a_line:
        assert direction(*to, longitude, latitude) == OPPOSITE[direction(longitude, latitude, *to)]


def test_a_sheet_says_where_the_nearest_sites_are(small):
    near = {s.categorie: s for s in fiche(small, "31003").sites_proches}
    assert (near["msp"].direction, near["pharmacie"].direction) == ("S", "")


def test_the_limit_is_the_nearest_commune_of_another_region(small):
    far = limite(small, 1.5, 44.0)
    assert (far.code_commune, far.nom, far.departement) == ("75056", "Capitale", "75")
    # Capitale est à 5 degrés au nord : plus loin que toute structure.
    assert not any(s.au_dela for s in fiche(small, "31003").sites_proches)


def test_a_site_farther_than_the_limit_may_hide_a_nearer_one():
    communes = petit_atlas().communes.copy()
    communes.loc["75056", ["longitude", "latitude"]] = [1.5, 44.1]
    atlas = petit_atlas()
    near = {s.categorie: s.au_dela for s in fiche(atlas.__class__(**{**atlas.__dict__, "communes": communes}), "31003").sites_proches}
    # La pharmacie est sur place ; la maison de santé est à un demi-degré, la commune d'une autre région à un dixième.
    assert near["msp"] and not near["pharmacie"]


def test_without_another_region_there_is_no_limit(small):
    atlas = petit_atlas(communes=small.communes[small.communes["region"] == "76"])
    assert limite(atlas, 1.5, 44.0) is None
    assert fiche(atlas, "31003").limite is None


def test_the_real_order_begins_with_what_is_looked_for_first(demonstration):
    near = [s.categorie for s in fiche(demonstration, "46102").sites_proches]
    assert near[:2] == ["msp", "cds"] and len(near) == len(set(near))


def test_at_the_border_the_limit_is_near(demonstration):
    """Langogne touche l'Ardèche et la Haute-Loire."""
    far = fiche(demonstration, "48080").limite
    assert far.departement in ("07", "43") and far.distance_m < 5000
