"""Le serveur : adresse d'écoute, phrases de refus, message d'accueil."""

import errno
import re
import socket
import subprocess
import sys

import pytest
from dash import Dash, html
from flask import Flask

from settings import ROOT, Settings
from web.serveur import GRACEFUL_S, _reason, gunicorn_options, open_socket, warm_up, welcome


@pytest.fixture
def taken_port():
    """Un port de cette machine déjà tenu par un autre programme."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_free_port_is_opened():
    with open_socket(Settings(port=0)) as listening:
        host, port = listening.getsockname()
        assert host == "127.0.0.1"
        assert port > 0
        socket.create_connection((host, port), timeout=2).close()


def test_a_taken_port_is_one_sentence_and_no_trace(taken_port):
    code = (
        "import os; from web import serveur; from settings import settings_or_exit;"
        "serveur.serve(settings_or_exit(os.environ), lambda: exit('les données ont été lues avant'))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env={"PORT": str(taken_port), "PATH": "", "SYSTEMROOT": ""},
    )
    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Le port {taken_port} est déjà pris sur 127.0.0.1. "
        f"Choisissez-en un autre, par exemple PORT={taken_port + 1}, ou arrêtez l'autre serveur."
    )
    assert "Maillage est ouvert" not in done.stdout


@pytest.mark.parametrize("host", ["machine-qui-n-existe-pas.invalid", "192.0.2.1"])
def test_an_address_of_another_machine_is_refused(host, capsys):
    with pytest.raises(SystemExit) as caught:
        open_socket(Settings(host=host, port=0))
    assert caught.value.code == 1
    message = capsys.readouterr().err
    assert host in message
    assert len(message.splitlines()) == 1


def test_a_reserved_port_says_which_to_take():
    assert "au-dessus de 1023" in _reason(OSError(errno.EACCES, "Permission denied"), Settings(port=80))


def test_an_unforeseen_error_keeps_its_reason():
    assert "(trop de fichiers ouverts)" in _reason(OSError(errno.EMFILE, "trop de fichiers ouverts"), Settings())


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8050"),
        ("0.0.0.0", "http://127.0.0.1:8050"),
        ("::", "http://[::1]:8050"),
        ("::1", "http://[::1]:8050"),
        ("borne", "http://borne:8050"),
    ],
)
def test_the_address_shown_can_be_clicked(host, address):
    lines = welcome(host, 8050, "Données officielles").splitlines()
    assert lines[0].endswith(address)
    assert lines[1] == "Données officielles"


def test_a_bundle_can_be_the_first_thing_asked_of_a_new_process():
    app = Dash("essai", server=Flask("essai"), assets_folder="absent")
    app.layout = html.Div("vide")
    assert not app.registered_paths
    warm_up(app, "/")
    # Les inscriptions sont faites : un processus créé maintenant les a toutes, sans avoir servi de page.
    assert "dash" in app.registered_paths
    renderer = next(url for url in re.findall(r'src="([^"]+)"', app.index()) if "dash_renderer" in url)
    assert app.server.test_client().get(renderer).status_code == 200


def test_a_page_that_cannot_be_built_is_said_before_serving(capsys):
    server = Flask("essai")
    server.before_request(lambda: ("non", 500))
    app = Dash("essai", server=server, assets_folder="absent")
    app.layout = html.Div("vide")
    with pytest.raises(SystemExit):
        warm_up(app, "/")
    assert "code 500" in capsys.readouterr().err


def test_the_atlas_is_loaded_once_before_the_workers():
    options = gunicorn_options(7)
    assert options["preload_app"] is True
    assert options["bind"] == "fd://7"
    assert options["graceful_timeout"] == GRACEFUL_S
    assert (options["workers"], gunicorn_options(7, 5)["workers"]) == (2, 5)
    assert options["control_socket_disable"] is True
