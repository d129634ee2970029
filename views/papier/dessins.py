"""Les dessins du papier : ceux des pages, tels quels (templates/pictos.html, templates/dessins)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


@cache
def _macros():
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True).get_template("pictos.html").module


@cache
def picto(usage: str) -> str:
    """Le pictogramme d'un usage, un fichier SVG entier."""
    return str(_macros().picto(usage)).strip().replace("<svg ", f"<svg {XMLNS} ", 1)


@cache
def dessin(nom: str) -> str:
    """Un grand dessin : « mairie », « commune », « msp »…"""
    return (TEMPLATES / "dessins" / f"{nom}.svg").read_text(encoding="utf-8")


def fichier(svg: str) -> str:
    """Un dessin de page (règle, courbe), fait fichier : sa police est dite."""
    return svg.replace("<svg ", f'<svg {XMLNS} font-family="Maillage Hyperlegible" ', 1)
