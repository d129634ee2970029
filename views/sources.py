"""« Sources et millésimes » : d'où vient chaque table du jeu montré."""

from __future__ import annotations

from dash import html

from layers.atlas import Atlas
from views import wording as w


def sources(atlas: Atlas) -> list:
    """Le jeu montré, son empreinte, puis une ligne par source du manifeste et par document."""
    rows = [_manifest_row(source) for source in atlas.manifest["sources"]]
    rows += [_catalogue_row(entry) for entry in atlas.catalogue.couches if entry.reader == "fait" or not atlas.manifest["sources"]]
    return [
        html.P(html.Strong(w.jeu_de_donnees(atlas.mode, atlas.date))),
        html.P(w.JEU_SIMULE) if atlas.simulated else None,
        _forced(atlas.manifest.get("forcage")),
        html.P(w.GEOGRAPHIE),
        html.Table(
            [html.Thead(html.Tr([html.Th(text, scope="col") for text in w.COLONNES_SOURCES])), html.Tbody(rows)],
            className="tableau sources",
        ),
        html.P(w.empreinte(atlas.hash), className="discret"),
    ]


def _forced(forcage: dict | None) -> html.Div | None:
    """Ce qui a été passé outre pour mettre ce jeu en service, et pourquoi."""
    if not forcage:
        return None
    reason = html.P(html.Strong(w.forcage(forcage["le"], forcage["raison"])))
    return html.Div([reason, html.Ul([html.Li(text) for text in forcage["ecarts"]])], className="forcage")


def _manifest_row(source: dict) -> html.Tr:
    name = [html.Span(source["titre"]), html.Br(), html.Span(source["fichier"], className="discret")]
    remarks = [html.P(text, className="discret") for text in (*source.get("remarques", ()), *source.get("avis", ()))]
    counts = (w.entier(source["lignes_retenues"]), w.entier(len(source["sans_correspondance"])))
    return html.Tr(
        [
            html.Th([*name, *remarks], scope="row"),
            html.Td(source["editeur"]),
            html.Td(w.date(source["millesime"])),
            html.Td(source["licence"]),
            *(html.Td(text) for text in counts),
        ]
    )


def _catalogue_row(couche) -> html.Tr:
    return html.Tr(
        [
            html.Th([couche.title, html.Br(), html.Span(couche.source, className="discret")], scope="row"),
            html.Td(couche.publisher),
            html.Td(w.date(couche.vintage)),
            html.Td(couche.licence),
            html.Td("–"),
            html.Td("–"),
        ]
    )
