"""`make load` : 1, 10, 50, 100 visiteurs à la fois, chacun enchaînant ses parcours sans pause, contre le service tel qu'il se lance.

Sans pause, cinquante visiteurs d'ici valent bien plus de cinquante personnes, qui lisent entre deux gestes. Le programme de
mesure tourne sur la même machine que le service : les temps comptent aussi ce qu'il lui prend.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import platform
import sys
import threading
import time
from dataclasses import dataclass, field

import brotli

from layers.atlas import Atlas, load_atlas
from scripts.servers import Server
from settings import read_settings
from tests.bench.charge_tableau import Palier, courbure, judged, par_geste, tableau, tenue
from tests.bench.parcours import Demande, Lieux, Parcours

PALIERS = (1, 10, 50, 100)
DUREE_S = 20.0
# Ce que demande un navigateur.
COMPRESSIONS = "gzip, deflate, br"
PATIENCE_S = 30


@dataclass
class Visiteur:
    """Ce qu'un visiteur a vécu : (geste, millisecondes) de chaque demande réussie, et les erreurs."""

    temps: list[tuple[str, float]] = field(default_factory=list)
    erreurs: list[str] = field(default_factory=list)


def main() -> int:
    """Lance le service, joue les paliers, imprime le tableau ; code 1 si la barre est manquée et que --strict est demandé."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.charge", description="Mesure le service sous charge.")
    parser.add_argument("--duree", type=float, default=DUREE_S, help=f"secondes par palier ({DUREE_S:g})")
    parser.add_argument("--paliers", type=int, nargs="+", default=list(PALIERS), help="nombre de visiteurs de chaque palier")
    parser.add_argument("--strict", action="store_true", help="code de sortie 1 si une barre est manquée")
    options = parser.parse_args()
    settings = read_settings(os.environ)
    lieux = places(load_atlas(settings.data, settings.data_mode, settings.region))
    with Server("app.py", MAILLAGE_DEBIT="0") as server:
        dependencies = json.loads(_get(server.port, "/_dash-dependencies"))
        level(server.port, dependencies, lieux, 2, 3.0)  # chauffe : les premières fiches se calculent, puis se gardent
        before = server.worker_memory_mb()
        played = [level(server.port, dependencies, lieux, n, options.duree) for n in options.paliers]
        after = server.worker_memory_mb()
    print(f"{os.cpu_count()} cœurs, {platform.python_implementation()} {platform.python_version()}, charge d'ailleurs : {_elsewhere()}\n")
    print(tableau(played))
    print("\n" + par_geste(judged(played) or played[-1]))
    print("\n" + courbure(played))
    print(f"Mémoire de chaque processus : {_mb(before)} avant, {_mb(after)} après.")
    print(tenue(played))
    return int(options.strict and "manquée" in tenue(played))


def places(atlas: Atlas) -> Lieux:
    """Les départements de la région et toutes ses communes : tirées à parts égales, elles servent peu ce que le service garde."""
    departements = atlas.departements[atlas.departements["region"] == atlas.region]
    communes = atlas.communes[atlas.communes["region"] == atlas.region]
    return Lieux(atlas.region, tuple(departements["nom"].items()), tuple(communes["nom"].items()))


def level(port: int, dependencies: list[dict], lieux: Lieux, visitors: int, duration_s: float) -> Palier:
    """Un palier : `visitors` visiteurs pendant `duration_s` secondes."""
    visits = [Visiteur() for _ in range(visitors)]
    began = time.perf_counter()
    end = began + duration_s
    threads = [
        threading.Thread(target=_visit, args=(port, Parcours(dependencies, lieux, n), visit, end), daemon=True)
        for n, visit in enumerate(visits)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - began
    times = [one for visit in visits for one in visit.temps]
    return Palier(visitors, elapsed, times, [error for visit in visits for error in visit.erreurs])


def _visit(port: int, parcours: Parcours, visit: Visiteur, end: float) -> None:
    """Enchaîne les parcours jusqu'à `end`, sur une connexion gardée ouverte, comme un navigateur."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    while time.perf_counter() < end:
        for demande in parcours.suivant():
            began = time.perf_counter()
            error = _ask(connection, demande)
            if error:
                visit.erreurs.append(f"{demande.geste} : {error}")
            else:
                visit.temps.append((demande.geste, (time.perf_counter() - began) * 1000))
            if time.perf_counter() >= end:
                break
    connection.close()


def _ask(connection: http.client.HTTPConnection, demande: Demande) -> str:
    """Fait la demande et juge la réponse ; rend ce qui ne va pas, ou « »."""
    try:
        headers = {"Accept-Encoding": COMPRESSIONS, **({"Content-Type": "application/json"} if demande.corps else {})}
        connection.request("POST" if demande.corps else "GET", demande.chemin, demande.corps, headers)
        answer = connection.getresponse()
        said = decompressed(answer.read(), answer.headers.get("Content-Encoding", ""))
    except (OSError, http.client.HTTPException) as error:
        connection.close()  # la prochaine demande en ouvrira une autre
        return type(error).__name__
    if answer.status != 200:
        return f"code {answer.status}"
    return "" if demande.contient.encode() in said else "réponse sans ce qui est demandé"


def decompressed(body: bytes, encoding: str) -> bytes:
    """Le corps d'une réponse, décompressé."""
    return {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding, bytes)(body)


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", path)
    return connection.getresponse().read()


def _elsewhere() -> str:
    """La charge moyenne de la machine ; hors de Windows seulement."""
    return f"{os.getloadavg()[0]:.1f} (moyenne sur une minute)" if hasattr(os, "getloadavg") else "inconnue"


def _mb(sizes: list[float]) -> str:
    return " et ".join(f"{size:.0f} Mo" for size in sizes) or "inconnue"


if __name__ == "__main__":
    sys.exit(main())
