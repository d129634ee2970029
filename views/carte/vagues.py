"""Les vagues PÂSTEL : les effectifs de chacune, entiers, jamais répartis entre ses départements."""

from __future__ import annotations

from dash import html

from layers.atlas import Atlas
from layers.faits.departements import TotalVague
from views.ecriture import phrases as w


def waves(atlas: Atlas) -> html.Section | None:
    """Un tableau, une ligne par vague ; None hors de la région que le document décrit. Non publié n'est pas zéro."""
    if atlas.region != "76":
        return None
    couche = atlas.catalogue.couche("pastel")
    source = sorted({(t.source, t.line) for t in atlas.facts.totaux_vagues})
    lines = ", ".join(str(line) for _, line in source)
    return html.Section(
        className="rubrique",
        children=[
            html.H3(w.VAGUES),
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(text, scope="col") for text in w.COLONNES_VAGUES])),
                    html.Tbody([_wave(atlas, total) for total in atlas.facts.totaux_vagues]),
                ],
                className="tableau vagues",
                **{"aria-label": w.VAGUES},
            ),
            html.P(w.source_vagues(couche.publisher, source[0][0], lines), className="discret"),
        ],
    )


def _wave(atlas: Atlas, total: TotalVague) -> html.Tr:
    names = ", ".join(atlas.departements.loc[list(total.departements), "nom"])
    cells = (
        w.valeur(total.n_ehpad, ""),
        w.valeur(total.n_etablissements, ""),
        w.valeur(total.n_msp_cds, "", total.n_msp_cds_qualifier or "="),
        w.valeur(total.n_residents, "", total.n_residents_qualifier or "="),
    )
    return html.Tr(
        [
            html.Th([html.Strong(str(total.year)), html.Span(f" {names}", className="discret")], scope="row"),
            *(html.Td(text) for text in cells),
        ]
    )
