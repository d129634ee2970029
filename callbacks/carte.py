"""La vue : l'adresse donne leurs valeurs aux contrôles ; les contrôles changent la carte dans le navigateur."""

from __future__ import annotations

from dash import ALL, ClientsideFunction, Dash, Input, Output, ctx

from layers.atlas import Atlas
from views.ecriture import phrases as w
from views.vue.vue import from_query

CONTROLES = ("structures", "departements", "montagne", "frr", "qpv", "epci", "croiser", "apl", "annee")


def register(app: Dash, atlas: Atlas) -> None:
    """Branche l'adresse, la carte et ses contrôles. Seule la lecture d'une adresse appelle le serveur."""

    @app.callback(
        Output("theme", "value"),
        Output({"type": "classes", "couche": ALL}, "value"),
        *(Output(control, "value") for control in CONTROLES),
        Output("territoire", "value"),
        Output("avis", "children"),
        Output("avis", "hidden"),
        Output("lue", "value"),
        Input("adresse", "value"),
        prevent_initial_call=True,
    )
    def read_address(adresse: dict):
        ids = [output["id"]["couche"] for output in ctx.outputs_list[1]]
        return address_values(atlas, adresse, ids)

    browser(app, "demarrer", Output("adresse", "value"), Input("vue", "id"))
    browser(
        app,
        "appliquer",
        Output("vue", "value"),
        Input("theme", "value"),
        Input({"type": "classes", "couche": ALL}, "value"),
        *(Input(control, "value") for control in CONTROLES),
        Input("territoire", "value"),
        Input("lue", "value"),
    )


def browser(app: Dash, function: str, *args, **options) -> None:
    """Un callback du navigateur : la fonction de ce nom de assets/maillage.js."""
    app.clientside_callback(ClientsideFunction("maillage", function), *args, **options)


def address_values(atlas: Atlas, adresse: dict, couches: list[str]) -> tuple:
    """Les valeurs des contrôles pour une adresse : thème, classes cochées de chaque couche, filtres, territoire, avis."""
    query = str(adresse.get("recherche") or "") if isinstance(adresse, dict) else ""
    view, ignored = from_query(atlas, query)
    # Les noms des légendes viennent du navigateur : une légende qui n'existe pas n'a pas de case.
    ranks = {couche.id: tuple(couche.rank) for couche in atlas.catalogue.couches}
    checked = [[code for code in ranks.get(couche, ()) if couche != view.theme or code not in view.masquer] for couche in couches]
    notice = w.avis_adresse(ignored)
    controls = [list(value) if isinstance(value, tuple) else value for value in (getattr(view, name) for name in CONTROLES)]
    return view.theme, checked, *controls, view.territoire, notice, not notice, adresse
