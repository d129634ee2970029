"""Ramène un fichier d'une année passée au code officiel géographique (COG) en vigueur, sans rien perdre en silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from layers.geo.fusion import MASQUE, PARTAGE, Partie, fusion

# Paris, Lyon et Marseille : commune -> premier et dernier de ses arrondissements municipaux.
ARRONDISSEMENTS = {"75056": (75101, 75120), "69123": (69381, 69389), "13055": (13201, 13216)}


@dataclass(frozen=True, eq=False)
class Rapprochement:
    """Une table ramenée au COG : chaque code du fichier est dans un et un seul des quatre comptes.

    valeurs : une valeur par commune, dans l'ordre reçu ('' = absente du fichier, PART = parties différentes).
    parties : {commune: ses parties}, seulement là où elles diffèrent. moyennes : communes dont le taux est la moyenne de
    leurs parties, pondérée par la population. directes : codes du fichier en vigueur. repliees : {ancien code: commune}.
    remplacees : {arrondissement: commune} quand la commune entière a sa ligne, qui l'emporte. sans_correspondance : codes
    du fichier sans commune. nouvelles : communes sans ligne dans un département que le fichier couvre (créées ou
    rétablies depuis lui). hors_champ : communes des départements qu'il ne couvre pas.
    """

    valeurs: pd.Series
    parties: dict[str, tuple[Partie, ...]]
    moyennes: list[str]
    directes: int
    repliees: dict[str, str]
    remplacees: dict[str, str]
    sans_correspondance: list[str]
    nouvelles: list[str]
    hors_champ: list[str]

    @property
    def partagees(self) -> list[str]:
        """Les communes dont les parties ont des valeurs différentes, sans valeur d'ensemble."""
        return list(self.valeurs.index[self.valeurs == PARTAGE])

    @property
    def sans_ligne(self) -> list[str]:
        """Les communes en vigueur sans valeur, dans l'ordre reçu."""
        return list(self.valeurs.index[self.valeurs == ""])


def parents_of(communes: pd.DataFrame) -> dict[str, str]:
    """{ancien code: commune en vigueur}, arrondissements municipaux compris.

    `communes` : index code_commune, colonne anciens_codes (tuples de codes). Un ancien code que deux communes
    se partagent (scission) n'a pas un parent : il n'est pas dans le résultat.
    """
    current = set(communes.index)
    parents: dict[str, str] = {}
    shared: set[str] = set()
    for code, olds in communes["anciens_codes"].items():
        for old in olds:
            if old not in current and parents.setdefault(old, code) != code:
                shared.add(old)
    for commune, (first, last) in ARRONDISSEMENTS.items():
        if commune in current:
            parents.update({str(number): commune for number in range(first, last + 1)})
    return {old: code for old, code in parents.items() if old not in shared}


def bring_to_current(
    table: pd.DataFrame, codes: pd.Index, parents: Mapping[str, str], kind: str = "class", poids: Mapping[str, int] | None = None
) -> Rapprochement:
    """Joint `table` (code_commune, valeur) à gauche sur les communes `codes`, une à une : ni ajout ni retrait de commune.

    Les lignes d'anciennes communes sont des parties de leur commune, celle qui porte encore son code comprise : elle n'est
    plus que la part qui portait ce code avant la fusion. Ce que valent plusieurs parties dépend de la nature `kind` de la
    couche (layers/geo/fusion.py). Plusieurs lignes d'un même code sont aussi des parties. `poids` : {code d'une partie: habitants}.
    """
    current = set(codes)
    parts: dict[str, list[tuple[str, str]]] = {}
    direct, folded, replaced, unmatched = set(), {}, {}, set()
    whole = {code for code, value in zip(table["code_commune"], table["valeur"]) if code in ARRONDISSEMENTS and value != MASQUE}
    for code, value in zip(table["code_commune"], table["valeur"]):
        commune = code if code in current else parents.get(code)
        if commune is None:
            unmatched.add(code)
            continue
        if code in current:
            direct.add(code)
        elif commune in whole:
            replaced[code] = commune
            continue
        else:
            folded[code] = commune
        parts.setdefault(commune, []).append((code, value))
    found = {commune: fusion(_without_masked_whole(commune, its), kind, poids or {}) for commune, its in parts.items()}
    covered = {_departement(code) for code in parts}
    alone = [code for code in codes if code not in parts]
    return Rapprochement(
        valeurs=pd.Series([found[code].valeur if code in found else "" for code in codes], index=codes, dtype="str"),
        parties={code: found[code].parties for code in codes if code in found and found[code].parties},
        moyennes=[code for code in codes if code in found and found[code].moyenne],
        directes=len(direct),
        repliees=folded,
        remplacees=replaced,
        sans_correspondance=sorted(unmatched),
        nouvelles=[code for code in alone if _departement(code) in covered],
        hors_champ=[code for code in alone if _departement(code) not in covered],
    )


def _departement(code: str) -> str:
    return code[:3] if code.startswith("97") else code[:2]


def _without_masked_whole(commune: str, parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Paris, Lyon, Marseille : une ligne masquée pour la ville entière s'efface devant celles de ses arrondissements."""
    districts = [part for part in parts if part[0] != commune]
    return districts if commune in ARRONDISSEMENTS and districts else parts
