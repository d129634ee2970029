"""OGC API – Features, partie 1 (noyau, GeoJSON) : ce qu'ouvrent QGIS et GDAL. Deux collections, les communes et les sites."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from urllib.parse import urlencode

import pandas as pd
from flask import Blueprint, Flask, Response, request

from callbacks.couverture import polygones
from layers.atlas import Atlas
from views.api import phrases as w
from views.api.contrat import GEOJSON, OGC, OPENAPI, PLUS_DESSINES
from views.api.lots import communes_de, dessinees, lignes_communes, lignes_sites, placees, sites_de
from web.contexte import Contexte, ici
from web.reponses import answer, borne_lue, refusal

SPEC = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
PAR_DEFAUT = 10
routes = Blueprint("ogc", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les adresses."""
    contexte.brancher(server, routes)


def lien(rel: str, chemin: str, kind: str = "application/json", titre: str = "") -> dict:
    """Un lien ; absolu si l'adresse du site est dite (réglages), sinon depuis la racine : l'hôte d'une demande n'est jamais répété."""
    return {"rel": rel, "type": kind, "title": titre or rel, "href": ici().settings.adresse + chemin}


@routes.get(f"{OGC}/")
def entree() -> Response:
    links = (
        lien("self", f"{OGC}/"),
        lien("service-desc", "/api/openapi.json", OPENAPI),
        lien("service-doc", "/api/", "text/html"),
        lien("conformance", f"{OGC}/conformance"),
        lien("data", f"{OGC}/collections"),
    )
    return answer({"title": w.TITRE, "description": w.DESCRIPTION, "links": list(links)})


@routes.get(f"{OGC}/conformance")
def conformite() -> Response:
    return answer({"conformsTo": [SPEC + "core", SPEC + "geojson"]})


@routes.get(f"{OGC}/collections")
def collections() -> Response:
    found = [decrite(ici().atlas, name) for name in w.COLLECTIONS_TITRES]
    return answer({"links": [lien("self", f"{OGC}/collections")], "collections": found})


@routes.get(f"{OGC}/collections/<collection>")
def une_collection(collection: str) -> Response:
    known = collection in w.COLLECTIONS_TITRES
    return answer(decrite(ici().atlas, collection)) if known else refusal(404, w.COLLECTION_INCONNUE)


def decrite(atlas: Atlas, name: str) -> dict:
    """Ce qu'est une collection, et le cadre de ce qu'elle contient."""
    rows = atlas.communes if name == "communes" else atlas.sites
    west, south, east, north = cadres(name, rows)
    here = f"{OGC}/collections/{name}"
    box = [float(west.min()), float(south.min()), float(east.max()), float(north.max())]
    return {
        "id": name,
        "title": w.COLLECTIONS_TITRES[name],
        "description": w.COLLECTIONS_DITES[name],
        "extent": {"spatial": {"bbox": [box], "crs": CRS84}},
        "itemType": "feature",
        "crs": [CRS84],
        "links": [lien("self", here), lien("items", f"{here}/items", GEOJSON)],
    }


def cadres(name: str, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    """Ouest, sud, est, nord de chaque entité."""
    sides = ("ouest", "sud", "est", "nord") if name == "communes" else ("longitude", "latitude", "longitude", "latitude")
    west, south, east, north = (rows[side] for side in sides)
    return west, south, east, north


@routes.get(f"{OGC}/collections/<collection>/items")
def entites(collection: str) -> Response:
    if collection not in w.COLLECTIONS_TITRES:
        return refusal(404, w.COLLECTION_INCONNUE)
    box, given = cadre_lu(request.args.get("bbox")), "bbox" in request.args
    if given and box is None:
        return refusal(400, w.CADRE_ILLISIBLE)
    if request.args.get("f", "json") != "json":
        return refusal(400, w.FORME_INCONNUE)
    # La norme : un limit trop grand se ramène au plus grand, il n'est pas refusé.
    limit, offset = borne_lue("limit", PAR_DEFAUT, 1, PLUS_DESSINES, ramener=True), borne_lue("offset", 0, 0)
    if isinstance(limit, Response) or isinstance(offset, Response):
        return limit if isinstance(limit, Response) else offset
    rows = dedans(collection, box)
    page = rows.iloc[offset : offset + limit]
    body = {
        "type": "FeatureCollection",
        "features": dites(collection, page),
        "numberMatched": len(rows),
        "numberReturned": len(page),
        "timeStamp": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "links": suites(collection, limit, offset, len(rows)),
    }
    return geo(body)


def suites(collection: str, limit: int, offset: int, total: int) -> list[dict]:
    """Cette tranche, la suivante et la précédente."""
    here = f"{OGC}/collections/{collection}/items"
    asked = {name: value for name, value in request.args.items() if name in ("bbox", "datetime", "f")}

    def at(rel: str, start: int) -> dict:
        return lien(rel, f"{here}?{urlencode({**asked, 'limit': limit, 'offset': start}, safe=',')}", GEOJSON)

    links = [at("self", offset)]
    links += [at("next", offset + limit)] if offset + limit < total else []
    links += [at("prev", max(0, offset - limit))] if offset else []
    return [*links, lien("collection", f"{OGC}/collections/{collection}")]


@routes.get(f"{OGC}/collections/<collection>/items/<identifiant>")
def une_entite(collection: str, identifiant: str) -> Response:
    if collection not in w.COLLECTIONS_TITRES:
        return refusal(404, w.COLLECTION_INCONNUE)
    rows = dedans(collection, None)
    own = rows[(rows.index if collection == "communes" else rows["numero_finess"]) == identifiant].iloc[:1]
    if own.empty:
        return refusal(404, w.ENTITE_INCONNUE)
    here = f"{OGC}/collections/{collection}"
    links = [lien("self", f"{here}/items/{identifiant}", GEOJSON), lien("collection", here)]
    return geo({**dites(collection, own)[0], "links": links})


def dedans(collection: str, box: tuple[float, float, float, float] | None) -> pd.DataFrame:
    """Les lignes d'une collection dont le cadre touche `box` ; toutes pour None."""
    atlas = ici().atlas
    rows = communes_de(atlas) if collection == "communes" else sites_de(atlas)
    if box is None:
        return rows
    west, south, east, north = cadres(collection, rows)
    left, low, right, high = box
    across = (east >= left) & (west <= right) if left <= right else (east >= left) | (west <= right)
    return rows[across & (north >= low) & (south <= high)]


def dites(collection: str, rows: pd.DataFrame) -> list[dict]:
    """Les entités GeoJSON de `rows`."""
    atlas = ici().atlas
    if collection == "sites":
        return placees(lignes_sites(atlas, rows))
    with ici().taches.place():
        return dessinees(ici().une_fois(polygones), rows, lignes_communes(atlas, rows))


def cadre_lu(text: str | None) -> tuple[float, float, float, float] | None:
    """Les quatre côtés que dit `text` (« ouest,sud,est,nord », ou six nombres avec l'altitude) ; None s'il ne se lit pas."""
    try:
        numbers = [float(part) for part in (text or "").split(",")]
    except ValueError:
        return None
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or numbers[1] > numbers[3]:
        return None
    return numbers[0], numbers[1], numbers[2], numbers[3]


def geo(body: dict) -> Response:
    """`body` en GeoJSON."""
    response = answer(body)
    response.mimetype = GEOJSON
    return response
