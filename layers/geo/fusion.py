"""Ce que vaut une commune réunie de plusieurs : les effectifs s'ajoutent, les taux se pondèrent, les classes ne se mélangent pas."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

PARTAGE, MASQUE = "PART", "N/D"


@dataclass(frozen=True)
class Partie:
    """La part d'une commune : l'ancien code que le fichier porte, sa valeur (code de classe, nombre en texte ou N/D), son nom."""

    code: str
    valeur: str
    nom: str = ""


@dataclass(frozen=True)
class Fusion:
    """La valeur d'ensemble, et les parties quand elles diffèrent (sinon aucune). `moyenne` : c'est une moyenne pondérée."""

    valeur: str
    parties: tuple[Partie, ...] = ()
    moyenne: bool = False


def fusion(parts: list[tuple[str, str]], kind: str, poids: Mapping[str, int]) -> Fusion:
    """Réunit les parties (code, valeur) d'une commune, au moins une. `kind` : nature de la couche ; `poids` : habitants.

    count : la somme, masquée si une partie l'est. rate : la moyenne pondérée par la population ; partagée si une partie
    est masquée ou si la population de l'une n'est pas connue : une moyenne au hasard serait fausse. class, date : la
    valeur commune, sinon partagée.
    """
    values = [value for _, value in parts]
    agree = len(set(values)) == 1
    pieces = () if agree else tuple(Partie(code, value) for code, value in parts)
    if len(parts) == 1:
        return Fusion(values[0])
    if kind == "count":
        return Fusion(_sum(values), pieces)
    if agree:
        return Fusion(values[0])
    mean = _mean(parts, poids) if kind == "rate" else ""
    return Fusion(mean, pieces, moyenne=True) if mean else Fusion(PARTAGE, pieces)


def _sum(values: list[str]) -> str:
    if MASQUE in values:
        return MASQUE
    return str(sum((Decimal(value) for value in values), Decimal(0)))


def _mean(parts: list[tuple[str, str]], poids: Mapping[str, int]) -> str:
    """La moyenne pondérée, aux décimales de la partie qui en a le plus ; '' si elle ne peut être calculée."""
    if any(value == MASQUE or code not in poids for code, value in parts):
        return ""
    total = sum(poids[code] for code, _ in parts)
    if total <= 0:
        return ""
    places = max(len(value.partition(".")[2]) for _, value in parts)
    mean = sum(Decimal(value) * poids[code] for code, value in parts) / total
    return f"{mean:.{places}f}"


def cell_of(parties: tuple[Partie, ...], noms: Mapping[str, str]) -> str:
    """Les parties en une case de texte (JSON), avec leur nom, ou celui d'avant la fusion ('' s'il n'est pas connu) ; '' sans partie."""
    if not parties:
        return ""
    return json.dumps([[part.code, part.valeur, part.nom or noms.get(part.code, "")] for part in parties], ensure_ascii=False)


def parties_of(cell: str) -> tuple[Partie, ...]:
    """Les parties d'une case écrite par `cell_of` ; aucune pour une case vide."""
    return tuple(Partie(*part) for part in json.loads(cell)) if cell else ()
