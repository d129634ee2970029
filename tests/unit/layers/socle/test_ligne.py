"""Une ligne lue sans Series dit la même chose que la table."""

import pandas as pd
import pytest

from layers.socle.lignes import Lignes


def test_a_row_says_what_the_table_says(small):
    lignes = Lignes(small.communes)
    for code, row in small.communes.iterrows():
        line = lignes[code]
        assert (line.name, list(line)) == (code, list(small.communes.columns))
        for column in small.communes.columns:
            assert type(line[column]) is type(row[column]) or pd.api.types.is_number(line[column])
            assert (pd.isna(line[column]) is True and pd.isna(row[column])) or line[column] == row[column], (code, column)


def test_a_missing_number_stays_missing_and_never_becomes_zero(small):
    assert pd.isna(small.commune("46001")["population"])


def test_a_column_that_is_not_there_has_no_value(small):
    assert small.commune("31001").get("couche d'un autre jeu", "rien") == "rien"
    with pytest.raises(KeyError):
        small.commune("31001")["couche d'un autre jeu"]


def test_an_unknown_commune_is_an_error(small):
    with pytest.raises(KeyError):
        small.commune("99999")


def test_ranks_keep_the_order_asked_for_and_leave_out_the_unknown(small):
    found = small.lignes.rangs(("46001", "99999", "31001"))
    assert [small.lignes.au_rang(rank).name for rank in found] == ["46001", "31001"]
