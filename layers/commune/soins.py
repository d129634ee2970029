"""Où se soigner depuis une commune, usage par usage : sur place, à des minutes publiées, ou à des minutes estimées.

Dans l'ordre : un site de la commune est sur place. Les urgences sont aux minutes que l'éditeur publie, et un site de la même ville
qu'elles leur emprunte les leurs : deux temps pour une ville se contrediraient. Sinon, le modèle ; et là où il se trompe de plus
de ECART minutes sur les urgences, son estimation n'est qu'une borne.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.proches import SiteProche, dedans
from layers.socle.lignes import Ligne

URGENCES, TEMPS_PUBLIE, RELIEF = "urgences", "acces-urgences:valeur", "montagne"
SUR_PLACE, PUBLIEES, ESTIMEES, AU_MOINS, AU_PLUS, INCONNUES = "sur-place", "publiees", "estimees", "au-moins", "au-plus", "inconnues"
# Au-delà, le modèle s'est trompé de route : une vallée, un col, un pont.
ECART = 10.0


@dataclass(frozen=True)
class Soin:
    """Le site d'un usage où l'on va d'abord. `sur_place` : tous ceux de la commune, le plus proche de la mairie d'abord.

    `minutes` : None sur place, ou si rien ne permet de les dire ; `nature` dit d'où elles viennent.
    """

    usage: str
    site: SiteProche
    sur_place: tuple[SiteProche, ...]
    minutes: float | None
    nature: str


def soins(atlas: Atlas, modele: Modele, it: Fiche, usages: Iterable[str]) -> tuple[Soin, ...]:
    """Le soin de chaque usage de `usages`, dans leur ordre ; rien d'un usage sans site, ni d'une commune hors de la région."""
    row = atlas.commune(it.code)
    nearest = {one.usage: one for one in it.sites_proches}
    found = []
    for usage in usages:
        here = dedans(atlas, row, usage) if it.dans_la_region else ()
        if here:
            found.append(Soin(usage, here[0], here, None, SUR_PLACE))
        elif usage in nearest:
            found.append(Soin(usage, nearest[usage], (), *_minutes(modele, row, nearest[usage], nearest.get(URGENCES))))
    return tuple(found)


def _minutes(modele: Modele, row: Ligne, site: SiteProche, urgences: SiteProche | None) -> tuple[float | None, str]:
    published = row.get(TEMPS_PUBLIE, math.nan)
    # Zéro est une commune qui avait des urgences ou un SMUR en 2019 : s'il faut en sortir aujourd'hui, ce temps ne vaut plus.
    known = not math.isnan(published) and published > 0
    if known and urgences is not None and urgences.code_commune == site.code_commune:
        return float(published), PUBLIEES
    estimated = _estimees(modele, row, site)
    if math.isnan(estimated):
        return None, INCONNUES
    error = published - _estimees(modele, row, urgences) if known and urgences is not None else 0.0
    if abs(error) > ECART:
        return estimated, AU_MOINS if error > 0 else AU_PLUS
    return estimated, ESTIMEES


def _estimees(modele: Modele, row: Ligne, site: SiteProche) -> float:
    km, relief = np.array([site.distance_m / 1000]), np.array([row[RELIEF]])
    return float(modele.minutes(km, relief)[0][0])
