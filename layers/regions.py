"""Les cartes d'un même service : celle de la région d'ouverture, et celles d'autres régions, sur les mêmes tables."""

from __future__ import annotations

from dataclasses import replace

from layers.atlas import Atlas
from layers.socle.defauts import DataError, Defect


def adresse_de_carte(atlas: Atlas, region: str) -> str:
    """« / » pour la région d'ouverture, « /region/93/ » pour une autre que ce service montre, « » pour une qu'il ne montre pas."""
    cartes = atlas.cartes or (atlas.region,)
    if region == cartes[0]:
        return "/"
    return f"/region/{region}/" if region in cartes else ""


def atlas_des_cartes(atlas: Atlas) -> tuple[Atlas, ...]:
    """L'Atlas de chaque carte, celui de l'ouverture d'abord : les mêmes tables, partagées, et les structures de la région.

    Lève DataError si une région n'existe pas.
    """
    of_site = atlas.communes["region"].reindex(atlas.sites["code_commune"]).to_numpy()
    found = [atlas]
    for region in atlas.cartes[1:]:
        if region not in atlas.regions.index:
            known = ", ".join(atlas.regions.index)
            raise DataError([Defect("réglages", None, "MAILLAGE_AUTRES_REGIONS", f"un code de région ({known})", region)])
        found.append(replace(atlas, region=region, sites=atlas.sites[of_site == region].reset_index(drop=True)))
    return tuple(found)
