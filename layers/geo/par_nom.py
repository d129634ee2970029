"""Retrouve la commune que disent un code postal et un nom, et liste ce qui ne se retrouve pas : rien n'est deviné."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from layers.socle.noms import cle_commune

Cles = dict[tuple[str, str], set[str]]  # (code postal ou département, clé du nom) -> codes


@dataclass(frozen=True, eq=False)
class Nommees:
    """Les lignes d'une table dont la commune est dite par son code postal et son nom, rapprochées des communes.

    table : code_commune (celui d'aujourd'hui, ou celui d'une ancienne commune ou d'un arrondissement que le nom désigne) et
    valeur, sans doublon ; retenues : lignes qui ont trouvé leur commune. zeros : lignes au zéro de tête rétabli. d_avant :
    {libellé: code} des lignes dont le nom est celui d'une ancienne commune, d'un arrondissement, ou le nom d'avant d'une commune.
    ailleurs : {libellé: code} de celles dont le code postal n'est pas l'un de ceux de la commune, retrouvée par son seul
    nom dans le département. sans_correspondance : les libellés sans commune, et lignes_perdues : combien de lignes ils ont.
    ambigues : ceux d'entre eux que plusieurs communes se disputent. contredites : {commune dont les lignes diffèrent: {valeur:
    codes postaux des lignes qui la disent}}.
    """

    table: pd.DataFrame
    retenues: int
    zeros: int
    d_avant: dict[str, str]
    ailleurs: dict[str, str]
    sans_correspondance: list[str]
    lignes_perdues: int
    ambigues: list[str]
    contredites: dict[str, dict[str, str]]


@dataclass(frozen=True, eq=False)
class Homonymes:
    """Les noms qui mènent à une commune : ceux d'aujourd'hui, et ceux d'avant ; par code postal, puis par département."""

    aujourd_hui: Cles
    avant: Cles

    def codes(self, places: Iterable[str], name: str) -> tuple[set[str], bool]:
        """(les codes que ce nom désigne dans ces lieux, si c'est par un nom d'avant) ; le nom d'aujourd'hui l'emporte."""
        keys = [(place, name) for place in places]
        now = set().union(*(self.aujourd_hui.get(key, set()) for key in keys))
        return (now, False) if now else (set().union(*(self.avant.get(key, set()) for key in keys)), True)


def noms_connus(
    communes: pd.DataFrame, anciennes: pd.DataFrame, parents: dict[str, str], autres: Iterable[tuple[str, str]] = ()
) -> Homonymes:
    """Les noms de `communes` (read_communes) et de `anciennes` (read_anciennes_communes), et d'`autres` (code, nom) qu'un
    fichier d'une année passée donne : communes rebaptisées, ou réunies depuis. `parents` : {ancien code: commune}."""
    now: Cles = {}
    for code, name, postcodes in zip(communes.index, communes["nom"], communes["codes_postaux"]):
        _add(now, code, name, [*postcodes, departement(code)])
    before: Cles = {}
    for code, name in [*zip(anciennes["code"], anciennes["nom"]), *autres]:
        commune = code if code in communes.index else parents.get(code)
        if commune is not None:
            _add(before, code, name, [*communes.at[commune, "codes_postaux"], departement(code)])
    return Homonymes(now, before)


def rapproche_par_nom(table: pd.DataFrame, noms: Homonymes) -> Nommees:
    """Rapproche `table` (code_postal, nom_commune, valeur ; index = ligne du fichier) des communes que `noms` connaît.

    D'abord le code postal et le nom, puis le département et le nom. Plusieurs communes possibles : aucune n'est prise.
    """
    rows: dict[tuple[str, str], set[str]] = {}
    kept = 0
    before, elsewhere, lost, disputed = {}, {}, {}, set()
    postcodes = table["code_postal"].str.zfill(5)
    keys = {name: cle_commune(name) for name in table["nom_commune"].unique()}
    for postcode, name, value in zip(postcodes, table["nom_commune"], table["valeur"]):
        label, key = f"{postcode} {name}", keys[name]
        codes, old = noms.codes([postcode], key)
        moved = not codes
        if moved:
            codes, old = noms.codes(departements_de(postcode), key)
        if len(codes) != 1:
            lost[label] = lost.get(label, 0) + 1
            disputed |= {label} if codes else set()
            continue
        (code,) = codes
        rows.setdefault((code, value), set()).add(postcode)
        kept += 1
        before |= {label: code} if old else {}
        elsewhere |= {label: code} if moved else {}
    return Nommees(
        table=pd.DataFrame(list(rows), columns=["code_commune", "valeur"], dtype="str"),
        retenues=kept,
        zeros=int((table["code_postal"].str.len() < 5).sum()),
        d_avant=before,
        ailleurs=elsewhere,
        sans_correspondance=sorted(lost),
        lignes_perdues=sum(lost.values()),
        ambigues=sorted(disputed),
        contredites=_disagreeing(rows),
    )


def departement(code: str) -> str:
    """Le département d'un code commune : 31555 -> 31, 2A004 -> 2A, 97411 -> 974."""
    return code[:3] if code.startswith("97") else code[:2]


def departements_de(postcode: str) -> Iterator[str]:
    """Les départements qu'un code postal désigne : 31000 -> 31, 97411 -> 974, et 20000 -> 2A et 2B."""
    if postcode.startswith("20"):
        yield from ("2A", "2B")
    else:
        yield departement(postcode)


def _disagreeing(rows: dict[tuple[str, str], set[str]]) -> dict[str, dict[str, str]]:
    """Les communes qui ont plusieurs valeurs, et les codes postaux où chacune se lit."""
    found: dict[str, dict[str, str]] = {}
    for (code, value), postcodes in sorted(rows.items()):
        found.setdefault(code, {})[value] = ", ".join(sorted(postcodes))
    return {code: values for code, values in found.items() if len(values) > 1}


def _add(names: Cles, code: str, name: str, places: list[str]) -> None:
    if name:
        for place in places:
            names.setdefault((place, cle_commune(name)), set()).add(code)
