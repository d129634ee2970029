"""Lit le classement des communes en zone de montagne (article D. 113-14 du code rural)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import check_codes, classes_of
from layers.sources.delimited import read_table

CODE = "code_commune"


def read_montagne(path: Path, couche: Couche, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (UTF-8, « , »), colonnes code_commune et `couche.match` (C ou NC).

    Ni la Corse ni l'outre-mer n'y figurent. Rend code_commune et valeur (code de classe), index = numéro
    de ligne. DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    table = read_table(path, checker, {CODE: "code_commune", couche.match: "valeur"}, separator=",", tell=tell)
    check_codes(checker, table, CODE)
    table["valeur"] = classes_of(checker, table, couche, couche.match)
    checker.raise_if_any()
    return table
