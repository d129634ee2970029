"""Le fichier d'une réunion, envoyé par la page : relu avec les données d'aujourd'hui. Rien n'en est gardé."""

from __future__ import annotations

from flask import Flask, abort, request

from callbacks.routes import answer, refusal
from layers.atlas import Atlas
from layers.regions import atlas_des_cartes
from settings import Settings
from views.reunion_comptes import relue
from views.reunion_lue import Illisible, lire


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche POST /reunion/lire sur `server`."""
    atlases = {one.region: one for one in atlas_des_cartes(atlas)}

    @server.post("/reunion/lire")
    def reunion_lire():
        try:
            return answer(relue(atlases, lire(_body(), atlases)))
        except Illisible as refused:
            return refusal(400, str(refused))


def _body() -> bytes:
    """Le corps de la demande ; 415 s'il n'est pas annoncé comme du JSON : un formulaire d'un autre site ne l'annonce pas."""
    if request.mimetype != "application/json":
        abort(415)
    return request.get_data()
