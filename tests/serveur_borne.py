"""Un serveur de la borne qu'on peut arrêter et relancer sur le même port, et dont on lit le journal entier."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANNOUNCED = re.compile(r"http://127\.0\.0\.1:(\d+)")
START_S = 120


class ServeurDeBorne:
    """Lancé comme au README ; `reglages` s'ajoutent à l'environnement. `journal` : ce que le serveur a écrit, redémarrages compris."""

    def __init__(self, journal: Path, **reglages: str):
        self.journal, self.port = journal, 0
        self._environment = {**os.environ, "HOST": "127.0.0.1", "MAILLAGE_DATA": "demonstration", "PYTHONUTF8": "1", **reglages}
        self.process: subprocess.Popen | None = None

    def __enter__(self) -> ServeurDeBorne:
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Lance le serveur, sur le port d'avant s'il y en a eu un, et attend qu'il réponde."""
        with self.journal.open("a", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", "from app import main; main()"],
                cwd=ROOT,
                env={**self._environment, "PORT": str(self.port)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.running:
            found = ANNOUNCED.findall(self.log())
            if found and self._answers(int(found[-1])):
                self.port = int(found[-1])
                return
            time.sleep(0.05)
        raise AssertionError(f"le serveur n'est pas parti : {self.log()}")

    def stop(self) -> None:
        """Arrête le serveur et attend sa fin."""
        if self.running:
            self.process.terminate()
            self.process.wait(30)

    def log(self) -> str:
        return self.journal.read_text(encoding="utf-8")

    @staticmethod
    def _answers(port: int) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False
