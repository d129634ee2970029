"""La page : en-tête, contrôles, carte et légende, fiche du territoire. Aucune donnée n'est lue ici."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from layers.atlas import Atlas
from views.carte import export_dialogue
from views.carte.controles import controls, in_words, published
from views.carte.legende import legend_on_top, legends
from views.carte.repartition import repartitions
from views.carte.sigles_carte import ouvrir
from views.ecriture import phrases as w
from views.ecriture import phrases_sigles as g
from views.export.phrases import EXPORTER_TITRE
from views.vue.vue import ANNEES, View, default_view

# Dix teintes d'un seul accent, du plus pâle au plus profond (Mantine en veut dix).
ACCENT = ["#EFF7F7", "#DBEBEC", "#B4D6D9", "#8AC0C5", "#66ADB3", "#3F8F97", "#22757E", "#0B5D66", "#084B53", "#053A41"]
THEME = {
    "fontFamily": "'Atkinson Hyperlegible Next', Arial, sans-serif",
    "colors": {"accent": ACCENT},
    "primaryColor": "accent",
    "primaryShade": 7,
    "defaultRadius": "sm",
}


def page(atlas: Atlas, configuration: dict) -> dmc.MantineProvider:
    """Toute la page, dans sa vue d'ouverture ; l'adresse la change ensuite."""
    view = default_view(atlas)
    return dmc.MantineProvider(
        theme=THEME,
        forceColorScheme="light",
        children=[
            _states(configuration=configuration, adresse=None, lue=None, territoire=view.territoire, vue=None),
            html.Div(
                className="page",
                children=[
                    html.A(w.ALLER_A_LA_CARTE, href="#scene", className="evitement"),
                    html.A(w.ALLER_A_LA_FICHE, href="#panneau", className="evitement"),
                    _header(atlas),
                    html.Div(id="avis", role="status", className="avis", hidden=True),
                    _data_notice(atlas),
                    html.Div(className="corps", children=[controls(atlas, view), _map(atlas, view), _panel(atlas)]),
                    _phone_bar(),
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
    return html.Div([html.Data(id=name, value=value) for name, value in values.items()], hidden=True)


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


def _header(atlas: Atlas) -> html.Header:
    return html.Header(
        className="entete",
        children=[
            # Dans l'en-tête : un lien d'évitement qui quitte la page doit être dans un repère.
            in_words(atlas, "evitement"),
            html.Div(
                className="marque", children=[html.H1(w.TITRE), html.Span(atlas.regions.loc[atlas.region, "nom"], className="region")]
            ),
            # Le champ et sa liste sont posés là par assets/carte/recherche.mjs.
            html.Div(id="recherche-boite", className="recherche", role="search", **{"aria-label": w.CHERCHER}),
            html.Div(
                className="outils",
                children=[
                    html.Button(
                        _badge(atlas),
                        id="sources",
                        className=f"bouton jeu {'simule' if atlas.simulated else ''}",
                        type="button",
                        title=w.SOURCES,
                    ),
                    # Sur un téléphone, les autres actions sont derrière ce bouton ; ailleurs, il ne se voit pas.
                    html.Button(
                        w.AUTRES_ACTIONS,
                        className="bouton plus-d-actions",
                        type="button",
                        **{"data-volet": "actions", "aria-expanded": "false"},
                    ),
                    html.Div(
                        className="actions",
                        children=[
                            html.Button(w.LISTE, id="lister", className="bouton", type="button"),
                            export_dialogue.bouton(),
                            html.Button(w.PARTAGER, id="partager", className="bouton", type="button"),
                            html.Span(id="partage", role="status", className="discret"),
                        ],
                    ),
                ],
            ),
        ],
    )


def _badge(atlas: Atlas) -> str:
    return w.jeu_de_donnees(atlas.mode, atlas.date)


def _map(atlas: Atlas, view: View) -> html.Main:
    return html.Main(
        id="scene",
        className="scene",
        tabIndex=-1,
        children=[
            html.Div(id="carte", className="carte"),
            html.Div(w.CHARGEMENT, id="attente", className="attente", role="status"),
            html.Div(id="survol-carte", className="survol", hidden=True, **{"aria-hidden": "true"}),
            html.Div(w.PHRASES_CARTE["aucune"], id="aucune", className="aucune", hidden=True),
            html.Section(
                [
                    *legends(atlas),
                    html.Details([html.Summary(w.SOURCE_ET_DATES), html.P(id="dates", className="dates")], className="a-savoir dates-vue"),
                ],
                className="legende haut" if legend_on_top(atlas) else "legende",
                # Elle défile quand la place manque : le clavier doit y aller, même là où elle n'a aucune case.
                tabIndex=0,
                **{"aria-label": w.LEGENDE},
            ),
            _years(atlas, view),
            html.Div(
                className="resume-boite",
                children=[
                    html.P(id="resume", className="resume", **{"aria-live": "polite"}),
                    html.Button(id="effacer", className="bouton plein", type="button", hidden=True),
                    html.Button(w.TOUTE_LA_REGION, className="bouton", type="button", **{"data-territoire": view.territoire}),
                    in_words(atlas, "bouton en-mots", id="en-mots"),
                ],
            ),
        ],
    )


def _years(atlas: Atlas, view: View) -> html.Div:
    dated = [couche for couche in atlas.catalogue.couches if couche.kind == "date"]
    return html.Div(
        className="annees",
        # Rien à faire défiler là où aucune vague n'est publiée.
        hidden=not any(published(atlas, couche) for couche in dated),
        children=[
            html.Button(w.LECTURE, id="lecture", className="bouton plein", type="button"),
            html.Div(
                className="glissiere",
                children=dmc.Slider(
                    id="annee",
                    min=ANNEES[0],
                    max=ANNEES[-1],
                    step=1,
                    value=view.annee,
                    label=None,
                    thumbLabel=w.ANNEE,
                    size="lg",
                    marks=[{"value": year, "label": str(year)} for year in ANNEES],
                ),
            ),
        ],
    )


def _panel(atlas: Atlas) -> html.Aside:
    parts = [html.Div(id="fiche-tete"), ouvrir(repartitions(atlas), atlas.glossaire), html.Div(id="fiche-corps")]
    return html.Aside(parts, id="panneau", className="panneau", tabIndex=-1, **{"aria-label": w.PANNEAU, "data-muet": w.FICHE_MUETTE})


def _phone_bar() -> html.Nav:
    """Sur un téléphone, les contrôles, la légende et la fiche sont des volets qui glissent sur la carte ; la liste est un dialogue."""
    buttons = (("controles", w.AFFICHER_FILTRES), ("legende", w.LEGENDE), ("fiche", w.AFFICHER_FICHE))
    return html.Nav(
        className="volets",
        **{"aria-label": w.VOLETS},
        children=[
            *(
                html.Button(label, className="bouton", type="button", **{"data-volet": name, "aria-expanded": "false"})
                for name, label in buttons
            ),
            html.Button(w.LISTE_COURTE, className="bouton", type="button", **{"data-lister": "oui", "aria-haspopup": "dialog"}),
        ],
    )


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
