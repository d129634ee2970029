"""La carte d'une commune : ses classes, l'année de PÂSTEL, les structures proches, la mairie."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from dash import html

from layers.atlas import Atlas
from layers.commune.fiche import Classement, Fiche, fiche
from layers.commune.proches import SiteProche
from layers.faits.fait import DERIVE, EXACT, SIMULE
from layers.registre.catalogue import Couche, Indicateur, Structure
from layers.socle.entrees import FICHE, Usage
from views.aides.phrases_situation import AIDES_COMMUNE
from views.aides.section import compte_aides
from views.commune import phrases as f
from views.ecriture import phrases as w
from views.ecriture.dire import annee_dite
from views.sources.citees import de_l_entree, du_fait
from views.sources.provenance import answer

ETATS = {"absente": w.PAS_DE_DONNEE, "masquee": w.MASQUE, "partagee": w.PARTAGE}


def card(atlas: Atlas, code: str) -> list:
    """Les composants de la carte de la commune `code`, qui doit exister."""
    it = fiche(atlas, code)
    if it is None:
        return []
    return [
        _heading(atlas, it),
        _classes(atlas, it),
        _pastel(atlas, it),
        _nearest(atlas, it),
        _town_hall(it),
    ]


def _heading(atlas: Atlas, it: Fiche) -> html.Header:
    population = w.PHRASES_CARTE["populationInconnue"] if it.population is None else w.pluriel(it.population, "habitant")
    epci = atlas.epci.at[it.epci, "nom"] if it.epci in atlas.epci.index else None
    return html.Header(
        className="fiche-entete",
        children=[
            html.P(f"{w.NIVEAUX['com']} · {it.code} · {', '.join(it.codes_postaux)}", className="discret"),
            html.H2(it.nom),
            html.Div([html.Span(population), _answer(atlas, atlas.catalogue.by_id["population"], EXACT)], className="cle"),
            html.P(html.A(epci, href=f"?territoire=epci-{it.epci}", **{"data-territoire": f"epci-{it.epci}"}) if epci else w.SANS_EPCI),
            html.P(html.A(w.FICHE_COMPLETE, href=f"/commune/{it.code}")),
            html.P(html.A(AIDES_COMMUNE, href=f"/commune/{it.code}#aides")),
            html.P(html.A(w.COMPARER, href=f"/comparer?a=com-{it.code}")),
            html.P(compte_aides(atlas, it.code), className="discret"),
        ],
    )


def _classes(atlas: Atlas, it: Fiche) -> html.Section:
    fiabilite = SIMULE if atlas.simulated else EXACT
    rows = [
        html.Div(
            className="indicateur",
            children=[html.Dt(c.couche.short), html.Dd([*_class(c), *_parts(c), _answer(atlas, c.couche, _said(c, fiabilite))])],
        )
        for c in it.classements
    ]
    return html.Section([html.H3(w.CLASSES_COMMUNE), html.Dl(rows, className="indicateurs")], className="rubrique classes")


def _said(c: Classement, fiabilite: str) -> str:
    """Une moyenne des anciennes communes est calculée ici : elle n'est plus celle que l'éditeur publie."""
    return DERIVE if c.moyenne and fiabilite == EXACT else fiabilite


def _parts(c: Classement) -> list:
    if not c.parties:
        return []
    heading = w.MOYENNE_DES_PARTIES if c.moyenne else ""
    return [html.Span(f"{heading}{w.parties(c.parties, c.couche.unit)}", className="discret region-valeur")]


def _class(c: Classement) -> list:
    if c.classe is None:
        return [html.Span(ETATS[c.etat], className="chiffre manque")]
    classe = c.couche.classes[c.couche.rank[c.classe]]
    text = f"{w.decimal(c.valeur)} {c.couche.unit}" if c.valeur is not None else classe.label
    return [
        html.Span(className=f"pastille motif-{classe.pattern}", style={"backgroundColor": classe.colour}),
        html.Strong(text, className="chiffre"),
    ]


def _answer(atlas: Atlas, entry: Couche | Structure | Indicateur, fiabilite: str) -> html.Details:
    """La provenance d'un chiffre de la carte, au millésime du jeu montré."""
    return answer(replace(de_l_entree(atlas, entry, fiabilite), titre=getattr(entry, "short", entry.title)))


def _pastel(atlas: Atlas, it: Fiche) -> html.Section:
    if it.vague is None:
        said = [w.PASTEL_HORS]
    else:
        text = w.pastel_commune(atlas.departements.at[it.departement, "nom"], annee_dite(atlas, it.vague))
        said = [html.Span(text), answer(du_fait(atlas, it.vague))]
    return html.Section([html.H3(w.GROUPES["telemedecine"]), html.Div(said, className="cle")], className="rubrique")


def _nearest(atlas: Atlas, it: Fiche) -> html.Section:
    if not it.sites_proches:
        return html.Section([html.H3(w.PROCHES), html.P(w.PROCHES_INCONNUS)], className="rubrique")
    shown = [(atlas.catalogue.usage(s.usage), s) for s in it.sites_proches]
    rows = [
        html.Div([html.Dt(usage.tete), html.Dd([*_site(s, usage), _measured(atlas, s)])], className="indicateur")
        for usage, s in shown
        if FICHE in usage.places
    ]
    return html.Section(
        className="rubrique",
        children=[
            html.H3(w.PROCHES),
            html.P(w.vol_oiseau(it.depuis_mairie), className="discret"),
            html.P(f"{w.DEMONSTRATION}.", className="simule") if atlas.simulated else None,
            html.Dl(rows, className="indicateurs"),
        ],
    )


def _measured(atlas: Atlas, s: SiteProche) -> html.Details:
    return _answer(atlas, atlas.catalogue.by_id[s.categorie], SIMULE if atlas.simulated else DERIVE)


def _site(s: SiteProche, usage: Usage) -> list:
    told = [
        *f.ou_aller(s.lieu),
        w.APPROXIMATIVE.strip("()") if s.approximative else "",
        f.DEDUIT if s.deduit else "",
        f.PORTEES[usage.reach],
    ]
    notes = " ; ".join(filter(None, told))
    return [
        html.Strong(w.a_distance(s.distance_m, s.direction), className="chiffre"),
        html.Span(f"{s.nom}, {s.commune}", className="region-valeur"),
        html.Span(f" ({notes})", className="discret") if notes else None,
    ]


def _town_hall(it: Fiche) -> html.Section | None:
    """Téléphone et adresse de la mairie. L'adresse du site est écrite, jamais un lien : rien ne sort de la page."""
    if not it.mairie:
        return None
    site = urlsplit(it.mairie.get("site", "")).netloc
    lines = [it.mairie.get("adresse", "").replace("\n", ", "), it.mairie.get("telephone"), it.mairie.get("courriel"), site]
    return html.Section([html.H3(w.MAIRIE), *(html.P(line) for line in lines if line)], className="rubrique")
