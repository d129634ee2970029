"""La fiche du territoire et « Sources et millésimes » : les deux seules demandes de la page au serveur."""

from __future__ import annotations

from dash import Dash, Input, Output, State

from callbacks.carte import browser
from layers.atlas import Atlas
from views.carte.panneau import panel
from views.carte.sigles_carte import ouvrir
from views.sources.page import sources
from views.vue.vue import from_store


def register(app: Dash, atlas: Atlas) -> None:
    """Branche la fiche et les sources."""

    @app.callback(Output("fiche-tete", "children"), Output("fiche-corps", "children"), Input("territoire", "value"))
    def show_panel(territoire: str):
        return panel_for(atlas, territoire)

    @app.callback(
        Output("sources-corps", "children"), Input("sources-demandees", "value"), State("vue", "value"), prevent_initial_call=True
    )
    def show_sources(_clicks: int, vue: object):
        return sources(atlas, from_store(atlas, vue))

    browser(app, "ouvrirSources", Output("sources-corps", "title"), Input("sources-corps", "children"), prevent_initial_call=True)


def panel_for(atlas: Atlas, territoire: object) -> tuple[list, list]:
    """La fiche demandée, ses sigles ouverts ; ce que le navigateur envoie peut être n'importe quoi : l'inconnu
    donne la fiche d'ouverture."""
    shown = panel(atlas, territoire) if isinstance(territoire, str) else ([], [])
    head, body = shown if any(shown) else panel(atlas, f"reg-{atlas.region}")
    return head, ouvrir(body, atlas.glossaire)
