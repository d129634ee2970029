"""Le gestionnaire par défaut : celui de Dash sur DiskCache, un processus neuf par travail, tout dans un dossier temporaire.

Dash dédouble le serveur (fork). Typst garde des fils d'exécution que le double n'a pas : dès qu'une feuille a été composée
dans le serveur, la première du double attend pour toujours. Le travail est donc un programme neuf (taches/enfant.py), qui
relit les données en une seconde et rend sa mémoire en finissant.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from dash.background_callback.managers import BaseBackgroundCallbackManager
from dash.background_callback.managers.diskcache_manager import DiskcacheManager, _make_job_fn

from settings import ROOT
from taches import places
from taches.depot import DepotDisque
from taches.garde import Demande, Garde

LARGEST = 300 * 1024 * 1024
COMMANDE = (sys.executable, "-m", "taches.enfant")
PROCESSUS = "processus:"


def dossier_temporaire() -> Path:
    """Un dossier à soi, effacé à l'arrêt du processus qui l'a créé (pas de ses doubles)."""
    folder, owner = Path(tempfile.mkdtemp(prefix="maillage-feuilles-")), os.getpid()
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == owner else None)
    return folder


class Disque(Garde, DiskcacheManager):
    """`dossier` : le dépôt ; `commande` : le programme qui fait le travail ; `reglages` : ce qu'il doit savoir, en JSON."""

    def __init__(self, dossier: Path, demande: Demande, reglages: dict, commande: Sequence[str] = COMMANDE):
        self.dossier, self.demande, self.reglages, self.commande = dossier, demande, reglages, tuple(commande)
        self.expire = None
        # Tiré avant que le serveur ne se dédouble : tous ses processus signent du même. Gardé hors du dépôt, rien ne l'évince.
        self._secret = secrets.token_bytes(32)
        # Ni DiskcacheManager.__init__ ni son Cache : rien n'est ouvert, ni même importé, avant la première demande.
        BaseBackgroundCallbackManager.__init__(self, None)

    @cached_property
    def handle(self):
        from diskcache import Cache

        return Cache(str(self.dossier), size_limit=LARGEST, eviction_policy="least-recently-stored", tag_index=False)

    @cached_property
    def depot(self) -> DepotDisque:
        return DepotDisque(self.handle)

    def make_job_fn(self, fn, progress, key=None):
        def work(*args):
            _make_job_fn(fn, self.handle, progress)(*args)  # le dépôt ne s'ouvre qu'ici

        return work

    def get_or_create_signing_secret(self, generate) -> bytes:
        return self._secret

    def repondre(self, key: str, answer: dict) -> None:
        self.handle.set(key, answer, expire=places.GARDE_S)

    def lu(self, key: str):
        return self.handle.get(key)

    def clear_cache_entry(self, key: str) -> None:
        self.handle.delete(key)

    def lancer(self, key: str, job_fn, args: list, travail: str) -> None:
        asked = {"dossier": str(self.dossier), "clef": key, "args": args, "reglages": self.reglages}
        child = subprocess.Popen(
            self.commande, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"},
            start_new_session=os.name == "posix",
        )  # fmt: skip
        import psutil

        started = psutil.Process(child.pid).create_time()
        self.depot.ecrire(PROCESSUS + travail, f"{child.pid} {started!r}".encode(), places.GARDE_S)
        assert child.stdin is not None
        with child.stdin as entry:
            entry.write(json.dumps(asked).encode())
        threading.Thread(target=self._veiller, args=(child, travail), daemon=True).start()

    def _veiller(self, child: subprocess.Popen, travail: str) -> None:
        """Attend la fin du travail : ce qu'un processus tué n'a pas rendu l'est ici, et le résultat est effacé à son heure."""
        child.wait()
        if not self.dossier.is_dir():
            return
        places.liberer(self.depot, travail)
        self.depot.oter(PROCESSUS + travail)
        timer = threading.Timer(places.GARDE_S + 1, lambda: self.dossier.is_dir() and self.depot.purger())
        timer.daemon = True
        timer.start()

    def tuer(self, travail: str) -> None:
        """Tue le processus lancé pour ce travail, et lui seul : un numéro que le système a redonné n'est pas le sien."""
        import psutil

        said = self.depot.lire(PROCESSUS + travail)
        if said is None:
            return
        pid, started = said.decode().split()
        try:
            process = psutil.Process(int(pid))
            if process.create_time() == float(started):
                process.kill()
        except psutil.NoSuchProcess:
            return
