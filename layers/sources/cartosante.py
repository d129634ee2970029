"""Lit un export CartoSanté : une classe par commune, pour n'importe quelle profession."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import check_codes, classes_of
from layers.sources.delimited import read_table

HEADER_ROW = 3  # deux lignes de titre, puis Code;Libellé;Zonage <profession>


def read_cartosante(path: Path, couche: Couche, tell: Tell = muet) -> pd.DataFrame:
    """Lit l'export `path` (UTF-8, « ; ») de la couche dont `match` est la troisième colonne.

    Rend code_commune (cinq caractères, code de l'année du fichier) et valeur (code de classe, ou N/D
    quand l'éditeur publie « N/A - résultat non disponible »), index = numéro de ligne.
    DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    table = read_table(path, checker, {"Code": "code_commune", couche.match: "valeur"}, separator=";", header_row=HEADER_ROW, tell=tell)
    check_codes(checker, table, "Code")
    table["valeur"] = classes_of(checker, table, couche, couche.match)
    checker.raise_if_any()
    return table
