"""Les styles QGIS (QML) du GeoPackage : la couleur et le motif de chaque classe, comme à l'écran."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd

from layers.catalogue import Couche
from views import wording as w

# Le remplissage de QGIS le plus proche de chaque motif ; « plein » n'en a pas besoin.
MOTIFS = {
    "croix": "diagonal_x",
    "diagonale": "f_diagonal",
    "diagonale-inverse": "b_diagonal",
    "horizontal": "horizontal",
    "points": "dense6",
    "points-epars": "dense7",
}
MARQUES = {w.PAS_DE_DONNEE: ("#B9B7B0", "diagonale-inverse"), w.MASQUE: ("#9A9A9A", "horizontal"), w.PARTAGE: ("#9C86B8", "croix")}
# La forme de QGIS de chaque structure, et de combien de degrés la tourner : sa croix est un plus.
FORMES = {
    "rond": ("circle", 0),
    "carre": ("square", 0),
    "losange": ("diamond", 0),
    "etoile": ("star", 0),
    "hexagone": ("hexagon", 0),
    "triangle": ("triangle", 0),
    "plus": ("cross_fill", 0),
    "croix": ("cross_fill", 45),
}


def style_communes(couche: Couche, communes: pd.DataFrame) -> str:
    """Une catégorie par classe présente (colonne `classe`), dans l'ordre de la légende."""
    looks = {one.label: (one.colour, one.pattern) for one in couche.classes} | MARQUES
    present = [label for label in looks if label in set(communes["classe"])]
    return _categorised("classe", [(label, _fill(*looks[label])) for label in present], "fill")


def style_structures(structures: pd.DataFrame, formes: Mapping[str, tuple[str, str]]) -> str:
    """La couleur et la forme de chaque catégorie de structure présente (colonne `categorie`), dans l'ordre de la légende."""
    present = set(structures["categorie"])
    looks = [(label, _marker(colour, *FORMES[shape])) for label, (colour, shape) in formes.items() if label in present]
    return _categorised("categorie", looks, "marker")


def _categorised(attribute: str, looks: list[tuple[str, str]], kind: str) -> str:
    categories = "".join(
        f'<category type="string" value="{escape(label)}" label="{escape(label)}" symbol="{rank}" render="true"/>'
        for rank, (label, _) in enumerate(looks)
    )
    symbols = "".join(
        f'<symbol type="{kind}" name="{rank}" alpha="1" clip_to_extent="1" force_rhr="0">{layers}</symbol>'
        for rank, (_, layers) in enumerate(looks)
    )
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.34.0" styleCategories="Symbology">'
        f'<renderer-v2 type="categorizedSymbol" attr="{attribute}" enableorderby="0" symbollevels="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2></qgis>"
    )


def _fill(colour: str, pattern: str) -> str:
    whole = _layer("SimpleFill", {"color": _rgba(colour), "style": "solid", "outline_color": "255,255,255,255", "outline_width": "0.1"})
    if pattern not in MOTIFS:
        return whole
    ink = {"color": "90,70,55,160", "style": MOTIFS[pattern], "outline_style": "no"}
    return whole + _layer("SimpleFill", ink)


def _marker(colour: str, name: str, angle: int) -> str:
    outline = {"outline_color": "255,255,255,255", "outline_width": "0.2"}
    return _layer("SimpleMarker", {"color": _rgba(colour), "name": name, "angle": str(angle), "size": "2.4", **outline})


def _layer(kind: str, options: dict[str, str]) -> str:
    told = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{told}</Option></layer>'


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
