"""Ce que contient le dialogue « Exporter » : les formats, et ce que devient l'export demandé (assets/carte/export.mjs)."""

from __future__ import annotations

from dash import html

from views.export import phrases as e


def bouton() -> html.Button:
    """Le bouton qui ouvre le dialogue."""
    return html.Button(e.EXPORTER, className="bouton lien exporter", type="button", **{"data-exporter": "oui", "aria-haspopup": "dialog"})


def formats() -> html.Div:
    """Un bouton par format, la ligne qui dit où en est l'export, et de quoi l'arrêter."""
    choices = [html.Button(text, className="bouton", type="button", **{"data-export": key}) for key, text in e.FORMATS.items()]
    said = html.P(id="export-dit", role="status", **{f"data-{key}": text for key, text in e.PHRASES.items()})
    stop = html.Button(e.ARRETER, className="bouton", type="button", **{"data-export": "arreter"})
    sheets = html.A(e.FEUILLES_A4, href="/feuilles/", className="vers-feuilles")
    return html.Div([html.P(e.EXPORTER_TEXTE), html.Div(choices, className="exports"), said, stop, html.P(sheets)], className="defile")
