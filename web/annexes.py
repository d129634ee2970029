"""Ce que les machines demandent à la racine d'un site : robots.txt, et à qui signaler une faille (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Flask, Response, abort

from web.contexte import Contexte, ici

# Ni les fichiers calculés à la demande, ni la borne : un moteur lit les pages.
INTERDITES = ("/export/", "/feuilles/", "/borne", "/reunion", "/donnees/", "/_dash-")
VALIDE = timedelta(days=180)
routes = Blueprint("annexes", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les deux adresses."""
    contexte.brancher(server, routes)


@routes.get("/robots.txt")
def robots() -> Response:
    return _texte("User-agent: *", *(f"Disallow: {one}" for one in INTERDITES))


@routes.get("/.well-known/security.txt")
def securite() -> Response:
    """404 tant que personne n'est dit : une adresse inventée serait pire."""
    contact = ici().settings.contact
    if not contact:
        abort(404)
    until = (datetime.now(UTC) + VALIDE).replace(hour=0, minute=0, second=0, microsecond=0)
    where = contact if contact.startswith("http") else f"mailto:{contact}"
    return _texte(f"Contact: {where}", f"Expires: {until.isoformat().replace('+00:00', 'Z')}", "Preferred-Languages: fr")


def _texte(*lines: str) -> Response:
    return Response("\n".join(lines) + "\n", mimetype="text/plain", headers={"Cache-Control": "no-cache"})
