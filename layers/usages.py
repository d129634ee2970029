"""Les sites par ce pour quoi on y va : les urgences, une maternité, un centre de santé avec médecins."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.socle.entrees import Usage


def usages(atlas: Atlas) -> tuple[Usage, ...]:
    """Les usages dont le jeu a au moins un site, dans l'ordre où on les cherche ; leurs mots sont ceux du registre."""
    there = {name for text in atlas.sites["usages"].unique() for name in text.split()}
    return tuple(one for one in atlas.catalogue.usages if one.id in there)


@lru_cache(maxsize=128)
def sites_de(atlas: Atlas, usage: str) -> pd.DataFrame:
    """Les sites où l'on va pour `usage`, dans l'ordre de la table ; aux colonnes d'Atlas.sites, et `deduit` : vrai si cet usage
    est déduit (d'un nom, d'une catégorie), faux si l'éditeur le dit. KeyError si le registre n'a pas cet usage."""
    atlas.catalogue.usage(usage)
    of = atlas.sites
    own = of[np.array([usage in text.split() for text in of["usages"]], dtype=bool)]  # sans site, une liste vide ôterait les colonnes
    return own.assign(deduit=[usage in text.split() for text in own["usages_deduits"]])
