"""Ce qui s'explique : le glossaire des sigles. Les notes en mots simples sont sur « Comment ça marche »."""

from __future__ import annotations

from flask import Flask, redirect

from callbacks.pages import page
from layers.atlas import Atlas
from settings import Settings
from views.ecriture.glossaire import lettres
from views.gabarits import Gabarits


def register(server: Flask, atlas: Atlas, settings: Settings) -> None:
    """Branche les pages sur `server`."""
    gabarits = Gabarits(atlas, settings)

    @server.get("/glossaire")
    def voir_glossaire():
        return page(gabarits.page("glossaire.html", chemin="/glossaire", lettres=lettres(atlas.glossaire), sens=_sens(atlas)))

    @server.get("/comprendre")
    def comprendre():
        return redirect("/comment-ca-marche", 301)


def _sens(atlas: Atlas) -> int:
    return sum(len(terme.sens) for terme in atlas.glossaire)
