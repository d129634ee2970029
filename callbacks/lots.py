"""Les lots de l'API : les communes, les structures, les faits, tous à la fois, en JSON, en CSV ou en GeoJSON."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, Flask, Response, request

from callbacks.couverture import polygones
from views.api import faits as api_faits
from views.api import lots
from views.api import phrases as w
from views.api.contrat import CSV, FORMATS, GEOJSON, PLUS, PLUS_DESSINES
from views.export import phrases as e
from views.export.dialecte import Dialecte, ecrire
from web.contexte import Contexte, ici
from web.reponses import answer, borne_lue, comptee, dialecte_lu, joint, lu, refusal

routes = Blueprint("lots", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les adresses."""
    contexte.brancher(server, routes)


def lot_de_communes() -> Response:
    """Toutes les communes d'un département ou d'une région, dans la forme demandée."""
    atlas = ici().atlas
    lieu = lieu_lu()
    if lieu is None:
        return refusal(400, w.LIEU_INCONNU)
    rows = lots.communes_de(atlas, *lieu)

    def dessiner(start: int, end: int) -> list:
        page = rows.iloc[start:end]
        with ici().taches.place():
            return lots.dessinees(ici().une_fois(polygones), page, lots.lignes_communes(atlas, page))

    return lot(len(rows), lambda start, end: lots.lignes_communes(atlas, rows.iloc[start:end]), "maillage-communes", dessiner)


@routes.get("/api/v1/sites")
def sites() -> Response:
    atlas = ici().atlas
    lieu = lieu_lu()
    if lieu is None:
        return refusal(400, w.LIEU_INCONNU)
    rows = lots.sites_de(atlas, *lieu, lu("categorie"), lu("usage"))

    def lignes(start: int, end: int) -> list:
        return lots.lignes_sites(atlas, rows.iloc[start:end])

    return lot(len(rows), lignes, "maillage-sites", lambda start, end: lots.placees(lignes(start, end)))


@routes.get("/api/v1/faits")
def faits() -> Response:
    found = api_faits.faits(ici().atlas, lu("territoire"), lu("indicateur"))
    return lot(len(found), lambda start, end: found[start:end], "maillage-faits")


def lieu_lu() -> tuple[str, str] | None:
    """(département, région) de l'adresse, « » s'ils ne sont pas dits ; None si l'un n'existe pas."""
    atlas, departement, region = ici().atlas, lu("departement").upper(), lu("region")
    known = (not departement or departement in atlas.departements.index) and (not region or region in atlas.regions.index)
    return (departement, region) if known else None


def lot(total: int, lignes: Callable[[int, int], list], nom: str, entites: Callable[[int, int], list] | None = None) -> Response:
    """Une part d'un lot, en JSON, en CSV, ou en GeoJSON si `entites` sait le faire."""
    forme, dialecte = request.args.get("format", "json"), dialecte_lu()
    if forme not in FORMATS or (forme == "geojson" and entites is None):
        return refusal(400, w.FORMAT_INCONNU)
    if dialecte is None:
        return refusal(400, e.DIALECTE_INCONNU)
    most = PLUS_DESSINES if forme == "geojson" else PLUS
    limit, offset = borne_lue("limit", most, 1, most), borne_lue("offset", 0, 0)
    if isinstance(limit, Response) or isinstance(offset, Response):
        return limit if isinstance(limit, Response) else offset
    if forme == "geojson" and entites is not None:
        response = answer({"type": "FeatureCollection", "features": entites(offset, offset + limit)})
        response.mimetype = GEOJSON
    else:
        rows = lignes(offset, offset + limit)
        response = (
            answer(rows) if forme == "json" else joint(ecrire(rows[0] if rows else (), map(dict.values, rows), dialecte), f"{nom}.csv", CSV)
        )
    return comptee(response, total, limit, offset)


def en_csv(rows: list[dict], dialecte: Dialecte) -> str:
    """`rows` en CSV ; sans ligne, rien que la marque : les colonnes sont celles des lignes."""
    return ecrire(rows[0] if rows else (), map(dict.values, rows), dialecte)
