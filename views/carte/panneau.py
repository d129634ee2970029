"""La fiche d'un territoire : ses chiffres, chacun à côté de celui de la région, et qui répond de lui-même."""

from __future__ import annotations

from dash import html

from layers.atlas import Atlas
from layers.faits.valeur import Valeur
from layers.territoire.indicateurs import indicateurs
from layers.territoire.territoires import Territoire, path_to
from views.carte import export_dialogue
from views.carte.encart_commune import card
from views.carte.taux import rates
from views.carte.vagues import waves
from views.ecriture import phrases as w
from views.sources import provenance

ORDRE_DES_GROUPES = ("structures", "telemedecine", "coordination", "recrutements")


def panel(atlas: Atlas, territoire_id: str) -> tuple[list, list]:
    """La fiche en deux parts, de part et d'autre de la répartition du thème (views/carte/repartition.py) : fil d'Ariane et
    titre ; puis les rubriques du territoire, ou toute la commune (card).

    Elle ne dépend pas du thème : changer de profession n'envoie rien. Un territoire inconnu donne deux parts vides.
    """
    path = path_to(atlas, territoire_id)
    if not path:
        return [], []
    here = path[-1]
    heading, *body = card(atlas, here.code) if here.niveau == "com" else _sections(atlas, here)
    return [breadcrumb(path), heading], body


def breadcrumb(path: tuple[Territoire, ...]) -> html.Nav:
    """Région › Département › Commune : des liens vrais, que le script transforme en changement de vue."""
    above = [html.Li(html.A(step.nom, href=f"?territoire={step.id}", **{"data-territoire": step.id})) for step in path[:-1]]
    here = html.Li(html.Span(path[-1].nom, **{"aria-current": "page"}))
    return html.Nav(html.Ol([*above, here]), className="fil", **{"aria-label": w.FIL})


def _sections(atlas: Atlas, here: Territoire) -> list:
    values = indicateurs(atlas, here.id)
    region = {v.id: v for v in indicateurs(atlas, f"reg-{atlas.region}")} if here.niveau != "reg" else {}
    by_id = {v.id: v for v in values}
    return [
        _heading(atlas, here, by_id, region),
        *(part for groupe in ORDRE_DES_GROUPES for part in _group(atlas, here, groupe, values, region)),
        _rows(w.ACCES, [v for v in values if v.id in ("apl", "montagne.C.communes")], region),
        _departements(atlas, here),
    ]


def _group(atlas: Atlas, here: Territoire, groupe: str, values: tuple[Valeur, ...], region: dict[str, Valeur]) -> list:
    """Les rubriques d'un groupe ; la télémédecine d'une région a aussi le tableau de ses vagues."""
    rows = _rows(w.GROUPES[groupe], [v for v in values if v.groupe == groupe], region)
    return [rows, waves(atlas)] if groupe == "telemedecine" and here.niveau == "reg" else [rows]


def _heading(atlas: Atlas, here: Territoire, values: dict[str, Valeur], region: dict[str, Valeur]) -> html.Header:
    population, communes = values["population"], values["communes"]
    code = f" ({here.code})" if here.niveau == "dep" else ""
    return html.Header(
        className="fiche-entete",
        children=[
            html.P(w.NIVEAUX[here.niveau], className="discret"),
            html.H2(f"{here.nom}{code}"),
            html.Div(
                className="cles",
                children=[
                    html.Div([html.Strong(w.valeur(v.valeur, v.unite)), html.Span(v.unite), answer(v)], className="cle")
                    for v in (population, communes)
                ],
            ),
            _links(atlas, here),
            rates(atlas, values, region),
        ],
    )


def _links(atlas: Atlas, here: Territoire) -> html.P:
    """Le dossier et la comparaison d'un département ou d'une région (les autres niveaux n'en ont pas), l'export de la vue."""
    links = [export_dialogue.bouton()]
    if here.niveau in w.DOSSIERS:
        other = f"reg-{atlas.region}" if here.niveau == "dep" else "fra"
        links = [
            html.A(w.DOSSIER, href=f"/territoire/{here.id}", className="bouton lien lien-dossier"),
            html.A(w.COMPARER, href=f"/comparer?a={here.id}&b={other}", className="bouton lien"),
            *links,
        ]
    return html.P(links, className="fiche-liens")


def _rows(title: str, values: list[Valeur], region: dict[str, Valeur]) -> html.Section | None:
    """Une rubrique : un indicateur par ligne, sa valeur, celle de la région, et sa source à la demande."""
    if not values:
        return None
    return html.Section(
        className="rubrique",
        children=[html.H3(title), html.Dl([_row(v, region.get(v.id)) for v in values], className="indicateurs")],
    )


def _row(value: Valeur, of_region: Valeur | None) -> html.Div:
    shown = w.valeur(value.valeur, value.unite, value.qualificatif)
    beside = w.dans_la_region(w.valeur(of_region.valeur, of_region.unite, of_region.qualificatif)) if of_region else ""
    missing = " manque" if value.valeur is None else ""
    child = " sous" if value.classe or "." in value.id else ""
    return html.Div(
        className=f"indicateur{child}",
        children=[
            html.Dt(value.titre),
            html.Dd([html.Strong(shown, className=f"chiffre{missing}"), html.Span(beside, className="region-valeur"), answer(value)]),
        ],
    )


def answer(value: Valeur) -> html.Details:
    """Le chiffre répond de lui-même : source, date, fiabilité, licence, note."""
    return provenance.answer(
        value.titre,
        source=f"{value.editeur}. {value.source}",
        periode=value.periode,
        fiabilite=value.fiabilite,
        licence=value.licence,
        note=value.note,
    )


def _departements(atlas: Atlas, here: Territoire) -> html.Section | None:
    """Pour la région : ses départements, en liens ; on y va sans la carte."""
    if here.niveau != "reg":
        return None
    members = atlas.departements[atlas.departements["region"] == here.code]
    links = [
        html.Li(html.A(f"{row['nom']} ({code})", href=f"?territoire=dep-{code}", **{"data-territoire": f"dep-{code}"}))
        for code, row in members.iterrows()
    ]
    return html.Section([html.H3(w.DEPARTEMENTS), html.Ul(links, className="liens")], className="rubrique")
