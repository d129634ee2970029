"""La carte d'un dépliant : la commune dans son secteur, et les lieux de soins où ils sont. Un SVG, lisible en noir et gris.

Pour l'élu, les classes, pâles autour de la commune ; seul « prioritaire » a un motif. Pour le visiteur, aucune couleur de classe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import escape

from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.pourquoi import membres, territoires
from layers.commune.proches import point
from layers.commune.secteur import AU_PLUS
from layers.commune.soins import Soin
from layers.geo.contours import Contours, Dalle, grille
from layers.registre.catalogue import Classe
from views.commune.plan import PALES, chemin, classes_montrees, contour_de, morceaux, regle_km, se_touchent
from views.dessin.cadre import Cadre, cadre_autour, cadre_de
from views.dessin.decoupe import inedites, traits
from views.papier.dessins import picto

LARGEUR, HAUTEUR, NOMS = 400, 440, 14
# Au-delà, la carte ne montrerait plus la commune : le lieu est nommé dans sa ligne, non sur la carte.
LOIN_M = 45_000
TERRE, ENCRE, ACCENT, ABSENT = "#E9E4D8", "#1B1B1F", "#0B5D66", "#D8D6CF"
PICTO, BORD = 26, 4
# Neuf points au moins une fois imprimé : la carte du visiteur est plus étroite. Une lettre, en part de la taille ; où le nom de la
# commune se met par rapport à sa mairie.
TEXTE, TEXTE_VISITEUR, PLUS_GRAND = 15.0, 17.0, 3.0
LETTRE, COTES_ICI = 0.52, ((0.0, 22.0), (0.0, -12.0), (0.0, 36.0), (0.0, -26.0))
Boite = tuple[float, float, float, float]
MOTIF = (
    '<pattern id="prioritaire" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="{fond}"/>'
    '<path d="M-2 2L2 -2M0 9L9 0M7 11L11 7" stroke="#8C2D04" stroke-width=".8"/></pattern>'
)


@dataclass(frozen=True)
class PlanImprime:
    """La carte, et ce que sa légende nomme : les classes montrées (dans l'ordre du registre), et s'il y a un trait de secteur."""

    svg: str
    classes: tuple[Classe, ...]
    secteur: bool


def plan_du_depliant(atlas: Atlas, contours: Contours, it: Fiche, lieux: Sequence[Soin], classes: bool) -> PlanImprime | None:
    """La carte de la commune de `it` ; `classes` : colorée par elles. None si son contour n'est pas connu."""
    row = atlas.commune(it.code)
    sector = _secteur(atlas, it.code) if classes else frozenset()
    near = [one for one in lieux if not one.sur_place and one.site.distance_m <= LOIN_M]
    cadre = _cadre(atlas, it.code, sector, near)
    shown = classes_montrees(atlas, cadre)
    dalles = contours.dalles(*cadre.degres, frozenset(shown))
    own = int(row["numero"])
    if not any(own in dalle.communes for dalle in dalles):
        return None
    marks = list(_capsules(atlas, cadre, it, lieux))
    body = [
        MOTIF.format(fond=PALES["ZIP"]),
        f'<rect width="{LARGEUR}" height="{HAUTEUR}" fill="#DDE6E6"/>',
        *_fonds(dalles, cadre, {n: _teinte(one, n == own) if classes else TERRE for n, one in shown.items()}, sector, own, classes),
        *(line.replace(ENCRE, ACCENT) for line in contour_de(dalles, cadre, own)),
        *(mark for _, mark in marks),
        *_noms(atlas, cadre, it.code, shown, [box for box, _ in marks], TEXTE if classes else TEXTE_VISITEUR),
        regle_km(cadre, float(row["nord"])),
        f'<rect x=".5" y=".5" width="{LARGEUR - 1}" height="{HAUTEUR - 1}" fill="none" stroke="#77756E"/>',
    ]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {HAUTEUR}" font-family="Maillage Hyperlegible" '
        f'font-size="{TEXTE if classes else TEXTE_VISITEUR}" fill="{ENCRE}">{"".join(body)}</svg>'
    )
    used = [one for one in dict.fromkeys(shown.values()) if one.code] if classes else []
    return PlanImprime(svg, tuple(sorted(used, key=lambda one: list(PALES).index(one.code) if one.code in PALES else 9)), bool(sector))


def _secteur(atlas: Atlas, code: str) -> frozenset[int]:
    """Les numéros des communes de son secteur ; aucun si elle l'est à elle seule, ou en réunit trop."""
    own = territoires(atlas, code) or ()
    ranks = np.unique(np.concatenate([membres(atlas)[one.code] for one in own])) if 0 < len(own) <= AU_PLUS else []
    return frozenset(map(int, atlas.lignes.colonnes["numero"][ranks])) if len(ranks) > 1 else frozenset()


def _cadre(atlas: Atlas, code: str, sector: frozenset[int], near: Iterable[Soin]) -> Cadre:
    """Le secteur entier s'il y en a un, la commune toujours, et les lieux voisins."""
    row, of = atlas.commune(code), atlas.lignes.colonnes
    points = [grille(row["ouest"], row["nord"]), grille(row["est"], row["sud"])]
    for rank in np.flatnonzero(np.isin(of["numero"], list(sector))):
        points += [grille(of["ouest"][rank], of["nord"][rank]), grille(of["est"][rank], of["sud"][rank])]
    places = [grille(one.site.longitude, one.site.latitude) for one in near]
    return cadre_autour(points + places, LARGEUR, HAUTEUR, 1.12) if sector or places else cadre_de(row, LARGEUR, HAUTEUR)


def _teinte(classe: Classe, ici: bool) -> str:
    if ici:
        return classe.colour
    return "url(#prioritaire)" if classe.code == "ZIP" else PALES.get(classe.code, ABSENT)


def _fonds(dalles: list[Dalle], cadre: Cadre, teintes: dict[int, str], sector: frozenset[int], own: int, classes: bool) -> Iterator[str]:
    """Les fonds du dehors, le trait du secteur, puis ceux du dedans, qui en couvrent la moitié intérieure ; les limites par-dessus."""
    yield from _surfaces(dalles, cadre, {n: teinte for n, teinte in teintes.items() if n not in sector})
    edge = "".join(chemin(line) for _, points, box in morceaux(dalles, cadre, set(sector)) for line in traits(points, box))
    if edge:
        yield f'<path d="{edge}" fill="none" stroke="{ACCENT}" stroke-width="6" stroke-dasharray="9 6" stroke-linejoin="round"/>'
    yield from _surfaces(dalles, cadre, {n: teinte for n, teinte in teintes.items() if n in sector})
    drawn: set = set()
    pieces = morceaux(dalles, cadre, set(teintes))
    lines = (chemin(run) for _, points, box in pieces for line in traits(points, box) for run in inedites(line, drawn))
    yield f'<path d="{"".join(lines)}" fill="none" stroke="#fff" stroke-width="1.1" stroke-linejoin="round"/>'
    if not classes:
        yield from _surfaces(dalles, cadre, {own: "#fff"})


def _surfaces(dalles: list[Dalle], cadre: Cadre, teintes: dict[int, str]) -> Iterator[str]:
    paths: dict[int, list[str]] = {}
    for number, points, _ in morceaux(dalles, cadre, set(teintes)):
        paths.setdefault(number, []).append(chemin(points) + "Z")
    yield from (f'<path d="{"".join(each)}" fill="{teintes[number]}"/>' for number, each in paths.items())


def _capsules(atlas: Atlas, cadre: Cadre, it: Fiche, lieux: Sequence[Soin]) -> Iterator[tuple[Boite, str]]:
    """(place, dessin) d'une bulle par commune qui a des soins : leurs pictogrammes, au-dessus de sa mairie."""
    by: dict[str, list[str]] = {}
    for one in lieux:
        by.setdefault(it.code if one.sur_place else one.site.code_commune, []).append(one.usage)
    taken: list[Boite] = []
    for code, usages in by.items():
        if code not in atlas.communes.index:
            continue
        x, y = cadre.pixel(*grille(*point(atlas.commune(code))))
        width, height = PICTO * len(usages) + 2 * BORD, PICTO + 2 * BORD
        if not (8 < x < LARGEUR - 8 and height + 14 < y < HAUTEUR - 8):
            continue
        left = min(max(x - width / 2, 3), LARGEUR - width - 3)
        tops = (y - height - 12, y + 10)
        top = next((one for one in tops if not any(se_touchent((left, one, left + width, one + height), box) for box in taken)), None)
        if top is None:
            continue
        box = (left, top, left + width, top + height)
        taken.append(box)
        tip = f"M{x - 6:.1f} {top + height:.1f}h12l-6 8Z" if top < y else f"M{x - 6:.1f} {top:.1f}h12l-6 -8Z"
        yield (
            box,
            f'<path d="{tip}" fill="{ACCENT}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>'
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{width}" height="{height}" rx="{height / 2}" fill="#fff" stroke="{ACCENT}" '
            f'stroke-width="2.2"/>{"".join(_signes(left + BORD, top + BORD, usages))}',
        )


def _signes(left: float, top: float, usages: Iterable[str]) -> Iterator[str]:
    """Les pictogrammes d'une bulle, côte à côte."""
    for rank, usage in enumerate(usages):
        place = f'x="{left + PICTO * rank + 2:.1f}" y="{top + 2:.1f}" width="{PICTO - 4}" height="{PICTO - 4}"'
        yield picto(usage).replace("<svg ", f"<svg {place} ", 1)


def _noms(atlas: Atlas, cadre: Cadre, code: str, shown: dict[int, Classe], taken: list[Boite], size: float) -> Iterator[str]:
    """Le nom de la commune, puis ceux des plus peuplées, à côté de leur point, tant qu'ils ne touchent à rien."""
    boxes = [*taken, (0.0, HAUTEUR - 34.0, 110.0, float(HAUTEUR))]
    of = atlas.communes
    by_size = of[of["numero"].isin(list(shown))].sort_values("population", ascending=False).index
    placed = 0
    for one in [code, *(other for other in by_size if other != code)]:
        row = atlas.commune(one)
        x, y = cadre.pixel(*grille(*point(row)))
        wide = len(row["nom"]) * LETTRE * (size + PLUS_GRAND if one == code else size)
        found = _place(
            x, y, wide, COTES_ICI if one == code else ((9 + wide / 2, 5.0), (-9 - wide / 2, 5.0), (0.0, 19.0), (0.0, -9.0)), boxes
        )
        if found is None:
            continue
        boxes += [found, (x - 4, y - 4, x + 4, y + 4)]
        placed += 1
        weight = f' font-weight="700" font-size="{size + PLUS_GRAND}"' if one == code else ""
        halo = 'text-anchor="middle" stroke="#fff" stroke-width="3.5" paint-order="stroke" stroke-linejoin="round"'
        middle, foot = (found[0] + found[2]) / 2, found[3] - 5
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2"/><text x="{middle:.1f}" y="{foot:.1f}" {halo}{weight}>{escape(row["nom"])}</text>'
        if placed == NOMS:
            return


def _place(x: float, y: float, wide: float, sides: Iterable[tuple[float, float]], boxes: list[Boite]) -> Boite | None:
    """Le premier côté où un nom de cette largeur tient dans la carte sans rien toucher ; None s'il n'y en a pas."""
    for dx, dy in sides:
        box = (x + dx - wide / 2 - 2, y + dy - 14, x + dx + wide / 2 + 2, y + dy + 5)
        inside = box[0] > 3 and box[2] < LARGEUR - 3 and box[1] > 3 and box[3] < HAUTEUR - 3
        if inside and not any(se_touchent(box, other) for other in boxes):
            return box
    return None
