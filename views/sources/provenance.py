"""Le chiffre répond de lui-même : d'où il vient, de quand, ce qu'il vaut, ce qu'on peut en faire."""

from __future__ import annotations

from dash import html

from views.ecriture import phrases as w

LINES = {"whiteSpace": "pre-line"}


def answer(title: str, *, source: str, periode: str, fiabilite: str, licence: str, note: str = "") -> html.Details:
    """Le petit ⓘ à côté d'un chiffre ; s'ouvre au clic, au toucher ou au clavier. `fiabilite` : une clé de wording.FIABILITES."""
    lines = [
        (w.SOURCE, source),
        (w.DATE_LIBELLE, w.date(periode)),
        (w.FIABILITE, f"{fiabilite}. {w.FIABILITES[fiabilite]}"),
        (w.LICENCE, licence),
        *(((w.NOTE, note),) if note else ()),
    ]
    # Un seul texte de plusieurs lignes : un composant par ligne doublait la taille de la fiche.
    body = "\n".join(f"{label}{w.INSECABLE}: {text}" for label, text in lines)
    return html.Details(
        className="repond",
        children=[html.Summary("i", **{"aria-label": w.d_ou(title)}), html.Div(body, className="repond-corps", style=LINES)],
    )
