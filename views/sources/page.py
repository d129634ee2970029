"""« Sources et millésimes » : d'où vient chaque donnée du jeu montré, de quand elle est, ce qui en a été gardé."""

from __future__ import annotations

from dash import html

from layers.atlas import Atlas
from views.ecriture import phrases as w
from views.sources import phrases as ws
from views.sources.documents import DocumentMontre, documents, fichier
from views.sources.millesimes import phrase_de_la_vue
from views.vue.vue import View, default_view


def sources(atlas: Atlas, view: View | None = None) -> list:
    """Le jeu montré, les dates que la vue réunit (d'ouverture, à défaut), puis une ligne par fichier lu et par document cité."""
    files = [_file_row(fichier(source), atlas.simulated) for source in atlas.manifest["sources"]]
    heading = ws.TOTAUX_SIMULES if atlas.simulated else ws.FICHIERS
    return [
        html.P(html.Strong(w.jeu_de_donnees(atlas.mode, atlas.date))),
        html.P(w.JEU_SIMULE, className="simule") if atlas.simulated else None,
        _forced(atlas.manifest.get("forcage")),
        html.P(phrase_de_la_vue(atlas, view or default_view(atlas)), className="dates"),
        html.H3(heading),
        html.P(ws.DATES_DES_DONNEES, className="discret"),
        _table(heading, files) if files else html.P(ws.AUCUN_FICHIER),
        html.H3(ws.DOCUMENTS),
        _table(ws.DOCUMENTS, [_document_row(one) for one in documents(atlas)]),
        html.H3(ws.GEOGRAPHIE),
        html.P(w.GEOGRAPHIE),
        html.P([ws.DETAIL, html.A(ws.DETAIL_LIEN, href="/api/v1/sources"), "."], className="discret"),
    ]


def _table(name: str, rows: list[html.Tr]) -> html.Table:
    """Un tableau qui, sur un petit écran, se lit en fiches (assets/3-fiche.css) : les rôles gardent ce qu'il est."""
    heads = html.Tr([html.Th(text, scope="col", role="columnheader") for text in ws.COLONNES], role="row")
    parts = [html.Thead(heads, role="rowgroup"), html.Tbody(rows, role="rowgroup")]
    return html.Table(parts, className="tableau sources", role="table", **{"aria-label": name})


def _row(name: list, cells: tuple) -> html.Tr:
    """Une ligne ; chaque case porte le titre de sa colonne, que le petit écran montre."""
    shown = [html.Td(cell, role="cell", **{"data-titre": title}) for title, cell in zip(ws.COLONNES[1:], cells, strict=True)]
    return html.Tr([html.Th(name, scope="row", role="rowheader"), *shown], role="row")


def _file_row(one: dict, simulated: bool) -> html.Tr:
    """Un fichier lu ; dans la démonstration, une table de totaux et ce qui en a été inventé."""
    said_by = ws.DIT_PAR.get(one["millesime_dit_par"] or "")
    read, kept, noted = one["lignes_lues"], one["lignes_retenues"], one["lignes_sans_correspondance"]
    lost = len(one["sans_correspondance"]) if noted is None else noted
    cells = (
        _two(one["editeur"], one["licence"]),
        _two(w.date(one["millesime"]), said_by),
        ws.SANS_OBJET if simulated else w.date(one["lu_le"]) if one["lu_le"] else ws.NON_NOTE,
        ws.simulees(read, kept) if simulated else ws.lignes(read, kept, lost),
    )
    return _row([html.Span(one["titre"]), _details(_remarks(one))], cells)


def _document_row(one: DocumentMontre) -> html.Tr:
    cells = (_two(one.editeur, one.licence), [w.date(one.millesime)], ws.SANS_OBJET, ws.SANS_OBJET)
    return _row(_two(one.titre, None if one.source == one.id else one.source), cells)


def _two(first: str, second: str | None) -> list:
    """Une ligne, et sous elle ce qui la précise."""
    return [html.Span(first), *([html.Span(second, className="discret sous-ligne")] if second else [])]


def _remarks(one: dict) -> list[str]:
    """Les remarques de la lecture, et les codes du fichier qui n'ont trouvé aucune commune."""
    unmatched = one["sans_correspondance"]
    return [*one["remarques"], *([ws.codes_sans_commune(unmatched)] if unmatched else [])]


def _details(remarks: list[str]) -> html.Details | None:
    """Ce que l'on vérifie plus que l'on ne lit, replié ; le fichier et son empreinte sont dans /api/v1/sources."""
    if not remarks:
        return None
    return html.Details([html.Summary(ws.details(len(remarks))), html.Ul([html.Li(text) for text in remarks])], className="a-savoir")


def _forced(forcage: dict | None) -> html.Div | None:
    """Ce qui a été passé outre pour mettre ce jeu en service, et pourquoi."""
    if not forcage:
        return None
    reason = html.P(html.Strong(ws.forcage(forcage["le"], forcage["raison"])))
    return html.Div([reason, html.Ul([html.Li(text) for text in forcage["ecarts"]])], className="forcage")
