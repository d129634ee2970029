"""Lit une table « une ligne par commune » de n'importe quel éditeur : codes, doublons, classes, nombres, absences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from layers.socle.cles import cle
from layers.socle.defauts import Checker
from layers.socle.entrees import Couche
from layers.socle.suivi import Tell, muet
from layers.sources.absences import NOT_AVAILABLE, absentes, dites
from layers.sources.entete import tetes
from layers.sources.tableaux import VALEUR, TableLue, expect_rows, read_tables

CODE_COMMUNE = r"(?:[0-9]{2}|2[AB])[0-9]{3}"
CODE_EXPECTED = "un code commune de cinq caractères (01001, 2A004, 97411)"
NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,2})?\Z")
MILLIERS = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?\Z")
LARGEST = 1_000_000
NEW_CLASS = "une classe nouvelle s'ajoute au catalogue"


def lire_par_commune(path: Path, couche: Couche, tell: Tell = muet, *, code: str) -> list[TableLue]:
    """Lit `path`, colonnes `code` et `couche.match` (ou l'un de ses alias) : une table par millésime (feuille ou colonne datée).

    Chacune rend code_commune (cinq caractères, code de l'année du fichier) et valeur (code de classe, ou nombre en texte à point
    décimal ; N/D publié sans valeur), index = numéro de ligne. DataError : tous les défauts du fichier.
    """
    checker = Checker(path.name)
    columns = {code: "code_commune", _nom_ecrit(path, couche): VALEUR}
    known = classes_par_cle(couche)
    found = read_tables(path, checker, columns, tell, est_un_nombre if couche.bounded else lambda text: cle(text) in known)
    done = [_verifie(checker, one, couche, code) for one in found]
    checker.raise_if_any()
    return done


def _nom_ecrit(path: Path, couche: Couche) -> str:
    """Le nom de sa colonne de valeurs dans ce fichier : le premier de ceux du registre qui s'y lit."""
    if not couche.alias:
        return couche.match
    sheets, _ = tetes(path, Checker(path.name))
    return next((name for name in couche.noms if any(tete.entete((name,)) for tete in sheets)), couche.match)


def _verifie(checker: Checker, found: TableLue, couche: Couche, code: str) -> TableLue:
    table = found.table
    said = codes_nets(table)
    check_codes(checker, table, code)
    values, marks = (numbers_of if couche.bounded else classes_of)(checker, table, couche, couche.match)
    table[VALEUR] = values
    return replace(found, table=table, remarques=(*found.remarques, *said, *dites(marks)))


def codes_nets(table: pd.DataFrame, column: str = "code_commune") -> list[str]:
    """Rétablit dans `table` les codes qu'un tableur a pris pour des nombres, et le dit : « 46102.0 », « 1001 », « 2a004 ».

    Le zéro de tête n'est rendu que si aucun code du fichier ne l'a gardé : un code court parmi d'autres est un défaut.
    """
    bare = table[column].str.replace(r"\A['’]", "", regex=True).str.upper()  # l'apostrophe par quoi un tableur garde un texte
    codes = bare.str.replace(r"\.0\Z", "", regex=True)
    floats = int((codes != bare).sum())
    short = codes.str.fullmatch(r"[0-9]{4}")
    lost = bool(short.any()) and not codes.str.startswith("0").any()
    table[column] = codes.where(~short, codes.str.zfill(5)) if lost else codes
    said = [f"Codes écrits comme des nombres à virgule, rétablis : {floats}."] if floats else []
    return said + ([f"Codes sans leur zéro de tête, rétabli : {int(short.sum())}."] if lost else [])


def check_codes(checker: Checker, table: pd.DataFrame, shown_as: str) -> None:
    """Note les codes communes mal formés et les communes en double de `table` (colonne code_commune)."""
    codes = table["code_commune"]
    short = codes.str.fullmatch(r"[0-9]{4}")
    expect_rows(checker, table, short, "code_commune", shown_as, CODE_EXPECTED + " ; zéro de tête perdu ?")
    expect_rows(checker, table, ~short & ~codes.str.fullmatch(CODE_COMMUNE), "code_commune", shown_as, CODE_EXPECTED)
    first = dict(zip(codes[::-1], table.index[::-1]))
    for number, code in codes[codes.duplicated()].head(200).items():
        checker.expect(False, row=int(number), column=shown_as, expected=f"une ligne par commune (déjà ligne {first[code]})", found=code)


def classes_par_cle(couche: Couche) -> dict[str, str]:
    """{clé d'une valeur de l'éditeur: code de classe} ; la valeur se lit aussi sans son rang de tête (« ZAC » pour « 2_ZAC »)."""
    found: dict[str, str] = {}
    bare: dict[str, set[str]] = {}
    for raw, code in couche.code_of_raw.items():
        found[cle(raw)] = code
        bare.setdefault(cle(re.sub(r"\A[0-9]+[a-z]?[_ ]", "", raw)), set()).add(code)
    return {**{short: codes.pop() for short, codes in bare.items() if len(codes) == 1}, **found}


def classes_of(checker: Checker, table: pd.DataFrame, couche: Couche, shown_as: str) -> tuple[pd.Series, Mapping[str, int]]:
    """(les codes de classe des valeurs de l'éditeur, N/D pour une absence ; les absences, par marque).

    Une valeur inconnue est un défaut, nommé une fois avec le nombre de ses lignes : la classe s'ajoute au catalogue.
    """
    raw = table[VALEUR]
    known = classes_par_cle(couche)
    code_of = {text: known.get(cle(text)) for text in raw.unique()}
    missing, marks = absentes(raw, {text for text, code in code_of.items() if code})
    classes = raw.map(code_of).mask(missing, NOT_AVAILABLE)
    for value, rows in table[classes.isna()].groupby(VALEUR, sort=False):
        times = "" if len(rows) == 1 else f" ({len(rows)} lignes)"
        checker.expect(
            False,
            row=int(rows.index[0]),
            column=shown_as,
            expected=f"une classe connue ({', '.join(couche.code_of_raw)}) ; {NEW_CLASS}, couche « {couche.id} »",
            found=f"{value}{times}",
        )
    return pd.Series(classes.fillna(""), dtype="str"), marks


def numbers_of(checker: Checker, table: pd.DataFrame, couche: Couche, shown_as: str) -> tuple[pd.Series, Mapping[str, int]]:
    """(les nombres en texte, point décimal, N/D pour une absence ; les absences, par marque). « 1 234,5 » vaut 1234.5."""
    raw = table[VALEUR]
    missing, marks = absentes(raw)
    text = raw.where(~raw.str.fullmatch(MILLIERS.pattern), raw.str.replace(" ", "")).str.replace(",", ".")
    numbers = pd.to_numeric(text.where(text.str.fullmatch(NUMBER.pattern)), errors="coerce")
    largest = couche.maximum if couche.maximum is not None else LARGEST
    bad = ~missing & ~numbers.between(0, largest)
    expect_rows(checker, table, bad, VALEUR, shown_as, f"un nombre entre 0 et {largest:g}, comme 2.5")
    scientific = text.str.contains("e", case=False) & ~missing & ~bad
    text = text.mask(scientific, numbers.map(lambda number: f"{number:.12g}"))
    return text.mask(missing, NOT_AVAILABLE), marks


def est_un_nombre(text: str) -> bool:
    """Vrai si `text` est un nombre tel qu'un éditeur ou un tableur l'écrit."""
    return bool(NUMBER.match(text) or MILLIERS.match(text))
