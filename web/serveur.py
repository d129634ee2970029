"""Sert l'application : gunicorn sur Linux et macOS, waitress sous Windows ou quand gunicorn manque.

Deux processus gunicorn, l'Atlas lu une seule fois avant de les créer : ils s'en partagent la mémoire. Des fils
d'exécution plutôt que des processus « sync » : un navigateur ouvre des connexions d'avance sans rien y demander, et
quatre suffisent à bloquer deux processus « sync » pendant trente secondes. Le débit mesuré est le même.
"""

from __future__ import annotations

import errno
import importlib.util
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from typing import NoReturn

from dash import Dash
from flask import Flask

from layers.jeu.attente import en_attente
from settings import DEFAULT_WORKERS, Settings
from views.ecriture.phrases import jeu_de_donnees
from web import phrases as w
from web.contexte import NOM
from web.statique import compress_suites

THREADS = 8
KEEPALIVE_S = 5
GRACEFUL_S = 10
BACKLOG = 512
CONNECTIONS = 2000


def serve(settings: Settings, lire: Callable[[], Dash], preparer: Callable[[Dash, Settings], None] | None = None) -> None:
    """Sert ce que `lire` rend, à l'adresse des réglages, jusqu'à un arrêt demandé (Ctrl+C, SIGTERM) ; dit quel jeu est montré.

    Une adresse impossible (port pris, refusé, machine inconnue) se dit avant tout le reste, en une phrase sur la sortie
    d'erreur, et arrête le programme, code 1. `lire` est rappelé quand un autre jeu est prêt : le service le montre alors.
    `preparer` : ce qui se fait une fois avant d'ouvrir (prepare_to_serve).
    """
    listening = open_socket(settings)

    def relire() -> Dash:
        app = lire()
        (preparer or prepare_to_serve)(app, settings)
        return app

    app = relire()
    atlas = app.server.extensions[NOM].atlas
    print(welcome(settings.host, listening.getsockname()[1], jeu_de_donnees(atlas.mode, atlas.date)), flush=True)
    if _has_gunicorn():
        _serve_with_gunicorn(app, listening, settings, relire)
    else:
        _serve_with_waitress(app.server, listening)


def prepare_to_serve(app: Dash, settings: Settings) -> None:
    """Tout ce qui ne se fait qu'une fois : paquets compressés dans build/, page et données de la carte demandées."""
    atlas = app.server.extensions[NOM].atlas
    if compress_suites(settings):
        print(w.PREMIERE_FOIS, flush=True)
    # Les cartes des autres régions se font à leur première demande : dix-sept ne doivent pas retarder l'ouverture.
    warm_up(app, "/", *(f"/donnees/{atlas.hash[:16]}/{name}-{atlas.region}.json" for name in ("communes", "sites")))
    # La première fiche d'une commune fait des comptes qui servent à toutes (0,8 s). Ouvrir sans eux, c'est laisser chaque
    # visiteur arrivé dans la première seconde les refaire à côté des autres : quinze secondes pour dix-sept visiteurs.
    warm_up(app, f"/commune/{atlas.communes.index[atlas.communes['region'] == atlas.region][0]}")
    # De même pour les taux : les distances de toutes les communes sont mesurées une fois.
    warm_up(app, "/territoires")


def warm_up(app: Dash, *addresses: str) -> None:
    """Demande `addresses` avant d'ouvrir : ce que Dash et la compression ne font qu'une fois est fait, et partagé.

    Sans cela, deux demandes arrivées ensemble dans un processus neuf se croisent, et la page perd un de ses paquets (500).
    """
    client = app.server.test_client()
    for address in addresses:
        answer = client.get(address, headers={"Accept-Encoding": "br"})
        if answer.status_code != 200:
            _refuse(w.muette(address, answer.status_code))


def welcome(host: str, port: int, dataset: str) -> str:
    """Ce que la console affiche : l'adresse où cliquer, le jeu de données, comment arrêter.

    Une adresse d'écoute « toutes les interfaces » n'est pas cliquable : on donne celle de cette machine.
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    lines = [w.ouvert(f"http://{shown}:{port}"), dataset, w.ARRETER]
    return "\n".join(line for line in lines if line)


def open_socket(settings: Settings) -> socket.socket:
    """Une prise à l'écoute de settings.host:settings.port (0 : un port libre), ou la sortie du programme avec une phrase."""
    try:
        family, _, _, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            # Ailleurs, cette option laisserait deux serveurs se partager le port.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        _refuse(_reason(error, settings))
    return listening


def _reason(error: OSError, settings: Settings) -> str:
    port, host = settings.port, settings.host
    # Windows répond EACCES pour un port tenu par un autre programme.
    if error.errno == errno.EADDRINUSE or (error.errno == errno.EACCES and os.name == "nt"):
        other = port + 1 if 1023 < port < 65535 else 8051
        return w.port_pris(port, host, other)
    if error.errno == errno.EACCES:
        return w.port_reserve(port)
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return w.pas_d_ici(host)
    return w.sourd(host, port, error.strerror)


def _refuse(message: str) -> NoReturn:
    print(message, file=sys.stderr, flush=True)
    raise SystemExit(1)


def _has_gunicorn() -> bool:
    return os.name == "posix" and importlib.util.find_spec("gunicorn") is not None


def _serve_with_gunicorn(app: Dash, listening: socket.socket, settings: Settings, relire: Callable[[], Dash]) -> None:
    from web.maitre import Application  # n'existe pas sous Windows

    options = gunicorn_options(listening.fileno(), settings.processus)
    Application(app.server, options, lambda: relire().server, partial(_perimee, settings, set())).run()


def _perimee(settings: Settings, tentes: set[str], server: Flask) -> bool:
    """Vrai, une fois par jeu, si un autre que celui de `server` est prêt sur le disque."""
    found = en_attente(settings.watched, server.extensions[NOM].atlas.hash)
    if found is None or not found.hash or found.hash in tentes:
        return False
    tentes.add(found.hash)
    return True


def gunicorn_options(fileno: int, workers: int = DEFAULT_WORKERS) -> dict[str, object]:
    """Les réglages de gunicorn, pour une prise déjà ouverte et `workers` processus."""
    from web.http_brut import OPTIONS  # gunicorn n'existe pas sous Windows

    return {
        **OPTIONS,
        "bind": f"fd://{fileno}",
        "workers": workers,
        "threads": THREADS,
        "preload_app": True,
        "keepalive": KEEPALIVE_S,
        "worker_connections": CONNECTIONS,
        "graceful_timeout": GRACEFUL_S,
        "accesslog": None,
        "loglevel": "warning",
        "proc_name": "maillage",
        # Une prise de commande dans le dossier personnel : personne ne s'en sert, et un disque en lecture seule la refuse.
        "control_socket_disable": True,
    }


def _serve_with_waitress(server: Flask, listening: socket.socket) -> None:
    import waitress

    # Ce journal compte les demandes en attente : du bruit à chaque chargement de page.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Un arrêt demandé finit le programme par le chemin ordinaire : le dossier temporaire s'efface.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    waitress.serve(server, sockets=[listening], threads=THREADS, ident="maillage")
