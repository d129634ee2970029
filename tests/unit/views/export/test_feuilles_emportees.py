"""Ce qui s'emporte se relit : mêmes cases, mêmes types, et aucun texte ne devient une formule."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from views.export.classeurs import Feuille, vers_classeur, vers_csv, vers_paquet
from views.export.dialecte import DIALECTES

HOSTILE = ("=1+1", "+33", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")', "http://exemple.fr")


def sheet(*rows: tuple) -> Feuille:
    return Feuille("Un titre", (("Source", "=danger"), ("Empreinte", "ab12")), ("Nom", "Nombre"), rows)


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_a_workbook_keeps_the_type_of_every_cell():
    book = load_workbook(io.BytesIO(vers_classeur(sheet(("Lot", 17), ("Gers", 1.5), ("Aude", None)))))
    rows = list(book["Données"].iter_rows(values_only=True))
    assert rows == [("Nom", "Nombre"), ("Lot", 17), ("Gers", 1.5), ("Aude", None)]
    about = list(book["À propos"].iter_rows(values_only=True))
    assert about == [("Quoi", "Valeur"), ("Titre", "Un titre"), ("Source", "=danger"), ("Empreinte", "ab12")]


def test_a_wide_table_is_printed_on_two_large_pages_and_says_its_first_column_again():
    titles = tuple(f"Colonne {n} au titre assez long" for n in range(8))
    wide = Feuille("Large", (), titles, (("x" * 55,) * len(titles),))
    page, narrow = (load_workbook(io.BytesIO(vers_classeur(one)))["Données"] for one in (wide, sheet(("Lot", 17))))
    assert (page.page_setup.orientation, int(page.page_setup.paperSize), page.page_setup.fitToWidth) == ("landscape", 8, 2)
    assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$A")
    assert (narrow.page_setup.orientation, int(narrow.page_setup.paperSize), narrow.print_title_cols) == ("landscape", 9, None)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_a_formula_nor_a_link(text):
    book = load_workbook(io.BytesIO(vers_classeur(sheet((text, 1)))))
    cell = book["Données"]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None) and cell.value.strip() == text.strip()
    (row,) = read_csv(vers_csv(sheet((text, 1))))[1:]
    assert not row[0].startswith(("=", "@", "\t")) and (row[0] in ("+33", "-2") or not row[0].startswith(("+", "-")))


def test_a_csv_begins_with_its_titles_and_its_package_says_the_rest():
    filled = sheet(("Lot", 17), ("Gers", 1.5), ("Aude", None))
    assert read_csv(vers_csv(filled)) == [["Nom", "Nombre"], ["Lot", "17"], ["Gers", "1,5"], ["Aude", ""]]
    assert vers_csv(sheet()).startswith("\ufeff")
    described = vers_paquet(filled, "essai")
    assert described["title"] == "Un titre" and described["description"] == "Source : =danger\nEmpreinte : ab12"
    (resource,) = described["resources"]
    assert resource["path"] == "essai.csv" and resource["dialect"]["delimiter"] == ";"
    assert resource["schema"]["fields"] == [{"name": "Nom", "type": "string"}, {"name": "Nombre", "type": "number", "decimalChar": ","}]


def test_the_other_dialect_is_the_one_of_programs():
    text = vers_csv(sheet(("Gers, Aude", 1.5)), DIALECTES["point"])
    assert text.removeprefix("\ufeff") == 'Nom,Nombre\r\n"Gers, Aude",1.5\r\n'


def test_a_sign_alone_is_a_qualifier_and_not_a_formula():
    assert read_csv(vers_csv(sheet(("=", 1), ("−7,5", 2), ("-7,5", 3))))[1:] == [["=", "1"], ["−7,5", "2"], ["-7,5", "3"]]


def test_a_negative_number_stays_a_number():
    assert read_csv(vers_csv(sheet(("Var", -13.4))))[-1] == ["Var", "-13,4"]


@given(st.lists(st.tuples(st.text(max_size=20), st.one_of(st.none(), st.integers(-(10**9), 10**9))), max_size=5))
def test_any_rows_read_back_as_many(rows):
    assert len(read_csv(vers_csv(sheet(*rows)))) == 1 + len(rows)
