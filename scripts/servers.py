"""Lance un serveur du projet sur un port libre, attend qu'il réponde, mesure la mémoire de ses processus."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
START_LIMIT_S = 120


class Server:
    """Un serveur lancé par `python <arguments>` ; `port` est celui qu'il annonce, `start_s` le temps mis à répondre.

    `reglages` : des variables d'environnement de plus, MAILLAGE_DEBIT="0" par exemple.
    """

    def __init__(self, *arguments: str, **reglages: str):
        began = time.perf_counter()
        environ = {**os.environ, "PORT": "0", "HOST": "127.0.0.1", "PYTHONUTF8": "1", **reglages}
        self.process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.PIPE, encoding="utf-8", env=environ)
        self.port = self._announced_port()
        self._wait()
        self.start_s = time.perf_counter() - began

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def _announced_port(self) -> int:
        for line in self.process.stdout or ():
            found = ADDRESS.search(line)
            if found:
                return int(found[1])
        raise SystemExit("Le serveur s'est arrêté avant de répondre (voir ci-dessus).")

    def _wait(self) -> None:
        limit = time.monotonic() + START_LIMIT_S
        while time.monotonic() < limit:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_dash-layout", timeout=30).read()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("Le serveur ne répond pas.")

    def worker_memory_mb(self) -> list[float]:
        """Mémoire résidente de chaque processus de travail, en Mo ; [] hors de Linux."""
        found = []
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            except OSError:
                continue  # un processus qui finit pendant la lecture
            if fields.get("PPid", "").strip() == str(self.process.pid) and "VmRSS" in fields:
                found.append(int(fields["VmRSS"].split()[0]) / 1024)
        return found
