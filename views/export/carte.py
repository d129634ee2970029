"""La carte d'une vue, dessinée par le serveur en SVG : surfaces, limites, structures, échelle et nord, dans un cadre donné.

Le même dessin sert à la page SVG, au PDF et aux images du relevé ; les mots autour sont l'affaire de chacun. Les contours sont
simplifiés ensemble : une limite commune le reste.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from layers.atlas import Atlas
from layers.geo.contours import grille, metres_par_pas
from layers.geo.polygones import Polygones
from layers.territoire.territoires import path_to
from views.dessin.motifs import FORMES, TRACES
from views.ecriture import phrases as w
from views.export import phrases as e
from views.export.contenu import affichees, regarde
from views.export.legende import LigneDeLegende, legende, paint
from views.vue.vue import View

if TYPE_CHECKING:
    from shapely import Geometry

# Ouest, nord, est, sud du cadre d'une carte, en points de la page.
Rectangle = tuple[float, float, float, float]
MARGE = 10.0
# Le bas du cadre est à la règle : elle ne couvre aucune commune.
REGLE = 26.0
FONT = "'Maillage Hyperlegible', 'DejaVu Sans', Arial, sans-serif"
AUTOUR = LigneDeLegende("#F1EFE9", "plein")
ENCRE, DISCRET = "#1B1B1F", "#4A4A52"
# Sous cette taille (en points de la page), un détail de contour ne se voit pas.
DETAIL = 0.5
# Au-delà, un trait ordinaire entre les communes couvrirait leurs couleurs.
MANY = 1_000


@dataclass(frozen=True)
class Carte:
    """Une carte dessinée : `corps`, ses éléments SVG, et `lignes`, sa légende (l'ordre et les décomptes de l'écran)."""

    corps: str
    lignes: tuple[LigneDeLegende, ...]


@dataclass(frozen=True)
class Fond:
    """Le dessin d'un territoire dans un cadre : le chemin SVG de chaque commune (par `numero`), et celui des départements entiers."""

    frame: Frame
    communes: Mapping[int, str]
    departements: str
    latitude: float


class Dessins:
    """Les cartes d'un service. Les fonds des derniers territoires dessinés sont gardés (deux mégaoctets chacun, au plus) : une
    réunion, ou une vue exportée en plusieurs formats, montre plusieurs fois le même."""

    def __init__(self, polygones: Polygones):
        self._polygones = polygones
        self._fonds = lru_cache(maxsize=4)(self._drawn)

    def carte(self, atlas: Atlas, view: View, cadre: Rectangle) -> Carte:
        """La carte de `view` dans `cadre`. Les communes de la région hors de la vue situent, en gris pâle."""
        fond = self._fonds(atlas, regarde(atlas, view).id, cadre)
        shown = affichees(atlas, view)
        lines = legende_de(atlas, view)
        parts = [
            motifs_de(lines),
            *_map(atlas, view, fond, shown),
            *_structures(atlas, view, fond.frame, shown),
            fond.frame.border(),
            *_scale_and_north(fond.frame, fond.latitude),
        ]
        return Carte("".join(parts), lines)

    def _drawn(self, atlas: Atlas, territoire_id: str, cadre: Rectangle) -> Fond:
        around = _around(atlas, territoire_id)
        frame = Frame(around, cadre)
        shapes = self._polygones.de(atlas.communes[atlas.communes["region"] == atlas.region])
        drawn = frame.simplified({n: shapes[n] for n in map(int, around["numero"]) if n in shapes})
        outlines = "".join(frame.path(_unie(one)) for one in _departements(atlas, drawn))
        return Fond(frame, {n: frame.path(shape) for n, shape in drawn.items()}, outlines, float(around["sud"].mean()))


def _unie(shapes: list[Geometry]) -> Geometry:
    """La surface qu'elles font ensemble. Dix fois plus vite quand les voisines ont exactement les mêmes limites ; simplifiées, ce
    n'est pas toujours vrai (Auvergne-Rhône-Alpes, Grand Est, Nouvelle-Aquitaine)."""
    import shapely

    try:
        return shapely.coverage_union_all(shapes)
    except shapely.GEOSException:
        return shapely.union_all(shapely.make_valid(shapes))


def legende_de(atlas: Atlas, view: View) -> tuple[LigneDeLegende, ...]:
    """La légende d'une carte : celle de l'écran, et le gris pâle s'il y a, dans le cadre, des communes hors de la vue."""
    lines = tuple(legende(atlas, view))
    shown, place = len(affichees(atlas, view)), regarde(atlas, view).id
    whole = len(affichees(atlas, View(place, view.theme)))
    outside = [e.HORS_TERRITOIRE] if whole < len(_around(atlas, place)) else []
    left_out = [w.HORS_FILTRE] if shown < whole else []
    beyond = [*outside, *left_out]
    return (*lines, replace(AUTOUR, nom=e.ou(beyond))) if beyond else lines


def seule(drawn: Carte, largeur: float, hauteur: float) -> str:
    """Une image SVG de la carte seule."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {largeur} {hauteur}" width="{largeur}" height="{hauteur}" '
        f'font-family="{FONT}" font-size="13" fill="{ENCRE}">{drawn.corps}</svg>'
    )


class Frame:
    """Le cadre de la carte : de la grille du monde aux points de la page, pour que `communes` y tiennent."""

    def __init__(self, communes: pd.DataFrame, cadre: Rectangle):
        self.cadre = cadre
        west, north = grille(float(communes["ouest"].min()), float(communes["nord"].max()))
        east, south = grille(float(communes["est"].max()), float(communes["sud"].min()))
        width, height = cadre[2] - cadre[0] - 2 * MARGE, cadre[3] - cadre[1] - 2 * MARGE - REGLE
        self.scale = min(width / (east - west), height / (south - north))
        self._x = (cadre[0] + cadre[2]) / 2 - (west + east) / 2 * self.scale
        self._y = (cadre[1] + cadre[3] - REGLE) / 2 - (north + south) / 2 * self.scale

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
        rings = [(shapely.get_coordinates(ring)[:-1] * self.scale + (self._x, self._y)).tolist() for ring in seen]
        return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)

    def border(self) -> str:
        """Le trait du cadre."""
        west, north, east, south = self.cadre
        return f'<rect x="{west}" y="{north}" width="{east - west}" height="{south - north}" fill="none" stroke="#8C8A83"/>'


def _around(atlas: Atlas, territoire_id: str) -> pd.DataFrame:
    """Les communes de la région qui tombent dans le rectangle du territoire."""
    west, south, east, north = path_to(atlas, territoire_id)[-1].bbox
    communes = atlas.communes.loc[atlas.communes["region"] == atlas.region]
    inside = (communes["longitude_interieure"].between(west, east)) & (communes["latitude_interieure"].between(south, north))
    return communes.loc[inside]


def motifs_de(lines: Iterable[LigneDeLegende]) -> str:
    """Les motifs de ces lignes de légende, une fois chacun."""
    patterns = "".join(
        f'<pattern id="{one.fill_id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{one.colour}"/>'
        f'<g stroke="{one.ink}" fill="none" stroke-width=".8">{TRACES.get(one.pattern, "")}</g></pattern>'
        for one in {line.fill_id: line for line in lines if line.dessine}.values()
    )
    return f"<defs>{patterns}</defs>"


def _map(atlas: Atlas, view: View, fond: Fond, shown: pd.DataFrame) -> Iterator[str]:
    """Les surfaces par classe, les limites des communes, puis celles des départements."""
    couche = atlas.catalogue.couche(view.theme)
    looks = {int(n): paint(couche, code, view.annee) for n, code in zip(shown["numero"], shown[couche.id])}
    groups: dict[LigneDeLegende, list[str]] = {}
    for number, path in fond.communes.items():
        groups.setdefault(looks.get(number, AUTOUR), []).append(path)
    # Des milliers de limites, même fines, pâliraient les couleurs : un lecteur de PDF trace au moins un point.
    limits = 'stroke-width=".25" stroke-opacity=".35"' if len(fond.communes) > MANY else 'stroke-width=".6"'
    for rank, (look, paths) in enumerate(groups.items()):
        # La couleur unie sous le motif : entre deux carreaux d'un motif, un lecteur de PDF laisse parfois un fil.
        line = f'stroke="#fff" {limits} stroke-linejoin="round"'
        yield f'<g fill="{look.colour}" {"" if look.dessine else line}><path id="surface-{rank}" d="{"".join(paths)}"/></g>'
        if look.dessine:
            yield f'<use href="#surface-{rank}" fill="{look.fill}" {line}/>'
    yield f'<path d="{fond.departements}" fill="none" stroke="{ENCRE}" stroke-width="1" stroke-linejoin="round"/>'


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
    x, y = frame.cadre[0] + 14, frame.cadre[3] - 14
    yield f'<path d="M{x} {y - 5}V{y}H{x + km * per_km:.1f}V{y - 5}" fill="none" stroke="{ENCRE}" stroke-width="1.5"/>'
    yield f'<text x="{x + 4}" y="{y - 7}" font-size="12">{km}{w.INSECABLE}km</text>'
    yield f'<g transform="translate({frame.cadre[2] - 22} {frame.cadre[1] + 20})"><path d="M0 -12L7 10L0 5L-7 10Z" fill="{ENCRE}"/>'
    yield '<text y="26" text-anchor="middle" font-weight="700">N</text></g>'
