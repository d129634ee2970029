"""Sous gunicorn : des clients lents, l'atelier qui naît et qui part, un jeu neuf montré sans redémarrer, l'arrêt."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from settings import ROOT
from web.bornes import LARGEST_BODY
from web.maitre import LECTURE_S, attendus
from web.serveur import GRACEFUL_S

pytestmark = pytest.mark.skipif(os.name != "posix", reason="gunicorn n'existe pas sous Windows")
PATIENCE_S = 60
REQUEST = b"GET %s HTTP/1.1\r\nHost: essai\r\nConnection: close\r\n\r\n"


@contextmanager
def servi(folder: Path, processus: int = 1) -> Iterator[tuple[psutil.Process, tuple[str, int]]]:
    """(le processus maître, son adresse) d'un petit service (tests/petit_maitre.py)."""
    (folder / "jeu").write_text("a" * 64)
    command = [sys.executable, "-m", "tests.petit_maitre", str(folder), str(processus)]
    environment = {**os.environ, "TMPDIR": str(folder)}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", env=environment) as master:
        try:
            assert master.stdout is not None
            yield psutil.Process(master.pid), ("127.0.0.1", int(master.stdout.readline()))
        finally:
            if master.poll() is None:
                master.terminate()
            assert master.wait(timeout=GRACEFUL_S + 10) == 0


def asked(address: tuple[str, int], path: bytes = b"/", timeout: float = 30) -> bytes:
    connection = socket.create_connection(address, timeout=timeout)
    connection.sendall(REQUEST % path)
    return received(connection)


def received(connection: socket.socket) -> bytes:
    """Tout ce qui vient jusqu'à la fin ; « » si la connexion est coupée."""
    with connection:
        try:
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionError:
            return b""


def jusqua(bon, patience: float = PATIENCE_S):
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if found := bon():
            return found
        time.sleep(0.05)
    raise AssertionError("attendu en vain")


def enfants(master: psutil.Process) -> set[int]:
    return {one.pid for one in master.children() if one.status() != psutil.STATUS_ZOMBIE}


# ---------------------------------------------------------------- les clients lents
HEAD = b"POST /dit HTTP/1.1\r\nHost: essai\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
LENTS = {
    "muettes": b"",
    "en-tête inachevé": b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
    "corps inachevé": HEAD % 100_000 + b"x" * 500,
}


@pytest.mark.parametrize("dit", LENTS.values(), ids=LENTS.keys())
def test_idle_and_slow_clients_take_no_thread(tmp_path, dit):
    with servi(tmp_path) as (_, address), ExitStack() as held:
        assert asked(address).startswith(b"HTTP/1.1 200")
        for _ in range(60):
            held.enter_context(one := socket.create_connection(address, timeout=30)).sendall(dit)
        for _ in range(3):
            # Servie pendant que les autres tiennent : avant LECTURE_S, où elles seraient fermées.
            assert asked(address, timeout=LECTURE_S / 2).startswith(b"HTTP/1.1 200")
        # Celle qui finit enfin sa demande est servie comme les autres.
        if dit.startswith(b"POST"):
            one.sendall(b"x" * 99_500)
            assert received(one).endswith(b"100000")


def test_a_request_in_small_pieces_is_read_whole(tmp_path):
    body = b"y" * 2000
    with servi(tmp_path) as (_, address), socket.create_connection(address, timeout=30) as one:
        for piece in (sent := HEAD % len(body) + body, sent):
            for start in range(0, len(piece), 300):
                one.sendall(piece[start : start + 300].replace(b"Connection: close\r\n", b""))
                time.sleep(0.01)
            said = b""
            while not said.endswith(b"2000"):
                said += one.recv(65536)


@pytest.mark.parametrize(
    ("dits", "attendu"),
    [
        (b"", 0),
        (b"GET / HT", 9),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", 0),
        (HEAD % 5 + b"123", len(HEAD % 5) + 5),
        (HEAD % 5 + b"12345", 0),
        (b"x" * 40_000, 0),
        (b"POST / HTTP/1.1\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", 0),
        (HEAD % (LARGEST_BODY + 1), 0),
    ],
)
def test_what_is_still_to_come_is_counted(dits, attendu):
    assert attendus(dits) == attendu


# ---------------------------------------------------------------- l'atelier
def test_the_paper_is_made_by_one_process_that_leaves(tmp_path):
    with servi(tmp_path, 2) as (master, address):
        before = jusqua(lambda: found if len(found := enfants(master)) == 2 else None)
        answers = [asked(address, b"/papier") for _ in range(3)]
        assert all(one.startswith(b"HTTP/1.1 200") and b"papier" in one for one in answers)
        atelier = enfants(master) - before
        assert len(atelier) == 1 and answers[0].endswith(str(*atelier).encode())
        jusqua(lambda: enfants(master) == before)
        # Tué au milieu de son travail, il renaît à la demande suivante.
        assert asked(address, b"/papier").startswith(b"HTTP/1.1 200")
        (again,) = enfants(master) - before
        os.kill(again, signal.SIGKILL)
        assert asked(address, b"/papier").startswith(b"HTTP/1.1 200")


def test_the_killed_master_leaves_neither_atelier_nor_folder(tmp_path):
    with pytest.raises(AssertionError), servi(tmp_path) as (master, address):
        assert asked(address, b"/papier").startswith(b"HTTP/1.1 200") and list(tmp_path.glob("maillage-atelier-*"))
        children = master.children()
        master.kill()
        assert not psutil.wait_procs(children, timeout=PATIENCE_S)[1]
        jusqua(lambda: not list(tmp_path.glob("maillage-atelier-*")))


# ---------------------------------------------------------------- un jeu neuf
def test_a_new_set_is_shown_without_a_dropped_request(tmp_path):
    with servi(tmp_path, 2) as (master, address):
        assert asked(address).endswith(b"a" * 64)
        before, seen, until = enfants(master), [], time.monotonic() + PATIENCE_S
        (tmp_path / "jeu").write_text("b" * 64)
        while time.monotonic() < until and not (len(seen) > 40 and all(one.endswith(b"b") for one in seen[-40:])):
            seen.append(asked(address))
        assert {one[:12] for one in seen} == {b"HTTP/1.1 200"} and seen[-1].endswith(b"b" * 64)
        jusqua(lambda: not before & enfants(master))
        assert asked(address, b"/papier").startswith(b"HTTP/1.1 200")
        # Un jeu qui ne se relit pas : le service garde celui qu'il montre.
        (tmp_path / "jeu").write_text("refusé")
        time.sleep(2.5)
        assert asked(address).endswith(b"b" * 64)


# ---------------------------------------------------------------- l'arrêt
@pytest.mark.lent
def test_at_the_stop_every_connection_already_there_is_answered(tmp_path):
    with servi(tmp_path) as (master, address):
        assert asked(address).startswith(b"HTTP/1.1 200")
        worker = master.children()[0]
        # Suspendu, le processus n'accueille plus : les demandes attendent au système, comme sous la charge.
        worker.suspend()
        waiting = [socket.create_connection(address, timeout=30) for _ in range(20)]
        for one in waiting:
            one.sendall(REQUEST % b"/")
        master.terminate()
        worker.resume()
        assert [received(one)[:12] for one in waiting] == [b"HTTP/1.1 200"] * 20
        jusqua(lambda: master.status() == psutil.STATUS_ZOMBIE)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address, timeout=2)
