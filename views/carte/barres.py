"""Les départements d'une région, du plus touché au moins touché : une barre chacun, qui mène à sa fiche."""

from __future__ import annotations

import math

from dash import html

from layers.atlas import Atlas
from layers.geo.territoire import Territoire
from layers.territoire.chiffres import actuels
from layers.territoire.territoires import territoire
from views.carte.taux import premiere_classe
from views.ecriture import phrases as w
from views.sources.citees import du_fait
from views.sources.provenance import answer


def bars(atlas: Atlas, here: Territoire) -> html.Section | None:
    """La part des habitants dans la première classe du premier zonage, par département ; None hors d'une région.

    Un département dont la part n'est pas publiée vient en dernier, et le dit : il n'a pas de barre.
    """
    if here.niveau != "reg":
        return None
    couche, classe = premiere_classe(atlas)
    key = f"{couche.id}.{classe.code}.population"
    members = atlas.departements[atlas.departements["region"] == here.code]
    rows = [(code, row["nom"], _share(atlas, code, key)) for code, row in members.iterrows()]
    rows.sort(key=lambda one: (-math.inf if one[2] is None else one[2], one[1]), reverse=True)
    most = max((share for *_, share in rows if share is not None), default=0)
    of_region = actuels(atlas, here).get(key)
    source = [answer(du_fait(atlas, of_region))] if of_region is not None else []
    title = html.Div([html.H3(w.par_departement(classe.code if classe.spoken else classe.label)), *source], className="titre-et-reponse")
    return html.Section([title, html.Ul([_bar(*one, most, classe.colour) for one in rows], className="barres")], className="rubrique")


def _share(atlas: Atlas, code: str, key: str) -> float | None:
    here = territoire(atlas, f"dep-{code}")
    found = actuels(atlas, here).get(key) if here else None
    return found.valeur if found is not None and isinstance(found.valeur, (int, float)) else None


def _bar(code: str, name: str, share: float | None, most: float, colour: str) -> html.Li:
    told = w.NON_PUBLIE if share is None else w.pourcentage(share)
    width = f"{100 * share / most:.1f}%" if share and most else "0"
    drawn = html.Span(html.Span(className="barre-plein", style={"width": width, "backgroundColor": colour}), **{"aria-hidden": "true"})
    return html.Li(html.A([html.Span(name), drawn, html.Span(told)], href=f"?territoire=dep-{code}", **{"data-territoire": f"dep-{code}"}))
