"""La fiche d'un territoire : ses chiffres, chacun à côté de celui de la région, et qui répond de lui-même."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dash import html

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.faits.par_departement import annees, vague_de
from layers.geo.territoire import Territoire
from layers.territoire.chiffres import actuels
from layers.territoire.indicateurs import CARTE, ETABLISSEMENTS
from layers.territoire.territoires import path_to, territoire
from views.carte import export_dialogue
from views.carte.barres import bars
from views.carte.encart_commune import card
from views.carte.taux import Loin, rates
from views.carte.vagues import waves
from views.ecriture import phrases as w
from views.ecriture.dire import lu
from views.sources.citees import de_l_entree, du_fait
from views.sources.provenance import answer
from views.territoire.comparer import Paire, lue_avec_unite

Portee = Callable[[Territoire], Loin | None]

# Ce que la carte montre d'un département et d'une région, dans l'ordre ; le dossier a le reste.
COORDINATION = ("pta", "pta-financees", "cpts-2019", "esp", "esp-en-fonctionnement")
RECRUTEMENTS = ("medecins-recrutes",)
ACCES = ("apl", "montagne.C.communes")
# Ce que les documents disent de chaque département qu'ils décrivent : tu pour l'un d'eux, c'est « non publié ».
ATTENDUS = ("pta", "cpts-2019", "esp", *RECRUTEMENTS)


def panel(atlas: Atlas, territoire_id: str, loin: Portee | None = None) -> tuple[list, list]:
    """La fiche en deux parts, de part et d'autre de la répartition du thème (views/carte/repartition.py) : fil d'Ariane et
    titre ; puis les rubriques du territoire, ou toute la commune (card).

    Elle ne dépend pas du thème : changer de profession n'envoie rien. Un territoire inconnu donne deux parts vides.
    `loin` donne la part des habitants d'un territoire qui sont loin d'un site.
    """
    path = path_to(atlas, territoire_id)
    if not path:
        return [], []
    here = path[-1]
    heading, *body = card(atlas, here.code) if here.niveau == "com" else _sections(atlas, here, loin)
    # Une région n'a rien au-dessus d'elle : son titre suffit.
    above = [breadcrumb(path)] if len(path) > 1 else []
    return [*above, heading, bars(atlas, here)], body


def breadcrumb(path: tuple[Territoire, ...]) -> html.Nav:
    """Région › Département › Commune : des liens vrais, que le script transforme en changement de vue."""
    above = [html.Li(html.A(step.nom, href=f"?territoire={step.id}", **{"data-territoire": step.id})) for step in path[:-1]]
    here = html.Li(html.Span(path[-1].nom, **{"aria-current": "page"}))
    return html.Nav(html.Ol([*above, here]), className="fil", **{"aria-label": w.FIL})


def _sections(atlas: Atlas, here: Territoire, loin: Portee | None) -> list:
    found = actuels(atlas, here)
    region = actuels(atlas, territoire(atlas, f"reg-{atlas.region}")) if here.niveau != "reg" else {}
    structures = [one for one in found.values() if one.unite == ETABLISSEMENTS and one.table == CARTE]
    return [
        _heading(atlas, here, found, region, loin(here) if loin else None),
        _rows(w.GROUPES["structures"], [_row(atlas, one, region) for one in structures]),
        _rows(w.GROUPES["telemedecine"], [_row(atlas, one, {}) for one in _telemedecine(atlas, here)]),
        waves(atlas) if here.niveau == "reg" else None,
        _rows(w.GROUPES["coordination"], _publies(atlas, here, COORDINATION, found, region)),
        _rows(w.GROUPES["recrutements"], _publies(atlas, here, RECRUTEMENTS, found, region)),
        _rows(w.ACCES, [_row(atlas, found[id_], region) for id_ in ACCES if id_ in found]),
    ]


def _telemedecine(atlas: Atlas, here: Territoire) -> list[Fait]:
    """L'année d'un département, et les effectifs de sa vague entière : ceux du groupe de départements, jamais répartis."""
    year = annees(atlas.faits).get(here.code) if here.niveau == "dep" else None
    groupe = vague_de(atlas.faits, here.code) if year else None
    return [*([year] if year else ()), *(one for one in (groupe[1].values() if groupe else ()) if one.valeur is not None)]


def _publies(
    atlas: Atlas, here: Territoire, wanted: tuple[str, ...], found: Mapping[str, Fait], region: Mapping[str, Fait]
) -> list[html.Div]:
    """Les chiffres des documents ; pour un département qu'ils décrivent, celui qui manque se dit « non publié »."""
    described = here.niveau == "dep" and here.code in annees(atlas.faits)
    shown = [id_ for id_ in wanted if id_ in found or described and id_ in ATTENDUS]
    return [_row(atlas, found[id_], region) if id_ in found else _non_publie(atlas, id_) for id_ in shown]


def _heading(atlas: Atlas, here: Territoire, found: Mapping[str, Fait], region: Mapping[str, Fait], loin: Loin | None) -> html.Header:
    code = f" ({here.code})" if here.niveau == "dep" else ""
    keys = [
        html.Div([html.Strong(lu(one)), html.Span(one.unite), answer(du_fait(atlas, one))], className="cle")
        for one in (found.get("population"), found.get("communes"))
        if one is not None
    ]
    return html.Header(
        className="fiche-entete",
        children=[
            html.P(w.NIVEAUX[here.niveau], className="discret"),
            html.H2(f"{here.nom}{code}"),
            html.Div(className="cles", children=keys),
            _links(atlas, here),
            rates(atlas, found, region, loin),
        ],
    )


def _links(atlas: Atlas, here: Territoire) -> html.P:
    """Le dossier et la comparaison du territoire, l'export de la vue."""
    links = [export_dialogue.bouton()]
    if here.niveau in ("reg", "dep", "epci"):
        other = "fra" if here.niveau == "reg" else f"reg-{atlas.region}"
        links = [
            html.A(w.DOSSIER, href=f"/territoire/{here.id}", className="bouton lien lien-dossier"),
            html.A(w.COMPARER, href=f"/comparer?a={here.id}&b={other}", className="bouton lien"),
            *links,
        ]
    return html.P(links, className="fiche-liens")


def _rows(title: str, rows: list[html.Div]) -> html.Section | None:
    """Une rubrique : un indicateur par ligne, sa valeur, celle de la région, et sa source à la demande."""
    return html.Section([html.H3(title), html.Dl(rows, className="indicateurs")], className="rubrique") if rows else None


def _row(atlas: Atlas, one: Fait, region: Mapping[str, Fait]) -> html.Div:
    beside = region.get(one.indicateur)
    compared = Paire(one.indicateur, one.titre, one, beside).comparable
    child = " sous" if "." in one.indicateur else ""
    parts = [
        html.Strong(lue_avec_unite(one), className="chiffre"),
        *([html.Span(w.dans_la_region(lu(beside)), className="region-valeur")] if beside and compared else []),
        answer(du_fait(atlas, one)),
    ]
    return html.Div([html.Dt(one.titre), html.Dd(parts)], className=f"indicateur{child}")


def _non_publie(atlas: Atlas, indicateur: str) -> html.Div:
    entry = atlas.catalogue.by_id[indicateur]
    parts = [html.Strong(w.NON_PUBLIE, className="chiffre manque"), answer(de_l_entree(atlas, entry))]
    return html.Div([html.Dt(entry.title), html.Dd(parts)], className="indicateur")
