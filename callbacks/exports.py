"""L'export d'une vue : /export/<format>?<la vue>. Une fonction pure de (atlas, vue), un fichier à la fin."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask, Response, request

from callbacks.api import refusal
from layers.atlas import Atlas
from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from layers.regions import atlas_des_cartes
from settings import Settings
from views.export import phrases as e
from views.export.carte import Dessins
from views.export.contenu import affichees, contenu
from views.export.gpkg import gpkg_de
from views.export.papier import pdf_de
from views.export.svg import svg_de
from views.export.tables import csv_de, xlsx_de
from views.vue.vue import from_query

TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche /export/<format> sur `server` ; `region` dans la requête choisit la carte, celle d'ouverture à défaut."""
    polygones = Polygones(Contours(settings.geo))
    dessins = Dessins(polygones)
    atlases = {one.region: one for one in atlas_des_cartes(atlas)}

    @server.get("/export/<fmt>")
    def export(fmt: str):
        asked = request.args.to_dict()
        of = atlases.get(asked.pop("region", atlas.region))
        view, ignored = from_query(of or atlas, "&".join(part for part in request.query_string.decode().split("&") if not _region(part)))
        if fmt not in TYPES:
            return refusal(404, e.INCONNU)
        if of is None or ignored:
            return refusal(400, e.VUE_REFUSEE + ", ".join(ignored or ("region",)))
        found = contenu(of, view, datetime.now(ZoneInfo("Europe/Paris")).date().isoformat(), settings.adresse)
        writers: dict[str, Callable[[], bytes]] = {
            "csv": lambda: csv_de(found),
            "xlsx": lambda: xlsx_de(found),
            "gpkg": lambda: gpkg_de(found, polygones.de(affichees(of, view))),
            "pdf": lambda: pdf_de(of, view, found, dessins),
            "svg": lambda: svg_de(of, view, found, dessins),
        }
        return attached(writers[fmt](), fmt, found.titre)


def _region(part: str) -> bool:
    return part.partition("=")[0] == "region"


def attached(body: bytes, fmt: str, titre: str) -> Response:
    """Le fichier, à enregistrer sous le titre de la vue."""
    headers = {"Content-Disposition": f'attachment; filename="maillage-{slug(titre)}.{fmt}"', "Cache-Control": "no-cache"}
    return Response(body, mimetype=TYPES[fmt], headers=headers)


def slug(titre: str) -> str:
    """« Zonage des médecins · Lot » -> « zonage-des-medecins-lot »."""
    plain = unicodedata.normalize("NFKD", titre).encode("ascii", "ignore").decode().lower()
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:80]
