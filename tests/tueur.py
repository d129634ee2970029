"""Exécute la préparation autant de fois qu'elle touche au dossier du jeu, et la tue (SIGKILL) à chacune de ces fois.

`python -m tests.tueur MODELE TRAVAIL ARGUMENTS…` : pour n = 1, 2, 3…, copie le dossier MODELE en TRAVAIL/n, y lance
la commande avec `--out TRAVAIL/n/official`, et tue le processus juste avant sa n-ième opération sur ce dossier
(ouvrir, renommer, effacer, créer, pousser jusqu'au disque). S'arrête quand la commande finit sans être tuée ;
écrit sur sa sortie le nombre de fois où elle l'a été.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from layers.prepare import main as prepare

WATCHED = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def main(model: Path, work: Path, arguments: list[str]) -> int:
    """Rend le nombre de processus tués ; lève AssertionError si le dernier n'a pas réussi."""
    for n in count(1):
        folder = work / str(n)
        shutil.copytree(model, folder)
        pid = os.fork()
        if pid == 0:
            _arm(folder, n)
            os._exit(prepare([*arguments, "--out", str(folder / "official")]))
        status = os.waitpid(pid, 0)[1]
        if not (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL):
            assert os.WEXITSTATUS(status) == 0
            return n - 1
    raise AssertionError


def _arm(folder: Path, n: int) -> None:
    """Ce processus se tue juste avant sa n-ième opération sur `folder`."""
    left = n

    def step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def seen(event: str, arguments: tuple) -> None:
        if event in WATCHED and str(folder) in str(arguments[0]):
            step()

    push = os.fsync

    def pushed(handle: int) -> None:
        step()
        push(handle)

    os.fsync = pushed
    sys.addaudithook(seen)


if __name__ == "__main__":
    sys.stdout = sys.stderr  # ce que dit la préparation ne se mêle pas au compte
    killed = main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
    print(killed, file=sys.__stdout__)
