"""La carte d'un dossier : les communes du territoire dans leur classe, ses maisons et centres de santé, ses villes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from layers.atlas import SPECIAL, Atlas
from layers.geo.contours import Contours, grille
from layers.geo.territoire import Territoire
from layers.territoire.territoires import mask
from views.commune.plan import chemin, morceaux
from views.dessin.cadre import Cadre, cadre_de
from views.dessin.decoupe import traits
from views.ecriture import phrases as w
from views.territoire import phrases_dossier as t
from views.vue.filtres import professions

# Deux fois la taille montrée : un contour y garde ses détails au pixel près.
LARGEUR, HAUTEUR, MARGE = 920, 840, 1.06
VILLES, TAILLE, SIGNE = 6, 30, 15.5
SANS_CLASSE = "#E4E2DC"
STRUCTURES = ("msp", "cds")


@dataclass(frozen=True)
class PlanDuTerritoire:
    """`svg` : le dessin ; `legende` : (teinte, nom) des classes, puis (« msp », « cds ») des marques ; `dit` : ce qu'il montre."""

    svg: Markup
    legende: tuple[tuple[str, str], ...]
    dit: str


def plan(atlas: Atlas, contours: Contours, here: Territoire) -> PlanDuTerritoire | None:
    """La carte d'un département ou d'une intercommunalité ; None pour les autres, ou sans contour."""
    if here.niveau not in ("dep", "epci") or here.bbox is None:
        return None
    inside = mask(atlas, here.id)
    rows = atlas.communes[inside]
    west, south, east, north = here.bbox
    cadre = cadre_de({"ouest": west, "sud": south, "est": east, "nord": north}, LARGEUR, HAUTEUR, MARGE)
    numbers = frozenset(int(n) for n in rows["numero"])
    pieces = [(n, points, box) for n, points, box in morceaux(contours.dalles(*cadre.degres, numbers), cadre, set(numbers))]
    if not pieces:
        return None
    couche = professions(atlas.catalogue)[0]
    codes = dict(zip(rows["numero"].astype(int), rows[couche.id]))
    tints = {one.code: one.colour for one in couche.classes}
    fills: dict[str, list[str]] = {}
    for number, points, _ in pieces:
        fills.setdefault(tints.get(codes[number], SANS_CLASSE), []).append(chemin(points) + "Z")
    inner, outer = _limites(pieces)
    body = [f'<path d="{"".join(paths)}" fill="{tint}"/>' for tint, paths in fills.items()]
    body += [f'<path class="maille" d="{inner}"/>', f'<path class="contour" d="{outer}"/>', *_marques(atlas, cadre, set(rows.index))]
    body += _villes(atlas, cadre, here, inside)
    title = t.plan_dit(here.nom, couche.short)
    svg = Markup(
        f'<svg class="plan-dossier" viewBox="0 0 {LARGEUR} {HAUTEUR}" role="img" aria-label="{escape(title)}">{"".join(body)}</svg>'
    )
    return PlanDuTerritoire(svg, tuple(_legende(atlas, couche, rows)), title)


def _limites(pieces) -> tuple[str, str]:
    """(les limites entre communes, le contour du territoire) : un segment qui n'est qu'à une commune est au bord."""
    lines = [line for _, points, box in pieces for line in traits(points, box)]
    shared = Counter(frozenset(pair) for line in lines for pair in zip(line, line[1:]))
    inner, outer, seen = [], [], set()
    for line in lines:
        for edge, run in _suites(line, shared):
            if edge:
                outer.append(chemin(run))
            elif (key := frozenset((run[0], run[-1], run[len(run) // 2]))) not in seen:
                seen.add(key)
                inner.append(chemin(run))
    return "".join(inner), "".join(outer)


def _suites(line, shared) -> Iterator[tuple[bool, list]]:
    """La ligne, en suites de segments du bord ou de l'intérieur."""
    start = 0
    for k in range(1, len(line)):
        edge = shared[frozenset((line[k - 1], line[k]))] == 1
        if k == len(line) - 1 or (shared[frozenset((line[k], line[k + 1]))] == 1) != edge:
            yield edge, list(line[start : k + 1])
            start = k


def _marques(atlas: Atlas, cadre: Cadre, codes: set[str]) -> Iterator[str]:
    """Les centres de santé, puis les maisons par-dessus ; un site sans position n'y est pas."""
    for id_ in reversed(STRUCTURES):
        own = atlas.sites[(atlas.sites["categorie"] == id_) & atlas.sites["code_commune"].isin(codes)]
        for lon, lat in zip(own["longitude"], own["latitude"]):
            if not (np.isnan(lon) or np.isnan(lat)):
                x, y = cadre.pixel(*grille(lon, lat))
                yield (
                    f'<circle class="msp" cx="{x:.0f}" cy="{y:.0f}" r="9"/>'
                    if id_ == "msp"
                    else (f'<rect class="cds" x="{x - 7:.0f}" y="{y - 7:.0f}" width="14" height="14"/>')
                )


def _villes(atlas: Atlas, cadre: Cadre, here: Territoire, inside: np.ndarray) -> list[str]:
    """La préfecture et les communes les plus peuplées, nommées là où leur nom n'en couvre pas un autre."""
    rows = atlas.communes[inside & atlas.communes["longitude"].notna().to_numpy()]
    ordered = list(rows.sort_values("population", ascending=False).head(VILLES).index)
    chief = atlas.departements.at[here.code, "chef_lieu"] if here.niveau == "dep" else ""
    taken: list[tuple[float, float, float, float]] = []
    out: list[str] = []
    for code in dict.fromkeys((*([chief] if chief in rows.index else []), *ordered)):
        x, y = cadre.pixel(*grille(rows.at[code, "longitude"], rows.at[code, "latitude"]))
        nom = rows.at[code, "nom"]
        wide = SIGNE * len(nom)
        for left, anchor in ((x + 16, "start"), (x - 16 - wide, "end")):
            box = (left, y - TAILLE / 2, left + wide, y + TAILLE / 2)
            if box[0] > 0 and box[2] < LARGEUR and not any(_touche(box, other) for other in taken):
                taken.append(box)
                at = left if anchor == "start" else left + wide
                bold = ' class="chef"' if code == chief else ""
                out.append(f'<circle class="ville" cx="{x:.0f}" cy="{y:.0f}" r="5"/>')
                out.append(f'<text x="{at:.0f}" y="{y + 10:.0f}" text-anchor="{anchor}"{bold}>{escape(nom)}</text>')
                break
    return out


def _touche(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _legende(atlas: Atlas, couche, rows) -> Iterator[tuple[str, str]]:
    counts = rows[couche.id].value_counts()
    for one in couche.classes:
        if n := int(counts.get(one.code, 0)):
            yield one.colour, f"{one.code if one.spoken else one.label}, {w.pluriel(n, 'commune')}"
    if unknown := int(sum(counts.get(code, 0) for code in SPECIAL)):
        yield SANS_CLASSE, f"{t.SANS_CLASSE}, {w.pluriel(unknown, 'commune')}"
    for id_ in STRUCTURES:
        if id_ in atlas.categories and (rows["region"] == atlas.region).all():
            n = int(((atlas.sites["categorie"] == id_) & atlas.sites["code_commune"].isin(rows.index)).sum())
            yield id_, f"{atlas.catalogue.structure(id_).short}, {w.entier(n)}"
