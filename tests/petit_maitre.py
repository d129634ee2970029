"""Un petit service sous gunicorn : `python -m tests.petit_maitre DOSSIER PROCESSUS`. Le jeu montré est le texte de DOSSIER/jeu."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

from flask import Blueprint, Flask, request

from settings import Settings
from taches import atelier
from taches.file import Rendu, Travail
from tests.petit_atlas import petit_atlas
from web.contexte import Contexte, ici
from web.maitre import Application
from web.serveur import gunicorn_options, open_socket

atelier.COURTS = {"papier": Travail(lambda *_: Rendu(f"papier de {os.getpid()}".encode()), places=4, garde=False)}
routes = Blueprint("petit", __name__)


@routes.get("/")
def jeu() -> str:
    return ici().atlas.hash


@routes.post("/dit")
def dit() -> str:
    return str(len(request.get_data()))


@routes.get("/papier")
def papier() -> bytes:
    return ici().taches.faire("papier", {}).octets


def lire(folder: Path) -> Flask:
    shown = (folder / "jeu").read_text()
    if len(shown) != 64:
        raise ValueError("illisible")
    server, atlas = Flask("petit"), petit_atlas(manifest={"mode": "official", "hash": shown, "date": "2026-05-12", "sources": []})
    Contexte(atlas, Settings()).brancher(server, routes)
    return server


def perimee(folder: Path, tentes: set[str], server: Flask) -> bool:
    found = (folder / "jeu").read_text()
    fresh = found != server.extensions["maillage"].atlas.hash and found not in tentes
    tentes.add(found)
    return fresh


if __name__ == "__main__":
    folder, listening = Path(sys.argv[1]), open_socket(Settings(port=0))
    atelier.REPOS_S = 1.0
    print(listening.getsockname()[1], flush=True)
    options = gunicorn_options(listening.fileno(), int(sys.argv[2]))
    Application(lire(folder), options, partial(lire, folder), partial(perimee, folder, set())).run()
