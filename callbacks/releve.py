"""Le fichier d'une réunion, envoyé par la page : relu avec les données d'aujourd'hui, ou rendu en relevé. Rien n'en est gardé."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from flask import Flask, Response, abort, request
from werkzeug.exceptions import ServiceUnavailable

from callbacks.api import answer, refusal
from callbacks.exports import slug
from layers.atlas import Atlas
from layers.regions import atlas_des_cartes
from taches.atelier import Taches
from views.reunion import phrases_releve as t
from views.reunion.comptes import relue
from views.reunion.lecture import Illisible, lire

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def register(server: Flask, atlas: Atlas, taches: Taches) -> None:
    """Branche POST /reunion/lire et POST /reunion/releve.docx sur `server`."""
    atlases = {one.region: one for one in atlas_des_cartes(atlas)}
    server.add_url_rule("/reunion/lire", "reunion_lire", partial(relire, taches, atlases), methods=["POST"])
    server.add_url_rule("/reunion/releve.docx", "reunion_releve", partial(rediger, taches, atlases), methods=["POST"])


def relire(taches: Taches, atlases: Mapping[str, Atlas]) -> Response:
    """Le fichier d'une réunion, relu avec les données d'aujourd'hui."""
    try:
        with taches.place():  # une seconde de calcul pour un long fichier
            return answer(relue(atlases, lire(_body(), atlases)))
    except Illisible as refused:
        return refusal(400, str(refused))


def rediger(taches: Taches, atlases: Mapping[str, Atlas]) -> Response:
    """Le relevé d'une réunion, en DOCX."""
    body = _body()
    try:
        with taches.place():
            found = lire(body, atlases)
    except Illisible as refused:
        return refusal(400, str(refused))
    try:
        made = taches.faire("releve", {"corps": body.decode()})
    except ServiceUnavailable as busy:
        answered = refusal(503, t.OCCUPE)
        answered.headers.extend(busy.get_headers()[-1:])
        return answered
    return _attached(made.octets, found.titre)


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
