"""La répartition de chaque couche communale dans le territoire regardé : ses rangées, que le navigateur remplit.

Le serveur donne une fois les classes, leurs couleurs et la source ; assets/carte/repartition.mjs compte les communes et
la population qu'il a déjà. Changer de profession ou de territoire n'envoie donc aucun de ces chiffres.
"""

from __future__ import annotations

from dataclasses import replace

from dash import html

from layers.atlas import Atlas
from layers.registre.catalogue import Classe, Couche
from views.carte.envoi import region_communes
from views.carte.legende import MARKS
from views.ecriture import phrases as w
from views.sources.citees import de_l_entree
from views.sources.provenance import answer


def repartitions(atlas: Atlas) -> html.Div:
    """Une rubrique par couche communale, dans l'ordre du registre ; la page montre celle du thème."""
    couches = [couche for couche in atlas.catalogue.couches if couche.level == "commune"]
    return html.Div(id="repartitions", hidden=True, children=[_repartition(atlas, couche) for couche in couches])


def _repartition(atlas: Atlas, couche: Couche) -> html.Section:
    present = set(region_communes(atlas)[couche.id])
    classes = [classe for classe in couche.classes if classe.code in present]
    # Ce qui n'a pas de classe a sa rangée : sans elle, les autres ne feraient pas le total.
    marks = [mark for mark in MARKS if mark[0] in WITHOUT_CLASS]
    slices = [*map(_slice, classes), *(_mark_slice(*mark) for mark in marks)]
    rows = [*map(_row, classes), *(_mark_row(*mark) for mark in marks)]
    heads = [html.Th(text, scope="col") for text in w.COLONNES_REPARTITION]
    source = answer(replace(de_l_entree(atlas, couche, compte=True), titre=couche.title))
    return html.Section(
        className="rubrique repartition",
        **{"data-repartition": couche.id},
        children=[
            # Le ⓘ est à côté du titre, pas dedans : un titre ne contient que du texte.
            html.Div([html.H3(couche.title), source], className="titre-et-reponse"),
            html.Div(slices, className="barre-classes", **{"aria-hidden": "true"}),
            html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="tableau", **{"aria-label": couche.title}),
        ],
    )


WITHOUT_CLASS = "-xy"  # pas de donnée, masqué par l'éditeur, partagé entre plusieurs classes


def _slice(classe: Classe) -> html.Span:
    style = {"width": "0%", "backgroundColor": classe.colour}
    return html.Span(className=f"motif-{classe.pattern}", style=style, **{"data-part": classe.code})


def _row(classe: Classe) -> html.Tr:
    swatch = html.Span(className=f"pastille motif-{classe.pattern}", style={"backgroundColor": classe.colour})
    name = f"{classe.code} · {classe.label}" if classe.spoken else classe.label
    return html.Tr([html.Th([swatch, name], scope="row"), html.Td(), html.Td(html.Strong()), html.Td()], **{"data-classe": classe.code})


def _mark_slice(code: str, _label: str, pattern: str) -> html.Span:
    return html.Span(className=f"motif-{pattern}", style={"width": "0%"}, **{"data-part": code})


def _mark_row(code: str, label: str, pattern: str) -> html.Tr:
    swatch = html.Span(className=f"pastille motif-{pattern}")
    cells = [html.Th([swatch, label], scope="row"), html.Td(), html.Td(html.Strong()), html.Td()]
    return html.Tr(cells, hidden=True, **{"data-classe": code})
