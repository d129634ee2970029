"""Lit les quartiers prioritaires de la politique de la ville (QPV) : un GeoJSON, dont seules les propriétés sont gardées."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import ijson
import pandas as pd

from layers.socle import limites as bornes
from layers.socle.defauts import Checker
from layers.socle.suivi import EVERY, Tell, muet
from layers.sources.commune_values import CODE_COMMUNE, CODE_EXPECTED
from layers.sources.tableaux import expect_few, expect_rows
from layers.sources.tvs import check_names

# Le même champ selon la génération du fichier : celle de 2015, puis celle de 2024.
FIELDS = {
    "code": ("code_qp",),
    "nom": ("nom_qp", "lib_qp"),
    "code_commune": ("code_commune", "insee_com"),
    "nom_commune": ("nom_commune", "lib_com"),
    "departement": ("code_departement", "insee_dep"),
}
CODE = re.compile(r"Q[PN]\w{6}\Z")
GENERATIONS = {"QP": "génération 2015–2023", "QN": "génération 2024"}
MOST_QUARTERS = 20_000
SEVERAL = re.compile(r"\s*,\s*")


def read_qpv(path: Path, tell: Tell = muet) -> pd.DataFrame:
    """Lit `path` (UTF-8, FeatureCollection) au fil de l'eau et rend une ligne par quartier et par commune que l'éditeur nomme.

    Colonnes : code, nom (du quartier), code_commune ('' quand l'éditeur ne donne que le nom de la commune), nom_commune,
    departement ; index = rang du quartier dans le fichier. Un quartier à cheval (« Séméac, Tarbes ») a une ligne par commune ; son code
    commune n'en désigne qu'une : les autres sont à retrouver par leur nom. DataError : tous les défauts.
    """
    checker = Checker(path.name)
    bornes.check_size(path, checker)
    quarters = list(_quarters(path, checker, tell))
    checker.expect(bool(quarters) or bool(checker.defects), expected="au moins un quartier (« features »)", found="aucun")
    table = pd.DataFrame(quarters, columns=["rang", *FIELDS], dtype="str").set_index("rang")
    table.index = table.index.astype(int)
    _check(checker, table)
    checker.raise_if_any()
    return _one_row_a_commune(table)


def generation_of(table: pd.DataFrame) -> str:
    """La génération que disent les codes des quartiers de `table` ; plusieurs sont toutes dites."""
    return " et ".join(GENERATIONS[start] for start in sorted(set(table["code"].str[:2]), reverse=True))


def _quarters(path: Path, checker: Checker, tell: Tell) -> Iterator[tuple]:
    """(rang, puis les FIELDS) de chaque quartier ; la géométrie n'est jamais construite."""
    try:
        with bornes.unpacked(path, checker) as stream:
            for rank, properties in enumerate(ijson.items(stream, "features.item.properties"), start=1):
                if rank > MOST_QUARTERS:
                    expect_few(checker, rank, expected=f"au plus {MOST_QUARTERS} quartiers", found="davantage")
                    return
                if rank % EVERY == 0:
                    tell(rank, stream.raw.share)
                if not isinstance(properties, dict):
                    expect_few(checker, rank, expected="des propriétés (code_qp, nom_qp, code_commune)", found=type(properties).__name__)
                    continue
                yield (rank, *(_text(properties, names) for names in FIELDS.values()))
    except (ijson.JSONError, UnicodeDecodeError) as error:
        bornes.refuse(checker, "un GeoJSON entier, en UTF-8", error)


def _text(properties: dict, names: tuple[str, ...]) -> str:
    return next((" ".join(str(properties[name]).split()) for name in names if properties.get(name) is not None), "")


def _check(checker: Checker, table: pd.DataFrame) -> None:
    expect_rows(checker, table, ~table["code"].str.fullmatch(CODE.pattern), "code", "code_qp", "un code de quartier (QP066007, QN06601M)")
    codes = table["code_commune"].str.split(SEVERAL, regex=True)
    bad = ~codes.map(lambda found: all(re.fullmatch(CODE_COMMUNE, code) for code in found)).astype(bool)
    expect_rows(checker, table, bad, "code_commune", "code_commune", CODE_EXPECTED)
    expect_rows(checker, table, table["code"].duplicated(), "code", "code_qp", "un quartier une seule fois")
    check_names(checker, table, "nom_qp")


def _one_row_a_commune(table: pd.DataFrame) -> pd.DataFrame:
    """« 65440 » et « Séméac, Tarbes » : le code va à l'un des deux noms, on ne sait pas lequel avant de les chercher.

    Une ligne par code, portant tous les noms ; puis une ligne sans code par nom, quand il y a plus de noms que de codes.
    """
    rows = []
    for rank, one in table.iterrows():
        codes, names = SEVERAL.split(one["code_commune"]), SEVERAL.split(one["nom_commune"])
        places = [(code, one["nom_commune"]) for code in codes]
        if len(names) > len(codes):
            places += [("", name) for name in names]
        rows += [(rank, one["code"], one["nom"], *place, one["departement"]) for place in places]
    return pd.DataFrame(rows, columns=["rang", *FIELDS], dtype="str").set_index("rang")
