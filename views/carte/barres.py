"""Les départements d'une région, du plus touché au moins touché : une barre chacun, qui mène à sa fiche."""

from __future__ import annotations

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

    Les départements dont la part n'est pas publiée se disent d'une phrase, après les barres.
    """
    if here.niveau != "reg":
        return None
    couche, classe = premiere_classe(atlas)
    key = f"{couche.id}.{classe.code}.population"
    members = atlas.departements[atlas.departements["region"] == here.code]
    found = [(code, row["nom"], _share(atlas, code, key)) for code, row in members.iterrows()]
    rows = sorted((one for one in found if one[2] is not None), key=lambda one: (one[2], one[1]), reverse=True)
    unknown = [_link(code, name) for code, name, share in found if share is None]
    most = max((share for *_, share in rows), default=0)
    of_region = actuels(atlas, here).get(key)
    source = [answer(du_fait(atlas, of_region))] if of_region is not None else []
    title = html.Div([html.H3(w.par_departement(classe.code if classe.spoken else classe.label)), *source], className="titre-et-reponse")
    drawn = [html.Ul([_bar(*one, most, classe.colour) for one in rows], className="barres")] if rows else []
    told = [html.P([w.NON_PUBLIE_POUR, *_enumere(unknown), "."], className="note")] if unknown else []
    return html.Section([title, *drawn, *told], className="rubrique")


def _share(atlas: Atlas, code: str, key: str) -> float | None:
    here = territoire(atlas, f"dep-{code}")
    found = actuels(atlas, here).get(key) if here else None
    return found.valeur if found is not None and isinstance(found.valeur, (int, float)) else None


def _bar(code: str, name: str, share: float, most: float, colour: str) -> html.Li:
    width = f"{100 * share / most:.1f}%" if most else "0"
    drawn = html.Span(html.Span(className="barre-plein", style={"width": width, "backgroundColor": colour}), **{"aria-hidden": "true"})
    return html.Li(_link(code, html.Span(name), drawn, html.Span(w.pourcentage(share))))


def _link(code: str, *children: object) -> html.A:
    return html.A(list(children), href=f"?territoire=dep-{code}", **{"data-territoire": f"dep-{code}"})


def _enumere(links: list[html.A]) -> list[object]:
    """Les liens, une virgule entre eux, « et » avant le dernier."""
    return [part for at, link in enumerate(links) for part in ((" et " if at == len(links) - 1 else ", ") if at else "", link) if part]
