"""Lit data/facts : les chiffres des documents, par département, et à part ceux de la région et du pays.

Module du chemin de démarrage du serveur : le csv de la bibliothèque standard, rien d'autre.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from layers.faits.departements_schema import Cpts, Esp, Facts, Mesure, MspCds, Pta, Recrutement, Reseau, TotalVague, Vague
from layers.registre.catalogue import Catalogue, Couche
from layers.socle.defauts import Checker, DataError

# Dans ces tables, « 76 » est la région Occitanie. La Seine-Maritime a le même code : le nom les sépare, s'il y est.
REGION_CODE, REGION_NAME, FRANCE_CODE = "76", "Occitanie", "FR"
PLACE_COLUMNS = ("departement_code", "territory_code", "territory_code_or_name")
DEPARTEMENT = re.compile(r"(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])\Z")
INTEGER = re.compile(r"\d+\Z")
NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
YES_NO = {"oui": True, "non": False}
RECORDS = {
    "vagues.csv": Vague,
    "vagues_totaux.csv": TotalVague,
    "pta.csv": Pta,
    "esp.csv": Esp,
    "cpts.csv": Cpts,
    "medecins_recrutes.csv": Recrutement,
    "msp_cds.csv": MspCds,
    "reseaux.csv": Reseau,
    "departements.csv": Mesure,
}


@dataclass(frozen=True)
class _Table:
    """Une table brute : son contrôleur, ses colonnes, ses lignes {colonne: texte} sous leur numéro de tableur."""

    checker: Checker
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    sha256: str


def read_facts(folder: Path, catalogue: Catalogue) -> Facts:
    """Lit et vérifie les tables de `folder` (data/facts) et celles que nomment les couches « fait » du catalogue.

    Les lignes d'un département, de la région (76) et du pays (FR) sont rangées à part. Une seule DataError nomme
    tous les défauts : table absente ou vide, encodage, colonne manquante, code, nombre, doublon, valeur sans classe.
    """
    couches = [couche for couche in catalogue.couches if couche.reader == "fait"]
    files = dict.fromkeys([*RECORDS, *(couche.file for couche in couches)])
    tables = {name: _read_table(folder / name) for name in files}
    records = {name: _records(tables[name], kind) for name, kind in RECORDS.items()}
    values = {couche.id: _couche_values(tables[couche.file], couche) for couche in couches}
    facts = _assemble(tables, records, values)
    _check_waves(tables["vagues_totaux.csv"].checker, facts)
    defects = [defect for table in tables.values() for defect in table.checker.defects]
    if defects:
        raise DataError(defects)
    return facts


def departement_classes(facts: Facts, couche: Couche) -> dict[str, str]:
    """{code de département: code de classe} d'une couche « fait » ; un département non cité est absent, sans défaut.

    KeyError si la couche n'est pas lue dans data/facts ; ValueError si une valeur n'y a pas de classe (read_facts l'aurait refusée).
    """
    return {code: _known_class(couche, value) for code, value in facts.couches[couche.id].items()}


def _known_class(couche: Couche, value: str) -> str:
    found = _class_of(couche, value)
    if found is None:
        raise ValueError(f"« {value} » n'est pas une classe de « {couche.id} »")
    return found


def _class_of(couche: Couche, value: str) -> str | None:
    if not couche.bounded:
        return couche.code_of_raw.get(value)
    return couche.class_of_number(float(value)) if NUMBER.match(value) else None


def _read_table(path: Path) -> _Table:
    """La table brute ; les défauts (absente, vide, pas en UTF-8, ligne trop courte ou trop longue) vont au contrôleur."""
    checker = Checker(path.name)
    try:
        raw = path.read_bytes()
        lines = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True)
        columns = tuple(next(lines, ()))
        rows = [(lines.line_num, cells) for cells in lines]
    except FileNotFoundError:
        checker.expect(False, expected="une table de faits", found="aucun fichier")
        return _Table(checker, (), (), "")
    except (UnicodeDecodeError, csv.Error) as error:
        checker.expect(False, expected="un fichier CSV en UTF-8, séparé par des virgules", found=error)
        return _Table(checker, (), (), "")
    checker.expect(bool(rows), expected="un en-tête et au moins une ligne", found="un fichier vide")
    for number, cells in rows:
        checker.expect(len(cells) == len(columns), row=number, expected=f"{len(columns)} colonnes", found=len(cells))
    whole = tuple((number, dict(zip(columns, cells))) for number, cells in rows if len(cells) == len(columns))
    return _Table(checker, columns, whole, hashlib.sha256(raw).hexdigest())


def _has_columns(table: _Table, wanted: list[str]) -> bool:
    """Vrai si la table a ces colonnes ; note celles qui manquent (une table illisible est déjà signalée)."""
    missing = [name for name in wanted if name not in table.columns]
    for name in missing if table.columns else []:
        table.checker.expect(False, row=1, column=name, expected="cette colonne", found="aucune")
    return not missing


def _records(table: _Table, kind: type) -> list[tuple[str, object]]:
    """[(niveau du territoire, fait)] ; une ligne défectueuse est notée et laissée de côté."""
    if not _has_columns(table, [field.name for field in fields(kind)]):
        return []
    found = []
    for number, row in table.rows:
        before = len(table.checker.defects)
        level = _level(table.checker, number, row)
        values = {field.name: _typed(table.checker, number, field.name, field.type, row[field.name]) for field in fields(kind)}
        if len(table.checker.defects) == before:
            found.append((level, kind(**values)))
    return found


def _level(checker: Checker, number: int, row: dict[str, str]) -> str:
    """« departement », « region », « france »… selon la colonne territory_level, sinon d'après le code et le nom."""
    column = next((name for name in PLACE_COLUMNS if name in row), None)
    if column is None:
        return ""
    code, name = row[column], row.get("departement", REGION_NAME)
    wide = {(REGION_CODE, REGION_NAME): "region", (FRANCE_CODE, name): "france"}
    level = row.get("territory_level") or wide.get((code, name), "departement")
    if level == "departement":
        known = bool(DEPARTEMENT.match(code))
        checker.expect(known, row=number, column=column, expected="un code de département (09, 2A, 974)", found=code)
    return level


def _typed(checker: Checker, number: int, column: str, annotation: str, value: str):
    """`value` convertie selon l'annotation du champ ; None pour une case vide là où le document peut se taire."""
    kind = annotation.removesuffix(" | None")
    if value == "" and kind != annotation:
        return None
    if kind == "tuple[str, ...]":
        return tuple(part for part in value.split(";") if part)
    pattern, convert, expected = {
        "int": (INTEGER, int, "un entier"),
        "float": (NUMBER, float, "un nombre"),
        "bool": (re.compile("(oui|non)\\Z"), YES_NO.get, "oui ou non"),
        "str": (re.compile("."), str, "une valeur"),
    }[kind]
    if not checker.expect(bool(pattern.match(value)), row=number, column=column, expected=expected, found=value):
        return None
    return convert(value)


def _couche_values(table: _Table, couche: Couche) -> Mapping[str, str]:
    """{departement: valeur publiée} de la colonne `match` de la couche ; une case vide = pas de donnée."""
    place = next((name for name in PLACE_COLUMNS if name in table.columns), PLACE_COLUMNS[0])
    if not _has_columns(table, [place, couche.match]):
        return MappingProxyType({})
    values: dict[str, str] = {}
    for number, row in table.rows:
        code, value = row[place], row[couche.match]
        if _level(Checker(table.checker.file), number, row) != "departement" or value == "":
            continue
        table.checker.expect(code not in values, row=number, column=place, expected="une ligne par département", found=code)
        allowed = " | ".join(raw or classe.label for classe in couche.classes for raw in (classe.raw or ("",)))
        known = _class_of(couche, value) is not None
        table.checker.expect(known, row=number, column=couche.match, expected=f"une classe de « {couche.id} » ({allowed})", found=value)
        values[code] = value
    return MappingProxyType(values)


def _assemble(tables: dict[str, _Table], records: dict[str, list], values: dict[str, Mapping[str, str]]) -> Facts:
    def local(name: str, key: str) -> Mapping:
        return MappingProxyType({getattr(fait, key): fait for level, fait in records[name] if level == "departement"})

    def every(name: str) -> tuple:
        return tuple(fait for _, fait in records[name])

    wide = ("pta.csv", "esp.csv", "cpts.csv", "medecins_recrutes.csv")
    return Facts(
        vagues=local("vagues.csv", "departement_code"),
        totaux_vagues=every("vagues_totaux.csv"),
        pta=local("pta.csv", "departement_code"),
        esp=local("esp.csv", "territory_code"),
        cpts=local("cpts.csv", "departement_code"),
        recrutements=tuple(fait for level, fait in records["medecins_recrutes.csv"] if level == "departement"),
        msp_cds=every("msp_cds.csv"),
        reseaux=every("reseaux.csv"),
        departements=_measures(tables["departements.csv"].checker, records["departements.csv"], "departement"),
        regions=_measures(tables["departements.csv"].checker, records["departements.csv"], "region"),
        larges=MappingProxyType({name.removesuffix(".csv"): _wide(records[name]) for name in wide}),
        couches=MappingProxyType(values),
        empreintes=MappingProxyType({name: table.sha256 for name, table in tables.items()}),
    )


def _wide(records: list[tuple[str, object]]) -> tuple:
    """Les faits de la région et du pays. Ceux d'un lieu plus petit qu'un département attendent leur propre lecture."""
    return tuple(fait for level, fait in records if level in ("region", "france"))


def _measures(checker: Checker, records: list[tuple[str, Mesure]], level: str) -> Mapping[str, Mapping[str, Mesure]]:
    """{territoire: {indicateur: Mesure}} des lignes de ce niveau ; une mesure donnée deux fois est un défaut."""
    measures: dict[str, dict[str, Mesure]] = {}
    wanted = [fait for at, fait in records if at == level]
    for (code, indicator), times in Counter((fait.departement_code, fait.indicator) for fait in wanted).items():
        checker.expect(times == 1, column="indicator", expected=f"« {indicator} » une fois pour {code}", found=times)
    for fait in wanted:
        measures.setdefault(fait.departement_code, {})[fait.indicator] = fait
    return MappingProxyType({code: MappingProxyType(own) for code, own in measures.items()})


def _check_waves(checker: Checker, facts: Facts) -> None:
    """Les deux tables de vagues disent la même année pour chaque département."""
    for total in facts.totaux_vagues:
        for code in total.departements:
            year = facts.vagues[code].year if code in facts.vagues else None
            checker.expect(year == total.year, column="departements", expected=f"{code} en {total.year} dans vagues.csv", found=year)
