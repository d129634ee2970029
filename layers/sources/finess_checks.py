"""Vérifie une table de sites FINESS : numéros, catégories, communes, coordonnées."""

from __future__ import annotations

import pandas as pd

from layers.socle.defauts import Checker
from layers.sources.commune_values import CODE_COMMUNE, CODE_EXPECTED
from layers.sources.delimited import expect_rows

NUMERO = r"[0-9][0-9AB][0-9]{7}"
CATEGORIE = r"[0-9]{3,4}"
NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"


def check_sites(checker: Checker, table: pd.DataFrame, names: dict[str, str]) -> None:
    """Note les valeurs mal formées de `table` ; `names` : {colonne du domaine: son nom dans le fichier}."""
    rules = {
        "numero_finess": (NUMERO, "un numéro FINESS de neuf caractères"),
        "categorie": (CATEGORIE, "un code de catégorie de trois chiffres"),
        "code_commune": (CODE_COMMUNE, CODE_EXPECTED),
    }
    for column, (pattern, expected) in rules.items():
        expect_rows(checker, table, ~table[column].str.fullmatch(pattern), column, names[column], expected)
    expect_rows(checker, table, table["nom"] == "", "nom", names["nom"], "un nom")


def coordinates(checker: Checker, table: pd.DataFrame, column: str, shown_as: str) -> pd.Series:
    """La colonne `column` en nombres ; vide -> NaN (absente) ; tout autre texte est un défaut."""
    text = table[column]
    bad = (text != "") & ~text.str.fullmatch(NUMBER)
    expect_rows(checker, table, bad, column, shown_as, "un nombre à point décimal")
    return pd.Series(pd.to_numeric(text.where(~bad & (text != "")), errors="coerce"), dtype="float64")
