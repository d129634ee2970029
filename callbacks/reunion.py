"""La page de la réunion, et ce qui y mène : `?mode=reunion` sur une page de carte."""

from __future__ import annotations

from functools import cache

from flask import Flask, redirect, request

from callbacks.pages import page
from layers.atlas import Atlas
from settings import Settings
from views.ecriture import phrases as w
from views.gabarits import Gabarits
from views.reunion import page as v
from web.statique import module_addresses


def register(server: Flask, atlas: Atlas, settings: Settings, statique: str, donnees: str) -> None:
    """Branche la page sur `server`. `statique`, `donnees` : les préfixes des fichiers et des données de la carte."""
    gabarits, atlases = Gabarits(atlas, settings), v.cartes(atlas)
    # À la première réunion, pas au démarrage.
    configuration = cache(lambda: v.configuration_reunion(atlas, statique, donnees))
    modules = module_addresses(settings.assets, statique, (v.SCRIPT,))
    choices = {"themes": v.themes(atlas), "structures": v.structures(atlas), "modules": modules, "script": f"{statique}/{v.SCRIPT}"}

    @server.before_request
    def enter():
        """`?mode=reunion`, sur une page de carte, mène à la réunion, la même vue ouverte."""
        if request.method != "GET" or request.args.get("mode") != "reunion":
            return None
        there = v.adresse_de_la_carte(atlases, request.path, _query())
        return redirect(there) if there else None

    @server.get(v.RACINE)
    def reunion():
        cotes, ignored = v.lire_adresse(atlases, _query())
        notice = w.avis_adresse(ignored)
        return page(gabarits.page("reunion.html", configuration=configuration(), depart=v.depart(atlases, cotes), avis=notice, **choices))


def _query() -> str:
    return request.query_string.decode("utf-8", "replace")
