"""La carte du compte rendu : les communes de la région que la préparation concerne, et pourquoi, en SVG, sans tuile ni script."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from layers.jeu.jeu import COORDINATES, DataSet
from layers.preparation.assembler import Assembled
from layers.preparation.continuite import MOVED_M
from layers.preparation.finess import APPROXIMATE, distance_m

LARGEUR = 900  # pas du dessin
RAYON = 6
EMPTY = pd.Series(dtype="str")
# Chaque sorte a sa forme et sa couleur : l'une se lit sans l'autre.
FORMES = (
    ("rond", "#8c2d04", "m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0"),
    ("carré", "#2f5d8a", "m-{r}-{r}h{d}v{d}h-{d}z"),
    ("triangle", "#4a5a1e", "m0-{r}l{r} {d}h-{d}z"),
    ("losange", "#6a3d9a", "m0-{r}l{r} {r}l-{r} {r}l-{r}-{r}z"),
)


@dataclass(frozen=True)
class Concernees:
    """Des communes d'une même sorte : ce qui leur arrive, et leurs codes."""

    titre: str
    codes: frozenset[str]


def concernees(assembled: Assembled, served: DataSet | None) -> tuple[Concernees, ...]:
    """Les communes de la région que cette préparation concerne, par sorte ; une sorte sans commune n'y est pas.

    `served` : le jeu en service, None s'il n'y en a pas (rien ne change alors, tout est nouveau).
    """
    here = assembled.lieux.region
    without = {code for source in assembled.manifest["sources"] for code in source.get("communes_sans_ligne", ())}
    kinds = [("Communes en vigueur sans ligne dans un fichier", without)]
    if served is not None:
        kinds.append(("Communes dont une valeur change", _changees(assembled.communes, served.communes)))
        kinds.append(("Communes où une structure apparaît, disparaît ou se déplace", _de_sites(assembled.sites, served.sites)))
    town_halls = assembled.sites.loc[assembled.sites["position"] == APPROXIMATE, "code_commune"]
    kinds.append(("Communes où une structure a une position approximative", set(town_halls)))
    found = (Concernees(title, frozenset(codes) & here) for title, codes in kinds)
    return tuple(one for one in found if one.codes)


def dessin(groupes: tuple[Concernees, ...], communes: pd.DataFrame, region: str) -> str:
    """La section HTML : la carte, sa légende, et les mêmes communes en toutes lettres ; « » quand rien n'est concerné.

    `communes` : index code_commune ; nom, region, longitude_interieure, latitude_interieure (degrés).
    """
    places = communes[(communes["region"] == region) & communes["longitude_interieure"].notna()]
    if not groupes or places.empty:
        return ""
    points = _points(places)
    height = max(y for _, y in points.values()) + RAYON
    ground = "".join(f"M{x} {y}h2" for x, y in points.values())
    drawn, words = [], []
    for (shape, colour, path), group in zip(FORMES, groupes):
        known = sorted(group.codes & points.keys())
        names = {code: str(places.at[code, "nom"]) for code in sorted(group.codes & set(places.index))}
        drawn += [_signe(points[code], colour, path, f"{names[code]} ({code}) : {group.titre}") for code in known]
        listed = ", ".join(f"{escape(name)} ({code})" for code, name in names.items())
        sign = f'<svg viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true">{_signe((0, 0), colour, path, "")}</svg>'
        words.append(
            f"<li>{sign} {escape(group.titre)} ({shape}) : {len(group.codes)}<details><summary>Les nommer</summary>{listed}</details></li>"
        )
    label = "Communes concernées : " + " ; ".join(f"{one.titre}, {len(one.codes)}" for one in groupes)
    plan = f'<svg viewBox="0 0 {LARGEUR + RAYON} {height}" role="img" aria-label="{escape(label)}">'
    plan += f'<path d="{ground}" stroke="#b9b7b0" stroke-width="2"/>{"".join(drawn)}</svg>'
    note = "Un point gris : une commune de la région ; un signe : une commune concernée."
    return f"<section><h2>Communes concernées</h2><p>{note}</p>{plan}<ul>{''.join(words)}</ul></section>"


def _points(places: pd.DataFrame) -> Mapping[str, tuple[int, int]]:
    """La place de chaque commune sur le dessin : x vers l'est, y vers le sud, à l'échelle de la latitude moyenne."""
    longitude, latitude = places["longitude_interieure"].astype(float), places["latitude_interieure"].astype(float)
    shrink = math.cos(math.radians(latitude.mean()))
    span = max(longitude.max() - longitude.min(), 0.001)
    scale = (LARGEUR - 2 * RAYON) / span
    xs = ((longitude - longitude.min()) * scale + RAYON).round().astype(int)
    ys = ((latitude.max() - latitude) * scale / shrink + RAYON).round().astype(int)
    return dict(zip(places.index, zip(xs, ys)))


def _signe(point: tuple[int, int], colour: str, path: str, title: str) -> str:
    told = f"<title>{escape(title)}</title>" if title else ""
    shape = path.format(r=RAYON, d=2 * RAYON)
    return f'<path d="M{point[0]} {point[1]}{shape}" fill="{colour}" fill-opacity=".75" stroke="#fff">{told}</path>'


def _changees(after: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    """Les communes dont une couche commune aux deux jeux change de valeur."""
    after, before = after.set_index("code_commune"), before.set_index("code_commune")
    both, shared = after.index.intersection(before.index), after.columns.intersection(before.columns)
    shared = [one for one in shared if (before[one] != "").any() and (after[one] != "").any()]
    return set(both[(after.loc[both, shared] != before.loc[both, shared]).any(axis=1)])


def _de_sites(after: pd.DataFrame, before: pd.DataFrame) -> set[str]:
    after, before = after.set_index("numero_finess"), before.set_index("numero_finess")
    both = after.index.intersection(before.index)
    alone = pd.concat([after.loc[after.index.difference(both), "code_commune"], before.loc[before.index.difference(both), "code_commune"]])
    tables = [table.loc[both, list(COORDINATES)].astype("float64") for table in (after, before)]
    moved = after.loc[both[distance_m(*tables) > MOVED_M], "code_commune"] if len(both) else EMPTY
    return {*alone, *moved}
