"""Lit le zonage des quartiers prioritaires : une classe par quartier, deux classes dans une commune, un quartier sur deux communes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from layers.socle.defauts import Checker
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import CODE_COMMUNE, CODE_EXPECTED
from layers.sources.qpv import CODE, SEVERAL
from layers.sources.tableaux import VALEUR, TableLue, expect_rows, read_table

COLUMNS = {"Code QPV": "code", "Nom du QPV": "nom", "Code commune": "code_commune", "Zonage médecins du QPV": VALEUR}
CLASSES = ("ZIP", "ZAC", "ZAR", "HZ")


def read_qpv_zonage(path: Path, tell: Tell = muet) -> TableLue:
    """Lit la table `path` et rend une ligne par quartier et par commune : code, nom (suivi de sa classe), code_commune, nom_commune et
    departement (''), classe ; index = numéro de ligne. DataError : tous les défauts du fichier."""
    checker = Checker(path.name)
    found = read_table(path, checker, COLUMNS, tell)
    table = found.table.rename(columns={VALEUR: "classe"})
    expect_rows(checker, table, ~table["code"].str.fullmatch(CODE.pattern), "code", "Code QPV", "un code de quartier (QN06601M)")
    nameless = (table["nom"] == "") | table["nom"].str.contains("|", regex=False)
    expect_rows(checker, table, nameless, "nom", "Nom du QPV", "un nom, sans « | »")
    expect_rows(checker, table, ~table["classe"].isin(CLASSES), "classe", "Zonage médecins du QPV", "une classe (ZIP, ZAC, ZAR, HZ)")
    table = table.assign(code_commune=table["code_commune"].str.split(SEVERAL, regex=True)).explode("code_commune")
    bad = ~table["code_commune"].str.fullmatch(CODE_COMMUNE).astype(bool)
    expect_rows(checker, table, bad, "code_commune", "Code commune", CODE_EXPECTED)
    twice = table.duplicated(["code", "code_commune"])
    expect_rows(checker, table, twice, "code", "Code QPV", "un quartier une seule fois dans une commune")
    checker.raise_if_any()
    named = table.assign(nom=table["nom"] + " (" + table["classe"] + ")", nom_commune="", departement="")
    return replace(found, table=named)
