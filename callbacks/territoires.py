"""Les fiches de territoire, les indicateurs, les désaccords, en pages. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from flask import Flask, Response

from callbacks.pages import page
from layers.atlas import Atlas
from layers.territoire.chiffres import chiffres
from settings import Settings
from views.api.csv import vers_csv
from views.gabarits import Gabarits
from views.territoire import phrases as t
from views.territoire.indicateur import adresse_du, page_desaccords, page_indicateur, page_liste
from views.territoire.page import page_de


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche les pages sur `server`. Les chiffres sont comptés au démarrage, pas au premier clic."""
    gabarits = Gabarits(atlas, settings)
    chiffres(atlas)

    @server.get("/territoires")
    def territoires():
        return page(gabarits.page("territoire/liste.html", chemin="/territoires", t=t, **page_liste(atlas)))

    @server.get("/territoire/<id_>")
    def territoire(id_: str):
        found_ = page_de(atlas, id_)
        if found_ is None:
            return page(gabarits.page("refus.html", message=t.INCONNU), 404)
        return page(gabarits.page("territoire/fiche.html", chemin=f"/territoire/{id_}", t=t, adresse_du=adresse_du, page=found_))

    @server.get("/territoire/<id_>.csv")
    def territoire_csv(id_: str):
        body = vers_csv(atlas, id_)
        if body is None:
            return page(gabarits.page("refus.html", message=t.INCONNU), 404)
        headers = {"Content-Disposition": f'attachment; filename="maillage-{id_}.csv"', "Cache-Control": "no-cache"}
        return Response(body, mimetype="text/csv", headers=headers)

    @server.get("/indicateur/<slug>")
    def indicateur(slug: str):
        context = page_indicateur(atlas, slug)
        if context is None:
            return page(gabarits.page("refus.html", message=t.INDICATEUR_INCONNU), 404)
        return page(gabarits.page("territoire/indicateur.html", chemin="", t=t, adresse_du=adresse_du, **context))

    @server.get("/desaccords")
    def desaccords():
        return page(gabarits.page("territoire/desaccords.html", chemin="/desaccords", t=t, adresse_du=adresse_du, **page_desaccords(atlas)))
