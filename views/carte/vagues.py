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

EFFECTIFS = ("pastel.ehpad", "pastel.etablissements", "pastel.msp-cds", "pastel.residents")


def waves(atlas: Atlas) -> html.Section | None:
    """Un tableau, une ligne par vague ; None hors de la région que le document décrit. Non publié n'est pas zéro."""
    rows = [pair for pair in vagues(atlas.faits) if pair[0].parent == f"reg-{atlas.region}"]
    if not rows:
        return None
    heads = html.Tr([html.Th(text, scope="col") for text in w.COLONNES_VAGUES])
    source = du_fait(atlas, next(iter(rows[0][1].values()))).source
    return html.Section(
        className="rubrique",
        children=[
            html.H3(w.VAGUES),
            html.Table(
                [html.Thead(heads), html.Tbody([_wave(*pair) for pair in rows])],
                className="tableau vagues",
                **{"aria-label": w.VAGUES},
            ),
            html.P(w.source_vagues(source), className="discret"),
        ],
    )


def _wave(groupe: Territoire, effectifs: Mapping[str, Fait]) -> html.Tr:
    year = next(iter(effectifs.values())).periode
    name = html.Th([html.Strong(year), html.Span(f" {groupe.nom}", className="discret")], scope="row")
    return html.Tr([name, *(html.Td(lu(effectifs[one]) if one in effectifs else w.NON_PUBLIE) for one in EFFECTIFS)])
