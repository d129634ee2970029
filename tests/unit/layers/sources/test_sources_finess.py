"""Les deux mises en page FINESS lues aujourd'hui : le flux historique et l'extrait par activité."""

from pathlib import Path

import pytest

from layers.socle.defauts import DataError
from layers.sources.finess_extrait import read_finess_extrait
from layers.sources.finess_historique import insee, read_finess_historique
from tests.petit_pays import extrait, historique

LAMBERT = "1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93"
# Le point d'origine de Lambert 93 : x = 700 000 m, y = 6 600 000 m pour 3° est et 46,5° nord, par définition.
ORIGIN = f"geolocalisation;310000001;700000;6600000;{LAMBERT};2026-05-12"


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "finess.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_historical_sites_have_insee_codes_and_degrees(tmp_path):
    path = write(tmp_path, historique([("310000001", "MSP", "001", "31", "603")], (ORIGIN,)))
    site = read_finess_historique(path).sites.iloc[0]
    assert (site["numero_finess"], site["code_commune"], site["categorie"]) == ("310000001", "31001", "603")
    assert site["longitude"] == pytest.approx(3.0, abs=1e-9)
    assert site["latitude"] == pytest.approx(46.5, abs=1e-9)
    assert read_finess_historique(path).date == "2026-05-12"


def test_overseas_departments_of_the_feed_become_insee_codes():
    assert [insee("09", "289"), insee("2A", "004"), insee("9A", "101"), insee("9D", "411"), insee("9F", "608")] == [
        "09289",
        "2A004",
        "97101",
        "97411",
        "97608",
    ]


def test_doubled_quotes_are_one_quote(tmp_path):
    content = historique([("310000001", '"EHPAD ""LE CHÂTEAU"""', "001", "31", "500")])
    assert read_finess_historique(write(tmp_path, content)).sites["nom"].to_list() == ['EHPAD "LE CHÂTEAU"']


def test_a_latin1_feed_of_before_2025_is_read_and_a_mixed_one_too(tmp_path):
    old = historique([("310000001", "ÉTÉ", "001", "31", "603")], date="2024-03-01").encode("latin-1")
    new = historique([("310000002", "HÔTEL", "001", "31", "603")]).split("\n")[1].encode("utf-8") + b"\n"
    assert read_finess_historique(write(tmp_path, old + new)).sites["nom"].to_list() == ["ÉTÉ", "HÔTEL"]


def test_a_site_without_coordinates_or_in_another_projection_has_none(tmp_path):
    sites = [(f"31000000{i}", "S", "001", "31", "603") for i in range(1, 5)]
    places = (
        f"geolocalisation;310000002;;;{LAMBERT};2026-05-12",
        "geolocalisation;310000003;655000;1790000;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_N20;2026-05-12",
        f"geolocalisation;310000004;6600000;700000;{LAMBERT};2026-05-12",  # nord d'abord : hors de l'emprise
    )
    table = read_finess_historique(write(tmp_path, historique(sites, places))).sites
    assert table["longitude"].isna().all()
    assert table["latitude"].isna().all()


BAD_HISTORICAL = {
    "no first line": (historique([("310000001", "S", "001", "31", "603")]).split("\n", 1)[1], "ligne 1 : attendu finess;etalab;…;date"),
    "short number": (historique([("31000001", "S", "001", "31", "603")]), "ligne 2, colonne « nofinesset »"),
    "commune of two digits": (historique([("310000001", "S", "01", "31", "603")]), "ligne 2, colonne « departement + commune »"),
    "cut at its last line": (
        historique([("310000001", "S", "001", "31", "603")]) + "structureet;310000002;;MSP;MSP;;;;;;;;102;31",
        "ligne 3 : attendu 32 champs : le fichier est coupé, le télécharger de nouveau, trouvé 14 champs",
    ),
    "a day that does not exist": (historique([("310000001", "S", "001", "31", "603")], date="2026-13-45"), "une date qui existe"),
    "a site line of another layout": (
        historique([("310000001", "S", "001", "31", "603")]).replace("structureet;310000001;;", "structureet;310000001;"),
        "ligne 2 : attendu 32 champs, trouvé 31 champs",
    ),
    "a department that is not overseas": (historique([("310000001", "S", "101", "9G", "603")]), "colonne « departement + commune »"),
    "only the date": ("finess;etalab;111;2026-05-12\n", "au moins une ligne structureet"),
}


@pytest.mark.parametrize("situation", BAD_HISTORICAL)
def test_a_bad_historical_feed_is_named(situation, tmp_path):
    content, expected = BAD_HISTORICAL[situation]
    with pytest.raises(DataError) as refused:
        read_finess_historique(write(tmp_path, content))
    assert expected in str(refused.value)


ONE = historique([("310000001", "MSP", "001", "31", "603")], (ORIGIN,))
ASIDE = {
    "two lines of one site that differ": (("310000001", "AUTRE", "001", "31", "603"), "un seul site ouvert par numéro"),
    "a category in words": (("310000002", "MSP", "001", "31", "maison"), "un code de catégorie"),
}


@pytest.mark.parametrize("situation", ASIDE)
def test_a_bad_line_is_set_aside_and_the_others_are_read(situation, tmp_path):
    row, expected = ASIDE[situation]
    flux = read_finess_historique(write(tmp_path, historique([("310000001", "MSP", "001", "31", "603"), row])))
    assert flux.sites["nom"].to_list() == ["MSP"]
    assert [expected in str(one.defaut) for one in flux.ecarts] == [True]
    assert flux.ecarts[0].code_commune == "31001"


@pytest.mark.parametrize(
    ("line", "expected"), [("autre;1;2", "une ligne structureet"), ("geolocalisation;310000001;1", "attendu 6 champs, trouvé 3 champs")]
)
def test_a_line_of_another_kind_is_set_aside(line, expected, tmp_path):
    flux = read_finess_historique(write(tmp_path, ONE + line + "\n"))
    assert len(flux.sites) == 1
    assert expected in str(flux.ecarts[0].defaut)


def test_a_coordinate_in_words_leaves_the_site_without_a_place(tmp_path):
    flux = read_finess_historique(write(tmp_path, ONE.replace("6600000", "nord")))
    assert flux.sites["longitude"].isna().all()
    assert flux.remarques == ("Positions illisibles, laissées : 1.",)


def test_a_decimal_comma_and_a_quote_that_nothing_closes(tmp_path):
    stray = historique([("310000001", '"LES LILAS', "001", "31", "603")], (ORIGIN.replace("700000", "700000,0"),))
    site = read_finess_historique(write(tmp_path, stray)).sites.iloc[0]
    assert (site["nom"], round(site["longitude"], 6)) == ("LES LILAS", 3.0)


def test_a_separator_in_both_names_is_part_of_the_name(tmp_path):
    line = ONE.replace(";MSP;;", ";MSP NORD; SUD;MSP NORD; SUD;", 1)
    assert read_finess_historique(write(tmp_path, line)).sites["nom"].to_list() == ["MSP NORD; SUD"]


def test_the_extract_has_one_row_a_site_whatever_its_activities(tmp_path):
    rows = [
        "310000001,Accueil,MSP AMONT,,001,31,603,43.5,1.5,31001",
        "310000001,Internat,MSP AMONT,,001,31,603,43.5,1.5,31001",
        "310000002,,CDS,CENTRE,002,31,124,,,31002",
    ]
    table = read_finess_extrait(write(tmp_path, extrait(rows))).sites
    assert table["numero_finess"].to_list() == ["310000001", "310000002"]
    assert table["lignes"].to_list() == [2, 1]
    assert table["longitude"].to_list()[0] == 1.5
    assert table["longitude"].isna().to_list() == [False, True]


def test_two_lines_of_a_site_that_disagree_keep_the_first_and_the_other_is_set_aside(tmp_path):
    rows = ["310000001,,MSP,,001,31,603,43.5,1.5,31001", "310000001,,MSP,,001,31,124,43.5,1.5,31001"]
    flux = read_finess_extrait(write(tmp_path, extrait(rows)))
    assert flux.sites["categorie"].to_list() == ["603"]
    said = "ligne 3, colonne « categetab » : attendu 603, comme à la première ligne du site 310000001, trouvé 124"
    assert said in str(flux.ecarts[0].defaut)


def test_an_extract_without_a_column_names_it(tmp_path):
    with pytest.raises(DataError, match="colonne « code_insee » : attendu cette colonne, une fois"):
        read_finess_extrait(write(tmp_path, extrait([]).replace("code_insee", "insee")))
