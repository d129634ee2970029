"""La mémoire de chaque processus après qu'on a tout demandé : `python -m tests.bench.memoire [tours]`.

Chaque page, chaque export, chaque papier, sur le jeu en service ; puis la mémoire résidente (RSS) des processus qui servent, le plus
haut de l'atelier, et s'il est parti.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from urllib.request import Request, urlopen

import psutil

from settings import DEFAULT_WORKERS, ROOT
from taches.atelier import REPOS_S

PAGES = (
    "/", "/region/93/", "/tableau/", "/commune?q=figeac", "/commune/{code}", "/territoire/dep-46", "/territoire/reg-76", "/comparer",
    "/carte-en-mots", "/carte-en-mots.csv?classe=toutes", "/graphiques", "/pacte", "/desaccords", "/glossaire",
    "/comment-ca-marche", "/reunion", "/feuilles/", "/borne/", "/borne/commune/{code}",
    "/api/v1/layers", "/api/v1/communes?q=saint", "/api/v1/communes/{code}", "/api/v1/territoires", "/api/v1/indicateurs",
)  # fmt: skip
PAPIERS = (
    "/export/csv", "/export/xlsx", "/export/gpkg", "/export/svg", "/export/pdf", "/export/pdf?region=93", "/tableau.xlsx", "/tableau.csv",
    "/pacte.xlsx", "/comparaison.xlsx?a=dep-46&b=dep-12", "/commune/{code}/fiche.pdf",
)  # fmt: skip
COMMUNES = ("46102", "31555", "13055", "46042", "12202", "81004", "65440", "32013")


def rss(process: psutil.Process) -> int:
    """Sa mémoire résidente, en mébioctets ; 0 s'il n'est plus."""
    try:
        return process.memory_info().rss // 2**20
    except psutil.Error:
        return 0


def demander(base: str, path: str) -> int:
    try:
        with urlopen(Request(base + path, headers={"Accept-Encoding": "gzip"}), timeout=120) as answer:
            answer.read()
            return answer.status
    except OSError as error:
        return getattr(error, "code", 0)


def main(tours: int) -> None:
    """Sert, demande, mesure, dit."""
    environment = {**os.environ, "PORT": "8159", "MAILLAGE_DEBIT": "0"}
    base, begun = "http://127.0.0.1:8159", time.monotonic()
    with subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as master:
        try:
            while demander(base, "/healthz") != 200:
                time.sleep(0.2)
            print(f"ouvert en {time.monotonic() - begun:.1f} s", flush=True)
            mesurer(psutil.Process(master.pid), base, tours)
        finally:
            master.terminate()


def mesurer(master: psutil.Process, base: str, tours: int) -> None:
    """Le parcours, et ce que pèsent les processus avant et après."""
    while len(workers := master.children()) < DEFAULT_WORKERS:
        time.sleep(0.2)
    highest, stop = [0], threading.Event()
    print("processus qui servent, au départ :", [rss(one) for one in workers], "Mio", flush=True)

    def guetter() -> None:
        while not stop.wait(0.2):
            highest[0] = max([highest[0], *(rss(one) for one in master.children() if one not in workers)])

    threading.Thread(target=guetter, daemon=True).start()
    refused = []
    for tour in range(tours):
        for path in (*PAGES, *PAPIERS):
            for code in COMMUNES if "{code}" in path else COMMUNES[:1]:
                asked = path.format(code=code) + (("&" if "?" in path else "?") + f"tour={tour}" if path.startswith("/territoire") else "")
                status = demander(base, asked)
                refused += [(asked, status)] if status != 200 else []
    print("autres que 200 :", sorted(set(refused)))
    print(
        "processus qui servent, à la fin :", [rss(one) for one in workers], "Mio ; atelier, au plus haut :", highest[0], "Mio", flush=True
    )
    time.sleep(REPOS_S + 5)
    stop.set()
    print("atelier parti :", not [one for one in master.children() if one not in workers])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
