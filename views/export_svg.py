"""L'export de la carte en SVG, format A4 paysage : titre, filtres, légende comptée, échelle, nord, sources, date.

Dessinée par le serveur d'après les contours, pas copiée de l'écran : le papier a sa mise en page, ses motifs restent nets à
toute taille, et la carte est la même sans WebGL. Les contours sont simplifiés ensemble : une limite commune le reste.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import escape

from layers.atlas import Atlas
from layers.contours import grille, metres_par_pas
from layers.polygones import Polygones
from views import wording as w
from views.export_legende import Ligne, legende, paint
from views.export_vue import Contenu, affichees, filtres, regarde
from views.motifs import FORMES, TRACES
from views.view import View

if TYPE_CHECKING:
    from shapely import Geometry

LARGEUR, HAUTEUR = 1123, 794  # A4 paysage à 96 points par pouce
CARTE = (32.0, 104.0, 732.0, 700.0)  # ouest, nord, est, sud du cadre de la carte
MARGE = 10.0
LEGENDE_X, LEGENDE_Y, RANG = 752, 122, 40
FONT = "'Atkinson Hyperlegible Next', 'DejaVu Sans', Arial, sans-serif"
HORS = "#F1EFE9"
ENCRE, DISCRET = "#1B1B1F", "#4A4A52"
# Sous cette taille (en points de la page), un détail de contour ne se voit pas.
DETAIL = 0.5
# Au-delà, un trait ordinaire entre les communes couvrirait leurs couleurs.
MANY = 1_000


def svg_de(atlas: Atlas, view: View, content: Contenu, polygones: Polygones) -> bytes:
    """La page, en SVG. Les communes de la région hors de la vue situent, en gris pâle."""
    around = _around(atlas, view)
    shapes = polygones.de(atlas.communes[atlas.communes["region"] == atlas.region])
    frame = Frame(around)
    drawn = frame.simplified({n: shapes[n] for n in map(int, around["numero"]) if n in shapes})
    shown = affichees(atlas, view)
    lines = [*legende(atlas, view), *((Ligne(HORS, "plein", w.HORS_FILTRE),) if len(shown) < len(around) else ())]
    body = [
        _defs(lines),
        f'<rect width="{LARGEUR}" height="{HAUTEUR}" fill="#fff"/>',
        *_heading(atlas, view, content),
        *_map(atlas, view, frame, drawn, shown),
        *_structures(atlas, view, frame, shown),
        frame.border(),
        *_scale_and_north(frame, float(around["sud"].mean())),
        *_legend(atlas, view, lines, content),
        *_foot(content),
    ]
    title = escape(content.titre)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 {LARGEUR} {HAUTEUR}" role="img" '
        f'aria-label="{title}" font-family="{FONT}" font-size="13" fill="{ENCRE}">'
        f"<title>{title}</title><metadata>{escape(_told(content))}</metadata>"
    )
    return ('<?xml version="1.0" encoding="UTF-8"?>' + head + "".join(body) + "</svg>").encode()


class Frame:
    """Le cadre de la carte : de la grille du monde aux points de la page, pour que `communes` y tiennent."""

    def __init__(self, communes: pd.DataFrame):
        west, north = grille(float(communes["ouest"].min()), float(communes["nord"].max()))
        east, south = grille(float(communes["est"].max()), float(communes["sud"].min()))
        width, height = CARTE[2] - CARTE[0] - 2 * MARGE, CARTE[3] - CARTE[1] - 2 * MARGE
        self.scale = min(width / (east - west), height / (south - north))
        self._x = (CARTE[0] + CARTE[2]) / 2 - (west + east) / 2 * self.scale
        self._y = (CARTE[1] + CARTE[3]) / 2 - (north + south) / 2 * self.scale

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Un point de la grille du monde, en points de la page."""
        return x * self.scale + self._x, y * self.scale + self._y

    def simplified(self, shapes: dict[int, Geometry]) -> dict[int, Geometry]:
        """Les contours sans les détails qui ne se verraient pas, simplifiés ensemble."""
        import shapely

        if not shapes:
            return {}
        return dict(zip(shapes, shapely.coverage_simplify(list(shapes.values()), DETAIL / self.scale)))

    def path(self, shape: Geometry) -> str:
        """Le chemin SVG d'une surface, au dixième de point."""
        import shapely

        known = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
        # Recoudre laisse parfois un éclat d'un pas de grille : moins d'un point, il ne serait qu'une poussière.
        seen = [ring for ring in known if shapely.area(shapely.Polygon(ring)) * self.scale**2 >= 1]
        rings = [[self.place(x, y) for x, y in shapely.get_coordinates(ring)[:-1]] for ring in seen]
        return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)

    @staticmethod
    def border() -> str:
        west, north, east, south = CARTE
        return f'<rect x="{west}" y="{north}" width="{east - west}" height="{south - north}" fill="none" stroke="#8C8A83"/>'


def _around(atlas: Atlas, view: View) -> pd.DataFrame:
    """Les communes de la région dont l'emprise touche celle du territoire regardé ; d'une commune, on regarde le département."""
    west, south, east, north = regarde(atlas, view).bbox
    communes = atlas.communes[atlas.communes["region"] == atlas.region]
    inside = (communes["longitude_interieure"].between(west, east)) & (communes["latitude_interieure"].between(south, north))
    return communes[inside]


def _defs(lines: list[Ligne]) -> str:
    patterns = "".join(
        f'<pattern id="{one.fill_id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{one.colour}"/>'
        f'<g stroke="{one.ink}" fill="none" stroke-width=".8">{TRACES.get(one.pattern, "")}</g></pattern>'
        for one in lines
    )
    return f"<defs>{patterns}</defs>"


def _heading(atlas: Atlas, view: View, content: Contenu) -> Iterator[str]:
    yield f'<text x="32" y="48" font-size="26" font-weight="700">{escape(content.titre)}</text>'
    told = " · ".join(f"{name} : {value}" for name, value in filtres(atlas, view)) or "Sans filtre"
    for rank, line in enumerate(textwrap.wrap(told, 130)[:2]):
        yield f'<text x="32" y="{72 + 17 * rank}" fill="{DISCRET}">{escape(line)}</text>'
    if atlas.simulated:
        yield f'<text x="{LARGEUR - 32}" y="48" text-anchor="end" font-weight="700" fill="#8C2D04">{escape(w.DEMONSTRATION)}</text>'


def _map(atlas: Atlas, view: View, frame: Frame, drawn: dict[int, Geometry], shown: pd.DataFrame) -> Iterator[str]:
    """Les surfaces par classe, les limites des communes, puis celles des départements."""
    import shapely

    couche = atlas.catalogue.couche(view.theme)
    fills = {int(n): paint(couche, code, view.annee).fill for n, code in zip(shown["numero"], shown[couche.id])}
    groups: dict[str, list[str]] = {}
    for number, shape in drawn.items():
        groups.setdefault(fills.get(number, HORS), []).append(frame.path(shape))
    width = ".25" if len(drawn) > MANY else ".6"
    for fill, paths in groups.items():
        yield f'<path d="{"".join(paths)}" fill="{fill}" stroke="#fff" stroke-width="{width}" stroke-linejoin="round"/>'
    outlines = "".join(frame.path(shapely.union_all(shapes)) for shapes in _departements(atlas, drawn))
    yield f'<path d="{outlines}" fill="none" stroke="{ENCRE}" stroke-width="1" stroke-linejoin="round"/>'


def _departements(atlas: Atlas, drawn: dict[int, Geometry]) -> Iterator[list[Geometry]]:
    """Les communes de chaque département dessiné en entier : un département coupé par le cadre n'a pas là de limite."""
    region = atlas.communes[atlas.communes["region"] == atlas.region]
    for _, numbers in region.groupby("departement")["numero"]:
        if set(numbers) <= drawn.keys():
            yield [drawn[number] for number in numbers]


def _structures(atlas: Atlas, view: View, frame: Frame, shown: pd.DataFrame) -> Iterator[str]:
    sites = atlas.sites[atlas.sites["code_commune"].isin(shown.index) & atlas.sites["longitude"].notna()]
    for structure in atlas.catalogue.structures:
        if structure.id not in view.structures:
            continue
        marks = []
        for site in sites[sites["categorie"] == structure.id].itertuples():
            x, y = frame.place(*grille(site.longitude, site.latitude))
            marks.append(f'<g transform="translate({x:.1f} {y:.1f}) scale(.55)">{FORMES[structure.shape]}</g>')
        yield f'<g fill="{structure.colour}" stroke="#fff" stroke-width="1.6" paint-order="stroke">{"".join(marks)}</g>'


def _scale_and_north(frame: Frame, latitude: float) -> Iterator[str]:
    """Une règle d'un nombre rond de kilomètres, et le nord, qui est en haut (Mercator)."""
    per_km = 1000 / metres_par_pas(latitude) * frame.scale
    km = max((n for n in (1, 2, 5, 10, 20, 50, 100) if n * per_km <= 140), default=1)
    x, y = CARTE[0] + 14, CARTE[3] - 14
    yield f'<rect x="{x - 8}" y="{y - 24}" width="{km * per_km + 24:.0f}" height="32" fill="#fff" opacity=".85"/>'
    yield f'<path d="M{x} {y - 5}V{y}H{x + km * per_km:.1f}V{y - 5}" fill="none" stroke="{ENCRE}" stroke-width="1.5"/>'
    yield f'<text x="{x + 4}" y="{y - 7}" font-size="12">{km}{w.INSECABLE}km</text>'
    yield f'<g transform="translate({CARTE[2] - 22} {CARTE[1] + 20})"><path d="M0 -12L7 10L0 5L-7 10Z" fill="{ENCRE}"/>'
    yield '<text y="26" text-anchor="middle" font-weight="700">N</text></g>'


def _legend(atlas: Atlas, view: View, lines: list[Ligne], content: Contenu) -> Iterator[str]:
    y = LEGENDE_Y
    yield f'<text x="{LEGENDE_X}" y="{y}" font-size="16" font-weight="700">{escape(w.LEGENDE)}</text>'
    for line in lines:
        y += RANG
        yield f'<rect x="{LEGENDE_X}" y="{y - 16}" width="34" height="24" fill="{line.fill}" stroke="#6B6962"/>'
        for rank, text in enumerate(textwrap.wrap(line.nom, 42)[:2]):
            yield f'<text x="{LEGENDE_X + 44}" y="{y - 6 + 15 * rank}">{escape(text)}</text>'
            y += 15 * (rank > 0)
        yield f'<text x="{LEGENDE_X + 44}" y="{y + 10}" fill="{DISCRET}">{escape(line.compte)}</text>'
    counts = content.structures["categorie"].value_counts()
    y += 20
    for structure in atlas.catalogue.structures:
        if structure.id in view.structures:
            y += 24
            mark = f'<g transform="translate({LEGENDE_X + 12} {y - 4})" fill="{structure.colour}">{FORMES[structure.shape]}</g>'
            number = w.entier(int(counts.get(structure.title, 0)))
            yield f'{mark}<text x="{LEGENDE_X + 28}" y="{y}">{escape(structure.short)} : {number}</text>'


def _foot(content: Contenu) -> Iterator[str]:
    """Les sources, le jeu de données et son empreinte, l'adresse qui rouvre la vue, la date."""
    told = dict(content.propos)
    data = f"{told['Jeu de données']}. Empreinte des données : {told['Empreinte des données'][:12]}. Exporté le {told['Exporté le']}."
    source = f"Source : {told['Éditeur']}. {told['Source']}, {told['Millésime']}. {told['Licence']}. {w.GEOGRAPHIE}"
    dates = textwrap.shorten(told.get("Dates", ""), 190, placeholder=" …")
    lines = [*textwrap.wrap(source, 175)[:2], *([dates] if dates else []), data, f"Vue : {told['Adresse de la vue']}"]
    for rank, line in enumerate(lines):
        yield f'<text x="32" y="{722 + 16 * rank}" font-size="11.5" fill="{DISCRET}">{escape(line)}</text>'


def _told(content: Contenu) -> str:
    return "\n".join(f"{name} : {value}" for name, value in content.propos)


