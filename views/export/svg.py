"""L'export de la carte en SVG, format A4 paysage : titre, filtres, légende comptée, échelle, nord, sources, date.

Dessinée par le serveur d'après les contours (views/export/carte.py), pas copiée de l'écran : le papier a sa mise en page, ses
motifs restent nets à toute taille, et la carte est la même sans WebGL.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from markupsafe import escape

from layers.atlas import Atlas
from views.dessin.motifs import FORMES
from views.ecriture import phrases as w
from views.export import phrases as e
from views.export.carte import DISCRET, ENCRE, FONT, Dessins
from views.export.contenu import Contenu, compte_structures, filtres, pied
from views.export.legende import LigneDeLegende
from views.vue.vue import View

LARGEUR, HAUTEUR = 1123, 794  # A4 paysage à 96 points par pouce
CARTE = (32.0, 104.0, 732.0, 682.0)  # ouest, nord, est, sud du cadre de la carte
PIED, LIGNE_PIED = 702, 15  # cinq lignes au plus : la dernière reste à huit millimètres du bord, où une imprimante écrit encore
LEGENDE_X, LEGENDE_Y, RANG = 752, 122, 40


def svg_de(atlas: Atlas, view: View, content: Contenu, dessins: Dessins) -> bytes:
    """La page, en SVG. Les communes de la région hors de la vue situent, en gris pâle."""
    drawn = dessins.carte(atlas, view, CARTE)
    body = [
        f'<rect width="{LARGEUR}" height="{HAUTEUR}" fill="#fff"/>',
        *_heading(atlas, view, content),
        drawn.corps,
        *_legend(atlas, view, drawn.lignes, content),
        *_foot(content),
    ]
    title = escape(content.titre)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 {LARGEUR} {HAUTEUR}" role="img" '
        f'aria-label="{title}" font-family="{FONT}" font-size="13" fill="{ENCRE}">'
        f"<title>{title}</title><metadata>{escape(_told(content))}</metadata>"
    )
    return ('<?xml version="1.0" encoding="UTF-8"?>' + head + "".join(body) + "</svg>").encode()


def _heading(atlas: Atlas, view: View, content: Contenu) -> Iterator[str]:
    yield f'<text x="32" y="48" font-size="26" font-weight="700">{escape(content.titre)}</text>'
    told = " · ".join(f"{name} : {value}" for name, value in filtres(atlas, view)) or e.SANS_FILTRE
    for rank, line in enumerate(textwrap.wrap(told, 130)[:2]):
        yield f'<text x="32" y="{72 + 17 * rank}" fill="{DISCRET}">{escape(line)}</text>'
    if atlas.simulated:
        yield f'<text x="{LARGEUR - 32}" y="48" text-anchor="end" font-weight="700" fill="#8C2D04">{escape(w.DEMONSTRATION)}</text>'


def _legend(atlas: Atlas, view: View, lines: Iterable[LigneDeLegende], content: Contenu) -> Iterator[str]:
    y = LEGENDE_Y
    yield f'<text x="{LEGENDE_X}" y="{y}" font-size="16" font-weight="700">{escape(w.LEGENDE)}</text>'
    for line in lines:
        y += RANG
        yield f'<rect x="{LEGENDE_X}" y="{y - 16}" width="34" height="24" fill="{line.fill}" stroke="#6B6962"/>'
        for rank, text in enumerate(textwrap.wrap(line.nom, 42)[:2]):
            yield f'<text x="{LEGENDE_X + 44}" y="{y - 6 + 15 * rank}">{escape(text)}</text>'
            y += 15 * (rank > 0)
        yield f'<text x="{LEGENDE_X + 44}" y="{y + 10}" fill="{DISCRET}">{escape(line.compte)}</text>'
    y += 20
    for structure in atlas.catalogue.structures:
        if structure.id in view.structures:
            y += 24
            mark = f'<g transform="translate({LEGENDE_X + 12} {y - 4})" fill="{structure.colour}">{FORMES[structure.shape]}</g>'
            number = compte_structures(atlas, content, structure)
            yield f'{mark}<text x="{LEGENDE_X + 28}" y="{y}">{escape(structure.short)} : {number}</text>'


def _foot(content: Contenu) -> Iterator[str]:
    """Les sources, le jeu de données et son empreinte, l'adresse qui rouvre la vue, la date."""
    source, dates, *others = pied(content)
    dates = textwrap.shorten(dates, 190, placeholder=" …")
    lines = [*textwrap.wrap(source, 175)[:2], *([dates] if dates else []), *others]
    for rank, line in enumerate(lines):
        yield f'<text x="32" y="{PIED + LIGNE_PIED * rank}" font-size="11.5" fill="{DISCRET}">{escape(line)}</text>'


def _told(content: Contenu) -> str:
    return "\n".join(f"{name} : {value}" for name, value in content.propos)
