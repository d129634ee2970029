"""Le plan d'une fiche : une image qui se dit, des découpes sans trait, rien hors de la fenêtre."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.commune.fiche import fiche
from layers.geo.contours import Contours
from views.commune.plan import HAUTEUR, LARGEUR, LEGENDE, plan, plan_de_tete
from views.dessin.decoupe import commun, decoupe, inedites, traits

BOX = (0.0, 0.0, 10.0, 10.0)
SVG = "{http://www.w3.org/2000/svg}"
numbers = st.floats(-30, 30).map(lambda x: round(x, 3))


def area(points) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], *points[:1]])) / 2


def test_a_square_cut_by_the_window_keeps_what_is_inside():
    cut = decoupe([(5, 5), (15, 5), (15, 15), (5, 15)], BOX)
    assert sorted(cut) == [(5, 5), (5, 10.0), (10.0, 5), (10.0, 10.0)]


def test_what_is_inside_is_untouched_and_what_is_outside_is_gone():
    inside = [(1, 1), (2, 1), (2, 2)]
    assert decoupe(inside, BOX) == inside
    assert decoupe([(20, 20), (30, 20), (30, 30)], BOX) == []
    assert decoupe([], BOX) == []


def test_the_cut_is_not_drawn():
    lines = traits(decoupe([(5, 5), (15, 5), (15, 8), (5, 8)], BOX), BOX)
    drawn = {frozenset([a, b]) for line in lines for a, b in zip(line, line[1:])}
    assert drawn == {frozenset([(5, 5), (10.0, 5.0)]), frozenset([(10.0, 8.0), (5, 8)]), frozenset([(5, 8), (5, 5)])}


def test_a_border_shared_by_two_communes_is_drawn_once():
    drawn: set = set()
    assert inedites([(0, 0), (0, 5), (0, 9)], drawn) == [[(0, 0), (0, 5), (0, 9)]]
    # La voisine tourne dans l'autre sens, et continue seule de part et d'autre.
    assert inedites([(7, 9), (0, 9), (0, 5), (0, 0), (7, 0)], drawn) == [[(7, 9), (0, 9)], [(0, 0), (7, 0)]]
    assert inedites([(0, 5), (0.2, 5.1), (0, 9)], drawn) == []


@given(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=12))
def test_a_cut_ring_never_leaves_the_window(ring):
    assert all(-1e-9 <= x <= 10 + 1e-9 and -1e-9 <= y <= 10 + 1e-9 for x, y in decoupe(ring, BOX))


@given(numbers, numbers, st.floats(1, 20), st.floats(1, 20))
def test_the_area_of_a_cut_rectangle_is_that_of_the_common_one(x, y, width, height):
    cut = decoupe([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], BOX)
    west, north, east, south = commun((x, y, x + width, y + height), BOX)
    assert abs(area(cut)) == pytest.approx(max(0, east - west) * max(0, south - north), abs=1e-6)


@pytest.fixture(scope="module")
def contours(repository):
    return Contours(repository / "data" / "geo")


@pytest.mark.parametrize("code", ["46102", "48080", "13004", "29155", "75056", "2A004", "97110", "31555"])
def test_a_real_plan_is_a_named_image_that_stays_in_its_frame(demonstration, contours, code):
    """Une commune au bord de la région, une très grande, deux îles, Paris, la Corse, l'outre-mer."""
    it = fiche(demonstration, code)
    text = plan(demonstration, contours, it)
    root = ElementTree.fromstring(text)
    assert root.get("role") == "img" and it.nom in root.get("aria-label")
    assert root.get("viewBox") == f"0 0 {LARGEUR} {HAUTEUR + LEGENDE}"
    for path in root.iter(f"{SVG}path"):
        if path.get("d").startswith("M") and "L" in path.get("d") and len(path.get("d")) > 80:
            points = re.findall(r"(-?[\d.]+) (-?[\d.]+)", path.get("d"))
            assert all(-0.1 <= float(x) <= LARGEUR + 0.1 and -0.1 <= float(y) <= HAUTEUR + 0.1 for x, y in points)
    names = [one.text for one in root.iter(f"{SVG}text")]
    assert it.nom in names and len(text) < 120_000
    # Tout motif appelé est défini : une couleur manquante serait noire.
    used = set(re.findall(r"url\(#([^)]*)\)", text))
    assert used <= {one.get("id") for one in root.iter(f"{SVG}pattern")}


def test_the_two_plans_of_one_page_share_no_identifier(demonstration, contours):
    it = fiche(demonstration, "46102")
    below, head = (set(re.findall(r'id="([^"]*)"', draw(demonstration, contours, it))) for draw in (plan, plan_de_tete))
    assert below and head and not below & head
    assert set(re.findall(r"url\(#([^)]*)\)", plan_de_tete(demonstration, contours, it))) <= head


def test_a_commune_whose_outline_is_unknown_has_no_plan(small, tmp_path):
    assert plan(small, Contours(tmp_path), fiche(small, "31001")) == ""


def test_a_name_is_written_as_text(demonstration, contours):
    it = fiche(demonstration, "31260")
    assert "L'" in it.nom or "-" in it.nom
    assert "<script" not in plan(demonstration, contours, it)
