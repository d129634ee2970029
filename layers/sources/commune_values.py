"""Vérifie une table « une ligne par commune » : codes, doublons, classes, nombres."""

from __future__ import annotations

import pandas as pd

from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.sources.delimited import expect_rows

NOT_AVAILABLE = "N/D"
CODE_COMMUNE = r"(?:[0-9]{2}|2[AB])[0-9]{3}"
CODE_EXPECTED = "un code commune de cinq caractères (01001, 2A004, 97411)"


def check_codes(checker: Checker, table: pd.DataFrame, shown_as: str) -> None:
    """Note les codes communes mal formés et les communes en double de `table` (colonne code_commune)."""
    codes = table["code_commune"]
    short = codes.str.fullmatch(r"[0-9]{4}")
    expect_rows(checker, table, short, "code_commune", shown_as, CODE_EXPECTED + " ; zéro de tête perdu ?")
    expect_rows(checker, table, ~short & ~codes.str.fullmatch(CODE_COMMUNE), "code_commune", shown_as, CODE_EXPECTED)
    first = dict(zip(codes[::-1], table.index[::-1]))
    for number, code in codes[codes.duplicated()].head(200).items():
        checker.expect(False, row=int(number), column=shown_as, expected=f"une ligne par commune (déjà ligne {first[code]})", found=code)


def classes_of(checker: Checker, table: pd.DataFrame, couche: Couche, shown_as: str) -> pd.Series:
    """Les valeurs de l'éditeur (colonne valeur) -> codes de classe de la couche ; « N/A… » -> N/D.

    Une valeur inconnue est un défaut, nommé une fois avec le nombre de ses lignes : la classe s'ajoute au catalogue.
    """
    raw = table["valeur"]
    masked = raw.str.startswith("N/A")
    classes = raw.map(couche.code_of_raw).mask(masked, NOT_AVAILABLE)
    unknown = table[classes.isna()]
    known = ", ".join(couche.code_of_raw)
    for value, rows in unknown.groupby("valeur", sort=False):
        times = "" if len(rows) == 1 else f" ({len(rows)} lignes)"
        checker.expect(
            False,
            row=int(rows.index[0]),
            column=shown_as,
            expected=f"une classe connue ({known}) ; une classe nouvelle s'ajoute au catalogue, couche « {couche.id} »",
            found=f"{value or '(vide)'}{times}",
        )
    return pd.Series(classes.fillna(""), dtype="str")


def numbers_of(checker: Checker, table: pd.DataFrame, shown_as: str, largest: float) -> pd.Series:
    """Les valeurs (colonne valeur) -> nombres en texte, point décimal ; vide -> N/D (publié sans valeur)."""
    text = table["valeur"].str.replace(",", ".")
    numbers = pd.to_numeric(text.where(text.str.fullmatch(r"[0-9]+(?:\.[0-9]+)?")), errors="coerce")
    empty = text == ""
    bad = ~empty & ~numbers.between(0, largest)
    expect_rows(checker, table, bad, "valeur", shown_as, f"un nombre entre 0 et {largest:g}, comme 2.5")
    return text.mask(empty, NOT_AVAILABLE)
