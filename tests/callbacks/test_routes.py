"""Les routes sont des fonctions que l'on nomme : un essai les appelle sans passer par une adresse."""

from __future__ import annotations

import sys

import app as application
from callbacks import commune
from settings import ROOT, Settings
from tests.serveur import client_de


def test_every_route_is_a_function_of_its_module(small):
    server = application.create_app(small, Settings(root=ROOT, data_mode="demonstration")).server
    own = {name: view for name, view in server.view_functions.items() if view.__module__.startswith(("callbacks", "web"))}
    assert len(own) > 40
    # Le fichier statique inconnu tient en une expression : ce n'est pas une page.
    nested = [name for name, view in own.items() if getattr(sys.modules[view.__module__], view.__name__, None) is not view]
    assert nested == ["statique-inconnu"]


def test_a_route_answers_when_it_is_called_by_its_name(small):
    with client_de(small, commune).application.test_request_context("/commune/46003"):
        assert commune.fiche_commune("46003").status_code == 200
        assert commune.fiche_commune("46999").status_code == 404
