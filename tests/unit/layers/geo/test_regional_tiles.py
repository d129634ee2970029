"""The archive of one region: which features stay, byte for byte, and what the reader refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.geo import pmtiles
from layers.geo import tuiles as regional
from scripts.geo import mvt

SQUARE = [np.array([[0, 0], [4, 0], [4, 4], [0, 4]])]
FRANCE = (-5.0, 41.0, 9.0, 51.0)


def layer(name, *numbers, code=None):
    return mvt.layer(name, [(number, SQUARE, code) for number in numbers], 4096)


@pytest.fixture
def france(tmp_path):
    """Three tiles: one shared by two regions, one of the other region alone, one of outlines alone."""
    path = tmp_path / "france.pmtiles"
    tiles = {
        (1, 0, 0): layer("communes", 9, 10, 11, 500) + layer("departements", 3, code="46"),
        (1, 1, 0): layer("communes", 500, 501),
        (1, 1, 1): layer("regions", 0, code="76"),
    }
    pmtiles.write(path, tiles, {"name": "essai"}, FRANCE)
    return path


def test_only_the_region_s_communes_stay_and_every_outline_does(france, tmp_path):
    regional.extract(france, 10, 20, tmp_path / "region.pmtiles")
    found = {regional.place(number): tile for number, tile in regional.read(tmp_path / "region.pmtiles").tiles.items()}
    assert found == {
        (1, 0, 0): layer("communes", 10, 11) + layer("departements", 3, code="46"),
        (1, 1, 1): layer("regions", 0, code="76"),
    }


def test_the_metadata_and_the_bounds_are_kept(france, tmp_path):
    regional.extract(france, 10, 20, tmp_path / "region.pmtiles")
    archive = regional.read(tmp_path / "region.pmtiles")
    assert archive.metadata == {"name": "essai"}
    assert archive.bounds == FRANCE


def test_a_tile_left_with_nothing_is_empty():
    assert regional.without_others(layer("communes", 1, 2), 5, 9) == b""


def test_equal_tiles_next_to_each_other_are_all_read(tmp_path):
    path = tmp_path / "a.pmtiles"
    places = [(2, x, y) for x in range(4) for y in range(4)]
    pmtiles.write(path, {place: layer("regions", 0) for place in places}, {}, FRANCE)
    assert {regional.place(number) for number in regional.read(path).tiles} == set(places)


def test_what_is_not_an_archive_is_refused(tmp_path):
    (tmp_path / "a.pmtiles").write_bytes(b"<html>maintenance</html>")
    with pytest.raises(ValueError, match=r"a\.pmtiles is not a PMTiles"):
        regional.read(tmp_path / "a.pmtiles")


@given(st.integers(0, 12).flatmap(lambda zoom: st.tuples(st.just(zoom), *[st.integers(0, 2**zoom - 1)] * 2)))
def test_the_place_of_a_tile_is_found_from_its_id(place):
    assert regional.place(pmtiles.tile_id(*place)) == place
