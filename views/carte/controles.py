"""La colonne de la carte : le thème, sa légende (qui est le filtre des classes), les structures, les filtres."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html

from layers.atlas import ABSENT, Atlas
from layers.regions import adresse_de_carte
from layers.registre.catalogue import Couche, Structure
from views.carte.envoi import region_communes
from views.carte.filtres import filters
from views.carte.legende import legend
from views.ecriture import phrases as w
from views.ecriture import phrases_pages as p
from views.vue.vue import View

OUVRE_LES_SOURCES: dict[str, Any] = {"data-sources": "oui", "aria-haspopup": "dialog"}


def controls(atlas: Atlas, view: View) -> html.Nav:
    """Le volet des contrôles, dans la vue `view`."""
    return html.Nav(
        id="controles",
        className="controles",
        **{"aria-label": w.AFFICHER_FILTRES},
        children=[
            _theme(atlas, view),
            legend(atlas),
            _structures(atlas, view),
            *filters(atlas, view),
            *_other_maps(atlas),
            html.Button(w.SOURCES_COURT, type="button", className="bouton vers-sources", **OUVRE_LES_SOURCES),
            html.P(_about(), className="discret credits autres-pages"),
            html.P(w.CREDITS, className="discret credits"),
        ],
    )


def _theme(atlas: Atlas, view: View) -> html.Label:
    """Le choix de la couche ; celle dont rien n'est publié dans la région le dit, et ne se choisit pas."""
    couches = atlas.catalogue.couches
    groups = [(key, [c for c in couches if c.group == key]) for key in w.GROUPES]
    options = [
        html.Optgroup([_option(atlas, couche, view) for couche in members], label=w.GROUPES[key]) for key, members in groups if members
    ]
    chosen = html.Select(options, className="champ", **{"data-controle": "theme"})
    return html.Label([html.Span(w.THEME, className="discret"), chosen], className="theme")


def _option(atlas: Atlas, couche: Couche, view: View) -> html.Option:
    known = published(atlas, couche)
    name = couche.short if known else w.non_publiee_ici(couche.short)
    return html.Option(name, value=couche.id, disabled=not known, selected=couche.id == view.theme)


def published(atlas: Atlas, couche: Couche) -> bool:
    """Vrai si une commune de la région au moins a une classe dans cette couche."""
    return bool((region_communes(atlas)[couche.id] != ABSENT).any())


def _structures(atlas: Atlas, view: View) -> dmc.CheckboxGroup:
    """Les cases des structures : celles que la vue montre, puis les autres, dépliées à la demande."""
    present = [s for s in atlas.catalogue.structures if s.id in set(atlas.sites["categorie"])]
    first, others = [s for s in present if s.shown], [s for s in present if not s.shown]
    folded = html.Details([html.Summary(w.autres_types(len(others))), *map(_box, others)], className="autres-types") if others else None
    boxes = [*map(_box, first), folded] if present else [w.STRUCTURES_NON_RECENSEES]
    return dmc.CheckboxGroup(
        id="structures",
        label=html.H2(w.STRUCTURES),
        value=list(view.structures),
        children=html.Div(boxes, className="structures"),
    )


def _box(structure: Structure) -> dmc.Checkbox:
    """Une case : la marque de la carte, le nom, et combien la sélection en compte (assets/carte/recit.mjs)."""
    count = html.Span(className="compte-structure", **{"data-compte-structure": structure.id})
    mark = html.Span(className=f"forme forme-{structure.shape}", style={"color": structure.colour})
    return dmc.Checkbox(value=structure.id, label=html.Span([mark, html.Span(_name(structure)), count], className="structure-nom"))


def _name(structure: Structure) -> str:
    """« Maisons de santé » plutôt que « MSP » : un sigle d'un mot se dit en entier."""
    return structure.pluriel if structure.short.isupper() else structure.short


def _other_maps(atlas: Atlas) -> list:
    """Les cartes des autres régions de ce service : des liens, par nom, repliés ; rien s'il n'y en a pas."""
    others = sorted((atlas.regions.at[region, "nom"], region) for region in atlas.cartes if region != atlas.region)
    links = [html.Li(html.A(name, href=adresse_de_carte(atlas, region))) for name, region in others]
    return [html.Details([html.Summary(w.AUTRES_CARTES), html.Ul(links)], className="cartes")] if links else []


def _about() -> list:
    """À propos du site, en une ligne de liens."""
    links = [html.A(name, href=address) for address, name in p.PIED]
    return [w.A_PROPOS, *[part for link in links for part in (" · ", link)][1:]]
