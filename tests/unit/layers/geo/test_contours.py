"""Les contours lus dans les tuiles : les bonnes dalles, les bonnes communes, au bon endroit."""

import math

import numpy as np
import pytest

from layers.geo import archive
from layers.geo import tuiles as regional
from layers.geo.contours import COTE, ZOOM, Contours, grille, metres_par_pas, rings
from scripts.geo import mvt

SQUARE = np.array([[100, 100], [200, 100], [200, 300], [100, 300]])
WEST, EAST = (ZOOM, 516, 369), (ZOOM, 517, 369)


def place_of(x: float, y: float) -> tuple[float, float]:
    """L'inverse de `grille` : longitude et latitude d'un point de la grille du monde."""
    world = COTE * 2**ZOOM
    return (x / world - 0.5) * 360, math.degrees(math.atan(math.sinh((0.5 - y / world) * 2 * math.pi)))


@pytest.fixture
def geo(tmp_path):
    """Deux dalles voisines : la commune 7 dans la première, la 8 dans les deux ; la seconde est sur une grille deux fois moins fine."""
    tiles = {
        WEST: mvt.layer("departements", [(7, [SQUARE], "46")], 4096)
        + mvt.layer("communes", [(7, [SQUARE], None), (8, [SQUARE + 50], None)], 4096),
        EAST: mvt.layer("communes", [(8, [SQUARE], None)], 2048),
    }
    archive.write(tmp_path / "france.pmtiles", tiles, {}, (-5, 41, 9, 51))
    return tmp_path


def test_a_feature_is_read_back_as_it_was_written(geo):
    extent, found = regional.features(archive.read(geo / "france.pmtiles").tiles[WEST], "communes")
    assert extent == 4096 and sorted(found) == [7, 8]
    assert rings(found[7], 0, 0, 1) == (((100, 100), (200, 100), (200, 300), (100, 300)),)
    assert regional.features(b"", "communes") == (0, {})


def test_only_the_tiles_and_communes_asked_for_are_read(geo):
    contours = Contours(geo)
    x, y = WEST[1] * COTE, WEST[2] * COTE
    west, north = place_of(x + 10, y + 10)
    east, south = place_of(x + 4000, y + 4000)
    (dalle,) = contours.dalles(west, south, east, north, frozenset([7]))
    assert (dalle.x, dalle.y) == (x, y)
    assert dalle.communes == {7: (((x + 100, y + 100), (x + 200, y + 100), (x + 200, y + 300), (x + 100, y + 300)),)}
    wider = contours.dalles(west, south, place_of(x + 5000, y)[0], north, frozenset([8]))
    assert [one.x for one in wider] == [x, x + COTE]
    # La seconde dalle compte 2 048 pas : chacun en vaut deux.
    assert wider[1].communes[8][0][0] == (x + COTE + 200, y + 200)


def test_nothing_asked_nothing_there_nothing_drawn(geo, tmp_path):
    assert Contours(geo).dalles(1.5, 44.0, 1.6, 44.1, frozenset()) == []
    assert Contours(tmp_path / "ailleurs").dalles(1.5, 44.0, 1.6, 44.1, frozenset([7])) == []


def test_a_file_that_is_not_an_archive_is_refused(tmp_path):
    (tmp_path / "france.pmtiles").write_bytes(b"rien")
    with pytest.raises(ValueError, match="not a PMTiles"):
        Contours(tmp_path)


def test_the_grid_of_the_world():
    assert grille(0, 0) == (COTE * 2**ZOOM / 2, COTE * 2**ZOOM / 2)
    assert place_of(*grille(1.5, 44.25)) == pytest.approx((1.5, 44.25))
    assert metres_par_pas(0) == pytest.approx(9.5546, abs=1e-3)
    assert metres_par_pas(60) == pytest.approx(metres_par_pas(0) / 2)


def test_the_real_outline_of_figeac_is_where_its_bounds_say(repository, demonstration):
    row = demonstration.communes.loc["46102"]
    number, box = int(row["numero"]), (row["ouest"], row["sud"], row["est"], row["nord"])
    dalles = Contours(repository / "data" / "geo").dalles(*box, frozenset([number]))
    points = [place_of(*point) for dalle in dalles for ring in dalle.communes[number] for point in ring]
    assert min(x for x, _ in points) == pytest.approx(row["ouest"], abs=2e-3)
    assert max(y for _, y in points) == pytest.approx(row["nord"], abs=2e-3)


def test_bytes_where_a_tile_has_a_number_are_refused():
    body = b"\x0a\x08communes" + b"\x2a\x00"  # le nom, puis une étendue (champ 5) écrite comme un texte vide
    with pytest.raises(ValueError, match="bytes where a vector tile has a number"):
        regional.features(bytes([0x1A, len(body)]) + body, "communes")
