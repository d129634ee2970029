"""Un enregistrement mis de côté : une ligne fausse d'un flux national n'arrête pas les autres, mais rien n'en est perdu de vue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from layers.socle.defauts import Defect
from layers.sources.commune_values import CODE_COMMUNE, CODE_EXPECTED

NUMERO = r"[0-9][0-9AB][0-9]{7}"
CATEGORIE = r"[0-9]{3,4}"
RULES = {
    "numero_finess": (NUMERO, "un numéro FINESS de neuf caractères"),
    "categorie": (CATEGORIE, "un code de catégorie de trois chiffres"),
    "code_commune": (CODE_COMMUNE, CODE_EXPECTED),
    "nom": (r".+", "un nom"),
}


@dataclass(frozen=True)
class Ecart:
    """Un enregistrement mis de côté : son défaut, et ce qu'il dit de lui ('' sinon), pour juger s'il concerne ce que l'on montre."""

    defaut: Defect
    numero: str = ""
    categorie: str = ""
    code_commune: str = ""


@dataclass(frozen=True, eq=False)
class FluxDeSites:
    """Un flux de sites lu. `sites` : les sites ouverts et bien formés, une ligne chacun ; `lus` : les enregistrements du flux, fermés
    compris ; `date` : le jour (ISO) qu'il annonce, '' s'il n'en annonce pas ; `remarques` : ce qui a été laissé, en phrases ;
    `ecarts` : les enregistrements mis de côté."""

    sites: pd.DataFrame
    lus: int
    date: str
    remarques: tuple[str, ...] = ()
    ecarts: tuple[Ecart, ...] = ()


def trie(table: pd.DataFrame, file: str, names: Mapping[str, str]) -> tuple[pd.DataFrame, list[Ecart]]:
    """(les sites bien formés de `table`, les autres) ; `names` : {colonne du domaine: son nom dans le fichier}. Index = ligne du fichier.

    Un site écrit deux fois à l'identique est gardé une fois ; deux fois différemment, le premier est gardé et l'autre mis de côté.
    """
    reasons: dict[int, tuple[str, str]] = {}
    for column, (pattern, expected) in RULES.items():
        for row in table.index[~table[column].str.fullmatch(pattern)]:
            reasons.setdefault(row, (column, expected))
    kept = table.drop(index=list(reasons)).drop_duplicates()
    twice = kept.index[kept["numero_finess"].duplicated()]
    reasons |= dict.fromkeys(twice, ("numero_finess", "un seul site ouvert par numéro, ou le même deux fois"))
    found = []
    for row, (column, expected) in sorted(reasons.items()):
        one = table.loc[row]
        defect = Defect(file, int(row), names[column], expected, str(one[column]))
        found.append(Ecart(defect, one["numero_finess"], one["categorie"], one["code_commune"]))
    return kept.drop(index=list(twice)), found
