"""Lit la table DREES des territoires de vie-santé (TVS) : un classeur, une ligne par commune."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import check_codes, codes_nets
from layers.sources.tableaux import TableLue, expect_rows, read_table

COLUMNS = {
    "Code commune": "code_commune",
    "Libellé de la commune": "nom_commune",
    "Code du territoire de vie-santé": "code",
    "Libellé du territoire de vie-santé": "nom",
}
CODE = r"[0-9A-Z]{4,6}"


def read_tvs(path: Path, tell: Tell = muet) -> TableLue:
    """Lit la table `path`, la plus récente de ses feuilles : une ligne par commune de l'année du fichier, index = numéro de ligne.

    Colonnes : code_commune, nom_commune ('' si l'éditeur ne le donne pas), departement (''), code et nom du territoire
    (le code est celui de sa commune principale, sauf en Corse : 2A01). DataError : tous les défauts, dont un code qui porterait deux noms.
    """
    checker = Checker(path.name)
    found = read_table(path, checker, COLUMNS, tell)
    table = found.table
    names = {domain: name for name, domain in COLUMNS.items()}
    said = [one for column in ("code_commune", "code") for one in codes_nets(table, column)]
    check_codes(checker, table, names["code_commune"])
    expect_rows(checker, table, ~table["code"].str.fullmatch(CODE), "code", names["code"], "un code de territoire (31555, 2A01)")
    check_names(checker, table, names["nom"])
    checker.raise_if_any()
    return replace(found, table=table.assign(departement=""), remarques=(*found.remarques, *dict.fromkeys(said)))


def check_names(checker: Checker, table: pd.DataFrame, shown_as: str) -> None:
    """Note les zones sans nom, au nom qui contient le séparateur « | », ou dont un code porte deux noms (code, nom)."""
    expect_rows(checker, table, (table["nom"] == "") | table["nom"].str.contains("|", regex=False), "nom", shown_as, "un nom, sans « | »")
    first = table["code"].map(table.drop_duplicates("code").set_index("code")["nom"])
    expect_rows(checker, table, table["nom"] != first, "nom", shown_as, "le même nom que la première ligne de ce code")
