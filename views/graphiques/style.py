"""L'allure des figures Plotly : un seul accent, des motifs en plus des couleurs, les nombres à la française."""

from __future__ import annotations

from collections.abc import Iterable

from layers.faits.fait import ANNONCE, BAREME, EN_COURS, OBJECTIF, OBSERVE, PLANIFIE, PREVISION
from views.graphiques.modele import Point

ENCRE, DISCRET, TRAIT, PAPIER = "#1B1B1F", "#55565E", "#DDD9CF", "#FFFFFF"
ACCENT, ACCENT_CLAIR, ACCENT_PALE = "#0B5D66", "#66ADB3", "#B4D6D9"
OCRE, PRUNE, GRIS = "#B45F06", "#7A4B8C", "#8C8A83"
# Six lignes ou séries : la couleur n'est jamais seule, chacune a sa forme et son trait.
SERIES = (
    (ACCENT, "circle", "solid"),
    (OCRE, "square", "dash"),
    (PRUNE, "diamond", "dot"),
    ("#2F6DB5", "triangle-up", "dashdot"),
    ("#5B7F1E", "cross", "longdash"),
    (ENCRE, "x", "longdashdot"),
)
# Observé plein, prévu hachuré, objectif en croisillons : lisible en noir et blanc.
MOTIFS = {OBSERVE: "", EN_COURS: "", BAREME: "", PREVISION: "/", PLANIFIE: "/", ANNONCE: "/", OBJECTIF: "x"}
POLICE = "'Maillage Hyperlegible', Arial, sans-serif"
HAUTEUR, HAUTEUR_BARRE = 380, 34


def mise_en_page(*, hauteur: int = HAUTEUR, legende: bool = False, **axes: dict) -> dict:
    """Le « layout » commun. `axes` : xaxis=…, yaxis=…, complétés de ce qui ne change pas."""
    return {
        "height": hauteur,
        "autosize": True,
        "margin": {"l": 8, "r": 24, "t": 12 if not legende else 56, "b": 8},
        "paper_bgcolor": PAPIER,
        "plot_bgcolor": PAPIER,
        "font": {"family": POLICE, "size": 16, "color": ENCRE},
        # Virgule décimale, espace fine entre les milliers.
        "separators": ",\u202f",
        "showlegend": legende,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": {"size": 16},
            "itemclick": False,
            "itemdoubleclick": False,
        },
        "hoverlabel": {"bgcolor": ENCRE, "bordercolor": ENCRE, "font": {"family": POLICE, "size": 15, "color": PAPIER}},
        "dragmode": False,
        "bargap": 0.3,
        **{name: axe(**axis) for name, axis in axes.items()},
    }


def axe(**choices: object) -> dict:
    """Un axe : marges automatiques, pas de zoom (une molette ou un doigt font défiler la page)."""
    return {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": "#ECE9E1",
        "linecolor": TRAIT,
        "zerolinecolor": TRAIT,
        "tickfont": {"size": 15},
        **choices,
    }


def categories(**choices: object) -> dict:
    """L'axe des noms d'un graphique en barres : sans grille, dans l'ordre donné."""
    return {"type": "category", "showgrid": False, "ticks": "", **choices}


def hauteur_barres(n: int) -> int:
    """La hauteur d'un graphique de `n` barres horizontales."""
    return 70 + HAUTEUR_BARRE * n


def motifs(points: Iterable[Point | None], colour: str) -> dict:
    """La couleur et le motif de chaque barre selon sa nature ; une barre absente (None) n'a pas de motif."""
    shapes = [MOTIFS[one.statut] if one else "" for one in points]
    pattern = {"shape": shapes, "fgcolor": colour, "bgcolor": PAPIER, "size": 7, "solidity": 0.35}
    return {"color": colour, "line": {"color": colour, "width": 1.5}, "pattern": pattern}
