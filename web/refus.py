"""Ce que le serveur répond quand il refuse : un code HTTP et une phrase en français, jamais de trace.

Une adresse de machine (API, callbacks, données) reçoit du JSON {"erreur": …}, une page reçoit une page.
"""

from __future__ import annotations

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from callbacks.api import refusal
from views.borne.borne import RACINE
from views.gabarits import Gabarits
from web import phrases as w

MACHINES = ("/api/", "/_", "/donnees/", "/healthz", "/reunion/")
FILES = ("/assets/", "/statique/", "/static/")


def register(server: Flask, gabarits: Gabarits) -> None:
    """Branche les refus sur `server`."""

    def refuse(status: int, phrase: str = "") -> Response:
        said = phrase or w.PHRASES.get(status, w.AUTRE)
        if request.path.startswith(MACHINES):
            return refusal(status, said)
        if request.path.startswith(FILES):
            return Response(said, status=status, mimetype="text/plain", headers={"Cache-Control": "no-cache"})
        titre = w.TITRES.get(status, w.TITRE)
        if request.path.startswith(RACINE):
            html = gabarits.page("borne/refus.html", vue="refus", retour="", titre=titre, message=said)
        else:
            html = gabarits.page("refus.html", titre=titre, message=said)
        return Response(html, status=status, mimetype="text/html", headers={"Cache-Control": "no-cache"})

    @server.errorhandler(HTTPException)
    def known(error: HTTPException):
        # Une redirection est aussi une HTTPException : elle passe telle quelle.
        if error.response is not None or error.code is None or error.code < 400:
            return error
        answer = refuse(error.code)
        for name, value in error.get_headers():
            if name in ("Allow", "Retry-After"):
                answer.headers[name] = value
        return answer

    @server.errorhandler(DependencyException)
    def unknown_bundle(_error: DependencyException):
        return refuse(404)
