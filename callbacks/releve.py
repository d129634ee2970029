"""Le fichier d'une réunion, envoyé par la page : relu avec les données d'aujourd'hui, ou rendu en relevé. Rien n'en est gardé."""

from __future__ import annotations

from datetime import datetime
from threading import BoundedSemaphore
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, request

from callbacks.api import answer, refusal
from callbacks.exports import slug
from layers.atlas import Atlas
from layers.geo.contours import Contours
from layers.geo.polygones import Polygones
from layers.regions import atlas_des_cartes
from settings import Settings
from views.export.carte import Dessins
from views.reunion import phrases_releve as t
from views.reunion.comptes import relue
from views.reunion.lecture import Illisible, lire
from views.reunion.releve import releve
from views.reunion.releve_docx import docx_de

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Une demi-seconde par décision : un relevé à la fois par processus, les autres attendent leur tour, puis sont priés de revenir.
ATTENTE_S = 20


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche POST /reunion/lire et POST /reunion/releve.docx sur `server`."""
    atlases = {one.region: one for one in atlas_des_cartes(atlas)}
    dessins = Dessins(Polygones(Contours(settings.geo)))
    place = BoundedSemaphore(1)

    @server.post("/reunion/lire")
    def reunion_lire():
        try:
            return answer(relue(atlases, lire(_body(), atlases)))
        except Illisible as refused:
            return refusal(400, str(refused))

    @server.post("/reunion/releve.docx")
    def reunion_releve():
        try:
            found = lire(_body(), atlases)
        except Illisible as refused:
            return refusal(400, str(refused))
        if not place.acquire(timeout=ATTENTE_S):
            return refusal(503, t.OCCUPE)
        try:
            day = datetime.now(ZoneInfo("Europe/Paris")).date().isoformat()
            body = docx_de(releve(atlases, found, dessins, day, settings.adresse))
        finally:
            place.release()
        return _attached(body, found.titre)


def _attached(body: bytes, titre: str) -> Response:
    """Le relevé, à enregistrer sous le titre de la réunion."""
    name = "-".join(part for part in ("releve", slug(titre)) if part)
    headers = {"Content-Disposition": f'attachment; filename="{name}.docx"', "Cache-Control": "no-cache"}
    return Response(body, mimetype=DOCX, headers=headers)


def _body() -> bytes:
    """Le corps de la demande ; 415 s'il n'est pas annoncé comme du JSON : un formulaire d'un autre site ne l'annonce pas."""
    if request.mimetype != "application/json":
        abort(415)
    return request.get_data()
