"""Les dessins, d'une seule main : des étiquettes aux bouts, une grille fine, des barres qui partent de zéro, pas de boîte de légende.

Chacun rend le corps d'un SVG de LARGEUR points de large (LARGE pour les petits multiples) et sa hauteur ; `choisi` est ce dont on
parle, le reste est du contexte.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

LARGEUR, LARGE = 510, 1072
ENCRE, DISCRET, FOND, GRILLE, ZERO = "#1B1B1F", "#55565E", "#FBFAF7", "#E6E3DB", "#85827A"
ACCENT, CLAIR, CONTEXTE, CHAUD, GRIS = "#0B5D66", "#5F9A9D", "#8F8C83", "#CE7857", "#C6C3BA"
NOMS, HAUT = 150, 30
Dessin = tuple[str, int]


@dataclass(frozen=True)
class BarreDeFigure:
    """Une barre : son nom, sa longueur, ce qui s'écrit au bout."""

    nom: str
    valeur: float
    dite: str
    choisi: bool = False


@dataclass(frozen=True)
class PointDeFigure:
    """Un point d'une série : x (une année, décimale), y, ce qui s'écrit près de lui, et une précision. `autre` : d'une autre nature
    que le précédent ; il n'y est relié que par des tirets, et sa marque est creuse."""

    x: float
    y: float
    dit: str
    note: str
    autre: bool = False
    dessous: bool = False


@dataclass(frozen=True)
class Pente:
    """Une ligne d'une pente : son nom, ses deux valeurs."""

    nom: str
    avant: float
    apres: float
    choisi: bool = False


@dataclass(frozen=True)
class Histogramme:
    """Un petit multiple : son nom, sa part dite, les parts de chaque intervalle, combien des premiers sont en couleur."""

    nom: str
    dit: str
    parts: tuple[float, ...]
    choisi: bool = False


def texte(x: float, y: float, mots: str, ancre: str = "start", taille: int = 14, graisse: int = 400, encre: str = ENCRE) -> str:
    """Un texte, échappé."""
    style = f'font-size="{taille}" font-weight="{graisse}" fill="{encre}" text-anchor="{ancre}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(mots)}</text>'


def ligne(x1: float, y1: float, x2: float, y2: float, encre: str = GRILLE, largeur: float = 1, tirets: str = "") -> str:
    """Un trait."""
    dash = f' stroke-dasharray="{tirets}"' if tirets else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{encre}" stroke-width="{largeur}"{dash}/>'


def barres(rows: Sequence[BarreDeFigure], repere: float | None, repere_dit: str) -> Dessin:
    """Des barres depuis zéro, la valeur au bout ; `repere` : un trait en tirets, nommé en haut."""
    step, width = 24, LARGEUR - NOMS - 60
    largest = max((one.valeur for one in rows), default=0) or 1
    height = HAUT + step * len(rows) + 6
    out = [ligne(NOMS, HAUT, NOMS, height, ZERO)]
    for rank, one in enumerate(rows):
        y, long = HAUT + step * rank, width * one.valeur / largest
        out.append(texte(NOMS - 8, y + 17, one.nom, "end", graisse=700 if one.choisi else 400))
        out.append(f'<rect x="{NOMS}" y="{y + 4}" width="{long:.1f}" height="{step - 8}" fill="{ACCENT if one.choisi else CLAIR}"/>')
        out.append(texte(NOMS + long + 7, y + 17, one.dite, graisse=700 if one.choisi else 400))
    if repere is not None:
        x = NOMS + width * repere / largest
        out += [ligne(x, HAUT - 4, x, height, ENCRE, 1.4, "2 3"), texte(x, HAUT - 10, repere_dit, "middle")]
    return "".join(out), height


def courbe(points: Sequence[PointDeFigure], annees: Sequence[int], ordonnees: Sequence[int]) -> Dessin:
    """Une série dans le temps, chaque point écrit près de lui ; d'une autre nature, il est creux, et relié en tirets."""
    left, right, top, bottom = 44, LARGEUR - 150, 24, 250
    low, high, largest = annees[0], annees[-1] + 1, ordonnees[-1]

    def at(one: PointDeFigure) -> tuple[float, float]:
        return left + (right - left) * (one.x - low) / (high - low), bottom - (bottom - top) * one.y / largest

    out = []
    for value in ordonnees:
        y = bottom - (bottom - top) * value / largest
        out += [ligne(left, y, right, y, GRILLE if value else ZERO), texte(left - 8, y + 5, f"{value}", "end", encre=DISCRET)]
    for year in annees:
        x = left + (right - left) * (year - low) / (high - low)
        out += [ligne(x, bottom, x, bottom + 5, ZERO), texte(x, bottom + 22, f"{year}", "middle", encre=DISCRET)]
    for a, b in zip(points, points[1:]):
        out.append(ligne(*at(a), *at(b), ACCENT, 2.6, "5 5" if b.autre else ""))
    for one in points:
        x, y = at(one)
        fill, edge, thick = (FOND, ACCENT, 2.6) if one.autre else (ACCENT, FOND, 1.5)
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{edge}" stroke-width="{thick}"/>')
        out += _pres_de(one, x, y)
    return "".join(out), bottom + 34


def _pres_de(one: PointDeFigure, x: float, y: float) -> list[str]:
    """La valeur et sa précision : à droite d'un point creux ou bas, à gauche et au-dessus sinon."""
    if one.autre or one.dessous:
        return [texte(x + 12, y + 6, one.dit, taille=20, graisse=700, encre=ACCENT), texte(x + 12, y + 24, one.note, encre=DISCRET)]
    side = "start" if x < 120 else "end"
    x = x + (4 if side == "start" else -10)
    return [texte(x, y - 12, one.dit, side, 20, 700, ACCENT), texte(x, y - 34, one.note, side, encre=DISCRET)]


def pente(rows: Sequence[Pente], avant: str, apres: str) -> Dessin:
    """Deux dates, une ligne par territoire ; les noms de même valeur sont réunis aux bouts. En tirets : deux comptes de nature
    différente ne se relient pas d'un trait plein."""
    left, right, top, bottom = 158, 296, 54, 300
    largest = max(max(one.avant, one.apres) for one in rows) or 1

    def y(value: float) -> float:
        return bottom - (bottom - top) * value / largest

    out = [texte(left, 20, avant, "end", graisse=700), texte(right, 20, apres, graisse=700),
           ligne(left, top - 10, left, bottom), ligne(right, top - 10, right, bottom)]  # fmt: skip
    for one in sorted(rows, key=lambda one: one.choisi):
        ink = ACCENT if one.choisi else CONTEXTE
        out.append(ligne(left, y(one.avant), right, y(one.apres), ink, 2.4 if one.choisi else 1.4, "6 4"))
        out += [f'<circle cx="{x}" cy="{y(v):.1f}" r="4.5" fill="{ink}"/>' for x, v in ((left, one.avant), (right, one.apres))]
    for side, value_of in (("end", lambda one: one.avant), ("start", lambda one: one.apres)):
        for value in sorted({value_of(one) for one in rows}):
            own = [one for one in rows if value_of(one) == value]
            bold = 700 if any(one.choisi for one in own) else 400
            names = ", ".join(one.nom for one in own)
            limit = 19 if side == "end" else 27
            said = names if len(names) <= limit else f"{len(own)} départements"
            x = left - 12 if side == "end" else right + 12
            out.append(texte(x, y(value) + 5, f"{said} {value:g}" if side == "end" else f"{value:g} {said}", side, graisse=bold))
    return "".join(out), bottom + 24


def multiples(rows: Sequence[Histogramme], colores: int, bornes: tuple[str, str, str], par_rang: int = 7) -> Dessin:
    """De petits histogrammes à la même échelle, les premiers intervalles en couleur ; `bornes` : le début, le seuil, la fin."""
    cell, gap, tall = (LARGE - 26 * (par_rang - 1)) / par_rang, 26, 118
    largest = max((part for one in rows for part in one.parts), default=0) or 1
    out = []
    for rank, one in enumerate(rows):
        x0, y0 = (rank % par_rang) * (cell + gap), (rank // par_rang) * (tall + 26)
        base, step = y0 + tall - 18, cell / len(one.parts)
        ink = ACCENT if one.choisi else ENCRE
        out += [texte(x0, y0 + 14, one.nom, graisse=700, encre=ink, taille=14), texte(x0, y0 + 32, one.dit, graisse=700, encre="#A14B2C")]
        for k, part in enumerate(one.parts):
            high = 62 * part / largest
            fill = CHAUD if k < colores else GRIS
            out.append(f'<rect x="{x0 + k * step:.1f}" y="{base - high:.1f}" width="{step - 1:.1f}" height="{high:.1f}" fill="{fill}"/>')
        seuil = x0 + colores * step
        out += [ligne(x0, base, x0 + cell, base, ZERO), ligne(seuil, base, seuil, base + 5, ENCRE, 1.6),
                texte(x0, base + 18, bornes[0], encre=DISCRET), texte(seuil, base + 18, bornes[1], "middle"),
                texte(x0 + cell, base + 18, bornes[2], "end", encre=DISCRET)]  # fmt: skip
    return "".join(out), math.ceil(len(rows) / par_rang) * (tall + 26)


def empilees(rows: Sequence[tuple[str, bool, Sequence[tuple[float, str, str]]]], cles: Sequence[tuple[str, str]]) -> Dessin:
    """Des barres de 100 %, en classes ordonnées : (nom, choisi, ((part, teinte, ce qui s'y écrit), …)) ; `cles` : (teinte, nom)."""
    step, width = 24, LARGEUR - NOMS
    height = HAUT + step * len(rows) + 6
    out, x = [], float(NOMS)
    for tint, name in cles:
        out += [f'<rect x="{x:.0f}" y="6" width="16" height="14" fill="{tint}" stroke="{ZERO}"/>', texte(x + 22, 18, name)]
        x += 44 + 7.4 * len(name)
    for rank, (nom, chosen, parts) in enumerate(rows):
        y, at = HAUT + step * rank, float(NOMS)
        out.append(texte(NOMS - 8, y + 17, nom, "end", graisse=700 if chosen else 400))
        for part, tint, said in parts:
            long = width * part / 100
            out.append(
                f'<rect x="{at:.1f}" y="{y + 2}" width="{long:.1f}" height="{step - 5}" fill="{tint}" stroke="{ZERO}" stroke-width=".7"/>'
            )
            if said and long > 52:
                out.append(texte(at + 6, y + 17, said))
            at += long
    return "".join(out), height
