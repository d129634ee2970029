"""L'atelier : un processus, le temps qu'il y a du papier à faire, qui prend les travaux de la file et rend sa mémoire en finissant.

Sous gunicorn, c'est un double du processus maître (web/serveur.py) : il en partage les données, et n'a besoin d'aucun fichier
pour les relire. Typst garde des fils d'exécution qu'un double n'aurait pas : il ne se charge donc qu'ici, jamais dans le maître
ni dans un processus qui sert. Ailleurs (Windows, essais), l'atelier est un fil d'exécution du serveur.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from huey import Huey, SqliteHuey
from werkzeug.exceptions import InternalServerError, ServiceUnavailable

from taches.file import PRET, Complet, File, Rendu
from taches.travaux import COURTS, LONGS, Atelier

REPOS_S, TOUR_S, GUET_S = 30.0, 0.03, 0.03
FILS_COURTS, FILS_LONGS = 2, 2
# Ce qu'une demande attend au plus, combien de fils d'un processus attendent ainsi, et quand revenir si c'est trop.
ATTENTES_S = {"releve": 45.0, "export": 40.0}
ATTENTE_S, ATTENTES, REVENIR_S = 20.0, 4, 3
M_ARENA_MAX = -8
PREFIXE = "maillage-atelier-"


@dataclass
class Taches:
    """Les deux files d'un service : `courtes`, toujours sur cette machine, et `longues`, là ou dans Redis."""

    atelier: Atelier
    redis: str = ""
    dossier: Path = Path()
    fourcher: Callable[[], None] | None = None
    _fil: threading.Thread | None = None

    def __post_init__(self):
        self._ouvertes: dict[tuple[int, str], Huey] = {}
        self._attentes = threading.BoundedSemaphore(ATTENTES)
        self._verrou = threading.Lock()
        self.courtes = File(lambda: self._locale("courtes"), COURTS, self.veille, self.reveiller)
        here = File(lambda: self._locale("longues"), LONGS, self.veille, self.reveiller)
        self.longues = File(self._distante, LONGS) if self.redis else here
        self.courtes.contexte = self.longues.contexte = lambda: self.atelier

    def faire(self, nom: str, arguments: dict) -> Rendu:
        """Fait faire un travail court et l'attend, un temps borné. 503 aussitôt si trop de demandes attendent déjà, 500 s'il échoue."""
        with self.place():
            try:
                identifiant = self.courtes.soumettre(nom, arguments)
            except Complet:
                raise ServiceUnavailable(retry_after=REVENIR_S) from None
            return self._attendre(identifiant, time.monotonic() + ATTENTES_S.get(nom, ATTENTE_S))

    def _attendre(self, identifiant: str, jusqua: float) -> Rendu:
        try:
            while time.monotonic() < jusqua:
                found = self.courtes.etat(identifiant)
                if found.etat == PRET:
                    made = Rendu(b"".join(self.courtes.morceaux(found.cle) or ()), found.dit)
                    self.courtes.oublier(found.cle)
                    return made
                if found.fini:
                    raise InternalServerError
                time.sleep(GUET_S)
        finally:
            self.courtes.annuler(identifiant)
        raise ServiceUnavailable(retry_after=REVENIR_S)

    def place(self):
        """À tenir (with) pendant un long calcul : ATTENTES fils au plus par processus, les autres servent. 503 aussitôt au-delà."""
        return Place(self._attentes)

    # ------------------------------------------------------------ où sont les files
    def ouvrir(self, fourcher: Callable[[], None]) -> None:
        """Avant que le serveur ne se dédouble : le dossier de tous, et comment faire naître l'atelier."""
        self.dossier, self.fourcher = dossier_temporaire(), fourcher

    def _locale(self, nom: str) -> Huey:
        """Celle de ce processus : une connexion à SQLite ne se partage pas avec un double, ni ne s'y ferme."""
        if (os.getpid(), nom) not in self._ouvertes:
            with self._verrou:
                if not self.dossier.name:
                    self.dossier = dossier_temporaire()
                self._ouvertes.setdefault((os.getpid(), nom), SqliteHuey(nom, filename=str(self.dossier / "file.db"), timeout=10))
        return self._ouvertes[os.getpid(), nom]

    def _distante(self) -> Huey:
        if (0, "redis") not in self._ouvertes:
            self._ouvertes[0, "redis"] = redis_huey(self.redis)
        return self._ouvertes[0, "redis"]

    # ------------------------------------------------------------ qui y travaille
    def veille(self) -> bool:
        """Vrai si l'atelier est là."""
        if self.fourcher is None:
            return self._fil is not None and self._fil.is_alive()
        try:
            with FileLock(self.dossier / "atelier.lock").acquire(blocking=False):
                return False
        except Timeout:
            return True

    def reveiller(self) -> None:
        if self.fourcher is not None:
            self.fourcher()
            return
        with self._verrou:
            if not self.veille():
                self._fil = threading.Thread(target=self.travailler, daemon=True)
                self._fil.start()

    def tenir(self, encore: Callable[[], bool]) -> None:
        """Le programme de l'atelier, dans le processus qui lui est donné. `encore` : faux quand le service n'est plus."""
        try:
            with FileLock(self.dossier / "atelier.lock").acquire(timeout=2):
                self.travailler(encore)
        except Timeout:
            return

    def travailler(self, encore: Callable[[], bool] = lambda: True) -> None:
        """Prend les travaux jusqu'à REPOS_S secondes sans rien."""
        files = [self.courtes] * FILS_COURTS + ([] if self.redis else [self.longues] * FILS_LONGS)
        au_repos(files, encore, REPOS_S)


def au_repos(files: list[File], encore: Callable[[], bool], repos: float) -> None:
    """Fait travailler un fil d'exécution par file donnée, jusqu'à `repos` secondes sans travail ou que `encore` dise non."""
    last, busy = [time.monotonic()], [False] * len(files)

    def awake() -> bool:
        return encore() and (any(busy) or time.monotonic() - last[0] < repos)

    def turn(rank: int, file: File) -> None:
        while awake():
            busy[rank] = True
            worked = file.avancer()
            busy[rank] = False
            if worked:
                rendre()
                last[0] = time.monotonic()
            else:
                time.sleep(TOUR_S)

    threads = [threading.Thread(target=turn, args=one, daemon=True) for one in enumerate(files)]
    for one in threads:
        one.start()
    while awake() and any(one.is_alive() for one in threads):
        time.sleep(0.2)
    if encore():
        for one in threads:
            one.join()


class Place:
    """Une place parmi celles d'un sémaphore, prise aussitôt ou refusée (503)."""

    def __init__(self, places: threading.BoundedSemaphore):
        self._places = places

    def __enter__(self) -> None:
        if not self._places.acquire(blocking=False):
            raise ServiceUnavailable(retry_after=REVENIR_S)

    def __exit__(self, *_raised) -> None:
        self._places.release()


def menager() -> None:
    """Une seule réserve de mémoire pour tous les fils de ce processus : sans cela, glibc en garde une par fil, jamais rendue."""
    try:
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    except (AttributeError, OSError, TypeError):
        return  # une autre bibliothèque C : rien à régler


def rendre() -> None:
    """Rend au système la mémoire qu'un travail vient de finir d'employer."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (AttributeError, OSError, TypeError):
        return


def redis_huey(adresse: str) -> Huey:
    """La file de Redis ; un Redis absent se dit en quelques secondes : une page ne l'attend pas."""
    from huey import RedisHuey
    from redis import ConnectionPool

    return RedisHuey("maillage", connection_pool=ConnectionPool.from_url(adresse, socket_connect_timeout=3, socket_timeout=30))


def dossier_temporaire() -> Path:
    """Un dossier à soi, effacé à l'arrêt du processus qui l'a créé (pas de ses doubles) ; ceux de serveurs tués le sont ici."""
    if os.name == "posix":
        for left in Path(tempfile.gettempdir()).glob(f"{PREFIXE}*"):
            pid = left.name.removeprefix(PREFIXE).partition("-")[0]
            if pid.isdigit() and not Path(f"/proc/{pid}").exists() and left.stat().st_uid == os.getuid():
                shutil.rmtree(left, ignore_errors=True)
    owner = os.getpid()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIXE}{owner}-"))
    atexit.register(lambda: shutil.rmtree(folder, ignore_errors=True) if os.getpid() == owner else None)
    return folder
