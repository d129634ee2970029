"""Le plan d'une réponse de la borne : la commune, ses voisines, et les lieux de soins qui y tombent, par leur dessin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.geo.contours import Contours, grille
from views.borne.reponse import Lieu
from views.commune.plan import plan_de_tete
from views.dessin.cadre import Cadre, cadre_de

# Agrandi deux fois et plus par l'écran : les noms s'y lisent à un mètre.
LARGEUR, HAUTEUR, TEXTE = 430, 168, 12.5
Signes = tuple[tuple[float, float, str], ...]
SIGNE, BORD = 22, 14


def plan_de_borne(atlas: Atlas, contours: Contours, it: Fiche, lieux: Iterable[Lieu]) -> tuple[Markup, Signes]:
    """(le SVG, [(x, y, usage) de chaque lieu dans la fenêtre]) ; vides si le contour n'est pas connu."""
    drawn = plan_de_tete(atlas, contours, it, LARGEUR, HAUTEUR, TEXTE)
    cadre = cadre_de(atlas.commune(it.code), LARGEUR, HAUTEUR)
    return (drawn, tuple(_places(cadre, lieux))) if drawn else (drawn, ())


def _places(cadre: Cadre, lieux: Iterable[Lieu]) -> Iterator[tuple[float, float, str]]:
    """Où poser chaque signe, en % de la fenêtre ; deux au même endroit se rangent côte à côte."""
    taken: list[tuple[float, float]] = []
    for lieu in lieux:
        x, y = cadre.pixel(*grille(lieu.longitude, lieu.latitude))
        while any(abs(x - a) < SIGNE and abs(y - b) < SIGNE for a, b in taken):
            x += SIGNE + 1
        if BORD < x < cadre.largeur - BORD and BORD < y < cadre.hauteur - BORD:
            taken.append((x, y))
            yield round(100 * x / cadre.largeur, 2), round(100 * y / cadre.hauteur, 2), lieu.usage
