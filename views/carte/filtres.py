"""Les filtres de la colonne : des champs du navigateur, que le doigt, le clavier et l'agrandissement connaissent déjà.

Chacun porte `data-controle`, le nom d'une valeur de la vue (views/vue/vue.py) ; assets/maillage.js les relie.
"""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from layers.atlas import Atlas
from layers.registre.catalogue import Couche
from views.carte.envoi import region_communes
from views.ecriture import phrases as w
from views.vue.filtres import professions
from views.vue.vue import APL, View

# Un champ à liste, dit comme tel ; assets/acces.js tient aria-expanded à jour.
COMBOBOX = {"role": "combobox", "aria-expanded": "false"}


def filters(atlas: Atlas, view: View) -> list:
    """La rubrique des filtres, dans la vue `view`."""
    yes_no = [html.Option(label, value=value) for value, label in w.CHOIX.items()]
    return [
        html.H2(w.FILTRES, className="titre-filtres"),
        html.Div(
            className="filtres",
            children=[
                _field(w.CROISER, "croiser", _crossings(atlas)),
                _apl(atlas),
                _field(w.MONTAGNE_COURT, "montagne", yes_no),
                _field(w.FRR, "frr", yes_no),
                _field(w.QPV, "qpv", yes_no),
                _field(w.EPCI, "epci", _epci(atlas)),
                _departements(atlas, view),
            ],
        ),
    ]


def _field(label: str, key: str, options: list) -> html.Label:
    return html.Label([html.Span(label), html.Select(options, **{"data-controle": key})], className="filtre")


def _crossings(atlas: Atlas) -> list:
    """Les classes d'une deuxième profession : chacune, et les deux où les soignants manquent le plus."""
    return [html.Option(w.AUCUNE, value=""), *(_crossing(atlas, couche) for couche in professions(atlas.catalogue))]


def _crossing(atlas: Atlas, couche: Couche) -> html.Optgroup:
    present = set(region_communes(atlas)[couche.id])
    classes = [classe for classe in couche.classes if classe.code in present]
    options = [html.Option(classe.label, value=f"{couche.id}:{classe.code}") for classe in classes]
    if len(classes) > 2:
        first, second = classes[:2]
        options.insert(0, html.Option(w.l_une_ou_l_autre(first.label, second.label), value=f"{couche.id}:{first.code},{second.code}"))
    return html.Optgroup(options, label=couche.short)


def _apl(atlas: Atlas) -> html.Fieldset:
    """La plage d'accessibilité : de quel seuil à quel seuil, ceux des classes publiées."""
    bounds = [classe.min for classe in atlas.catalogue.couche(APL).classes if classe.min is not None]
    at = [html.Option(w.decimal(bound), value=str(bound)) for bound in bounds]
    low = html.Select(
        [html.Option(w.APL_SANS_MINIMUM, value=""), *at], **{"data-controle": "apl", "data-borne": "0", "aria-label": w.APL_DE}
    )
    high = html.Select(
        [html.Option(w.APL_SANS_MAXIMUM, value=""), *at], **{"data-controle": "apl", "data-borne": "1", "aria-label": w.APL_A}
    )
    return html.Fieldset([html.Legend(w.APL_PLAGE), html.Span([low, w.APL_ENTRE, high])], className="filtre")


def _epci(atlas: Atlas) -> list:
    codes = set(region_communes(atlas)["epci"]) - {""}
    names = sorted(((atlas.epci.at[code, "nom"], code) for code in codes if code in atlas.epci.index), key=lambda one: one[0].casefold())
    return [html.Option(w.TOUTES, value=""), *(html.Option(name, value=code) for name, code in names)]


def _departements(atlas: Atlas, view: View) -> dmc.MultiSelect:
    departements = atlas.departements[atlas.departements["region"] == atlas.region]
    return dmc.MultiSelect(
        id="departements",
        label=w.DEPARTEMENTS,
        placeholder=w.DEPARTEMENTS_TOUS,
        value=list(view.departements),
        clearable=True,
        searchable=True,
        attributes={"inputField": COMBOBOX},
        comboboxProps={"withinPortal": False},
        # Ouverte au seul passage du clavier, la liste prendrait le focus suivant, puis l'emporterait en se fermant.
        openOnFocus=False,
        # Le chevron ne dit rien que « liste » ne dise déjà.
        rightSectionProps={"aria-hidden": "true"},
        maxDropdownHeight=280,
        data=[{"value": code, "label": f"{row['nom']} ({code})"} for code, row in departements.iterrows()],
    )
