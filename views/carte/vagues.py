"""Les vagues PÂSTEL : les effectifs de chacune, entiers, jamais répartis entre ses départements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

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
    source = du_fait(atlas, next(iter(rows[0][1].values()))).source
    told = [part for pair in rows for part in _wave(atlas, *pair)]
    return html.Section([html.H3(w.VAGUES), *told, html.P(w.source_vagues(source), className="discret")], className="rubrique")


def _wave(atlas: Atlas, groupe: Territoire, effectifs: Mapping[str, Fait]) -> tuple[html.H4, html.Dl]:
    first = next(iter(effectifs.values()))
    pairs = []
    for one, title in zip(EFFECTIFS, w.EFFECTIFS_VAGUES):
        said = lu(effectifs[one]) if one in effectifs else w.NON_PUBLIE
        source = answer(replace(du_fait(atlas, effectifs.get(one, first)), titre=f"{title}, {first.periode}"))
        pairs.append(html.Div([html.Dt(title), html.Dd([html.Span(said), source])], className="indicateur"))
    return html.H4([html.Strong(first.periode), html.Span(f" {groupe.nom}", className="discret")]), html.Dl(pairs, className="indicateurs")
