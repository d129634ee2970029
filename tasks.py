"""Les tâches du projet, avec Python seul : python tasks.py run | test | bench | screens | data | lint.

Chaque tâche installe d'abord ce qui lui manque dans .venv, et rien quand rien n'a changé.
Ce qui suit le nom de la tâche est passé à l'outil : python tasks.py test -k zonage
"""
from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:
    sys.exit("Maillage demande Python 3.11 ou plus récent ; celui-ci est le " + platform.python_version() + ".")

from scripts.chromium import VARIABLE, find_chromium  # noqa: E402
from scripts.official import last_preparation, preparation_needed, remember, sources_folder, sources_print  # noqa: E402
from settings import ROOT, Settings, settings_or_exit  # noqa: E402

VENV = ROOT / ".venv"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
NO_CHROMIUM = (
    "Chromium n'a pas été trouvé. Installez Chromium ou Chrome (sur Debian ou Ubuntu : sudo apt-get install chromium), "
    f"ou donnez son chemin : {VARIABLE}=/chemin/vers/chromium."
)


class Failure(Exception):
    """Une tâche qui ne peut pas continuer : une phrase en français qui dit quoi faire."""


def main(arguments: list[str]) -> int:
    """Exécute la tâche nommée par le premier argument et rend son code de sortie (2 : tâche inconnue)."""
    tasks = {"run": run, "test": test, "bench": bench, "screens": screens, "data": data, "lint": lint}
    if not arguments or arguments[0] not in tasks:
        print("Usage : python tasks.py " + " | ".join(tasks), file=sys.stderr)
        return 2
    try:
        return tasks[arguments[0]](arguments[1:])
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(extra: list[str]) -> int:
    """Installe, prépare les données officielles quand il y en a, sert la page."""
    settings = settings_or_exit(os.environ)
    python = ensure_environment(RUNTIME)
    prepare(python, settings)
    command = [str(python), "app.py", *extra]
    if os.name == "posix":
        # Le serveur prend la place de cette commande : Ctrl+C et les signaux lui arrivent directement.
        os.chdir(ROOT)
        os.execve(command[0], command, child_environment())
    return call(command)


def test(extra: list[str]) -> int:
    """Tous les essais. Sans Chromium, ceux du navigateur sont passés et le disent ; en CI c'est un échec."""
    python = ensure_environment(DEVELOPMENT)
    chromium = ensure_chromium(python)
    if chromium is None:
        if os.environ.get("CI") == "true":
            raise Failure(NO_CHROMIUM)
        print(NO_CHROMIUM, file=sys.stderr)
    return call([str(python), "-m", "pytest", *extra], chromium)


def bench(extra: list[str]) -> int:
    """Le banc : la carte et sa référence, mesurées en alternance."""
    return with_browser(["-m", "tests.bench.run", *extra])


def screens(extra: list[str]) -> int:
    """Les captures d'écran du README."""
    return with_browser(["-m", "scripts.screens", *extra])


def data(extra: list[str]) -> int:
    """Prépare les données officielles, même si rien n'a changé."""
    settings = settings_or_exit(os.environ)
    python = ensure_environment(RUNTIME)
    folder = sources_folder(settings)
    if folder is None:
        places = ", ".join(str(place) for place in settings.sources_folders)
        raise Failure(f"Aucun fichier officiel trouvé dans : {places}. Donnez leur dossier : MAILLAGE_SOURCES=/chemin/du/dossier.")
    return prepare_from(python, settings, folder, extra)


def lint(extra: list[str]) -> int:
    """Relecture du code : règles de ruff, types de pyright."""
    python = ensure_environment(DEVELOPMENT)
    style = call([str(python), "-m", "ruff", "check", *(extra or ["."])])
    types = call([str(python), "-m", "pyright", *extra])
    return style or types


def with_browser(arguments: list[str]) -> int:
    """Exécute Python avec `arguments` dans l'environnement de développement, Chromium trouvé ou installé."""
    python = ensure_environment(DEVELOPMENT)
    chromium = ensure_chromium(python)
    if chromium is None:
        raise Failure(NO_CHROMIUM)
    prepare(python, settings_or_exit(os.environ))
    return call([str(python), *arguments], chromium)


# ---------------------------------------------------------------- environnement


def environment_python(venv: Path = VENV) -> Path:
    """Le Python de l'environnement `venv`, qu'il existe ou non."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def requirements_print(requirements: Path, version: str) -> str:
    """Empreinte de `requirements`, des fichiers qu'il inclut (-r) et de la version de Python."""
    total = hashlib.sha256(version.encode())
    for line in requirements.read_text(encoding="utf-8").splitlines():
        total.update(line.strip().encode() + b"\n")
        if line.startswith("-r "):
            total.update(requirements_print(requirements.parent / line[3:].strip(), version).encode())
    return total.hexdigest()


def ensure_environment(requirements: Path) -> Path:
    """Le Python d'un environnement où `requirements` est installé. Rien à faire si son empreinte n'a pas changé."""
    python = environment_python()
    if not python.is_file():
        print("Création de l'environnement .venv…", flush=True)
        created = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
        if created.returncode:
            raise Failure("L'environnement .venv n'a pas pu être créé. Sur Debian ou Ubuntu : sudo apt-get install python3-venv.")
    version = platform.python_version()
    stamp = VENV / f"{requirements.stem}.empreinte"
    wanted = requirements_print(requirements, version)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    print(f"Installation de {requirements.name} (une à trois minutes la première fois)…", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    if subprocess.run(pip, cwd=ROOT).returncode:
        raise Failure(f"L'installation de {requirements.name} a échoué (voir ci-dessus). Vérifiez le réseau, puis recommencez.")
    stamp.write_text(wanted, encoding="utf-8")
    if requirements == DEVELOPMENT:
        # Il inclut requirements.txt : `run` n'aura rien à installer.
        (VENV / f"{RUNTIME.stem}.empreinte").write_text(requirements_print(RUNTIME, version), encoding="utf-8")
    return python


def child_environment(chromium: str | None = None) -> dict[str, str]:
    """L'environnement d'une commande lancée d'ici : UTF-8 partout, et le Chromium trouvé."""
    extra = {VARIABLE: chromium} if chromium else {}
    return {**os.environ, "PYTHONUTF8": "1", **extra}


def call(command: list[str], chromium: str | None = None) -> int:
    """Exécute `command` à la racine du projet et rend son code de sortie."""
    return subprocess.run(command, cwd=ROOT, env=child_environment(chromium)).returncode


def ensure_chromium(python: Path) -> str | None:
    """Le chemin d'un Chromium, installé s'il le faut et si on le peut ; None sinon."""
    found = find_chromium()
    if found or os.environ.get(VARIABLE):
        return found
    if hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/etc/debian_version").is_file():
        print("Installation de Chromium…", flush=True)
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)
        return find_chromium()
    print("Installation du Chromium de Playwright…", flush=True)
    subprocess.run([str(python), "-m", "playwright", "install", "chromium"])
    asked = "from playwright.sync_api import sync_playwright as p\nwith p() as one: print(one.chromium.executable_path)"
    answer = subprocess.run([str(python), "-c", asked], capture_output=True, text=True).stdout.strip()
    return answer if answer and Path(answer).is_file() else None


# ---------------------------------------------------------------- données officielles


def prepare(python: Path, settings: Settings) -> None:
    """Prépare les fichiers officiels trouvés, si besoin. Un refus s'écrit, et la suite continue avec le jeu en service."""
    folder = sources_folder(settings)
    if settings.data_mode == "demonstration" or folder is None:
        return
    last = last_preparation(settings)
    if preparation_needed(settings, last, sources_print(folder, settings.region)):
        prepare_from(python, settings, folder, [])
    elif last.get("refus"):
        print(last["refus"], file=sys.stderr, flush=True)


def prepare_from(python: Path, settings: Settings, folder: Path, extra: list[str]) -> int:
    """Lance la préparation de `folder`, garde la trace de ce qu'elle a dit, rend son code de sortie."""
    print(f"Préparation des données officielles de {folder}…", flush=True)
    command = [str(python), "-m", "layers.prepare", str(folder), "--region", settings.region, *extra]
    done = subprocess.run(command, cwd=ROOT, env=child_environment(), stderr=subprocess.PIPE, encoding="utf-8")
    print(done.stderr, end="", file=sys.stderr, flush=True)
    remember(settings, sources_print(folder, settings.region), done.stderr.strip() if done.returncode else "")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
