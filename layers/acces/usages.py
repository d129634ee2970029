"""Les usages dont on mesure l'accès : ceux du registre où l'on va au plus près."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.socle.entrees import PROXIMITE, Usage
from layers.usages import usages

D_ABORD = "msp"


def mesures(atlas: Atlas) -> tuple[Usage, ...]:
    """Les usages qu'au moins un site du jeu a, dans l'ordre du registre ; () : les sites de cette région n'y sont pas."""
    return tuple(one for one in usages(atlas) if one.reach == PROXIMITE)


def premier(atlas: Atlas) -> str:
    """L'usage d'une question qui n'en dit pas : la maison de santé, à défaut le premier du jeu."""
    here = [one.id for one in mesures(atlas)]
    return D_ABORD if D_ABORD in here or not here else here[0]
