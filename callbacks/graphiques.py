"""Graphiques et comparaison. Chaque route lit l'adresse, appelle une fonction, répond."""

from __future__ import annotations

from flask import Flask, Response, redirect, request

from callbacks.pages import page
from layers.atlas import Atlas
from layers.geo.silhouettes import read_silhouettes
from settings import Settings
from views.gabarits import Gabarits
from views.graphiques import page as graphiques_page
from views.graphiques import phrases_page as t
from views.territoire import page_comparer as comparer_page
from views.territoire import phrases_comparer as c
from web.fichiers import fichier

PLOTLY = "vendor/plotly/plotly-basic.min.js"
LONGEST_ID = 120


def register(server: Flask, atlas: Atlas, settings: Settings, prefix: str) -> None:
    """Branche les pages sur `server`. `prefix` : l'adresse des fichiers publiés, d'où vient Plotly."""
    gabarits = Gabarits(atlas, settings)
    _graphiques(server, atlas, gabarits, f"{prefix}/{PLOTLY}")
    _comparaison(server, atlas, gabarits, settings)


def _graphiques(server: Flask, atlas: Atlas, gabarits: Gabarits, plotly: str) -> None:
    @server.get("/chiffres")
    def voir_les_chiffres():
        return redirect("/graphiques")

    @server.get("/graphiques")
    def voir_graphiques():
        context = graphiques_page.page_graphiques(atlas, lu("territoire") or f"reg-{atlas.region}")
        if context is None:
            return refus(gabarits, t.TERRITOIRE_INCONNU)
        needed = plotly if context["graphiques"] else ""
        return page(gabarits.page("chiffres/graphiques.html", chemin="/graphiques", plotly=needed, **context))

    @server.get("/graphiques/<id_>.csv")
    def emporter_graphique(id_: str):
        sheet = graphiques_page.feuille(atlas, id_, lu("territoire") or f"reg-{atlas.region}")
        return refus(gabarits, t.INCONNU) if sheet is None else fichier(sheet, f"maillage-{id_}", "csv")


def _comparaison(server: Flask, atlas: Atlas, gabarits: Gabarits, settings: Settings) -> None:
    silhouettes = read_silhouettes(settings.geo / "departements.json")

    @server.get("/comparer")
    def comparer():
        context = comparer_page.page_comparer(atlas, silhouettes, lu("a"), lu("b"), lu("indicateur"))
        if context is None:
            return refus(gabarits, c.INCONNU)
        return page(gabarits.page("chiffres/comparer.html", chemin="/comparer", plotly="", **context))

    @server.get("/comparaison.<any(csv, xlsx):genre>")
    def emporter_comparaison(genre: str):
        sheet = comparer_page.feuille(atlas, lu("a"), lu("b"))
        return refus(gabarits, c.INCONNU) if sheet is None else fichier(sheet, f"maillage-{lu('a')}-{lu('b')}", genre)


def refus(gabarits: Gabarits, message: str) -> Response:
    """Une page qui n'existe pas : une phrase, et par où continuer."""
    return page(gabarits.page("refus.html", message=message), 404)


def lu(name: str) -> str:
    """Un paramètre de l'adresse, sans espaces ; trop long, il n'est le nom de rien."""
    value = request.args.get(name, "").strip()
    return value if len(value) <= LONGEST_ID else value[:LONGEST_ID] + "…"
