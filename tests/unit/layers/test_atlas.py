"""L'Atlas : une jointure une à une par code_commune, des classes connues, des marques distinctes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import SPECIAL, joined, load_atlas
from layers.registre.catalogue import read_catalogue
from layers.socle.defauts import DataError
from tests.petit_atlas import DATA, VALEURS, petites_communes

RATES = [couche for couche in read_catalogue(DATA / "catalogue.toml").couches if couche.kind == "rate"]


def values(**changes) -> pd.DataFrame:
    communes = petites_communes()
    return pd.DataFrame({"code_commune": communes.index, **VALEURS, **changes}, dtype="str")


def test_each_commune_keeps_its_row_and_its_order(small):
    assert small.communes.index.to_list() == petites_communes().index.to_list()
    assert small.communes.loc[:, "zonage-medecins"].to_list() == ["HZ", "ZIP", "ZAC", "N/D", "PART", "", "ZAR"]


def test_rows_are_joined_by_code_and_not_by_position(small):
    shuffled = values().iloc[::-1]
    again = joined(petites_communes(), shuffled, small.catalogue, small.faits)
    pd.testing.assert_frame_equal(again, small.communes)


def test_a_rate_has_its_class_and_its_value_and_missing_is_not_zero(small):
    assert small.communes["apl"].to_list() == ["A5", "A1", "A2", "N/D", "A3", "", "A4"]
    np.testing.assert_array_equal(small.communes["apl:valeur"], [5, 1, 2, np.nan, 3, np.nan, 4])


def test_a_layer_without_a_prepared_file_has_no_data_anywhere(small):
    assert set(small.communes["zonage-infirmiers"]) == {""}


def test_a_fact_of_a_departement_is_the_one_of_its_communes(small):
    assert small.communes["pastel"].to_list() == ["", "2021", "2021", "2021", "2018", "2018", "2018"]


def test_a_commune_missing_from_the_data_set_is_absent_and_not_lost(small):
    table = joined(petites_communes(), values().iloc[:-1], small.catalogue, small.faits)
    assert len(table) == 7
    assert table.loc["46003", ["zonage-medecins", "apl"]].to_list() == ["", ""]


@pytest.mark.parametrize(
    ("couche", "unknown"),
    [("zonage-medecins", "ZZZ"), ("montagne", "c"), ("apl", "beaucoup"), ("apl", "2,5"), ("apl", "inf"), ("apl", "nan")],
)
def test_a_value_that_the_registry_does_not_know_is_refused_by_name(small, couche, unknown):
    column = (unknown, *VALEURS[couche][1:])
    with pytest.raises(DataError) as refusal:
        joined(petites_communes(), values(**{couche: column}), small.catalogue, small.faits)
    assert couche in str(refusal.value) and unknown in str(refusal.value)


def test_a_commune_given_twice_is_refused(small):
    twice = pd.concat([values(), values().tail(1)])
    with pytest.raises(DataError, match="une ligne par commune"):
        joined(petites_communes(), twice, small.catalogue, small.faits)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_each_number_has_exactly_one_class(number):
    for couche in RATES:
        holding = [c.code for c in couche.classes if (c.min is None or number >= c.min) and (c.max is None or number < c.max)]
        assert holding == [couche.class_of_number(number)]


@given(st.lists(st.one_of(st.sampled_from(SPECIAL), st.floats(0, 20).map(str)), min_size=7, max_size=7))
def test_each_commune_has_one_class_or_one_mark(small, published):
    table = joined(petites_communes(), values(apl=published), small.catalogue, small.faits)
    couche = small.catalogue.couche("apl")
    for text, code, number in zip(published, table["apl"], table["apl:valeur"]):
        if text in SPECIAL:
            assert code == text and np.isnan(number)
        else:
            assert code in couche.rank and number == float(text)


def test_official_without_data_says_what_to_do(tmp_path):
    with pytest.raises(DataError) as refusal:
        load_atlas(DATA, "official", official=tmp_path / "rien")
    assert "python -m layers.prepare" in str(refusal.value)
    assert "MAILLAGE_DATA=demonstration" in str(refusal.value)


def test_an_atlas_is_frozen(small):
    with pytest.raises(AttributeError):
        small.region = "11"  # type: ignore[misc]


def test_a_region_other_than_the_prepared_one_is_refused_not_shown_with_zeros(repository, prepared):
    with pytest.raises(DataError) as refused:
        load_atlas(repository / "data", "official", "93", official=prepared)
    assert "MAILLAGE_REGION" in str(refused.value) and "76" in str(refused.value)


def test_the_vintages_of_a_layer_are_given_from_the_oldest_the_shown_one_included(small):
    older = small.communes["apl:valeur"] + 1
    both = replace(small, autres_millesimes={"apl": {"2015": older}})
    shown = both.millesime("apl")
    assert both.millesimes("apl") == tuple(sorted(("2015", shown)))
    assert both.valeurs("apl", "2015").equals(older)
    assert both.valeurs("apl", shown).equals(small.communes["apl:valeur"])
    assert both.valeurs("zonage-medecins", both.millesime("zonage-medecins")).equals(small.communes["zonage-medecins"])
    for couche, year in (("apl", "1999"), ("inconnue", "2015")):
        with pytest.raises(KeyError):
            both.valeurs(couche, year)
