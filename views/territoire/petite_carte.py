"""Une petite carte des départements, en SVG : cinq classes de teinte et de motif, le nombre écrit dans chaque département."""

from __future__ import annotations

from dataclasses import dataclass

from layers.faits.fait import Fait
from layers.geo.silhouettes import Silhouettes
from views.territoire.comparer import PlaceDeDepartement, est_nombre, lue

TEINTES = ("#E3EEEF", "#B4D6D9", "#7DB8BD", "#3F8F97", "#0B5D66")
ENCRE_SUR = ("#1B1B1F", "#1B1B1F", "#1B1B1F", "#FFFFFF", "#FFFFFF")
ABSENT = "url(#absent)"
MARGE = 40


@dataclass(frozen=True)
class Forme:
    """Un département dessiné : son tracé, sa teinte, où écrire son nombre (pas du tracé), ce qu'en dit l'infobulle."""

    code: str
    trace: str
    teinte: str
    encre: str
    x: float
    y: float
    nombre: str
    dit: str
    fait: Fait | None


@dataclass(frozen=True)
class PetiteCarte:
    """Le SVG en données : son cadre (viewBox), ses formes, la légende (teinte, plus petite valeur, plus grande) ;
    `absents` : une valeur au moins n'est pas publiée."""

    cadre: str
    formes: tuple[Forme, ...]
    legende: tuple[tuple[str, Fait, Fait], ...]
    absents: bool = False


def petite_carte(contours: Silhouettes, rangs: tuple[PlaceDeDepartement, ...]) -> PetiteCarte | None:
    """La carte d'un classement ; None si aucun de ses départements n'a de contour (une région d'outre-mer)."""
    codes = [one.code for one in rangs if one.code in contours.traces]
    if not codes:
        return None
    left, top, right, bottom = contours.cadre(codes)
    bounds = _bornes([one.valeur.valeur for one in rangs if est_nombre(one.valeur)])
    shapes = tuple(_forme(contours, one, bounds) for one in rangs if one.code in contours.traces)
    box = f"{left - MARGE} {top - MARGE} {right - left + 2 * MARGE} {bottom - top + 2 * MARGE}"
    return PetiteCarte(box, shapes, _legende(bounds, rangs), any(not est_nombre(one.valeur) for one in rangs))


def _bornes(values: list[float]) -> list[float]:
    """Cinq classes d'égale étendue, du plus petit au plus grand ; une seule si tout est égal."""
    low, high = min(values, default=0), max(values, default=0)
    return [low + (high - low) * k / len(TEINTES) for k in range(len(TEINTES) + 1)]


def classe(value: float, bounds: list[float]) -> int:
    """Le rang de la classe d'une valeur : la borne haute d'une classe appartient à la suivante, sauf la dernière."""
    if bounds[-1] == bounds[0]:
        return len(TEINTES) - 1
    return min(len(TEINTES) - 1, int((value - bounds[0]) / (bounds[-1] - bounds[0]) * len(TEINTES)))


def _forme(contours: Silhouettes, one: PlaceDeDepartement, bounds: list[float]) -> Forme:
    x, y = contours.centres[one.code]
    known = est_nombre(one.valeur)
    k = classe(one.valeur.valeur, bounds) if known else 0
    return Forme(
        one.code,
        contours.traces[one.code],
        TEINTES[k] if known else ABSENT,
        ENCRE_SUR[k] if known else ENCRE_SUR[0],
        x,
        y,
        lue(one.valeur) if known else "–",
        f"{one.nom} : {lue(one.valeur)}",
        one.valeur,
    )


def _legende(bounds: list[float], rangs: tuple[PlaceDeDepartement, ...]) -> tuple[tuple[str, Fait, Fait], ...]:
    """Les teintes employées, avec la plus petite et la plus grande valeur de chacune."""
    inside: dict[int, list[PlaceDeDepartement]] = {}
    for one in rangs:
        if est_nombre(one.valeur):
            inside.setdefault(classe(one.valeur.valeur, bounds), []).append(one)
    return tuple((TEINTES[k], *_etendue(inside[k])) for k in sorted(inside, reverse=True))


def _etendue(members: list[PlaceDeDepartement]) -> tuple[Fait, Fait]:
    ordered = sorted((one.valeur for one in members), key=lambda fait: fait.valeur)
    return ordered[0], ordered[-1]
