"""Les vagues PÂSTEL : les effectifs de chacune, entiers, jamais répartis entre ses départements."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.faits.par_departement import vagues
from layers.geo.territoire import Territoire
from views.ecriture import phrases as w
from views.ecriture.dire import lu
from views.sources.citees import du_fait
from views.sources.provenance import answer

EFFECTIFS = ("pastel.ehpad", "pastel.etablissements", "pastel.msp-cds", "pastel.residents")


def waves(atlas: Atlas) -> html.Section | None:
    """Une vague après l'autre, ce qu'elle compte ; None hors de la région que le document décrit. Non publié n'est pas zéro."""
    rows = [pair for pair in vagues(atlas.faits) if pair[0].parent == f"reg-{atlas.region}"]
    if not rows:
        return None
    source = du_fait(atlas, next(iter(rows[0][1].values())))
    heading = html.Div([html.H3(w.VAGUES), answer(source)], className="titre-et-reponse")
    told = [part for pair in rows for part in _wave(*pair)]
    return html.Section([heading, *told, html.P(w.source_vagues(source.source), className="discret")], className="rubrique")


def _wave(groupe: Territoire, effectifs: Mapping[str, Fait]) -> tuple[html.H4, html.P]:
    year = next(iter(effectifs.values())).periode
    counts = ((title, lu(effectifs[one]) if one in effectifs else w.NON_PUBLIE) for one, title in zip(EFFECTIFS, w.EFFECTIFS_VAGUES))
    said = " · ".join(f"{title}{w.INSECABLE}: {count}" for title, count in counts)
    return html.H4([html.Strong(year), html.Span(f" {groupe.nom}", className="discret")]), html.P(said)
