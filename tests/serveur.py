"""Un serveur d'essai : quelques modules de routes sur un Atlas, sans le reste de l'application."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from layers.atlas import Atlas
from settings import ROOT, Settings
from web.contexte import Contexte


def client_de(atlas: Atlas, *modules, **reglages) -> FlaskClient:
    """Un navigateur devant `modules` (callbacks.pages, web.refus…). Le jeu préparé sur cette machine ne compte pas."""
    server = Flask("essai")
    contexte = Contexte(atlas, Settings(**{"root": ROOT, "data_mode": "demonstration", **reglages}), "/statique/essai")
    for module in modules:
        module.register(server, contexte)
    return server.test_client()
