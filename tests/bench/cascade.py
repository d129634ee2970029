"""La cascade d'une ouverture : quand chaque sorte de ressource a été demandée et reçue, jusqu'à la première carte entière."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Page

# (nom, motif de l'adresse) : la première qui convient.
SORTES = (
    ("tuiles", re.compile(r"\.pmtiles")),
    ("données", re.compile(r"/donnees/|/carte/fond/")),
    ("MapLibre et son ouvrier", re.compile(r"vendor/(maplibre-gl|pmtiles)/")),
    ("modules de la carte", re.compile(r"/carte/\w+\.mjs")),
    ("réponses de Dash", re.compile(r"_dash-(layout|dependencies|update)")),
    ("scripts de Dash", re.compile(r"_dash-component-suites")),
    ("styles et polices", re.compile(r"\.css|\.woff2")),
)
AUTRE = "autres"
LARGEUR = 50
LECTURE = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
  .map((une) => [une.entryType === "navigation" ? "" : une.name, une.startTime, une.responseEnd, une.transferSize])"""


@dataclass(frozen=True)
class Ligne:
    """Une sorte de ressources : ms de la première demande et de la dernière réception, octets, nombre."""

    nom: str
    debut: float
    fin: float
    octets: int
    nombre: int


def lire(page: Page) -> list[Ligne]:
    """Les lignes d'une page qui vient de s'ouvrir, dans l'ordre des demandes."""
    return lignes(page.evaluate(LECTURE))


def lignes(vues: Sequence[tuple[str, float, float, int]]) -> list[Ligne]:
    """Range par sorte les ressources (adresse, début, fin, octets) ; l'adresse vide est celle de la page."""
    par_sorte: dict[str, list[tuple[str, float, float, int]]] = {}
    for une in vues:
        par_sorte.setdefault(_sorte(une[0]), []).append(une)
    told = [
        Ligne(nom, min(d for _, d, _, _ in toutes), max(f for _, _, f, _ in toutes), sum(o for *_, o in toutes), len(toutes))
        for nom, toutes in par_sorte.items()
    ]
    return sorted(told, key=lambda ligne: ligne.debut)


def _sorte(adresse: str) -> str:
    return "la page" if not adresse else next((nom for nom, motif in SORTES if motif.search(adresse)), AUTRE)


def texte(cascade: Sequence[Ligne], peinte: float) -> str:
    """La cascade en barres de texte ; `peinte` : ms de la première carte entière."""
    fin = max([peinte, *(ligne.fin for ligne in cascade)])
    barres = [_barre(ligne.nom, ligne.debut, ligne.fin, fin, f"{ligne.octets / 1000:.0f} ko, {ligne.nombre}") for ligne in cascade]
    return "\n".join([*barres, _barre("première carte entière", peinte, peinte, fin, "")])


def _barre(nom: str, debut: float, fin: float, tout: float, dit: str) -> str:
    avant, plein = round(LARGEUR * debut / tout), max(1, round(LARGEUR * (fin - debut) / tout))
    dessin = (" " * min(avant, LARGEUR - 1) + "█" * plein)[:LARGEUR]
    return f"{nom:<24} {dessin:<{LARGEUR}} {debut:6.0f} – {fin:6.0f} ms  {dit}".rstrip()
