"""Les contrôles de la carte : thème, structures, filtres, et les chemins vers les autres cartes et les autres pages."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from layers.atlas import ABSENT, Atlas
from layers.regions import adresse_de_carte
from layers.registre.catalogue import Couche
from views.carte.envoi import region_communes
from views.carte.sigles_carte import bouton_des_sigles
from views.ecriture import pages as p
from views.ecriture import phrases as w
from views.mots.adresse import adresse
from views.mots.phrases import TITRE as TITRE_EN_MOTS
from views.vue.vue import View, default_view

# Un champ à liste, dit comme tel ; assets/acces.js tient aria-expanded à jour.
COMBOBOX = {"input": {"role": "combobox", "aria-expanded": "false"}}


def controls(atlas: Atlas, view: View) -> html.Nav:
    """Le volet des contrôles, dans la vue `view`."""
    couches, structures = atlas.catalogue.couches, atlas.catalogue.structures
    groups = [(key, [c for c in couches if c.group == key]) for key in w.GROUPES]
    radios = [
        html.Div([html.H3(w.GROUPES[key]), *(_theme(atlas, c) for c in members)], className="groupe") for key, members in groups if members
    ]
    counts = atlas.sites["categorie"].value_counts()
    boxes = [
        dmc.Checkbox(
            value=s.id,
            label=[html.Span(className=f"forme forme-{s.shape}", style={"color": s.colour}), f"{s.short} ({w.entier(counts[s.id])})"],
        )
        for s in structures
        if s.id in counts
    ]
    return html.Nav(
        id="controles",
        className="controles",
        **{"aria-label": w.AFFICHER_FILTRES},
        children=[
            # Le titre est l'étiquette du groupe : une synthèse vocale le lit avec ses choix.
            dmc.RadioGroup(id="theme", label=html.H2(w.THEME), value=view.theme, children=radios),
            dmc.CheckboxGroup(
                id="structures",
                label=html.H2(w.STRUCTURES),
                value=list(view.structures),
                children=html.Div(boxes or w.STRUCTURES_NON_RECENSEES, className="structures"),
            ),
            *([bouton_des_sigles("#controles")] if atlas.glossaire else []),
            html.H2(w.FILTRES),
            *_filters(atlas, view),
            *_other_maps(atlas),
            html.P(_other_pages(atlas), className="discret credits autres-pages"),
            html.P(w.CREDITS, className="discret credits"),
        ],
    )


def _theme(atlas: Atlas, couche: Couche) -> dmc.Radio:
    """Le choix d'une couche ; celle dont rien n'est publié dans la région le dit, et ne se choisit pas."""
    known = published(atlas, couche)
    return dmc.Radio(label=couche.short if known else w.non_publiee_ici(couche.short), value=couche.id, disabled=not known)


def published(atlas: Atlas, couche: Couche) -> bool:
    """Vrai si une commune de la région au moins a une classe dans cette couche."""
    return bool((region_communes(atlas)[couche.id] != ABSENT).any())


def _other_maps(atlas: Atlas) -> list:
    """Les cartes des autres régions de ce service : des liens, rien s'il n'y en a pas."""
    links = [
        html.A(atlas.regions.at[region, "nom"], href=adresse_de_carte(atlas, region), className="bouton")
        for region in atlas.cartes
        if region != atlas.region
    ]
    return [html.H2(w.AUTRES_CARTES), html.Div(links, className="cartes")] if links else []


def in_words(atlas: Atlas, class_name: str = "", **properties: str) -> html.A:
    """Le lien vers la carte en mots ; assets/maillage.js y ajoute la vue du moment."""
    address = adresse(atlas, default_view(atlas))
    return html.A(TITRE_EN_MOTS, href=address, className=class_name, **properties, **{"data-en-mots": address})


def _other_pages(atlas: Atlas) -> list:
    """Les pages sans carte, en une ligne de liens."""
    links = [in_words(atlas), *(html.A(name, href=address) for address, name in p.AUTRES_PAGES)]
    address, name = p.REUNION
    # assets/maillage.js y met la vue et le cadre du moment.
    links.append(html.A(name, href=address, **{"data-reunion": "oui"}))
    return [part for link in links for part in (link, " · ")][:-1]


def _filters(atlas: Atlas, view: View) -> list:
    departements = atlas.departements[atlas.departements["region"] == atlas.region]
    choices = [{"value": value, "label": label} for value, label in w.CHOIX.items()]
    return [
        dmc.MultiSelect(
            id="departements",
            label=w.DEPARTEMENTS,
            placeholder=w.DEPARTEMENTS_TOUS,
            value=list(view.departements),
            clearable=True,
            searchable=True,
            attributes={"inputField": COMBOBOX["input"]},
            comboboxProps={"withinPortal": False},
            # Le chevron ne dit rien que « liste » ne dise déjà.
            rightSectionProps={"aria-hidden": "true"},
            maxDropdownHeight=560,
            data=[{"value": code, "label": f"{row['nom']} ({code})"} for code, row in departements.iterrows()],
        ),
        html.Div(w.MONTAGNE, className="etiquette", id="etiquette-montagne"),
        dmc.SegmentedControl(id="montagne", value=view.montagne, data=choices, fullWidth=True, **{"aria-label": w.MONTAGNE}),
        html.Div(w.FRR, className="etiquette", id="etiquette-frr"),
        dmc.SegmentedControl(id="frr", value=view.frr, data=choices, fullWidth=True, **{"aria-label": w.FRR}),
    ]
