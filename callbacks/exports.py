"""L'export d'une vue : /export/<format>?<la vue>. Jugé ici ; un fichier lourd est écrit par l'atelier (taches/travaux.py)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, request

from views.export import phrases as e
from views.export.contenu import contenu
from views.export.tables import csv_de, paquet_de
from views.vue.vue import from_query
from web.contexte import Contexte, ici
from web.reponses import PAQUET, XLSX, adresse_lue, answer, dialecte_lu, joint, refusal, slug, table_csv

TYPES = {
    "csv": "text/csv",
    PAQUET: "application/json",
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
    vue = "&".join(part for part in adresse_lue().split("&") if not _a_part(part))
    view, ignored = from_query(of or it.atlas, vue)
    if fmt not in TYPES:
        return refusal(404, e.INCONNU)
    if of is None or ignored:
        return refusal(400, e.VUE_REFUSEE + ", ".join(ignored or ("region",)))
    dialecte = dialecte_lu()
    if dialecte is None:
        return refusal(400, e.DIALECTE_INCONNU)
    if fmt not in ("csv", PAQUET):
        made = it.taches.faire("export", {"fmt": fmt, "region": region, "vue": vue})
        return joint(made.octets, f"maillage-{slug(made.dit['titre'])}.{fmt}", TYPES[fmt])
    shown = contenu(of, view, datetime.now(ZoneInfo("Europe/Paris")).date().isoformat(), it.settings.adresse)
    nom = f"maillage-{slug(shown.titre)}"
    return table_csv(csv_de(shown, dialecte), nom) if fmt == "csv" else answer(paquet_de(shown, nom, dialecte))


def _a_part(part: str) -> bool:
    """Ce que l'adresse dit de plus qu'une vue."""
    return part.partition("=")[0] in ("region", "dialecte")
