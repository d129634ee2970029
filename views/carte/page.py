"""Ce que Dash monte sur la carte : la colonne des contrôles, la fiche, les dialogues. Le reste de la page est dans
views/templates/carte.html, et se voit avant lui. Aucune donnée n'est lue ici."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from layers.atlas import Atlas
from views.carte import export_dialogue
from views.carte.controles import controls
from views.carte.repartition import repartitions
from views.carte.sigles_carte import ouvrir
from views.ecriture import phrases as w
from views.ecriture import phrases_sigles as g
from views.export.phrases import EXPORTER_TITRE
from views.vue.vue import KEYS, default_view

# Dix teintes d'un seul accent, du plus pâle au plus profond (Mantine en veut dix).
ACCENT = ["#EFF7F7", "#DBEBEC", "#B4D6D9", "#8AC0C5", "#66ADB3", "#3F8F97", "#22757E", "#0B5D66", "#084B53", "#053A41"]
THEME = {
    "fontFamily": "'Maillage Hyperlegible', Arial, sans-serif",
    "colors": {"accent": ACCENT},
    "primaryColor": "accent",
    "primaryShade": 7,
    "defaultRadius": "sm",
}
# Les valeurs de la vue que la page porte sans contrôle de Dash : assets/maillage.js les relie aux champs du navigateur.
PORTEES = tuple(key for key in KEYS if key not in ("masquer", "structures", "departements"))


def page(atlas: Atlas) -> dmc.MantineProvider:
    """Toute la part de Dash, dans la vue d'ouverture ; l'adresse la change ensuite."""
    view = default_view(atlas)
    carried = {key: getattr(view, key) for key in PORTEES}
    return dmc.MantineProvider(
        theme=THEME,
        forceColorScheme="light",
        children=[
            _states(adresse=None, lue=None, vue=None, **{"sources-demandees": None}, **carried),
            html.Div(
                className="page",
                children=[
                    html.Div(id="avis", role="status", className="avis", hidden=True),
                    _data_notice(atlas),
                    controls(atlas, view),
                    _panel(atlas),
                    _dialog("dialogue-liste", w.LISTE, html.Div(id="liste-corps", className="defile", tabIndex=0)),
                    _dialog("dialogue-export", EXPORTER_TITRE, export_dialogue.formats()),
                    _dialog("dialogue-sigles", g.GLOSSAIRE_TITRE, _acronyms()),
                    _dialog("dialogue-sources", w.SOURCES, html.Div(id="sources-corps", className="defile", tabIndex=0)),
                ],
            ),
        ],
    )


def _states(**values: object) -> html.Div:
    """Ce que les callbacks se passent, hors de vue. Un <data> le porte comme un dcc.Store, sans les 94 ko de dcc."""
    carried = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return html.Div([html.Data(id=name, value=value) for name, value in carried.items()], hidden=True)


def _data_notice(atlas: Atlas) -> html.Div:
    """Vide et caché ; assets/veille.js y dit qu'un autre jeu de données est prêt, ou que la page n'est plus à jour."""
    return html.Div(
        id="avis-donnees",
        role="status",
        className="avis",
        hidden=True,
        **{"data-empreinte": atlas.hash, "data-changees": w.DONNEES_CHANGEES},
        children=[html.Span(), html.Button(w.RECHARGER, id="recharger", className="bouton", type="button", hidden=True)],
    )


def _panel(atlas: Atlas) -> html.Aside:
    parts = [
        html.Div(id="fiche-tete"),
        html.P(w.FICHE_SANS_FILTRE, id="fiche-sans-filtre", className="discret sans-filtre", hidden=True),
        ouvrir(repartitions(atlas), atlas.glossaire),
        html.Div(id="fiche-corps"),
    ]
    return html.Aside(parts, id="panneau", className="panneau", tabIndex=-1, **{"aria-label": w.PANNEAU, "data-muet": w.FICHE_MUETTE})


def _acronyms() -> html.Div:
    """Ce que disent les sigles : vide, assets/sigles.js y met les termes du glossaire."""
    whole = html.P(html.A(g.VOIR_GLOSSAIRE, href="/glossaire"))
    return html.Div([html.Dl(), whole], className="defile sigles-dits", tabIndex=0)


def _dialog(dialog_id: str, title: str, body) -> html.Dialog:
    return html.Dialog(
        id=dialog_id,
        className="dialogue",
        **{"aria-labelledby": f"{dialog_id}-titre"},
        children=[
            html.Div(
                className="dialogue-entete",
                children=[
                    html.H2(title, id=f"{dialog_id}-titre"),
                    html.Button(w.FERMER, className="bouton", type="button", **{"data-ferme": "oui"}),
                ],
            ),
            body,
        ],
    )
