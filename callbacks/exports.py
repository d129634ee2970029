"""L'export d'une vue : /export/<format>?<la vue>. Jugée ici, écrite par l'atelier (taches/travaux.py)."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

from views.export import phrases as e
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
    """Le fichier d'une vue, ou un refus qui dit quelle partie de l'adresse n'en est pas une."""
    it = ici()
    region = request.args.get("region", it.atlas.region)
    of = it.cartes.get(region)
    vue = "&".join(part for part in request.query_string.decode("utf-8", "replace").split("&") if not _region(part))
    _, ignored = from_query(of or it.atlas, vue)
    if fmt not in TYPES:
        return refusal(404, e.INCONNU)
    if of is None or ignored:
        return refusal(400, e.VUE_REFUSEE + ", ".join(ignored or ("region",)))
    made = it.taches.faire("export", {"fmt": fmt, "region": region, "vue": vue})
    return joint(made.octets, f"maillage-{slug(made.dit['titre'])}.{fmt}", TYPES[fmt])


def _region(part: str) -> bool:
    return part.partition("=")[0] == "region"
