"""Le petit ⓘ à côté d'un chiffre de la carte : il s'ouvre au clic, au toucher ou au clavier."""

from __future__ import annotations

from dash import html

from views.ecriture import phrases as w
from views.sources.citees import Source

LINES = {"whiteSpace": "pre-line"}


def answer(one: Source) -> html.Details:
    """D'où vient le chiffre, de quand, ce qu'il vaut, ce qu'on peut en faire."""
    lines = (
        (w.SOURCE, one.source),
        (w.DATE_LIBELLE, one.periode),
        (w.FIABILITE, one.fiabilite_dite),
        (w.LICENCE, one.licence),
        (w.NOTE, one.note),
    )
    # Un seul texte de plusieurs lignes : un composant par ligne doublait la taille de la fiche.
    body = "\n".join(f"{label}{w.INSECABLE}: {text}" for label, text in lines if text)
    return html.Details(
        className="repond",
        children=[html.Summary("i", **{"aria-label": w.d_ou(one.titre)}), html.Div(body, className="repond-corps", style=LINES)],
    )
