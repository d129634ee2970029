"""Ce qu'un fichier lu dit d'une couche : ses lignes rapprochées des communes en vigueur, par leur code ou par leur nom."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from layers.geo.cog import Rapprochement, bring_to_current
from layers.geo.fusion import Partie
from layers.geo.par_nom import Homonymes, Nommees, rapproche_par_nom
from layers.preparation.lire import Lu
from layers.registre.catalogue import Couche
from layers.registre.mises_en_page import PAR_LECTEUR
from layers.socle.rapport import named

DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z")


@dataclass(frozen=True, eq=False)
class Publication:
    """Un fichier d'une couche, ramené aux communes en vigueur (`found`). `couche` : la couche telle qu'il la publie.

    retenues : lignes qui ont trouvé leur commune ; perdues : celles qui n'en ont pas, et `sans_correspondance` : ce qu'elles
    disent (un code, ou un code postal et un nom). `remarques` : ce que le rapprochement a rétabli ou laissé.
    """

    lu: Lu
    couche: Couche
    found: Rapprochement
    retenues: int
    perdues: int
    sans_correspondance: list[str]
    remarques: tuple[str, ...] = ()


def publications(couche: Couche, lus: Iterable[Lu]) -> Iterator[tuple[Lu, Couche]]:
    """Les tables lues de `couche`, dans l'ordre où le registre les préfère, la plus récente d'abord (ou l'`annee` qu'il demande),
    chacune avec la couche telle que son éditeur la publie."""
    found = list(lus)
    for told in (couche, *(couche.publiee_par(autre) for autre in couche.autres)):
        its = sorted((lu for lu in found if lu.id == told.id), key=lambda lu, told=told: _age(lu, told), reverse=True)
        chosen = [lu for lu in its if millesime(lu, told) == couche.annee]
        yield from ((lu, told) for lu in [*chosen, *(lu for lu in its if lu not in chosen)])


def millesime(lu: Lu, couche: Couche) -> str:
    """La date que le fichier ou sa livraison dit, à défaut celle que le registre connaît."""
    return lu.date or couche.vintage


def _age(lu: Lu, couche: Couche) -> str:
    said = millesime(lu, couche)
    return said if DATE.match(said) else ""


def rapproche(
    lu: Lu, couche: Couche, codes: pd.Index, parents: Mapping[str, str], poids: Mapping[str, int], noms: Callable[[], Homonymes]
) -> Publication:
    """Rapproche `lu` des communes `codes`. `noms` : les noms connus, demandés seulement si le fichier dit ses communes par leur nom."""
    if not PAR_LECTEUR[couche.reader].par_nom:
        found = bring_to_current(lu.table, codes, parents, couche.kind, poids)
        lost = found.sans_correspondance
        return Publication(lu, couche, found, found.directes + len(found.repliees), len(lost), lost)
    named_rows = rapproche_par_nom(lu.table, noms())
    found = bring_to_current(named_rows.table, codes, parents, couche.kind, poids)
    found = replace(found, parties={code: _placed(parts, named_rows.contredites) for code, parts in found.parties.items()})
    return Publication(
        lu, couche, found, named_rows.retenues, named_rows.lignes_perdues, named_rows.sans_correspondance, _remarks(named_rows)
    )


def _placed(parts: tuple[Partie, ...], split: dict[str, dict[str, str]]) -> tuple[Partie, ...]:
    """Les parties d'une commune, où celles que seul le code postal distingue portent ce code postal pour nom."""
    return tuple(replace(part, nom=f"code postal {split[part.code][part.valeur]}") if part.code in split else part for part in parts)


def _remarks(found: Nommees) -> tuple[str, ...]:
    said = [
        (found.d_avant, "Noms d'avant (commune rebaptisée, ancienne commune, arrondissement), reconnus"),
        (found.ailleurs, "Code postal qui n'est pas de la commune, retrouvée par son nom dans le département"),
        (found.sans_correspondance, "Code postal et nom sans commune"),
        (found.ambigues, "Dont plusieurs communes possibles, aucune prise"),
        (found.contredites, "Communes dont les lignes diffèrent"),
    ]
    zeros = (f"Codes postaux sans leur zéro de tête, rétabli : {found.zeros}.",) if found.zeros else ()
    return (*zeros, *(f"{words} : {named(labels)}." for labels, words in said if labels))
