"""Un serveur d'essai : quelques modules de routes sur un Atlas, sans le reste de l'application ; et de quoi lire ses pages."""

from __future__ import annotations

from html.parser import HTMLParser

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


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def tags(html: str, name: str) -> list[dict]:
    """Les attributs de chaque balise `name`."""
    parser = _Tags()
    parser.feed(html)
    return [attributes for tag, attributes in parser.found if tag == name]
