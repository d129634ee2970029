"""« Tous les chiffres » : une application Dash de plus sur le même serveur, pour que sa grille ne pèse que sur sa page."""

from __future__ import annotations

import re

import dash_ag_grid as dag
from dash import ClientsideFunction, Dash, Input, Output, State, dcc, html
from flask import Blueprint, Flask, Response

from layers.atlas import Atlas
from views.ecriture import phrases as w
from views.export.classeurs import vers_classeur, vers_csv
from views.territoire import phrases_tableau as t
from views.territoire.tableau import colonnes, feuille, lignes
from web.contexte import Contexte, ici
from web.reponses import GENRES, fichier
from web.statique import lighten_index

ADRESSE = "/tableau/"
MOST_ROWS = 20_000
# La page n'a ni tableau Dash, ni composant Mantine : leurs scripts n'y viennent pas.
ABSENTS = re.compile(r'<script src="[^"]*/(?:dash/deps/polyfill@|dash/dash_table/|dash_mantine_components/)[^"]*"></script>\s*')
GRILLE = {
    "pagination": True,
    "paginationPageSize": 50,
    "paginationPageSizeSelector": [50, 100, 500],
    "rowHeight": 44,
    "headerHeight": 48,
    "floatingFiltersHeight": 48,
    "localeText": t.MOTS,
    "ensureDomOrder": True,
    "enableCellTextSelection": True,
    "suppressMenuHide": True,
}
routes = Blueprint("tableau", __name__)


def register(server: Flask, contexte: Contexte) -> Dash:
    """Branche la page du tableau sur `server` et rend son application."""
    app = Dash(
        "maillage-tableau",
        server=server,
        url_base_pathname=ADRESSE,
        title=f"{t.TITRE} · {w.TITRE}",
        include_assets_files=False,
        assets_folder=str(contexte.settings.assets),
        index_string=contexte.gabarits.page("chiffres/tableau.html", chemin=ADRESSE, plotly="", t=t),
        update_title=None,
        serve_locally=True,
    )
    lighten_index(app, ABSENTS)
    app.layout = page()
    _wire(app, contexte.atlas)
    contexte.brancher(server, routes)
    return app


@routes.get(f"/tableau.<{GENRES}:genre>")
def emporter_tout(genre: str) -> Response:
    return fichier(feuille(ici().atlas, None, {}), "maillage-chiffres", genre)


def page() -> html.Div:
    """La grille, ses filtres dans l'adresse, et ce qui l'emporte."""
    buttons = (("vers-xlsx", t.VERS_XLSX, "bouton plein"), ("vers-csv", t.VERS_CSV, "bouton"), ("effacer", t.EFFACER, "bouton"))
    return html.Div(
        [
            dcc.Store(id="depart"),
            dcc.Store(id="montrees"),
            dcc.Store(id="ecrite"),
            dcc.Download(id="emporter"),
            html.Div(
                className="emporter",
                children=[
                    *(html.Button(name, id=id_, className=kind, type="button") for id_, name, kind in buttons),
                    html.P(id="compte", className="discret", role="status"),
                ],
            ),
            html.Div(_grille(), role="region", **{"aria-label": t.GRILLE}),
        ]
    )


def _grille() -> dag.AgGrid:
    return dag.AgGrid(
        id="grille",
        columnDefs=colonnes(),
        getRowId="params.data.id",
        defaultColDef={"sortable": True, "resizable": True, "filter": True, "floatingFilter": True, "wrapHeaderText": True},
        dashGridOptions=GRILLE,
        className="grille",
        style={"height": "76vh", "minHeight": "460px"},
    )


def _wire(app: Dash, atlas: Atlas) -> None:
    def browser(function: str, *args, **options) -> None:
        app.clientside_callback(ClientsideFunction("tableau", function), *args, **options)

    # Les lignes viennent après la page : rien n'en est fait au démarrage du serveur.
    @app.callback(Output("grille", "rowData"), Input("depart", "data"))
    def fill(_start):
        return lignes(atlas)

    browser("lireAdresse", Output("grille", "filterModel"), Input("grille", "rowData"), prevent_initial_call=True)
    browser("ecrireAdresse", Output("ecrite", "data"), Input("grille", "filterModel"), prevent_initial_call=True)
    browser(
        "compter",
        *(Output("compte", "children"), Output("montrees", "data")),
        *(Input("grille", "virtualRowData"), State("grille", "rowData")),
    )
    browser("effacer", Output("grille", "filterModel", allow_duplicate=True), Input("effacer", "n_clicks"), prevent_initial_call=True)
    for genre in ("xlsx", "csv"):
        _emporter(app, atlas, genre)


def _emporter(app: Dash, atlas: Atlas, genre: str) -> None:
    @app.callback(
        Output("emporter", "data", allow_duplicate=True), Input(f"vers-{genre}", "n_clicks"), State("montrees", "data"),
        State("grille", "filterModel"), prevent_initial_call=True,
    )  # fmt: skip
    def take_away(_clicks: int, shown: list, filters: dict):
        return emporte(atlas, genre, shown, filters)


def emporte(atlas: Atlas, genre: str, shown: object, filters: object) -> dict:
    """Les lignes montrées, relues sur le serveur (le navigateur n'en donne que les rangs), dans leur ordre à l'écran."""
    known = [one for one in shown if type(one) is int][:MOST_ROWS] if isinstance(shown, list) else None
    sheet = feuille(atlas, known, filters if isinstance(filters, dict) else {})
    if genre == "xlsx":
        return dcc.send_bytes(vers_classeur(sheet), "maillage-chiffres.xlsx")
    return {"content": vers_csv(sheet), "filename": "maillage-chiffres.csv", "type": "text/csv;charset=utf-8"}
