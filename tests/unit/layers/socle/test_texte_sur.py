"""layers/socle/textes.py : ce qui ne se voit pas est retiré d'un nom, ce qui se calcule ne se calcule pas."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.socle import limites as bornes
from layers.socle.textes import cellule_sure, nom_propre, noms_propres


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MSP D'AMONT", "MSP D'AMONT"),
        ("Centre\u00a0de  santé\tde\nl'Œuvre", "Centre de santé de l'Œuvre"),
        ("MSP\0AMONT", "MSPAMONT"),
        ("MSP \x1b[31mROUGE", "MSP [31mROUGE"),
        ("MSP \u202etnatropmi", "MSP tnatropmi"),
        ("A\u200bB\u00adC", "ABC"),
        ("moitié \ud800", "moitié"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\0", ""),
        ("", ""),
    ],
)
def test_a_name_keeps_only_what_is_seen(text, expected):
    assert nom_propre(text) == expected


def test_a_name_is_bounded():
    assert nom_propre("A" * 300) == "A" * 300
    assert nom_propre("A" * 100_000) == "A" * 299 + "…"


@given(st.text())
def test_a_clean_name_is_clean(text):
    once = nom_propre(text)
    assert nom_propre(once) == once
    assert once.isprintable() and once == once.strip() and "  " not in once
    assert len(once) <= bornes.LONGEST_NAME
    once.encode("utf-8")


def test_the_names_of_a_table_are_cleaned_and_counted():
    table = pd.DataFrame(
        {
            "nom": ["MSP\0A", "MSP  B", "MSP C"],
            "nom_long": ["", "", "LONG\u202e"],
            "code_commune": ["31001", "31002", "3100\0"],
        },
        dtype="str",
    )
    clean, changed = noms_propres(table)
    assert clean["nom"].to_list() == ["MSPA", "MSP B", "MSP C"]
    assert clean["nom_long"].to_list() == ["", "", "LONG"]
    assert clean["code_commune"].to_list() == ["31001", "31002", "3100\0"]  # un code mal formé se refuse, il ne se répare pas
    assert changed == 2


def test_a_table_without_names_is_left():
    table = pd.DataFrame({"code_commune": ["31001"], "valeur": ["ZIP"]}, dtype="str")
    assert noms_propres(table)[0].equals(table)
    assert noms_propres(table)[1] == 0


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-1-2", "+33 1;=2", "==", "-7,5,2"])
def test_a_formula_is_text(text):
    assert cellule_sure(text) == "'" + text


@pytest.mark.parametrize("text", ["", "MSP D'AMONT", "31001", "'déjà", " =1", "=", "-", "-7,5", "+1 590", "-13.4"])
def test_another_text_is_left(text):
    assert cellule_sure(text) == text
