"""Lit les colonnes voulues d'un fichier de table, feuille par feuille et millésime par millésime, en disant ce qui a été laissé."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import pandas as pd

from layers.socle import limites as bornes
from layers.socle.cles import cle
from layers.socle.dates import date_ou_annee
from layers.socle.defauts import Checker, shown
from layers.socle.limites import MOST_DEFECTS
from layers.socle.suivi import Tell, muet
from layers.sources.entete import HAUT, LigneDEntete, Tete, date_du_haut, est_un_total, est_une_note, tete_de
from layers.sources.feuilles import FeuilleLue, feuilles

VALEUR = "valeur"
MOST_SAID = 3
Reconnait = Callable[[str], bool]


@dataclass(frozen=True, eq=False)
class TableLue:
    """Une table lue : ses colonnes du domaine, textes, index = numéro de ligne ; la date que sa colonne, sa feuille ou son titre dit
    ('' si aucune), et ce qui a été laissé ou rétabli pour la lire, en phrases."""

    table: pd.DataFrame
    date: str = ""
    remarques: tuple[str, ...] = ()


@dataclass
class _Corps:
    """Les lignes d'une feuille sous son en-tête : celles de données, et celles qui commentent."""

    numbers: list[int] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    unites: list[tuple[int, str]] = field(default_factory=list)
    entetes: list[tuple[int, str]] = field(default_factory=list)
    pied: list[tuple[int, str]] = field(default_factory=list)

    def ajoute(self, number: int, fields: list[str], larges: bool, entete: LigneDEntete, checker: Checker, last: int) -> None:
        """Garde une ligne de données ; note un défaut si elle n'a pas autant de champs que l'en-tête."""
        width = len(entete.cases)
        if (larges and any(entete.cases[len(fields) :])) or any(fields[width:]):
            expect_few(checker, number, expected=f"{width} champs", found=f"{len(fields)} champs")
            return
        self.numbers.append(number)
        self.rows.append(fields + [""] * (last + 1 - len(fields)))


def read_tables(
    path: Path, checker: Checker, columns: dict[str, str], tell: Tell = muet, connue: Reconnait | None = None
) -> list[TableLue]:
    """Lit `columns` ({nom dans le fichier: nom du domaine}) dans chaque feuille qui les a toutes : une table par millésime.

    La première colonne désigne la ligne (son code) ; la colonne « valeur » du domaine peut se lire plusieurs fois, à des dates
    différentes : autant de tables. L'en-tête est cherché dans les premières lignes. `connue` : dit si une valeur en est une ; une
    ligne sans code ni valeur, au-dessus des données, est une ligne d'unités. Colonne absente ou en double, aucune donnée : DataError.
    """
    bornes.check_size(path, checker)
    found: list[TableLue] = []
    seen: list[Tete] = []
    for feuille in feuilles(path, checker, tell):
        head: list[tuple[int, list[str]]] = []
        rows = iter(feuille.lignes)
        for _, row in zip(range(HAUT), rows):
            head.append(row)
        tete = tete_de(feuille.nom, head)
        entete = tete.entete(columns)
        if entete is None:
            seen.append(tete)
            continue
        below = chain((row for row in head if row[0] > entete.numero), rows)
        found += _tables(feuille, tete, entete, below, checker, columns, connue)
    if not found:
        _refuse_columns(checker, columns, seen)
    checker.raise_if_any()
    dates = [one.date for one in found]
    for date in sorted({one for one in dates if dates.count(one) > 1}):
        named = f"le millésime {date}" if date else "la table, sans date qui distingue ses feuilles,"
        checker.expect(False, expected=f"{named} une seule fois", found=f"{dates.count(date)} fois")
    checker.raise_if_any()
    return found


def read_table(path: Path, checker: Checker, columns: dict[str, str], tell: Tell = muet, connue: Reconnait | None = None) -> TableLue:
    """La table la plus récente de `path` (voir read_tables)."""
    return max(read_tables(path, checker, columns, tell, connue), key=lambda one: one.date)


def expect_rows(checker: Checker, table: pd.DataFrame, bad: pd.Series, column: str, shown_as: str, expected: str) -> None:
    """Note un défaut par ligne où `bad` est vrai (200 au plus) ; `shown_as` : le nom de la colonne dans le fichier."""
    for number, value in table.loc[bad, column].head(MOST_DEFECTS).items():
        checker.expect(False, row=int(number), column=shown_as, expected=expected, found=value)


def expect_few(checker: Checker, row: int, *, expected: str, found: str) -> None:
    """Note un défaut de ligne, sans dépasser 200 pour le fichier : un fichier entier décalé ne remplit pas la mémoire."""
    if len(checker.defects) < MOST_DEFECTS:
        checker.expect(False, row=row, expected=expected, found=found)


def _tables(
    feuille: FeuilleLue,
    tete: Tete,
    entete: LigneDEntete,
    below: Iterator[tuple[int, list[str]]],
    checker: Checker,
    columns: dict[str, str],
    connue: Reconnait | None,
) -> list[TableLue]:
    above = [ligne for ligne in tete.lignes if ligne.numero < entete.numero]
    places, dated = _places(entete, above, checker, columns)
    corps = _body(feuille, entete, below, checker, [*places.values(), *dated.values()], connue)
    checker.expect(bool(corps.rows) or bool(checker.defects), expected="au moins une ligne de données", found="aucune")
    checker.raise_if_any()
    said = (*_left(above, corps), *feuille.remarques)
    said = tuple(f"Feuille « {feuille.nom} » : {one}" for one in said) if feuille.nom else said
    index = pd.Index(corps.numbers, name="ligne")
    default = date_du_haut(feuille.nom, above)
    tables = []
    for date, place in dated.items() or {"": None}.items():
        wanted = {**places, **({VALEUR: place} if place is not None else {})}
        content = {domain: [row[at] for row in corps.rows] for domain, at in wanted.items()}
        tables.append(TableLue(pd.DataFrame(content, index=index, dtype="str"), date or default, said))
    return tables


def _places(
    entete: LigneDEntete, above: list[LigneDEntete], checker: Checker, columns: dict[str, str]
) -> tuple[dict[str, int], dict[str, int]]:
    """({domaine: place}, {date: place de la colonne de valeurs à cette date})."""
    places: dict[str, int] = {}
    dated: dict[str, int] = {}
    for name, domain in columns.items():
        found = entete.places(name)
        dates = _dates(entete, above, found)
        several = len(found) > 1 and (domain != VALEUR or len(set(dates)) < len(dates))
        checker.expect(not several, row=entete.numero, column=name, expected="cette colonne, une fois", found=f"{len(found)} fois")
        if domain == VALEUR:
            dated = dict(zip(dates, found))
        else:
            places[domain] = found[0]
    checker.raise_if_any()
    return places, dated


def _dates(entete: LigneDEntete, above: list[LigneDEntete], places: list[int]) -> list[str]:
    """La date de chacune de ces colonnes : celle de son nom ; à défaut, quand elles portent le même, celle de la ligne au-dessus, où
    une case fusionnée vaut pour celles qui la suivent."""
    dates = [entete.noms[place][1] for place in places]
    if len(set(dates)) == len(dates) or not above:
        return dates
    group, spread = "", []
    for text in above[-1].cases:
        group = text or group
        spread.append(date_ou_annee(group))
    return [spread[place] if place < len(spread) else (spread or [""])[-1] for place in places]


def _body(
    feuille: FeuilleLue,
    entete: LigneDEntete,
    below: Iterator[tuple[int, list[str]]],
    checker: Checker,
    wanted: list[int],
    connue: Reconnait | None,
) -> _Corps:
    """Les lignes de données. Une note n'est laissée qu'au-dessus ou au pied des données : au milieu, c'est une ligne abîmée."""
    corps = _Corps()
    waiting: list[tuple[int, list[str]]] = []
    code, last = wanted[0], max(wanted)
    for number, fields in below:
        cell = fields[code] if code < len(fields) else ""
        known = any(_known(fields, place, connue) for place in wanted[1:])
        if est_une_note(fields, cell) and (not known or est_un_total(fields, cell)):
            waiting.append((number, fields))
            continue
        if not (corps.rows or cell or known):
            corps.unites.append((number, _said(fields)))
            continue
        if not known and _repete(entete, fields, wanted):
            corps.entetes.append((number, _said(fields)))
            continue
        if corps.rows:
            for held in waiting:
                corps.ajoute(*held, feuille.larges, entete, checker, last)
        else:
            corps.unites += [(held, _said(one)) for held, one in waiting]
        waiting.clear()
        corps.ajoute(number, fields, feuille.larges, entete, checker, last)
    if corps.rows:
        corps.pied += [(held, _said(one)) for held, one in waiting]
    else:
        for held in waiting:
            corps.ajoute(*held, feuille.larges, entete, checker, last)
    return corps


def _repete(entete: LigneDEntete, fields: list[str], wanted: list[int]) -> bool:
    """Vrai pour un en-tête écrit de nouveau au milieu des données : deux exports mis bout à bout."""
    return all(place < len(fields) and cle(fields[place]) == cle(entete.cases[place]) for place in wanted)


def _known(fields: list[str], place: int, connue: Reconnait | None) -> bool:
    text = fields[place] if place < len(fields) else ""
    return bool(text) and (connue is None or connue(text))


def _left(above: list[LigneDEntete], corps: _Corps) -> list[str]:
    """Ce qui entoure les données et n'en est pas, en phrases."""
    said = []
    if above:
        said.append(f"Lignes au-dessus de l'en-tête, laissées : {len(above)}.")
    for words, found in (
        ("Lignes sous l'en-tête (unités), laissées", corps.unites),
        ("En-têtes répétés, laissés", corps.entetes),
        ("Lignes au pied, laissées", corps.pied),
    ):
        if found:
            shown_rows = " ; ".join(f"ligne {number} « {text} »" for number, text in found[:MOST_SAID])
            said.append(f"{words} : {len(found)} ({shown_rows}{' ; …' if len(found) > MOST_SAID else ''}).")
    return said


def _said(fields: list[str]) -> str:
    return shown(" ".join(text for text in fields if text))


def _refuse_columns(checker: Checker, columns: dict[str, str], seen: list[Tete]) -> None:
    """Dit quelles colonnes manquent à la ligne qui ressemble le plus à l'en-tête attendu, toutes feuilles confondues."""
    near = [(tete, ligne) for tete in seen if (ligne := tete.la_plus_proche(columns))]
    if not near:
        first = next((" ; ".join(tete.lignes[0].cases) for tete in seen if tete.lignes), "")
        bornes.refuse(checker, "un en-tête avec les colonnes " + ", ".join(columns), first or "aucune ligne")
    _, best = max(near, key=lambda pair: sum(bool(pair[1].places(name)) for name in columns))
    for name in columns:
        found = len(best.places(name))
        told = f"{found} fois" if found else "0 fois, mais : " + ", ".join(text for text in best.cases if text)
        checker.expect(found > 0, row=best.numero, column=name, expected="cette colonne, une fois", found=told)
