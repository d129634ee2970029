"""L'export d'une vue : /export/<format>?<la vue>. Jugée ici, écrite par l'atelier (taches/travaux.py)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import partial

from flask import Flask, Response, request

from callbacks.api import refusal
from layers.atlas import Atlas
from layers.regions import atlas_des_cartes
from taches.atelier import Taches
from views.export import phrases as e
from views.vue.vue import from_query

TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "gpkg": "application/geopackage+sqlite3",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}


def register(server: Flask, atlas: Atlas, taches: Taches) -> None:
    """Branche /export/<format> sur `server` ; `region` dans la requête choisit la carte, celle d'ouverture à défaut."""
    server.add_url_rule("/export/<fmt>", "export", partial(exporter, taches, {one.region: one for one in atlas_des_cartes(atlas)}, atlas.region))


def exporter(taches: Taches, atlases: Mapping[str, Atlas], ouverture: str, fmt: str) -> Response:
    """Le fichier d'une vue, ou un refus qui dit quelle partie de l'adresse n'en est pas une."""
    region = request.args.get("region", ouverture)
    of = atlases.get(region)
    vue = "&".join(part for part in request.query_string.decode().split("&") if not _region(part))
    _, ignored = from_query(of or atlases[ouverture], vue)
    if fmt not in TYPES:
        return refusal(404, e.INCONNU)
    if of is None or ignored:
        return refusal(400, e.VUE_REFUSEE + ", ".join(ignored or ("region",)))
    made = taches.faire("export", {"fmt": fmt, "region": region, "vue": vue})
    return attached(made.octets, fmt, made.dit["titre"])


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
