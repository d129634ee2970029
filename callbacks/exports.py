"""L'export d'une vue : /export/<format>?<la vue>. Une fonction pure de (atlas, vue), un fichier à la fin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, request

from views.export import phrases as e
from views.export.contenu import affichees, contenu
from views.export.gpkg import gpkg_de
from views.export.papier import pdf_de
from views.export.svg import svg_de
from views.export.tables import csv_de, xlsx_de
from views.vue.vue import from_query
from web.contexte import Contexte, ici
from web.reponses import XLSX, joint, refusal, slug

TYPES = {
    "csv": "text/csv",
    "xlsx": XLSX,
    "gpkg": "application/geopackage+sqlite3",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}
routes = Blueprint("exports", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche /export/<format> ; `region` dans la requête choisit la carte, celle d'ouverture à défaut."""
    contexte.brancher(server, routes)


@routes.get("/export/<fmt>")
def exporter(fmt: str) -> Response:
    it, asked = ici(), request.args.to_dict()
    of = it.cartes.get(asked.pop("region", it.atlas.region))
    view, ignored = from_query(of or it.atlas, "&".join(part for part in request.query_string.decode().split("&") if not _region(part)))
    if fmt not in TYPES:
        return refusal(404, e.INCONNU)
    if of is None or ignored:
        return refusal(400, e.VUE_REFUSEE + ", ".join(ignored or ("region",)))
    shown = contenu(of, view, datetime.now(ZoneInfo("Europe/Paris")).date().isoformat(), it.settings.adresse)
    writers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: csv_de(shown),
        "xlsx": lambda: xlsx_de(shown),
        "gpkg": lambda: gpkg_de(shown, it.polygones.de(affichees(of, view))),
        "pdf": lambda: pdf_de(of, view, shown, it.dessins),
        "svg": lambda: svg_de(of, view, shown, it.dessins),
    }
    return joint(writers[fmt](), f"maillage-{slug(shown.titre)}.{fmt}", TYPES[fmt])


def _region(part: str) -> bool:
    return part.partition("=")[0] == "region"
