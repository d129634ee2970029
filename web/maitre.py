"""Ce que Maillage ajoute à gunicorn : des clients lents qui ne retiennent personne, l'atelier, un jeu neuf sans redémarrer.

N'existe pas sous Windows (`web/serveur.py` y emploie waitress).
"""

from __future__ import annotations

import errno
import gc
import logging
import os
import re
import resource
import select
import selectors
import shutil
import signal
import socket
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import TConn, ThreadWorker

from taches.atelier import Taches, menager
from web import phrases as w
from web.bornes import LARGEST_BODY
from web.contexte import NOM

BACKLOG = 512
# Une demande arrive entière en LECTURE_S ; une connexion qui ne bouge plus pendant SILENCE_S est fermée.
LECTURE_S, SILENCE_S = 20.0, 10.0
LONGEST_HEAD = 32 * 1024
POLITESSE = 10
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,7})[ \t]*\r\n", re.IGNORECASE)
# Ce que laisse l'ancien jeu : le temps que ses processus finissent leurs demandes, puis que son atelier s'arrête.
FIN, FIN_S, OUBLI_S = "fin", 15.0, 60.0


class Prise(socket.socket):
    """La connexion d'un client : jamais d'attente sans fin. Celui qui ne lit ou n'écrit plus est traité comme parti."""

    def setblocking(self, flag: bool) -> None:
        self._debut = time.monotonic()
        self.settimeout(SILENCE_S if flag else 0.0)

    def recv(self, *args) -> bytes:
        if self.gettimeout() and time.monotonic() - self._debut > LECTURE_S:
            raise _parti()
        return self._borne(super().recv, *args)

    def sendall(self, *args) -> None:
        return self._borne(super().sendall, *args)

    def sendfile(self, *args, **options) -> int:
        return self._borne(partial(super().sendfile, **options), *args)

    def _borne(self, faire: Callable, *args):
        try:
            return faire(*args)
        except TimeoutError:
            raise _parti() from None


def _parti() -> ConnectionResetError:
    return ConnectionResetError(errno.ECONNRESET, "client trop lent")


class Worker(ThreadWorker):
    """Le processus à fils de gunicorn. Un fil n'y prend une demande qu'arrivée entière : vingt connexions muettes, ou à demi
    dites, ne coûtent rien. À l'arrêt, il accueille d'abord toutes les connexions arrivées, puis ferme la porte.

    Celui de gunicorn laisse celles qui attendent encore au système, qui les coupe : sous la charge, un tiers des demandes en
    cours. Et la porte restée ouverte pendant qu'il finit en laisse entrer d'autres, coupées aussi, au lieu d'un refus immédiat
    qu'un serveur frontal porte à une autre réplique.
    """

    def init_process(self) -> None:
        menager()
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                return
            raise
        self.nr_conns += 1
        self._attendre(TConn(self.cfg, Prise(fileno=accepted.detach()), address, listener.getsockname()))

    def _attendre(self, conn: TConn) -> None:
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + LECTURE_S
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if not reste(client):
            super().on_pending_socket_readable(conn, client)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        if not reste(client):
            super().on_client_socket_readable(conn, client)
            return
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._attendre(conn)

    def murder_pending(self) -> None:
        # Toutes les connexions prises : celles qui n'ont rien demandé depuis le plus longtemps font place.
        if self.nr_conns >= self.worker_connections:
            for conn in list(self.pending_conns)[: self.worker_connections // 2]:
                conn.timeout = 0.0
        super().murder_pending()

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)
        for conn in self.pending_conns:
            conn.timeout = min(conn.timeout, deadline)

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        for listener in self.sockets:
            waiting = select.poll()
            waiting.register(listener.fileno(), select.POLLIN)
            for _ in range(BACKLOG):
                if not waiting.poll(0):
                    break
                self.accept(listener)
            listener.close()


def reste(client: socket.socket) -> bool:
    """Vrai si la demande n'est pas arrivée entière : la connexion ne se dira lisible qu'avec davantage d'octets."""
    try:
        said = client.recv(LONGEST_HEAD + LARGEST_BODY, socket.MSG_PEEK)
        wanted = attendus(said)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, max(1, wanted))
        return wanted > 0 and client.getsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT) >= wanted
    except BlockingIOError:
        return True
    except OSError:
        return False  # partie : un fil le verra


def attendus(dits: bytes) -> int:
    """Combien d'octets il faut en tout avant de lire une demande qui commence par `dits` ; 0 si elle peut se lire déjà."""
    head, end, _ = dits.partition(b"\r\n\r\n")
    if not end:
        return len(dits) + 1 if dits and len(dits) < LONGEST_HEAD else 0
    told = LENGTH.search(head + b"\r\n")
    if told is None or b"\r\nexpect:" in head.lower() or int(told[1]) > LARGEST_BODY:
        return 0
    total = len(head) + len(end) + int(told[1])
    return total if total > len(dits) else 0


class Arbitre(Arbiter):
    """Le processus maître : il fait naître l'atelier quand un travail l'attend, et relit les données quand un jeu neuf est là."""

    app: Application

    def handle_winch(self) -> None:
        """Un processus qui sert a mis un travail dans la file (SIGWINCH : sans effet là où personne ne l'écoute)."""
        if not _vit(self.app.atelier):
            self.app.atelier = self._fourcher(self.app.taches)

    def _fourcher(self, taches: Taches) -> int:
        parent, pid = os.getpid(), os.fork()
        if pid:
            return pid
        try:
            for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGWINCH):
                signal.signal(one, signal.SIG_IGN)  # Ctrl+C, l'arrêt du service : il finit, puis part avec le maître
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for listener in self.LISTENERS:
                listener.close()
            os.nice(POLITESSE)  # les visiteurs d'abord
            menager()
            taches.tenir(lambda: os.getppid() == parent and not _finie(taches.dossier))
            if os.getppid() != parent:
                shutil.rmtree(taches.dossier, ignore_errors=True)
        finally:
            os._exit(0)

    def murder_workers(self) -> None:
        super().murder_workers()
        if self.app.perimee():
            self.reload()
        self.app.oublier()


class Application(BaseApplication):
    """Ce que gunicorn sert. `relire` rend l'application du jeu qui est sur le disque ; `perimee` : vrai si ce n'est pas le nôtre."""

    def __init__(self, server: Flask, options: dict[str, object], relire: Callable[[], Flask], perimee: Callable[[Flask], bool]):
        self.server, self._options, self._relire, self._perimee = server, options, relire, perimee
        self.atelier, self._anciens = 0, []
        super().__init__()
        self._ouvrir()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)
        self.cfg.set("worker_class", Worker)

    def load(self) -> Flask:
        return self.server

    @property
    def taches(self) -> Taches:
        return self.server.extensions[NOM].taches

    def perimee(self) -> bool:
        return self._perimee(self.server)

    def _ouvrir(self) -> None:
        master = os.getpid()
        self.taches.ouvrir(lambda: os.kill(master, signal.SIGWINCH))
        # Ce qui est déjà en mémoire n'est plus visité par le ramasse-miettes : les pages restent partagées entre processus.
        gc.collect()
        gc.freeze()

    def reload(self) -> None:
        """Relit les données. Refusées, le service garde celles qu'il montre : rien ne s'arrête."""
        super().reload()
        log = logging.getLogger("gunicorn.error")
        try:
            fresh = self._relire()
        except (Exception, SystemExit) as error:  # noqa: BLE001 - quelle que soit la panne, ce qui est en mémoire reste bon à servir
            log.warning(w.PAS_RELU, error)
            return
        self._anciens.append((time.monotonic(), self.taches.dossier))
        (self.taches.dossier / FIN).touch()
        self.server = self.callable = fresh
        self.atelier = 0
        gc.unfreeze()
        self._ouvrir()
        log.warning(w.MONTRE, fresh.extensions[NOM].atlas.hash[:12])

    def oublier(self) -> None:
        """Efface le dossier de travail d'un jeu d'avant, une fois ses processus partis."""
        for one in [one for one in self._anciens if time.monotonic() - one[0] > OUBLI_S]:
            shutil.rmtree(one[1], ignore_errors=True)
            self._anciens.remove(one)

    def run(self) -> None:
        """Sert jusqu'à l'arrêt demandé."""
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        try:
            Arbitre(self).run()
        finally:
            if _vit(self.atelier):
                os.kill(self.atelier, signal.SIGKILL)


def _vit(pid: int) -> bool:
    """Vrai si ce double du maître n'a pas fini."""
    try:
        return pid > 0 and os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def _finie(dossier: Path) -> bool:
    try:
        return time.time() - (dossier / FIN).stat().st_mtime > FIN_S
    except FileNotFoundError:
        return not dossier.is_dir()
