"""Lit un zonage où la commune est dite par son code postal et son nom, sans code commune."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import classes_of
from layers.sources.delimited import expect_rows, read_table, separator_of

COLUMNS = {"Code_postal": "code_postal", "Nom_commune": "nom_commune"}


def read_code_postal(path: Path, couche: Couche, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (UTF-8, « , » ou « ; »), colonnes Code_postal, Nom_commune et `couche.match`.

    Rend code_postal (quatre ou cinq chiffres, tel que le fichier le porte : un tableur lui ôte son zéro de tête), nom_commune
    et valeur (code de classe, ou N/D), index = numéro de ligne. Une commune peut avoir plusieurs lignes, qui peuvent se
    contredire : c'est le rapprochement (layers/geo/par_nom.py) qui en juge. DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    with path.open("rb") as handle:
        separator = separator_of(handle.readline(1000).decode("utf-8", "replace"))
    table = read_table(path, checker, {**COLUMNS, couche.match: "valeur"}, separator=separator, tell=tell)
    bad = ~table["code_postal"].str.fullmatch(r"[0-9]{4,5}")
    expect_rows(checker, table, bad, "code_postal", "Code_postal", "un code postal de cinq chiffres (quatre sans son zéro de tête)")
    expect_rows(checker, table, table["nom_commune"] == "", "nom_commune", "Nom_commune", "un nom de commune")
    table["valeur"] = classes_of(checker, table, couche, couche.match)
    checker.raise_if_any()
    return table
