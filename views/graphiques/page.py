"""Les graphiques d'un territoire, chacun avec sa phrase, son tableau, sa source et son CSV."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.territoire.territoires import nom_du_territoire, pages
from views.ecriture import phrases as w
from views.ecriture.dire import lu, periode_lue
from views.export.classeurs import Feuille, provenance
from views.graphiques import phrases_page as t
from views.graphiques.choix import Choisis
from views.graphiques.modele import Graphique, Point, morceaux, sources
from views.graphiques.registre import graphique, graphiques
from views.sources.citees import du_fait
from views.territoire.choix import liste, region_de


@lru_cache(maxsize=4)
def releve(atlas: Atlas) -> Choisis:
    """Les faits de l'Atlas, prêts à être choisis."""
    return Choisis(atlas.faits.tous, lambda id_: nom_du_territoire(atlas, id_) or id_)


@lru_cache(maxsize=128)
def du_territoire(atlas: Atlas, territoire: str) -> tuple[Graphique, ...]:
    """Les graphiques d'un territoire, dans l'ordre de la page ; vide si aucun ne parle de lui."""
    return graphiques(releve(atlas), territoire, region_de(atlas, territoire))


def page_graphiques(atlas: Atlas, territoire: str) -> dict | None:
    """Ce que le gabarit reçoit ; None si le territoire est inconnu."""
    if pages(atlas).get(territoire) is None:
        return None
    query = urlencode({"territoire": territoire})
    shown = [(one, source(atlas, one), f"/graphiques/{one.id}.csv?{query}") for one in du_territoire(atlas, territoire)]
    names = {"nom": nom_du_territoire(atlas, territoire), "territoire": territoire, "territoires": liste(atlas, territoire)}
    return {**names, "graphiques": shown, "t": t, "morceaux": morceaux, "origine": origine}


def source(atlas: Atlas, figure: Graphique) -> str:
    """Les documents d'un graphique, avec leur date et leurs parties."""
    return sources(figure.points, atlas.faits)


def origine(point: Point) -> list[tuple[Fait | None, str, str]]:
    """Ce dont vient un calcul : le fait (None : un autre calcul), sa valeur, et ce que c'est (indicateur, territoire, date)."""
    return [(one.fait, lu(one.fait) if one.fait else one.texte, _quoi(one)) for one in point.origine]


def _quoi(one: Point) -> str:
    name = ", ".join(part for part in (one.fait.titre, one.fait.perimetre) if part) if one.fait else one.serie
    return f"({name}, {one.territoire}, {periode_lue(one.periode)})"


def feuille(atlas: Atlas, id_: str, territoire: str) -> Feuille | None:
    """Les faits d'un graphique à emporter, une ligne par fait ; None si le graphique ou le territoire est inconnu."""
    figure = graphique(releve(atlas), id_, territoire) if pages(atlas).get(territoire) else None
    if figure is None:
        return None
    warning = ((t.A_SAVOIR, figure.avertissement),) if figure.avertissement else ()
    about = (("Constat", figure.phrase), *warning, (t.SOURCE, source(atlas, figure)), *provenance(atlas), ("Lecture", t.LECTURE))
    return Feuille(figure.titre, about, t.COLONNES, tuple(_ligne(atlas, one) for one in figure.points))


def _ligne(atlas: Atlas, one: Point) -> tuple:
    answer = du_fait(atlas, one.fait).source if one.fait else t.CALCULE
    return (
        one.serie, one.libelle, one.territoire, one.valeur, one.qualificatif, one.unite, one.periode, one.statut,
        w.FIABILITES_EN_BREF[one.fiabilite], answer, one.fait.id if one.fait else "", one.note,
    )  # fmt: skip
