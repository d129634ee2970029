"""layers/socle/defauts.py : tous les défauts, dans un message sans danger."""

import pytest

from layers.socle.defauts import Checker, DataError, Defect, shown


def test_two_errors_come_in_one_message_naming_file_row_column_expected_and_found():
    checker = Checker("zonage.csv")
    assert checker.expect(True, expected="rien", found="rien")
    assert not checker.expect(False, row=4, column="Code", expected="cinq caractères", found="1001")
    checker.expect(False, expected="des données", found="")
    with pytest.raises(DataError) as refused:
        checker.raise_if_any()
    assert str(refused.value).splitlines() == [
        "zonage.csv, ligne 4, colonne « Code » : attendu cinq caractères, trouvé 1001",
        "zonage.csv : attendu des données, trouvé (vide)",
    ]


def test_no_defect_raises_nothing():
    Checker("x").raise_if_any()


def test_a_message_shows_twenty_defects_and_counts_the_others():
    error = DataError([Defect("f", row, "", "a", "b") for row in range(23)])
    lines = str(error).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "… et 3 autres."
    assert len(error.defects) == 23
    assert str(DataError([Defect("f", 1, "", "a", "b")] * 21)).splitlines()[-1] == "… et 1 autre."


def test_a_hostile_value_is_shown_without_control_characters_and_cut():
    assert shown("a\x1b[31m\n") == "a\\x1b[31m\\x0a"
    assert len(shown("x" * 500)) == 80
