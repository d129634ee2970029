"""La carte des vagues PÂSTEL de la veille : un SVG des départements, sans carte ni script ; chacun porte l'année de sa vague."""

from __future__ import annotations

import gzip
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup, escape

from layers.atlas import Atlas
from layers.faits.par_departement import annees
from layers.geo import pmtiles
from layers.geo import tuiles as regional
from layers.geo.contours import COTE, TUILES, grille, rings
from views.borne import phrases as b
from views.dessin.decoupe import Point, Rectangle, decoupe, traits

LARGEUR = 1000
# Le niveau où un département tient en quelques centaines de points.
NIVEAU, PAS = 5, 2**5
RECOUVREMENT = 4
# De la première vague à la dernière : du plus foncé au plus clair, lisible sans les couleurs grâce aux années écrites.
TEINTES = {2018: "#0B5D66", 2019: "#3F8F97", 2020: "#8AC0C5", 2021: "#C9E2E4"}


@dataclass(frozen=True)
class _Cadre:
    x: float
    y: float
    echelle: float
    hauteur: float

    def pixel(self, x: float, y: float) -> Point:
        return (x - self.x) * self.echelle, (y - self.y) * self.echelle


def carte_vagues(atlas: Atlas, geo: Path) -> Markup:
    """Le SVG ; vide sans le fichier des tuiles, ou si la région n'a pas de vague."""
    departements = atlas.departements[atlas.departements["region"] == atlas.region]
    if not (geo / TUILES).is_file() or not any(code in annees(atlas.faits) for code in departements.index):
        return Markup("")
    cadre = _cadre(atlas.regions.loc[atlas.region])
    numbers = {list(atlas.departements.index).index(code): code for code in departements.index}
    surfaces: dict[str, list[str]] = {str(code): [] for code in departements.index}
    lines: list[str] = []
    for number, points, box in _pieces(geo / TUILES, cadre, atlas.regions.loc[atlas.region], set(numbers)):
        surfaces[numbers[number]].append(_path(points) + "Z")
        lines += [_path(line) for line in traits(points, box)]
    body = [_departement(atlas, code, "".join(paths)) for code, paths in surfaces.items()]
    names = [_nom(atlas, cadre, code, row) for code, row in departements.iterrows()]
    return Markup(
        f'<svg viewBox="0 0 {LARGEUR} {cadre.hauteur:.0f}" role="img" aria-label="{b.VEILLE_CARTE}" font-size="23" fill="#1B1B1F" '
        f"font-family=\"'Maillage Hyperlegible', Arial, sans-serif\">{''.join(body)}"
        f'<path class="vagues-traits" d="{"".join(lines)}"/>{"".join(names)}</svg>'
    )


def _cadre(region) -> _Cadre:
    west, north = grille(region["ouest"], region["nord"])
    east, south = grille(region["est"], region["sud"])
    return _Cadre(west, north, LARGEUR / (east - west), (south - north) * LARGEUR / (east - west))


def _pieces(tiles: Path, cadre: _Cadre, region, wanted: set[int]) -> Iterator[tuple[int, list[Point], Rectangle]]:
    """(département, anneau en pixels, rectangle où il est coupé), tuile par tuile, celles que touche la région."""
    directory = regional.directory(tiles)
    west, north = (math.floor(value / COTE / PAS) for value in grille(region["ouest"], region["nord"]))
    east, south = (math.floor(value / COTE / PAS) for value in grille(region["est"], region["sud"]))
    with tiles.open("rb") as file:
        for x in range(west, east + 1):
            for y in range(north, south + 1):
                start, length = directory.get(pmtiles.tile_id(NIVEAU, x, y), (0, 0))
                if not length:
                    continue
                file.seek(start)
                extent, features = regional.features(gzip.decompress(file.read(length)), "departements")
                side = COTE * PAS
                left, top = cadre.pixel(x * side - RECOUVREMENT * PAS, y * side - RECOUVREMENT * PAS)
                width = (side + 2 * RECOUVREMENT * PAS) * cadre.echelle
                box = (left, top, left + width, top + width)
                for number in wanted & features.keys():
                    for ring in rings(features[number], x * side, y * side, side // extent):
                        points = decoupe((cadre.pixel(*one) for one in ring), box)
                        if len(points) > 2:
                            yield number, points, box


def _departement(atlas: Atlas, code: str, path: str) -> str:
    wave = annees(atlas.faits).get(code)
    year = f' data-annee="{wave.valeur}" style="--vague:{TEINTES.get(wave.valeur, TEINTES[2021])}"' if wave else ""
    return f'<path class="vague"{year} d="{path}"/>'


def _nom(atlas: Atlas, cadre: _Cadre, code: str, row) -> str:
    """Le nom du département et l'année de sa vague, au milieu."""
    wave = annees(atlas.faits).get(code)
    if wave is None:
        return ""
    x, y = cadre.pixel(*grille((row["ouest"] + row["est"]) / 2, (row["sud"] + row["nord"]) / 2))
    halo = 'text-anchor="middle" stroke="#fff" stroke-width="5" paint-order="stroke" stroke-linejoin="round" font-weight="600"'
    name = f'<text class="vagues-nom" x="{x:.0f}" y="{y - 6:.0f}">{escape(row["nom"])}</text>'
    return f'<g {halo}>{name}<text class="vagues-annee" x="{x:.0f}" y="{y + 20:.0f}">{wave.valeur}</text></g>'


def _path(points: list[Point]) -> str:
    kept: list[tuple[int, int]] = []
    for x, y in points:
        if not kept or kept[-1] != (round(x), round(y)):
            kept.append((round(x), round(y)))
    return "M" + "L".join(f"{x} {y}" for x, y in kept)
