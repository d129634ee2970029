"""D'où viennent les sites d'un usage, et de quand."""

from __future__ import annotations

from layers.acces.usages import USAGES
from layers.atlas import Atlas
from views.couverture import phrases as t
from views.ecriture import phrases as w


def sites_au(atlas: Atlas, usage: str) -> str:
    """« Sites : FINESS, 20 novembre 2026. »"""
    category = USAGES[usage][0]
    return t.sites_au(atlas.catalogue.by_id[category].source, w.date(atlas.millesime(category)))
