"""Le petit plan d'une fiche : un SVG dessiné d'après les contours, sans carte ni script, lisible en noir et blanc.

Chaque commune a la couleur et le motif de sa classe (médecins généralistes) ; celle de la fiche, un trait épais.
La légende est dans l'image. Le plan du papier est dans views/papier/plan.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from markupsafe import Markup, escape

from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.proches import SiteProche, point
from layers.commune.voisinage import colonnes
from layers.geo.contours import COTE, Contours, Dalle, grille, metres_par_pas
from layers.registre.catalogue import Classe
from layers.socle.entrees import PLAN
from views.commune import phrases as f
from views.dessin.cadre import Cadre, cadre_de
from views.dessin.decoupe import Point, Rectangle, commun, decoupe, inedites, traits
from views.dessin.motifs import ECRAN, FORMES, HORS_CLASSE, SANS_CLASSE, Encres, motif_id, motifs
from views.ecriture import phrases as w

LARGEUR, HAUTEUR, LEGENDE = 480, 330, 50
# En tête de la page : la largeur d'un téléphone, où un pixel du dessin en est un de l'écran.
LARGEUR_TETE, HAUTEUR_TETE, TEXTE_TETE = 390, 172, 14.5
# Autour d'elle, les classes sont pâles : une transparence tournerait au mauve.
PALES = {"ZIP": "#DDBFB0", "ZAC": "#F7D9BB", "ZAR": "#FAF4E6", "HZ": "#F0EEE7"}
ZONAGE = "zonage-medecins"
# Une dalle est découpée un peu large : deux voisines se recouvrent d'un cheveu au lieu de laisser un fil blanc.
RECOUVREMENT = 6


@dataclass(frozen=True)
class Dessin:
    """Ce qu'un plan montre : le SVG sans légende, les classes et les structures qu'il faut nommer à côté."""

    corps: str
    cadre: Cadre
    classes: tuple[Classe, ...]
    sites: tuple[SiteProche, ...]


def plan(atlas: Atlas, contours: Contours, it: Fiche) -> Markup:
    """Le SVG du plan de la commune, légende comprise ; vide si son contour n'est pas connu."""
    drawn = _dessin(atlas, contours, it, ECRAN, cadre_de(atlas.commune(it.code), LARGEUR, HAUTEUR))
    if drawn is None:
        return Markup("")
    legend = "".join(_legend(atlas, drawn.classes, drawn.sites))
    return Markup(_svg(it, LARGEUR, HAUTEUR + LEGENDE, drawn.corps + legend))


def plan_de_tete(
    atlas: Atlas, contours: Contours, it: Fiche, largeur: int = LARGEUR_TETE, hauteur: int = HAUTEUR_TETE, texte: float = TEXTE_TETE
) -> Markup:
    """La commune parmi ses voisines, sans légende ni structure : l'échelle des classes est dessous. Vide sans contour."""
    bare = replace(it, sites_proches=())
    drawn = _dessin(atlas, contours, bare, ECRAN, cadre_de(atlas.commune(it.code), largeur, hauteur), PALES)
    if drawn is None:
        return Markup("")
    # Le grand plan est dans la même page : deux motifs n'y ont pas le même identifiant.
    return Markup(_svg(it, largeur, hauteur, drawn.corps.replace("motif-", "tete-motif-"), texte))


def _dessin(
    atlas: Atlas, contours: Contours, it: Fiche, encres: Encres, cadre: Cadre, pales: Mapping[str, str] = MappingProxyType({})
) -> Dessin | None:
    """`pales` : {classe: sa teinte} autour de la commune, seule alors à avoir la sienne ; {} : ses voisines ont la leur."""
    row = atlas.commune(it.code)
    classes = classes_montrees(atlas, cadre)
    dalles = contours.dalles(*cadre.degres, frozenset(classes))
    if not any(int(row["numero"]) in dalle.communes for dalle in dalles):
        return None
    near = {int(row["numero"]), *map(int, atlas.lignes.colonnes["numero"][atlas.lignes.rangs(row["voisins"])])}
    shown = [site for site in it.sites_proches if PLAN in atlas.catalogue.usage(site.usage).places and _inside(cadre, site)]
    sites = tuple({site.numero_finess: site for site in reversed(shown)}.values())[::-1]  # un site de deux usages n'a qu'un signe
    placed = list(_sites(atlas, cadre, sites))
    used = {classes[n].label: classes[n] for n in [int(row["numero"]), *sorted(near & classes.keys())]}
    body = [
        *motifs(encres, {*used.values()}),
        f'<rect width="{cadre.largeur}" height="{cadre.hauteur}" fill="{encres.eau}"/>',
        *_communes(dalles, cadre, classes, {int(row["numero"])} if pales else near, encres, pales),
        *contour_de(dalles, cadre, int(row["numero"])),
        *(mark for _, mark in placed),
        *_labels(atlas, cadre, it.code, row["voisins"], [place for place, _ in placed]),
        regle_km(cadre, float(row["nord"])),
        f'<rect x=".5" y=".5" width="{cadre.largeur - 1}" height="{cadre.hauteur - 1}" fill="none" stroke="#8C8A83"/>',
    ]
    return Dessin("".join(body), cadre, tuple(used.values()), sites)


def _svg(it: Fiche, largeur: int, hauteur: int, body: str, texte: float = 12.5) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plan" viewBox="0 0 {largeur} {hauteur}" role="img" '
        f'aria-label="{escape(f.plan_titre(it.nom))}" font-family="\'Maillage Hyperlegible\', Arial, sans-serif" '
        f'font-size="{texte}" fill="#1B1B1F">'
    )
    return f"{head}{body}</svg>"


def classes_montrees(atlas: Atlas, cadre: Cadre) -> dict[int, Classe]:
    """{numéro: classe} des communes dont l'emprise touche la fenêtre."""
    west, south, east, north = cadre.degres
    of = atlas.lignes.colonnes
    ranks = np.flatnonzero((of["est"] > west) & (of["ouest"] < east) & (of["nord"] > south) & (of["sud"] < north))
    return {int(of["numero"][rank]): _classe(atlas, of[ZONAGE][rank]) for rank in ranks}


def _classe(atlas: Atlas, code: str) -> Classe:
    couche = atlas.catalogue.couche(ZONAGE)
    return couche.classes[couche.rank[code]] if code in couche.rank else HORS_CLASSE.get(code, SANS_CLASSE)


def morceaux(dalles: list[Dalle], cadre: Cadre, numbers: set[int]) -> Iterator[tuple[int, list[Point], Rectangle]]:
    """(commune, anneau en pixels, rectangle où il est coupé) : chaque dalle, un peu élargie, et réduite à la fenêtre."""
    for dalle in dalles:
        west, north = cadre.pixel(dalle.x - RECOUVREMENT, dalle.y - RECOUVREMENT)
        side = (COTE + 2 * RECOUVREMENT) * cadre.echelle
        box = commun((west, north, west + side, north + side), (0.0, 0.0, float(cadre.largeur), float(cadre.hauteur)))
        for number, rings in dalle.communes.items():
            for ring in rings if number in numbers else ():
                points = decoupe((cadre.pixel(*one) for one in ring), box)
                if len(points) > 2:
                    yield number, points, box


def _communes(
    dalles: list[Dalle], cadre: Cadre, classes: dict[int, Classe], near: set[int], encres: Encres, pales: Mapping[str, str]
) -> Iterator[str]:
    """Les fonds, commune par commune, puis toutes les limites d'un seul trait."""
    surfaces: dict[int, list[str]] = {}
    lines: list[str] = []
    drawn: set[frozenset[Point]] = set()
    for number, points, box in morceaux(dalles, cadre, set(classes)):
        surfaces.setdefault(number, []).append(chemin(points) + "Z")
        lines += [chemin(run) for line in traits(points, box) for run in inedites(line, drawn)]
    for number, paths in surfaces.items():
        fill = f"url(#{motif_id(classes[number])})" if number in near else pales.get(classes[number].code, encres.loin)
        yield f'<path d="{"".join(paths)}" fill="{fill}"/>'
    colour, width = encres.limite
    yield f'<path d="{"".join(lines)}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linejoin="round"/>'


def contour_de(dalles: list[Dalle], cadre: Cadre, number: int) -> Iterator[str]:
    lines = [chemin(line) for _, points, box in morceaux(dalles, cadre, {number}) for line in traits(points, box)]
    yield f'<path d="{"".join(lines)}" fill="none" stroke="#1B1B1F" stroke-width="3" stroke-linejoin="round"/>'


def chemin(points: list[Point]) -> str:
    """Le chemin SVG d'une ligne, au pixel : une limite commune reste commune ; ce qui est aligné ou confondu est omis."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        one = round(x), round(y)
        if len(kept) > 1 and _aligned(kept[-2], kept[-1], one):
            kept.pop()
        if not kept or kept[-1] != one:
            kept.append(one)
    return "M" + "L".join(f"{x} {y}" for x, y in kept)


def _aligned(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    """Vrai si b est entre a et c, sur la même droite : l'omettre ne change pas le trait."""
    (ux, uy), (vx, vy) = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
    return ux * vy == uy * vx and ux * vx + uy * vy >= 0


def _inside(cadre: Cadre, site: SiteProche) -> bool:
    x, y = cadre.pixel(*grille(site.longitude, site.latitude))
    return 8 < x < cadre.largeur - 8 and 8 < y < cadre.hauteur - 8


def _sites(atlas: Atlas, cadre: Cadre, sites: tuple[SiteProche, ...]) -> Iterator[tuple[tuple[float, float], str]]:
    """(place, dessin) de chaque structure la plus proche qui tombe dans la fenêtre ; deux au même endroit se décalent."""
    taken: list[tuple[float, float]] = []
    for site in sites:
        x, y = cadre.pixel(*grille(site.longitude, site.latitude))
        while any(abs(x - a) < 11 and abs(y - b) < 11 for a, b in taken):
            x += 12
        taken.append((x, y))
        shape = atlas.catalogue.by_id[site.categorie].shape
        halo = 'fill="#1B1B1F" stroke="#fff" stroke-width="1.6" paint-order="stroke"'
        yield (x, y), f'<g transform="translate({x:.1f} {y:.1f})" {halo}>{FORMES[shape]}</g>'


def _labels(atlas: Atlas, cadre: Cadre, code: str, around: tuple[str, ...], taken: list[tuple[float, float]]) -> Iterator[str]:
    """Le nom de la commune, puis ceux des voisines, les plus peuplées d'abord, tant qu'ils ne se touchent pas."""
    boxes = [(x - 8, y - 8, x + 8, y + 8) for x, y in taken] + [(0.0, cadre.hauteur - 30.0, 110.0, float(cadre.hauteur))]
    known = [one for one in around if one in atlas.communes.index]
    people = {one: colonnes(atlas).population[atlas.communes.index.get_loc(one)] for one in known}
    for one in [code, *sorted(known, key=lambda c: (-np.nan_to_num(people[c]), c))]:
        row, own = atlas.commune(one), one == code
        x, y = cadre.pixel(*grille(*point(row)))
        half = len(row["nom"]) * (3.9 if own else 3.4)
        for dy in (-10, 18, -22, 30):
            box = (x - half, y + dy - 11, x + half, y + dy + 4)
            outside = box[0] < 2 or box[2] > cadre.largeur - 2 or box[1] < 2 or box[3] > cadre.hauteur - 2
            if outside or any(se_touchent(box, other) for other in boxes):
                continue
            boxes.append(box)
            weight = ' font-weight="700" font-size="14"' if own else ""
            halo = 'text-anchor="middle" stroke="#fff" stroke-width="3.5" paint-order="stroke" stroke-linejoin="round"'
            yield f'<text x="{x:.1f}" y="{y + dy:.1f}" {halo}{weight}>{escape(row["nom"])}</text>'
            break


def se_touchent(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def regle_km(cadre: Cadre, latitude: float) -> str:
    """Une règle d'un nombre rond de kilomètres, d'un cinquième de la largeur au plus."""
    pixels_per_km = 1000 / metres_par_pas(latitude) * cadre.echelle
    km = max((n for n in (1, 2, 5, 10, 20) if n * pixels_per_km <= cadre.largeur / 5), default=1)
    end, y = 10 + km * pixels_per_km, cadre.hauteur - 12
    line = f"M10 {y - 4}V{y}H{end:.1f}V{y - 4}"
    return (
        f'<path d="{line}" fill="none" stroke="#fff" stroke-width="4"/><path d="{line}" fill="none" stroke="#1B1B1F" stroke-width="1.5"/>'
        f'<text x="14" y="{y - 6}" stroke="#fff" stroke-width="3" paint-order="stroke">{km}{w.INSECABLE}km</text>'
    )


def _legend(atlas: Atlas, classes: tuple[Classe, ...], sites: tuple[SiteProche, ...]) -> Iterator[str]:
    """Sous le plan : les classes montrées, puis les formes des structures les plus proches."""
    x, y = 0.0, HAUTEUR + 18
    for classe in classes:
        text = f.plan_classe(classe)
        yield f'<rect x="{x + 0.5:.1f}" y="{y - 11}" width="22" height="14" fill="url(#{motif_id(classe)})" stroke="#6B6962"/>'
        yield f'<text x="{x + 28:.1f}" y="{y}">{escape(text)}</text>'
        x += 42 + len(text) * 6.4
    x, y = 0.0, HAUTEUR + 40
    if sites:
        yield f'<text x="0" y="{y}">{f.AU_PLUS_PRES}</text>'
        x = len(f.AU_PLUS_PRES) * 6.2 + 8
    for site in sites:
        entry, text = atlas.catalogue.structure(site.categorie), escape(atlas.catalogue.usage(site.usage).singular)
        yield f'<g transform="translate({x:.1f} {y - 4})">{FORMES[entry.shape]}</g><text x="{x + 10:.1f}" y="{y}">{text}</text>'
        x += 28 + len(text) * 6.3
