"""Les sites d'un usage : comment on les nomme, d'où ils viennent, et de quand."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.socle.entrees import Structure
from layers.usages import sites_de
from views.couverture import phrases as t
from views.ecriture import phrases as w


def mot(atlas: Atlas, usage: str) -> t.Mot:
    """Les mots d'un usage."""
    one, entry = atlas.catalogue.usage(usage), atlas.catalogue.by_id.get(usage)
    feminine = entry.feminine if isinstance(entry, Structure) else usage in t.FEMININS
    return t.Mot(one.label or one.pluriel, f"{'une' if feminine else 'un'} {one.singular}", one.plural)


def sites_au(atlas: Atlas, usage: str) -> str:
    """« Sites : FINESS, 20 novembre 2026. », et combien ont cet usage sans que l'éditeur le dise ; « » sans site."""
    own = sites_de(atlas, usage)
    if own.empty:
        return ""
    category = own["categorie"].mode()[0]
    source = atlas.catalogue.by_id[category].source
    return t.sites_au(source, w.date(atlas.millesime(category)), int(own["deduit"].sum()), len(own))
