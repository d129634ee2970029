"""Lit la liste DGCL des communes France Ruralités Revitalisation (FRR)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import check_codes, classes_of
from layers.sources.delimited import read_table

CODE = "Code_insee"


def read_frr(path: Path, couche: Couche, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (UTF-8, « ; », une dernière colonne vide), colonnes Code_insee et `couche.match` (qui porte la date).

    Rend code_commune et valeur (code de classe), index = numéro de ligne. DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    table = read_table(path, checker, {CODE: "code_commune", couche.match: "valeur"}, separator=";", tell=tell)
    check_codes(checker, table, CODE)
    table["valeur"] = classes_of(checker, table, couche, couche.match)
    checker.raise_if_any()
    return table
