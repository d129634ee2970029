"""Où est un territoire : les départements de sa région, le sien plein."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.geo.silhouettes import Silhouettes
from layers.geo.territoire import FRANCE, Territoire

MARGE = 20


@dataclass(frozen=True)
class SituationSurLaCarte:
    """Le SVG en données : son cadre, et (tracé, plein) de chaque département."""

    cadre: str
    traces: tuple[tuple[str, bool], ...]


def situer(atlas: Atlas, contours: Silhouettes, here: Territoire) -> SituationSurLaCarte | None:
    """None pour le pays, un lieu sans département, une région sans contour (outre-mer)."""
    region = next((id_.removeprefix("reg-") for id_ in (here.id, *here.parents) if id_.startswith("reg-")), "")
    codes = [code for code in atlas.departements.index[atlas.departements["region"] == region] if code in contours.traces]
    if not codes or here.niveau == FRANCE:
        return None
    own = {id_.removeprefix("dep-") for id_ in (here.id, *here.parents)} if here.niveau != "reg" else set(codes)
    left, top, right, bottom = contours.cadre(codes)
    box = f"{left - MARGE} {top - MARGE} {right - left + 2 * MARGE} {bottom - top + 2 * MARGE}"
    return SituationSurLaCarte(box, tuple((contours.traces[code], code in own) for code in codes))
