"""L'état peint de chaque commune : sa classe, une marque, « pas encore » ou « hors des filtres ».

assets/carte/vue.mjs fait le même calcul dans le navigateur ; un essai compare les deux, commune par commune.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from layers.atlas import Atlas
from layers.registre.marques import AVENIR, HORS, LETTRES
from views.vue.filtres import included
from views.vue.vue import View

MARQUES = tuple(LETTRES.values())


def etats(atlas: Atlas, view: View) -> Mapping[str, str]:
    """{code_commune: code de classe, marque (« - » absente, « x » masquée, « y » partagée), AVENIR ou HORS} de la région.

    Le territoire regardé n'y change rien : la carte peint toute la région.
    """
    return _etats(atlas, replace(view, territoire=f"reg-{atlas.region}"))


@lru_cache(maxsize=64)
def _etats(atlas: Atlas, view: View) -> Mapping[str, str]:
    couche = atlas.catalogue.couche(view.theme)
    later = {code for code in couche.rank if couche.kind == "date" and int(code) > view.annee}
    shown = {code: HORS if code in view.masquer else AVENIR if code in later else code for code in couche.rank} | LETTRES
    inside = included(atlas, view)
    here = (atlas.communes["region"] == atlas.region).to_numpy()
    codes = atlas.communes[couche.id].to_numpy()[here]
    found = {
        commune: shown[code] if kept else HORS for commune, code, kept in zip(atlas.communes.index[here], codes, inside[here], strict=True)
    }
    return MappingProxyType(found)
