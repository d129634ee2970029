"""Ce que le serveur répond quand il refuse : un code HTTP et une phrase en français, jamais de trace.

Une adresse de machine (API, callbacks, données) reçoit du JSON (RFC 9457), une page reçoit une page.
"""

from __future__ import annotations

from dash.exceptions import DependencyException
from flask import Blueprint, Flask, Response, request
from werkzeug.exceptions import HTTPException

from views.borne.borne import RACINE
from web import phrases as w
from web.bornes import CALLBACKS
from web.contexte import Contexte
from web.reponses import borne, refusal, rendue

MACHINES = ("/api/", "/_", "/borne/communes", "/donnees/", "/healthz", "/readyz", "/reunion/")
SUITES = "/_dash-component-suites/"
FILES = ("/assets/", "/statique/", "/static/")


routes = Blueprint("refus", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les refus sur `server`."""
    contexte.brancher(server, routes)


def refuse(status: int) -> Response:
    """Le refus que l'adresse demandée sait lire."""
    said = w.PHRASES.get(status, w.AUTRE)
    if request.path.startswith(MACHINES) or request.path.endswith(CALLBACKS):
        return refusal(status, said)
    if request.path.startswith(FILES):
        return Response(said, status=status, mimetype="text/plain", headers={"Cache-Control": "no-cache"})
    titre = w.TITRES.get(status, w.TITRE)
    if request.path.startswith(RACINE):
        return borne("refus", status, retour="", titre=titre, message=said)
    return rendue("refus.html", status, titre=titre, message=said)


@routes.app_errorhandler(HTTPException)
def refuser(error: HTTPException) -> HTTPException | Response:
    # Une redirection est aussi une HTTPException : elle passe telle quelle.
    if error.response is not None or error.code is None or error.code < 400:
        return error
    response = refuse(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


@routes.app_errorhandler(DependencyException)
def paquet_inconnu(_error: DependencyException) -> Response:
    return refuse(404)


@routes.app_errorhandler(FileNotFoundError)
def fichier_absent(error: FileNotFoundError) -> Response:
    """Un paquet de Dash livré sans ses sources (.map) : l'adresse n'existe pas ; ailleurs, c'est une panne."""
    if SUITES not in request.path:
        raise error
    return refuse(404)
