"""Reading of data/geo at runtime: types, missing values, cost."""

import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from layers.geo import communes

GEO = Path(__file__).parents[4] / "data/geo"


@pytest.fixture
def two_communes(tmp_path) -> Path:
    (tmp_path / "communes.csv").write_text(
        "numero,code_commune,nom,departement,region,epci,population,codes_postaux,longitude,"
        "latitude,ouest,sud,est,nord,voisins,anciens_codes\n"
        "0,01001,Nan,01,84,,,01400|01410,,,4.0,46.0,4.1,46.1,,\n"
        "1,12218,Conques,12,76,241200641,1540,12320,2.4,44.6,2.3,44.5,2.5,44.7,01001,12076|12114\n",
        encoding="utf-8",
    )
    return tmp_path


def test_codes_stay_text_and_lists_are_tuples(two_communes):
    table = communes.read_communes(two_communes)
    assert table.index.tolist() == ["01001", "12218"]
    assert table.at["01001", "departement"] == "01"
    assert table.at["01001", "codes_postaux"] == ("01400", "01410")
    assert table.at["01001", "voisins"] == ()
    assert table.at["12218", "anciens_codes"] == ("12076", "12114")


def test_missing_is_missing_and_never_zero(two_communes):
    table = communes.read_communes(two_communes)
    assert pd.isna(table.at["01001", "population"]) and pd.isna(table.at["01001", "longitude"])
    assert table.at["01001", "epci"] == ""
    assert table.at["12218", "population"] == 1540


def test_a_name_that_looks_like_a_missing_value_is_a_name(two_communes):
    assert communes.read_communes(two_communes).at["01001", "nom"] == "Nan"


def test_all_tables_of_the_repository_are_read_quickly():
    started = time.process_time()
    known = communes.read_communes(GEO)
    contacts = communes.read_mairies(GEO)
    departements, regions = communes.read_departements(GEO), communes.read_regions(GEO)
    epci = communes.read_epci(GEO)
    # 0.45 s on two cores; the bar leaves room for a busy machine.
    assert time.process_time() - started < 2
    assert contacts.index.isin(known.index).all() and set(known["epci"]) - {""} <= set(epci.index)
    assert departements["region"].isin(regions.index).all()


@pytest.mark.lent
def test_reading_needs_no_geometry_library():
    heavy = "import sys, layers.geo.communes; print({'shapely', 'geopandas'} & set(sys.modules))"
    root = Path(__file__).parents[4]
    out = subprocess.run([sys.executable, "-c", heavy], cwd=root, capture_output=True, text=True)
    assert out.stdout.strip() == "set()"


def test_former_communes_are_weights_and_names(tmp_path):
    (tmp_path / "anciennes_communes.csv").write_text(
        "code,commune,nom,genre,population,codes_postaux\n"
        "32260,32365,Monbardon,déléguée,83,\n14267,14581,Feuguerolles-sur-Seulles,déléguée,,\n",
        encoding="utf-8",
    )
    table = communes.read_anciennes_communes(tmp_path)
    assert table["code"].to_list() == ["32260", "14267"]
    assert table["nom"].to_list() == ["Monbardon", "Feuguerolles-sur-Seulles"]
    assert table["population"].to_list()[0] == 83 and pd.isna(table["population"].to_list()[1])


def test_other_names_are_those_that_differ_from_the_name_of_the_commune():
    rows = [
        ("12218", "12218", "Saint-Cyprien-sur-Dourdou", "déléguée", ()),
        ("12076", "12218", "Conques", "déléguée", ()),
        ("01262", "01262", "Montluel", "associée", ()),  # le nom d'aujourd'hui : ce n'en est pas un autre
        ("01120", "01262", "Cordieux", "associée", ()),
        ("75101", "75056", "Paris 1er Arrondissement", "arrondissement", ("75001",)),
        ("15031", "15031", "Celles", "déléguée", ()),
    ]
    former = pd.DataFrame(rows, columns=["code", "commune", "nom", "genre", "codes_postaux"])
    today = pd.Series({"12218": "Conques-en-Rouergue", "01262": "Montluel", "75056": "Paris", "15031": "Celles"})
    assert communes.other_names(former, today).to_numpy().tolist() == [
        ["01120", "Cordieux", "associée", "01262", ()],
        ["12076", "Conques", "déléguée", "12218", ()],
        ["12218", "Saint-Cyprien-sur-Dourdou", "déléguée", "12218", ()],
        ["75101", "Paris 1er Arrondissement", "arrondissement", "75056", ("75001",)],
    ]
