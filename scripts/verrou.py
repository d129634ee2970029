"""Le verrou des dépendances : requirements.txt et ses empreintes, pour tous les systèmes, dans requirements.lock.

Le fichier .txt se lit et se change ; le .lock se refait d'une commande (`make lock`). Sa première ligne dit de quel .txt il
vient : un .lock en retard n'est pas employé, et un essai le dit.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = "3.11"
HEADER = "# Refait par `make lock` d'après le contenu "


def lock_path(requirements: Path) -> Path:
    """requirements-dev.txt -> requirements-dev.lock"""
    return requirements.with_suffix(".lock")


def content_print(requirements: Path) -> str:
    """Empreinte de `requirements` et des fichiers qu'il inclut (-r)."""
    total = hashlib.sha256()
    for line in requirements.read_text(encoding="utf-8").splitlines():
        total.update(line.strip().encode() + b"\n")
        if line.startswith("-r "):
            total.update(content_print(requirements.parent / line[3:].strip()).encode())
    return total.hexdigest()


def up_to_date(requirements: Path) -> bool:
    """Vrai si le verrou existe et vient bien de ce fichier."""
    lock = lock_path(requirements)
    return lock.is_file() and lock.read_text(encoding="utf-8").partition("\n")[0] == HEADER + content_print(requirements)


def pip_arguments(requirements: Path) -> list[str]:
    """Ce que pip doit installer : le verrou, empreintes exigées ; à défaut d'un verrou à jour, les versions exactes."""
    return ["--require-hashes", "-r", str(lock_path(requirements))] if up_to_date(requirements) else ["-r", str(requirements)]


def write_lock(python: Path, requirements: Path) -> int:
    """Refait le verrou de `requirements` avec uv ; rend son code de sortie."""
    lock = lock_path(requirements)
    options = ["--universal", "--generate-hashes", "--python-version", OLDEST_PYTHON, "--no-header", "--no-annotate", "--quiet"]
    command = [str(python), "-m", "uv", "pip", "compile", *options, str(requirements), "-o", str(lock)]
    done = subprocess.run(command, stdout=subprocess.DEVNULL)
    if done.returncode == 0:
        told = lock.read_text(encoding="utf-8")
        lock.write_text(f"{HEADER}{content_print(requirements)}\n{told}", encoding="utf-8", newline="\n")
    return done.returncode


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent
    every = ("requirements.txt", "requirements-dev.txt")
    sys.exit(max(write_lock(Path(sys.executable), root / name) for name in every))
