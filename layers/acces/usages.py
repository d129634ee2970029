"""Les usages dont on mesure l'accès : ce qu'on vient chercher, et les sites qui l'ont."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from layers.atlas import Atlas

# {usage: catégories du registre}. L'ordre est celui de la page.
USAGES: Mapping[str, tuple[str, ...]] = {
    "msp": ("msp",),
    "cds": ("cds",),
    "pharmacie": ("pharmacie",),
    "hopital": ("hopital",),
    "ehpad": ("ehpad",),
}


def sites_de(atlas: Atlas, usage: str) -> pd.DataFrame:
    """Les structures qui ont cet usage. KeyError si l'usage n'existe pas."""
    return atlas.sites[atlas.sites["categorie"].isin(USAGES[usage])].reset_index(drop=True)


def presents(atlas: Atlas) -> tuple[str, ...]:
    """Les usages qu'au moins une structure du jeu de données a ; () : les structures de cette région n'y sont pas."""
    return tuple(usage for usage, categories in USAGES.items() if not atlas.categories.isdisjoint(categories))
