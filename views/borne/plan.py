"""Le plan d'une réponse de la borne : la commune, ses voisines, et les lieux de soins qui y tombent, par leur dessin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.commune.proches import point
from layers.geo.contours import Contours, grille
from views.borne.reponse import LigneDeReponse
from views.commune.plan import plan_de_tete
from views.dessin.cadre import Cadre, cadre_de

# Agrandi deux fois et plus par l'écran : les noms s'y lisent à un mètre.
LARGEUR, HAUTEUR, TEXTE = 430, 168, 12.5
Signes = tuple[tuple[float, float, str], ...]
SIGNE, BORD, AU_DESSUS, DEMI_LETTRE, SOUS = 22, 14, 14, 3.9, 20


def plan_de_borne(atlas: Atlas, contours: Contours, it: Fiche, lieux: Iterable[LigneDeReponse]) -> tuple[Markup, Signes]:
    """(le SVG, [(x, y, usage) de chaque lieu dans la fenêtre]) ; vides si le contour n'est pas connu."""
    drawn = plan_de_tete(atlas, contours, it, LARGEUR, HAUTEUR, TEXTE)
    cadre = cadre_de(atlas.commune(it.code), LARGEUR, HAUTEUR)
    return (drawn, tuple(_places(cadre, lieux, _nom(atlas, cadre, it)))) if drawn else (drawn, ())


def _nom(atlas: Atlas, cadre: Cadre, it: Fiche) -> tuple[float, float, float]:
    """Où le plan écrit le nom de la commune, au-dessus de sa mairie, et l'écart qu'un signe à sa hauteur doit en garder."""
    x, y = cadre.pixel(*grille(*point(atlas.commune(it.code))))
    return x, y - AU_DESSUS, SIGNE / 2 + len(it.nom) * DEMI_LETTRE


def _places(cadre: Cadre, lieux: Iterable[LigneDeReponse], nom: tuple[float, float, float]) -> Iterator[tuple[float, float, str]]:
    """Où poser chaque signe, en % de la fenêtre ; sous le nom s'il le couvrait ; deux au même endroit se rangent côte à côte."""
    taken: list[tuple[float, float]] = []
    middle, line, far = nom
    for lieu in lieux:
        x, y = cadre.pixel(*grille(lieu.longitude, lieu.latitude))
        if abs(x - middle) < far and abs(y - line) < SOUS:
            y = line + (SOUS if y > line - AU_DESSUS / 2 else -SOUS)
        while any(abs(x - a) < SIGNE and abs(y - b) < SIGNE for a, b in taken):
            x += SIGNE + 1
        if BORD < x < cadre.largeur - BORD and BORD < y < cadre.hauteur - BORD:
            taken.append((x, y))
            yield round(100 * x / cadre.largeur, 2), round(100 * y / cadre.hauteur, 2), lieu.usage
