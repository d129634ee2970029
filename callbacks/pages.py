"""Les pages servies toutes faites : chercher une commune. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from flask import Flask, Response, request

from layers.atlas import Atlas
from settings import Settings
from views import api
from views import wording_pages as p
from views.gabarits import Gabarits

LONGEST_QUERY = 80


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche les pages sur `server`."""
    gabarits = Gabarits(atlas, settings)

    @server.get("/commune")
    def chercher_commune():
        demande = request.args.get("q", "").strip()
        if len(demande) > LONGEST_QUERY:
            return page(gabarits.page("chercher.html", chemin="/commune", message=p.RECHERCHE_TROP_LONGUE, trouvees=()), 400)
        trouvees = api.communes(atlas, demande) if demande else ()
        message = p.trouvees(len(trouvees), demande, api.only_near(trouvees)) if demande else ""
        return page(gabarits.page("chercher.html", chemin="/commune", recherche=demande, message=message, trouvees=trouvees))

    @server.get("/commune/<path:_reste>")
    def commune_inconnue(_reste: str):
        return page(gabarits.page("refus.html", message=p.COMMUNE_INTROUVABLE), 404)


def page(html: str, status: int = 200) -> Response:
    """Une page, à ne pas garder : le jeu de données peut changer."""
    return Response(html, status=status, mimetype="text/html", headers={"Cache-Control": "no-cache"})
