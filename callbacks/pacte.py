"""Le Pacte territoire santé 2 : la page, et ce qu'elle laisse emporter."""

from __future__ import annotations

from flask import Flask

from callbacks.pages import page
from layers.atlas import Atlas
from settings import Settings
from views.gabarits import Gabarits
from views.site.pacte import feuille, page_pacte
from web.fichiers import fichier


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche la page sur `server`."""
    gabarits = Gabarits(atlas, settings)

    @server.get("/pacte")
    def voir_pacte():
        return page(gabarits.page("chiffres/pacte.html", chemin="/pacte", plotly="", **page_pacte(atlas)))

    @server.get("/pacte.<any(csv, xlsx):genre>")
    def emporter_pacte(genre: str):
        return fichier(feuille(atlas), "maillage-pacte", genre)
