"""The archive of one region: which features stay, byte for byte, and what the reader refuses."""

import gzip
import random

import numpy as np
import pytest
from pmtiles.tile import zxy_to_tileid

from layers.geo import archive as archives
from layers.geo import tuiles as regional
from scripts.geo import mvt
from tests.graine import GRAINE

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
    archives.write(path, tiles, {"name": "essai"}, FRANCE)
    return path


def test_only_the_region_s_communes_stay_and_every_outline_does(france, tmp_path):
    regional.extract(france, 10, 20, tmp_path / "region.pmtiles")
    found = archives.read(tmp_path / "region.pmtiles").tiles
    assert found == {
        (1, 0, 0): layer("communes", 10, 11) + layer("departements", 3, code="46"),
        (1, 1, 1): layer("regions", 0, code="76"),
    }


def test_the_metadata_and_the_bounds_are_kept(france, tmp_path):
    regional.extract(france, 10, 20, tmp_path / "region.pmtiles")
    archive = archives.read(tmp_path / "region.pmtiles")
    assert archive.metadata == {"name": "essai"}
    assert archive.bounds == FRANCE


def test_a_tile_left_with_nothing_is_empty():
    assert regional.without_others(layer("communes", 1, 2), 5, 9) == b""


def test_equal_tiles_next_to_each_other_are_all_read(tmp_path):
    path = tmp_path / "a.pmtiles"
    places = [(2, x, y) for x in range(4) for y in range(4)]
    archives.write(path, {place: layer("regions", 0) for place in places}, {}, FRANCE)
    assert set(archives.read(path).tiles) == set(places)


def test_what_is_not_an_archive_is_refused(tmp_path):
    (tmp_path / "a.pmtiles").write_bytes(b"<html>maintenance</html>")
    with pytest.raises(ValueError, match=r"a\.pmtiles is not a PMTiles"):
        archives.read(tmp_path / "a.pmtiles")


def test_the_head_says_where_each_tile_is(france):
    places = archives.directory(france)
    assert list(places) == [zxy_to_tileid(1, 0, 0), zxy_to_tileid(1, 1, 1), zxy_to_tileid(1, 1, 0)]
    content = france.read_bytes()
    for place, tile in archives.read(france).tiles.items():
        at, length = places[zxy_to_tileid(*place)]
        assert gzip.decompress(content[at : at + length]) == tile


def test_an_archive_whose_directory_does_not_fit_in_a_first_request_is_not_written(tmp_path):
    chance = random.Random(GRAINE)
    tiles = {(10, x, y): chance.randbytes(chance.randrange(1, 600)) for x in range(0, 320, 2) for y in range(0, 320, 2)}
    with pytest.raises(ValueError, match="leaf directories"):
        archives.write(tmp_path / "a.pmtiles", tiles, {}, FRANCE)
    assert not (tmp_path / "a.pmtiles").exists()
