"""Le CSV de Maillage : un seul dialecte, partout, et le paquet qui le décrit (Frictionless, `datapackage.json`).

UTF-8 avec marque (un tableur français l'attend), « ; », virgule décimale, lignes terminées par CR LF, les titres des colonnes
sur la première ligne et rien avant : ce que demande Table Schema. `?dialecte=point` donne « , » et le point décimal à qui le
demande. D'où viennent les chiffres est dans le paquet, à la même adresse que le CSV, en `.datapackage.json`.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from layers.socle.textes import cellule_sure

MARQUE = "\ufeff"
LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte 2.0",
    "path": "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
}


@dataclass(frozen=True)
class Dialecte:
    """Ce qui sépare deux cases, et les unités des décimales."""

    separateur: str
    decimale: str


DIALECTES = {"virgule": Dialecte(";", ","), "point": Dialecte(",", ".")}
USUEL = DIALECTES["virgule"]


def ecrire(colonnes: Sequence[str], lignes: Iterable[Iterable[object]], dialecte: Dialecte = USUEL) -> str:
    """Le CSV de `lignes`. Une valeur absente (None, NaN) est une case vide, jamais zéro ; une liste se lit avec des espaces."""
    out = io.StringIO()
    out.write(MARQUE)
    writer = csv.writer(out, delimiter=dialecte.separateur, lineterminator="\r\n")
    writer.writerow(colonnes)
    writer.writerows([case(value, dialecte) for value in ligne] for ligne in lignes)
    return out.getvalue()


def case(value: object, dialecte: Dialecte = USUEL) -> str:
    """Une case : un nombre s'écrit dans le dialecte, un texte n'est jamais une formule."""
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    if isinstance(value, str):
        return cellule_sure(value)
    if value is None or _absent(value):
        return ""
    return str(value).replace(".", dialecte.decimale)


def _absent(value: object) -> bool:
    """Vrai pour NaN et pour la valeur absente de pandas, qui ne s'égalent pas à elles-mêmes."""
    return (isinstance(value, float) and math.isnan(value)) or str(value) == "<NA>"


def paquet(
    nom: str, titre: str, propos: Iterable[tuple[str, str]], colonnes: Sequence[str], lignes: Iterable[Sequence[object]], dialecte: Dialecte
) -> dict[str, object]:
    """Le paquet de données (Data Package v1) qui décrit le CSV `nom`.csv : ses colonnes et leur type, sa licence, d'où il vient."""
    told = list(propos)
    types = _types(len(colonnes), lignes)
    champs = [
        {"name": name, "type": kind} | ({"decimalChar": dialecte.decimale} if kind == "number" else {})
        for name, kind in zip(colonnes, types)
    ]
    resource = {
        "name": nom,
        "path": f"{nom}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": dialecte.separateur, "lineTerminator": "\r\n", "doubleQuote": True, "header": True},
        "schema": {"fields": champs, "missingValues": [""]},
    }
    return {
        "profile": "tabular-data-package",
        "name": nom,
        "title": titre,
        "description": "\n".join(f"{name} : {value}" for name, value in told),
        "licenses": [LICENCE],
        "sources": [{"title": value} for name, value in told if name == "Source"] or [{"title": titre}],
        "resources": [resource],
    }


def _types(width: int, lignes: Iterable[Sequence[object]]) -> list[str]:
    """« integer », « number » ou « string » pour chaque colonne ; une colonne sans valeur est du texte."""
    seen: list[set[str]] = [set() for _ in range(width)]
    for ligne in lignes:
        for kinds, value in zip(seen, ligne):
            if isinstance(value, (str, list, tuple, bool)):
                kinds.add("string")
            elif value is not None and not _absent(value):
                kinds.add("number" if "." in str(value) else "integer")
    return ["string" if not kinds or "string" in kinds else "number" if "number" in kinds else "integer" for kinds in seen]
