"""Lit le fichier DREES de l'accessibilité potentielle localisée (APL)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.commune_values import check_codes, numbers_of
from layers.sources.delimited import read_table

CODE = "Code commune INSEE"
LARGEST = 200  # consultations par an et par habitant ; le plus grand publié est proche de 40


def read_apl(path: Path, couche: Couche, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (UTF-8, « ; »), colonnes « Code commune INSEE » et `couche.match`.

    Rend code_commune et valeur (consultations par an et par habitant, texte à point décimal ; N/D si
    la case est vide), index = numéro de ligne. DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    table = read_table(path, checker, {CODE: "code_commune", couche.match: "valeur"}, separator=";", tell=tell)
    check_codes(checker, table, CODE)
    table["valeur"] = numbers_of(checker, table, couche.match, LARGEST)
    checker.raise_if_any()
    return table
