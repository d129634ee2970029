"""Les styles QGIS (QML) du GeoPackage : la couleur et le motif de chaque classe, comme à l'écran."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from views.export import phrases as e
from views.export.contenu import MARQUES, Contenu, nom_de_legende
from views.export.legende import ASPECTS, AVENIR, LigneDeLegende
from views.export.tables import titres

# Le remplissage de QGIS le plus proche de chaque motif ; « plein » n'en a pas besoin.
MOTIFS = {
    "croix": "diagonal_x",
    "diagonale": "f_diagonal",
    "diagonale-inverse": "b_diagonal",
    "horizontal": "horizontal",
    "points": "dense6",
    "points-epars": "dense7",
}
# La forme de QGIS de chaque structure, de combien de degrés la tourner (sa croix est un plus), et sa taille en millimètres : à
# taille égale, une étoile ou une croix se verrait moins qu'un rond.
FORMES = {
    "rond": ("circle", 0, 2.4),
    "carre": ("square", 0, 2.3),
    "losange": ("diamond", 0, 3.0),
    "etoile": ("star", 0, 4.0),
    "hexagone": ("hexagon", 0, 2.8),
    "triangle": ("triangle", 0, 3.2),
    "pentagone": ("pentagon", 0, 2.9),
    "pointe": ("triangle", 180, 3.2),
    "sablier": ("shield", 0, 3.0),
    "chevron": ("arrowhead_filled", 270, 3.4),
    "plus": ("cross_fill", 0, 3.4),
    "croix": ("cross_fill", 45, 3.4),
}

# Une ligne de légende : la valeur de la colonne, ce qui s'y lit, le dessin (XML).
Aspect = tuple[str, str, str]


def style_communes(content: Contenu) -> str:
    """Une catégorie par classe présente (colonne `classe`), dans l'ordre de la légende ; une vague à venir est pâle, comme à l'écran."""
    table = content.communes
    later = set(table.loc[table["etat"] == e.A_VENIR, "classe"])
    classes = [(one.label, nom_de_legende(one), (one.colour, one.pattern)) for one in content.couche.classes]
    marks = [(MARQUES[code], MARQUES[code], look) for code, look in ASPECTS.items()]
    looks = []
    for label, said, (colour, pattern) in [*classes, *marks]:
        drawn = _fill(LigneDeLegende(AVENIR, "plein") if label in later else LigneDeLegende(colour, pattern))
        looks.append((label, e.a_venir(said) if label in later else said, drawn))
    return _categorised(content, "classe", [one for one in looks if one[0] in set(table["classe"])], "fill", _columns(content))


def style_structures(content: Contenu) -> str:
    """La couleur et la forme de chaque catégorie de structure présente (colonne `categorie`), dans l'ordre de la légende."""
    present = set(content.structures["categorie"])
    looks = [(label, label, _marker(colour, *FORMES[shape])) for label, (colour, shape) in content.formes.items() if label in present]
    return _categorised(content, "categorie", looks, "marker", ((one, e.STRUCTURES[one]) for one in content.structures.columns))


def _columns(content: Contenu) -> Iterable[tuple[str, str]]:
    return zip(content.communes.columns, titres(content))


def _categorised(content: Contenu, attribute: str, looks: list[Aspect], kind: str, columns: Iterable[tuple[str, str]]) -> str:
    """Le style d'une couche : un symbole par catégorie, et le titre français de ses colonnes (nom, titre)."""
    categories = "".join(
        f'<category type="string" value="{escape(value)}" label="{escape(e.simule(said) if content.simule else said)}" '
        f'symbol="{rank}" render="true"/>'
        for rank, (value, said, _) in enumerate(looks)
    )
    symbols = "".join(
        f'<symbol type="{kind}" name="{rank}" alpha="1" clip_to_extent="1" force_rhr="0">{layers}</symbol>'
        for rank, (_, _, layers) in enumerate(looks)
    )
    aliases = "".join(f'<alias field="{field}" index="{rank}" name="{escape(title)}"/>' for rank, (field, title) in enumerate(columns, 1))
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.34.0" styleCategories="Symbology|Fields">'
        f'<renderer-v2 type="categorizedSymbol" attr="{attribute}" enableorderby="0" symbollevels="0" forceraster="0">'
        f"<categories>{categories}</categories><symbols>{symbols}</symbols></renderer-v2><aliases>{aliases}</aliases></qgis>"
    )


def _fill(look: LigneDeLegende) -> str:
    """La couleur, puis le motif, à l'encre de l'écran : claire sur les classes foncées."""
    whole = _layer(
        "SimpleFill", {"color": _rgba(look.colour), "style": "solid", "outline_color": "255,255,255,255", "outline_width": "0.1"}
    )
    if look.pattern not in MOTIFS:
        return whole
    return whole + _layer("SimpleFill", {"color": _rgba(look.ink), "style": MOTIFS[look.pattern], "outline_style": "no"})


def _marker(colour: str, name: str, angle: int, size: float) -> str:
    outline = {"outline_color": "255,255,255,255", "outline_width": "0.2"}
    return _layer("SimpleMarker", {"color": _rgba(colour), "name": name, "angle": str(angle), "size": str(size), **outline})


def _layer(kind: str, options: dict[str, str]) -> str:
    told = "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in options.items())
    return f'<layer class="{kind}" enabled="1" locked="0" pass="0"><Option type="Map">{told}</Option></layer>'


def _rgba(colour: str) -> str:
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
