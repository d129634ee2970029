"""Ce qui n'a pas changé n'est pas renvoyé : chaque réponse relue porte l'empreinte de son contenu (ETag), et 304 y répond.

L'empreinte est celle des octets : elle suit le jeu de données, et tout ce qui pourrait changer la réponse d'une version à l'autre.
"""

from __future__ import annotations

import hashlib

from flask import Flask, Response, request

TYPES = ("application/json", "text/html", "application/problem+json")


def empreindre(server: Flask) -> None:
    """Pose l'empreinte : à appeler après la compression, pour passer avant elle (Flask va à rebours)."""

    @server.after_request
    def stamp(response: Response) -> Response:
        if _relue(response) and "ETag" not in response.headers and response.mimetype in TYPES:
            response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24], weak=True)
        return response


def comparer(server: Flask) -> None:
    """Répond 304 à qui a déjà ce contenu : à appeler avant tout le reste, pour passer en dernier."""

    @server.after_request
    def compare(response: Response) -> Response:
        if _relue(response) and request.if_none_match:
            response.make_conditional(request)
        return response


def _relue(response: Response) -> bool:
    """Vrai pour une réponse entière à une demande de lecture, que le navigateur peut garder et redemander."""
    whole = response.status_code == 200 and not response.is_streamed
    return request.method in ("GET", "HEAD") and whole and not response.cache_control.no_store
