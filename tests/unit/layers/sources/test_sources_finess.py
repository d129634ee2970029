"""Les deux mises en page FINESS lues aujourd'hui : le flux historique et l'extrait par activité."""

from pathlib import Path

import pytest

from layers.socle.defauts import DataError
from layers.sources.finess_extrait import read_finess_extrait
from layers.sources.finess_historique import date_of_finess_historique, insee, read_finess_historique
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
    site = read_finess_historique(path).iloc[0]
    assert (site["numero_finess"], site["code_commune"], site["categorie"]) == ("310000001", "31001", "603")
    assert site["longitude"] == pytest.approx(3.0, abs=1e-9)
    assert site["latitude"] == pytest.approx(46.5, abs=1e-9)
    assert date_of_finess_historique(path) == "2026-05-12"


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
    assert read_finess_historique(write(tmp_path, content))["nom"].to_list() == ['EHPAD "LE CHÂTEAU"']


def test_a_latin1_feed_of_before_2025_is_read_and_a_mixed_one_too(tmp_path):
    old = historique([("310000001", "ÉTÉ", "001", "31", "603")], date="2024-03-01").encode("latin-1")
    new = historique([("310000002", "HÔTEL", "001", "31", "603")]).split("\n")[1].encode("utf-8") + b"\n"
    assert read_finess_historique(write(tmp_path, old + new))["nom"].to_list() == ["ÉTÉ", "HÔTEL"]


def test_a_site_without_coordinates_or_in_another_projection_has_none(tmp_path):
    sites = [(f"31000000{i}", "S", "001", "31", "603") for i in range(1, 5)]
    places = (
        f"geolocalisation;310000002;;;{LAMBERT};2026-05-12",
        "geolocalisation;310000003;655000;1790000;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,UTM_N20;2026-05-12",
        f"geolocalisation;310000004;6600000;700000;{LAMBERT};2026-05-12",  # nord d'abord : hors de l'emprise
    )
    table = read_finess_historique(write(tmp_path, historique(sites, places)))
    assert table["longitude"].isna().all()
    assert table["latitude"].isna().all()


BAD_HISTORICAL = {
    "no first line": (historique([("310000001", "S", "001", "31", "603")]).split("\n", 1)[1], "ligne 1 : attendu finess;etalab;…;date"),
    "short number": (historique([("31000001", "S", "001", "31", "603")]), "ligne 2, colonne « nofinesset »"),
    "commune of two digits": (historique([("310000001", "S", "01", "31", "603")]), "ligne 2, colonne « departement + commune »"),
    "two lines of one site": (historique([("310000001", "S", "001", "31", "603")] * 2), "une seule ligne structureet par site"),
    "coordinate in words": (
        historique([("310000001", "S", "001", "31", "603")], (ORIGIN.replace("6600000", "nord"),)),
        "ligne 3, colonne « coordyet » : attendu un nombre",
    ),
    "unknown kind of line": (
        historique([("310000001", "S", "001", "31", "603")], ("autre;1;2",)),
        "ligne 3 : attendu une ligne structureet",
    ),
    "cut line": (
        historique([("310000001", "S", "001", "31", "603")], ("geolocalisation;310000001;1",)),
        "attendu 6 champs, trouvé 3 champs",
    ),
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


def test_the_extract_has_one_row_a_site_whatever_its_activities(tmp_path):
    rows = [
        "310000001,Accueil,MSP AMONT,,001,31,603,43.5,1.5,31001",
        "310000001,Internat,MSP AMONT,,001,31,603,43.5,1.5,31001",
        "310000002,,CDS,CENTRE,002,31,124,,,31002",
    ]
    table = read_finess_extrait(write(tmp_path, extrait(rows)))
    assert table["numero_finess"].to_list() == ["310000001", "310000002"]
    assert table["lignes"].to_list() == [2, 1]
    assert table["longitude"].to_list()[0] == 1.5
    assert table["longitude"].isna().to_list() == [False, True]


def test_two_lines_of_a_site_that_disagree_are_refused(tmp_path):
    rows = ["310000001,,MSP,,001,31,603,43.5,1.5,31001", "310000001,,MSP,,001,31,124,43.5,1.5,31001"]
    with pytest.raises(DataError) as refused:
        read_finess_extrait(write(tmp_path, extrait(rows)))
    assert "ligne 3, colonne « categetab » : attendu 603, comme à la première ligne du site 310000001, trouvé 124" in str(refused.value)


def test_an_extract_without_a_column_names_it(tmp_path):
    with pytest.raises(DataError, match="colonne « code_insee » : attendu cette colonne, une fois"):
        read_finess_extrait(write(tmp_path, extrait([]).replace("code_insee", "insee")))
