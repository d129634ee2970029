"""La référence : la même carte faite comme on la fait d'habitude avec Plotly, la figure entière refaite à chaque choix.

Même géométrie, mêmes classes, mêmes couleurs, même serveur (compression comprise). `python -m tests.bench.baseline`.
"""

from __future__ import annotations

import os

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html
from flask_compress import Compress

from layers.atlas import Atlas, load_atlas
from settings import Settings, settings_or_exit
from tests.bench.geometry import communes_geojson
from web.contexte import NOM, Contexte
from web.serveur import serve, warm_up

WAVES = "pastel"
# Un style donné en objet est repris entier à chaque figure, avec une erreur de Plotly ; ce nom-là ne demande rien au dehors.
BLANK_STYLE = "white-bg"


def create_baseline(atlas: Atlas, settings: Settings) -> Dash:
    """L'application de référence : profession, classes, année, et un callback qui rend la figure entière."""
    geojson = communes_geojson(settings.geo, settings.region, settings.build / "bench")
    themes = [couche for couche in atlas.catalogue.couches if couche.group == "zonage" or couche.id == WAVES]
    first = themes[0]
    # Pas de dossier assets : la page de référence ne charge que ce qu'il lui faut.
    app = Dash("reference", title="Référence", assets_folder="absent")
    Compress(app.server)
    app.layout = html.Div(
        [
            dcc.RadioItems(id="theme", options=[{"label": c.short, "value": c.id} for c in themes], value=first.id),
            dcc.Checklist(id="classes", options=_class_options(first), value=[c.code for c in first.classes]),
            dcc.Slider(id="annee", min=2018, max=2021, step=1, value=2021, marks={y: str(y) for y in range(2018, 2022)}),
            dcc.Graph(id="carte", style={"height": "800px"}, config={"displayModeBar": False}),
        ]
    )

    @app.callback(Output("classes", "options"), Output("classes", "value"), Input("theme", "value"))
    def follow(theme: str):
        couche = atlas.catalogue.couche(theme)
        return _class_options(couche), [c.code for c in couche.classes]

    @app.callback(Output("carte", "figure"), Input("theme", "value"), Input("classes", "value"), Input("annee", "value"))
    def draw(theme: str, classes: list[str], year: int):
        return figure(atlas, geojson, theme, classes or [], year)

    return app


def figure(atlas: Atlas, geojson: dict, theme: str, classes: list[str], year: int) -> go.Figure:
    """Toute la carte, géométrie comprise, pour un thème, des classes et une année des vagues."""
    couche = atlas.catalogue.couche(theme)
    region = atlas.communes[atlas.communes["region"] == atlas.region]
    shown = region[region[theme].isin(classes)]
    if theme == WAVES:
        shown = shown[shown[theme].astype(int) <= year]
    steps = max(len(couche.classes) - 1, 1)
    trace = go.Choroplethmap(
        geojson=geojson,
        locations=list(shown.index),
        z=[couche.rank[code] for code in shown[theme]],
        zmin=0,
        zmax=steps,
        colorscale=[[i / steps, c.colour] for i, c in enumerate(couche.classes)] if len(couche.classes) > 1 else "Greys",
        customdata=list(shown["nom"]),
        hovertemplate="%{customdata}<extra></extra>",
        marker={"line": {"width": 0.4, "color": "#FFFFFF"}, "opacity": 1},
        showscale=False,
    )
    view = {"style": BLANK_STYLE, "center": {"lon": 2.1, "lat": 43.7}, "zoom": 6.7}
    return go.Figure(trace, go.Layout(map=view, margin=dict.fromkeys("lrtb", 0)))


def _class_options(couche) -> list[dict]:
    return [{"label": c.label, "value": c.code} for c in couche.classes]


def main() -> None:
    """Sert la référence à l'adresse des réglages."""
    settings = settings_or_exit(os.environ)
    atlas = load_atlas(settings.data, settings.data_mode, settings.region)

    def lire() -> Dash:
        app = create_baseline(atlas, settings)
        app.server.extensions[NOM] = Contexte(atlas, settings)
        return app

    serve(settings, lire, lambda app, _: warm_up(app, "/", "/_dash-layout"))


if __name__ == "__main__":
    main()
