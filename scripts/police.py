"""La police de la page : Atkinson Hyperlegible Next, le zéro sans sa barre, et l'espace fine insécable qui lui manque.

La police n'offre aucun trait OpenType pour ôter la barre, qui fait lire « Ø ». Sa licence (OFL 1.1, sans nom réservé) permet une
copie modifiée ; elle porte un autre nom, « Maillage Hyperlegible ». Le contre-poinçon neuf reprend les deux moitiés du dessin
d'origine, retournées autour de l'axe : mêmes graisses, mêmes écarts, sur tout l'axe de la police variable.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import ttProgram
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.varLib.iup import iup_delta

# Les points du zéro d'origine qui servent : le quart bas gauche de son creux, puis le quart haut droit.
LEFT = ((151, 335), (151, 248), (188, 126), (265, 62), (324, 62))
RIGHT = ((497, 335), (497, 401), (476, 502), (433, 572), (368, 608), (324, 608))
NAMES = (("Atkinson Hyperlegible Next", "Maillage Hyperlegible"), ("AtkinsonHyperlegibleNext", "MaillageHyperlegible"))
THIN, THIN_EM = 0x202F, 0.19


def derive(source: Path, target: Path) -> None:
    """Écrit la police dérivée (WOFF2 ou TTF, d'après le nom de `target`)."""
    font = TTFont(source, recalcTimestamp=False)
    _open_zero(font)
    _thin_space(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            text = record.toUnicode()
            for old, new in NAMES:
                text = text.replace(old, new)
            font["name"].setName(text, record.nameID, record.platformID, record.platEncID, record.langID)
    font.flavor = "woff2" if target.suffix == ".woff2" else None
    font.save(target)


def _open_zero(font: TTFont) -> None:
    table, glyph = font["glyf"], font["glyf"]["zero"]
    coordinates, ends, flags = glyph.getCoordinates(table)
    points, ends, flags = list(coordinates), list(ends), list(flags)
    path, start = _counter(points, ends), ends[0] + 1
    for variation in font["gvar"].variations["zero"]:
        whole = iup_delta(variation.coordinates, [*points, (0, 0), (font["hmtx"]["zero"][0], 0), (0, 0), (0, 0)], ends)
        moved = [tuple(map(round, point)) for point in whole[:start]] + [tuple(map(round, _at(whole, step))) for step in path]
        variation.coordinates = moved + list(whole[len(points) :])
    glyph.coordinates = GlyphCoordinates(points[:start] + [_at(points, step) for step in path])
    glyph.endPtsOfContours, glyph.numberOfContours = [ends[0], start + len(path) - 1], 2
    glyph.flags = bytearray(flags[:start] + [flags[step[0]] for step in path])
    glyph.program = ttProgram.Program()
    glyph.program.fromBytecode([])
    glyph.recalcBounds(table)


def _counter(points: list, ends: list[int]) -> list[tuple[int, int | None]]:
    """Le contour du creux, en (point repris, point dont l'axe le retourne, ou None), dans le sens de celui d'origine."""

    def index(at: tuple[int, int]) -> int:
        return next(i for i, point in enumerate(points) if i > ends[0] and tuple(point) == at)

    left, right = [index(at) for at in LEFT], [index(at) for at in RIGHT]
    low, high = left[-1], right[-1]
    path = [(low, None), *((i, low) for i in reversed(left[1:4])), *((i, None) for i in right)]
    return [*path, *((i, high) for i in reversed(right[1:5])), *((i, None) for i in left[:4])]


def _at(points: list, step: tuple[int, int | None]) -> tuple[float, float]:
    i, axis = step
    x, y = points[i]
    return (x if axis is None else 2 * points[axis][0] - x, y)


def _thin_space(font: TTFont) -> None:
    name = "uni202F"
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (round(THIN_EM * font["head"].unitsPerEm), 0)
    font["gvar"].variations[name] = []
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[THIN] = name
