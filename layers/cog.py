"""Ramène un fichier d'une année passée au code officiel géographique (COG) en vigueur, sans rien perdre en silence."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

PARTAGE = "PART"
# Paris, Lyon et Marseille : commune -> premier et dernier de ses arrondissements municipaux.
ARRONDISSEMENTS = {"75056": (75101, 75120), "69123": (69381, 69389), "13055": (13201, 13216)}


@dataclass(frozen=True, eq=False)
class Rapprochement:
    """Une table ramenée au COG : chaque ligne du fichier est dans un et un seul des quatre comptes.

    valeurs : une valeur par commune, dans l'ordre reçu ('' = absente du fichier, PART = parties différentes).
    directes : lignes dont le code est en vigueur. repliees : {ancien code: commune} quand la commune n'a pas de
    ligne à elle. remplacees : {ancien code: commune} quand elle en a une, qui l'emporte.
    sans_correspondance : codes du fichier sans commune. sans_ligne : communes sans valeur.
    """

    valeurs: pd.Series
    directes: int
    repliees: dict[str, str]
    remplacees: dict[str, str]
    sans_correspondance: list[str]
    sans_ligne: list[str]

    @property
    def partagees(self) -> list[str]:
        """Les communes dont les parties ont des valeurs différentes."""
        return list(self.valeurs.index[self.valeurs == PARTAGE])


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


def bring_to_current(table: pd.DataFrame, codes: pd.Index, parents: dict[str, str]) -> Rapprochement:
    """Joint `table` (code_commune sans doublon, valeur) à gauche sur les communes `codes`, une à une.

    La ligne d'une ancienne commune va à sa commune seulement si celle-ci n'a pas de ligne à elle ; si les
    anciennes communes d'une même commune diffèrent, elle vaut PART. Aucune commune n'est ajoutée ni retirée.
    """
    values = dict(zip(table["code_commune"], table["valeur"]))
    current = set(codes)
    direct = {code: value for code, value in values.items() if code in current}
    folded, replaced, unmatched = {}, {}, []
    parts: dict[str, set[str]] = {}
    for code, value in values.items():
        if code in current:
            continue
        parent = parents.get(code)
        if parent is None:
            unmatched.append(code)
        elif parent in direct:
            replaced[code] = parent
        else:
            folded[code] = parent
            parts.setdefault(parent, set()).add(value)
    merged = {parent: next(iter(found)) if len(found) == 1 else PARTAGE for parent, found in parts.items()}
    result = pd.Series([direct.get(code, merged.get(code, "")) for code in codes], index=codes, dtype="str")
    return Rapprochement(
        valeurs=result,
        directes=len(direct),
        repliees=folded,
        remplacees=replaced,
        sans_correspondance=sorted(unmatched),
        sans_ligne=[code for code in codes if code not in direct and code not in merged],
    )
