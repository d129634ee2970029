"""La page de carte : l'adresse donne leurs valeurs aux contrôles ; les contrôles changent la carte dans le navigateur. La fiche du
territoire et « Sources et millésimes » sont ses deux autres demandes au serveur."""

from __future__ import annotations

from functools import partial

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx

from layers.acces.modele import Modele
from layers.atlas import Atlas
from views.carte.panneau import panel
from views.carte.sigles_carte import ouvrir
from views.couverture.fiche import loin
from views.ecriture import phrases as w
from views.sources.page import sources
from views.vue.vue import from_query, from_store

CONTROLES = ("structures", "departements", "montagne", "frr", "qpv", "epci", "croiser", "apl", "annee")


def register(app: Dash, atlas: Atlas, modele: Modele) -> None:
    """Branche l'adresse, la carte et ses contrôles, la fiche et les sources."""

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
    _panneau(app, atlas, modele)


def _panneau(app: Dash, atlas: Atlas, modele: Modele) -> None:
    @app.callback(Output("fiche-tete", "children"), Output("fiche-corps", "children"), Input("territoire", "value"))
    def show_panel(territoire: str):
        return panel_for(atlas, territoire, modele)

    @app.callback(
        Output("sources-corps", "children"), Input("sources-demandees", "value"), State("vue", "value"), prevent_initial_call=True
    )
    def show_sources(_clicks: int, vue: object):
        return sources(atlas, from_store(atlas, vue))

    browser(app, "ouvrirSources", Output("sources-corps", "title"), Input("sources-corps", "children"), prevent_initial_call=True)


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


def panel_for(atlas: Atlas, territoire: object, modele: Modele | None = None) -> tuple[list, list]:
    """La fiche demandée, ses sigles ouverts ; ce que le navigateur envoie peut être n'importe quoi : l'inconnu
    donne la fiche d'ouverture."""
    far = partial(loin, atlas, modele) if modele else None
    shown = panel(atlas, territoire, far) if isinstance(territoire, str) else ([], [])
    head, body = shown if any(shown) else panel(atlas, f"reg-{atlas.region}", far)
    return head, ouvrir(body, atlas.glossaire)
