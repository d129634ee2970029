"""Lit un zonage où la commune est dite par son code postal et son nom, sans code commune."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.absences import dites
from layers.sources.commune_values import classes_of
from layers.sources.tableaux import VALEUR, TableLue, expect_rows, read_tables

COLUMNS = {"Code_postal": "code_postal", "Nom_commune": "nom_commune"}


def read_code_postal(path: Path, couche: Couche, tell: Tell = muet) -> list[TableLue]:
    """Lit `path`, colonnes Code_postal, Nom_commune et `couche.match` : une table par millésime.

    Chacune rend code_postal (quatre ou cinq chiffres, tel que le fichier le porte : un tableur lui ôte son zéro de tête), nom_commune
    et valeur (code de classe, ou N/D), index = numéro de ligne. Une commune peut avoir plusieurs lignes, qui peuvent se
    contredire : c'est le rapprochement (layers/geo/par_nom.py) qui en juge. DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    done = []
    for found in read_tables(path, checker, {**COLUMNS, couche.match: VALEUR}, tell):
        table = found.table
        bad = ~table["code_postal"].str.fullmatch(r"[0-9]{4,5}")
        expect_rows(checker, table, bad, "code_postal", "Code_postal", "un code postal de cinq chiffres (quatre sans son zéro de tête)")
        expect_rows(checker, table, table["nom_commune"] == "", "nom_commune", "Nom_commune", "un nom de commune")
        table[VALEUR], marks = classes_of(checker, table, couche, couche.match)
        done.append(replace(found, table=table, remarques=(*found.remarques, *dites(marks))))
    checker.raise_if_any()
    return done
