"""layers/geo/perimetres.py : une commune a ses zones, n'en a aucune, ou on ne sait pas ; et les noms se comparent comme on les dit."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.commune.fiche import fiche
from layers.geo.perimetres import Zone, rattache, zones_of
from layers.jeu.jeu import read_dataset
from layers.prepare import OK, REFUSED
from layers.socle.noms import plain, plain_commune
from tests.petit_pays import qpv, quartier, tvs
from views.api import api

COMMUNES = pd.DataFrame(
    {"nom": ["Amont", "Séméac", "Causse", "Loin"], "departement": ["31", "65", "46", "75"], "region": ["76", "76", "76", "11"]},
    index=pd.Index(["31001", "65417", "46001", "75056"], name="code_commune"),
)


def table(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["code_commune", "nom_commune", "departement", "code", "nom"], dtype="str")


@pytest.fixture
def tvs_entry(catalogue):
    return catalogue.by_id["tvs"]


@pytest.fixture
def qpv_entry(catalogue):
    return catalogue.by_id["qpv"]


def test_zero_several_and_unknown_are_three_things(qpv_entry):
    found = rattache(table(("31001", "", "31", "QP2", "B"), ("31001", "", "31", "QP1", "A")), qpv_entry, COMMUNES, {})
    assert [zones_of(*cells) for cells in zip(found.codes, found.noms)] == [(Zone("QP1", "A"), Zone("QP2", "B")), (), (), None]
    assert found.sans_ligne == ["75056"]


def test_a_table_that_has_all_communes_says_nothing_of_one_that_is_not_there(tvs_entry):
    found = rattache(table(("31001", "", "", "T1", "A")), tvs_entry, COMMUNES, {})
    assert [zones_of(*cells) for cells in zip(found.codes, found.noms)] == [(Zone("T1", "A"),), None, None, None]


def test_former_communes_of_different_zones_give_all_of_them(tvs_entry):
    rows = table(("31001", "", "", "T1", "A"), ("31901", "", "", "T2", "B"), ("31902", "", "", "T1", "A"))
    found = rattache(rows, tvs_entry, COMMUNES, {"31901": "31001", "31902": "31001"})
    assert found.codes[0] == "T1|T2"
    assert (found.plusieurs, found.repliees) == (["31001"], {"31901": "31001", "31902": "31001"})


def test_a_commune_known_by_its_name_alone_is_looked_for_in_its_departement(qpv_entry):
    rows = table(("", "SEMEAC", "65", "QP1", "A"), ("", "Séméac", "31", "QP1", "A"), ("99999", "", "", "QP3", "C"))
    found = rattache(rows, qpv_entry, COMMUNES, {})
    assert found.codes[1] == "QP1"
    assert found.sans_correspondance == ["99999", "Séméac"]
    assert found.retenues == 1


def test_a_name_that_two_communes_have_designates_none(qpv_entry):
    twins = COMMUNES.assign(nom="Même", departement="31")
    assert rattache(table(("", "Même", "31", "QP1", "A")), qpv_entry, twins, {}).sans_correspondance == ["Même"]


CODES = st.sampled_from([*COMMUNES.index, "31901", "31902", "99001"])
PARENTS = {"31901": "31001", "31902": "31001"}


@given(st.lists(st.tuples(CODES, st.sampled_from(["T1", "T2", "T3"])), unique_by=lambda row: row[0]))
def test_no_row_is_lost_in_silence(rows):
    from layers.registre.catalogue import Perimetre

    entry = Perimetre("tvs", "", "", True, "", "", "", "", "tvs")
    found = rattache(table(*[(code, "", "", zone, f"Nom {zone}") for code, zone in rows]), entry, COMMUNES, PARENTS)
    assert found.retenues + len(found.sans_correspondance) == len(rows)
    for code, zone in rows:
        commune = PARENTS.get(code, code)
        if commune in COMMUNES.index:
            position = COMMUNES.index.get_loc(commune)
            assert Zone(zone, f"Nom {zone}") in zones_of(found.codes[position], found.noms[position])


def test_names_are_compared_as_they_are_said():
    assert plain("Cœur-d'Été") == "COEUR D ETE"
    for written in ("St-Côme", "SAINT COME", "Saint-Côme", "st. côme"):
        assert plain_commune(written) == "SAINT COME"
    assert plain_commune("Ste-Marie") == plain_commune("Sainte Marie")
    assert plain_commune("Stains") == "STAINS"


def test_both_files_go_from_the_folder_to_the_data_set(country):
    country.put("tvs.bin", tvs([("31001", "Amont", "31555", "Toulouse"), ("31902", "Ancienne", "31555", "Toulouse")]))
    country.put("qpv.json", qpv([quartier("QP031001", "Centre", "31001")]))
    assert country.prepare() == OK
    found = read_dataset(country.out)
    communes = found.communes.set_index("code_commune")
    assert communes["tvs"].to_list() == ["", "31555", "", "31555", ""]
    assert communes["qpv"].to_list() == ["", "QP031001", "AUCUNE", "AUCUNE", "AUCUNE"]
    sources = {one["id"]: one for one in found.manifest["sources"]}
    assert sources["qpv"]["millesime"] == "génération 2015–2023"
    assert sources["tvs"]["communes_sans_ligne"] == ["75056", "31002", "46001"]
    (country.sources / "tvs.bin").unlink()
    assert country.prepare() == REFUSED


def test_the_sheet_and_the_api_say_not_published_rather_than_none(small, small_demonstration):
    for atlas in (small, small_demonstration):
        assert [one.zones for one in fiche(atlas, "31001").rattachements] == [None, None]
        assert {key: one["zones"] for key, one in api.commune(atlas, "31001")["perimetres"].items()} == {"tvs": None, "qpv": None}
