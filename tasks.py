"""Les tâches, avec Python seul : python tasks.py run | kiosk | test | bench | load | soak | screens | data | lint | fiches | lock | audit.

Chaque tâche installe d'abord ce qui lui manque dans .venv, et rien quand rien n'a changé.
Ce qui suit le nom de la tâche est passé à l'outil : python tasks.py test -k zonage

Les données officielles : python tasks.py data [DOSSIER] [options], où DOSSIER contient les fichiers des éditeurs.
  python tasks.py data /chemin/du/dossier    les vérifie et les met en service
  python tasks.py data --check-only          vérifie sans rien écrire
  python tasks.py data --download            va d'abord chercher les flux FINESS
  python tasks.py data --rollback            remet en service le jeu précédent
Code de sortie : 0 en service, 1 données refusées, 2 demande mal formée.

Les feuilles A4 d'un département : python tasks.py fiches 46 [--out DOSSIER]
"""

from __future__ import annotations

import codecs
import hashlib
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

OLDEST_PYTHON = (3, 11)
if sys.version_info < OLDEST_PYTHON:
    sys.exit("Maillage demande Python 3.11 ou plus récent ; celui-ci est le " + platform.python_version() + ".")

from scripts.borne import PAGE, chromium_command, wait_for  # noqa: E402
from scripts.chromium import VARIABLE, find_chromium  # noqa: E402
from scripts.official import folder_to_prepare, last_preparation, preparation_needed, remember, sources_folder, sources_print  # noqa: E402
from scripts.redis_serveur import ABSENT as NO_REDIS  # noqa: E402
from scripts.redis_serveur import PAQUET, trouver_redis  # noqa: E402
from scripts.verrou import lock_path, pip_arguments, up_to_date  # noqa: E402
from settings import ROOT, Settings, settings_or_exit  # noqa: E402

VENV = ROOT / ".venv"
RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "requirements-dev.txt"
NO_CHROMIUM = (
    "Chromium n'a pas été trouvé. Installez Chromium ou Chrome (sur Debian ou Ubuntu : sudo apt-get install chromium), "
    f"ou donnez son chemin : {VARIABLE}=/chemin/vers/chromium."
)


# Une préparation qui ne touche pas au jeu servi, ou le rend à un autre : elle ne dit rien de ce que valent les sources.
WITHOUT_TRACE = {"--check-only", "--rollback", "--out", "--data", "--catalogue", "--region", "--help", "-h"}
PROGRESS = "Avancement : "  # layers.socle.suivi.DEBUT ; un essai vérifie que c'est le même


class Failure(Exception):
    """Une tâche qui ne peut pas continuer : une phrase en français qui dit quoi faire, et le code de sortie."""

    def __init__(self, sentence: str, code: int = 1):
        super().__init__(sentence)
        self.code = code


def main(arguments: list[str]) -> int:
    """Exécute la tâche nommée par le premier argument et rend son code de sortie (2 : tâche inconnue)."""
    every = (run, kiosk, test, bench, load, soak, screens, data, lint, fiches, lock, audit)
    tasks = {task.__name__: task for task in every}
    if not arguments or arguments[0] not in tasks:
        print("Usage : python tasks.py " + " | ".join(tasks), file=sys.stderr)
        return 2
    try:
        return tasks[arguments[0]](arguments[1:])
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.code
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


def kiosk(extra: list[str]) -> int:
    """La borne : le serveur, et Chromium en plein écran ; sans Chromium, l'adresse à ouvrir. S'arrête avec l'un des deux."""
    settings = settings_or_exit(os.environ)
    python = ensure_environment(RUNTIME)
    prepare(python, settings)
    address = f"http://127.0.0.1:{settings.port}"
    server = subprocess.Popen([str(python), "app.py", *extra], cwd=ROOT, env=child_environment())
    try:
        chromium = find_chromium()
        if chromium is None:
            print(f"Chromium n'a pas été trouvé : ouvrez {address}{PAGE} en plein écran.", flush=True)
            return server.wait()
        if not wait_for(address):
            raise Failure(f"Le serveur {address} ne répond pas : voir ci-dessus.")
        return subprocess.run(chromium_command(chromium, address)).returncode
    finally:
        server.terminate()
        server.wait()


def test(extra: list[str]) -> int:
    """Tous les essais. Sans Chromium, ceux du navigateur sont passés et le disent ; en CI c'est un échec."""
    python = ensure_environment(DEVELOPMENT)
    chromium = ensure_chromium(python)
    if chromium is None:
        if os.environ.get("CI") == "true":
            raise Failure(NO_CHROMIUM)
        print(NO_CHROMIUM, file=sys.stderr)
    ensure_redis()
    return call([str(python), "-m", "pytest", *extra], chromium)


def bench(extra: list[str]) -> int:
    """Le banc : la carte et sa référence, mesurées en alternance."""
    return with_browser(["-m", "tests.bench.run", *extra])


def load(extra: list[str]) -> int:
    """La charge : 1, 10, 50, 100 visiteurs à la fois, contre le service tel qu'il se lance."""
    python = ensure_environment(RUNTIME)
    prepare(python, settings_or_exit(os.environ))
    return call([str(python), "-m", "tests.bench.charge", *extra])


def soak(extra: list[str]) -> int:
    """La borne pendant des heures de visiteurs, l'horloge accélérée : mémoire stable, aucun journal qui se plaint."""
    return with_browser(["-m", "tests.bench.endurance", *extra])


def screens(extra: list[str]) -> int:
    """Les captures d'écran du README."""
    return with_browser(["-m", "scripts.screens", *extra])


def data(extra: list[str]) -> int:
    """Prépare les données officielles, même si rien n'a changé. Le dossier des sources, s'il est dit, vient en premier."""
    settings = settings_or_exit(os.environ)
    given = Path(extra[0]).expanduser().absolute() if extra and not extra[0].startswith("-") else None
    options = extra[1:] if given else extra
    if {"--rollback", "--help", "-h"} & set(options):
        return prepare_from(ensure_environment(RUNTIME), settings, given, options)  # sans dossier : rien n'est lu
    folder = given or folder_to_prepare(settings, last_preparation(settings))
    if folder is None and "--download" in options:
        folder = settings.sources_folders[0]
    if folder is None:
        places = ", ".join(str(place) for place in settings.sources_folders)
        raise Failure(f"Aucun fichier officiel trouvé dans : {places}. Donnez leur dossier : make data FROM=/chemin/du/dossier.", 2)
    return prepare_from(ensure_environment(RUNTIME), settings, folder, options)


def fiches(extra: list[str]) -> int:
    """Les feuilles A4 d'un département (scripts/fiches.py)."""
    python = ensure_environment(RUNTIME)
    prepare(python, settings_or_exit(os.environ))
    return call([str(python), "-m", "scripts.fiches", *extra])


def lint(extra: list[str]) -> int:
    """Relecture du code : règles de ruff, types de pyright."""
    python = ensure_environment(DEVELOPMENT)
    style = call([str(python), "-m", "ruff", "check", *(extra or ["."])])
    # Sans son interpréteur, pyright ne voit pas les bibliothèques de .venv et s'en plaint à chaque import.
    types = call([str(python), "-m", "pyright", "--pythonpath", str(python), *extra])
    return style or types


def lock(extra: list[str]) -> int:
    """Refait requirements.lock et requirements-dev.lock : les mêmes versions, avec leurs empreintes."""
    python = ensure_environment(DEVELOPMENT)
    return call([str(python), "-m", "scripts.verrou", *extra])


def audit(extra: list[str]) -> int:
    """Cherche, pour chaque version employée, les failles publiées. Code 1 : une faille ; 2 : une version n'a pas pu être vérifiée."""
    python = ensure_environment(DEVELOPMENT)
    if not up_to_date(DEVELOPMENT):
        raise Failure("requirements-dev.lock n'est pas à jour : python tasks.py lock, puis recommencez.")
    command = [str(python), "-m", "pip_audit", "--strict", "--disable-pip", "-r", str(lock_path(DEVELOPMENT)), *extra]
    done = subprocess.run(command, cwd=ROOT, env=child_environment(), stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    # pip-audit rend 1 pour une faille comme pour un réseau coupé, et montre alors une trace : seule une faille se compte (« Found 2… »).
    if done.returncode and not re.search(r"^Found \d+ known", done.stderr, re.MULTILINE):
        raise Failure(not_audited(done.stderr), 2)
    print(done.stderr, end="", file=sys.stderr)
    return done.returncode


def not_audited(said: str) -> str:
    """La phrase d'un audit qui n'a pas pu se faire, avec la première erreur que dit pip-audit, ou la fin de sa trace."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line.split(":", 2)[2] for line in lines if line.startswith("ERROR:") and line.count(":") > 1]
    why = (errors or lines[-1:] or ["aucune réponse"])[0][:200]
    return f"L'audit n'a pas pu se faire, rien n'est donc vérifié : {why}. Il faut joindre pypi.org ; vérifiez le réseau, puis recommencez."


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
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pip_arguments(requirements)]
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
    if can_apt_install():
        print("Installation de Chromium…", flush=True)
        apt_install("chromium")
        return find_chromium()
    print("Installation du Chromium de Playwright…", flush=True)
    subprocess.run([str(python), "-m", "playwright", "install", "chromium"])
    asked = "from playwright.sync_api import sync_playwright as p\nwith p() as one: print(one.chromium.executable_path)"
    answer = subprocess.run([str(python), "-c", asked], capture_output=True, text=True).stdout.strip()
    return answer if answer and Path(answer).is_file() else None


def ensure_redis() -> None:
    """Le Redis des essais, installé s'il le faut et si on le peut. Sans lui, les essais de Celery sont passés ; en CI, un échec."""
    if trouver_redis() is None and can_apt_install():
        print("Installation de Redis…", flush=True)
        apt_install(PAQUET)
    if trouver_redis() is None:
        if os.environ.get("CI") == "true":
            raise Failure(NO_REDIS)
        print(NO_REDIS, file=sys.stderr)


def can_apt_install() -> bool:
    """Vrai sur Debian et les siens, avec les droits qu'il faut."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/etc/debian_version").is_file()


def apt_install(package: str) -> None:
    """Installe un paquet du système, sans rien demander."""
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]):
        subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


# ---------------------------------------------------------------- données officielles


def prepare(python: Path, settings: Settings) -> None:
    """Prépare les fichiers officiels trouvés, si besoin. Un refus s'écrit, et la suite continue avec le jeu en service."""
    last = last_preparation(settings)
    folder = folder_to_prepare(settings, last)
    if settings.data_mode == "demonstration" or folder is None:
        return
    if preparation_needed(settings, last, sources_print(folder, settings.region)):
        prepare_from(python, settings, folder, [])
    elif last.get("refus"):
        print(last["refus"], file=sys.stderr, flush=True)


def prepare_from(python: Path, settings: Settings, folder: Path | None, extra: list[str]) -> int:
    """Lance la préparation de `folder` (None : sans dossier), garde la trace de ce qu'elle a dit, rend son code de sortie.

    La trace n'est gardée que d'une préparation de ce que `run` sert, mise en service ou refusée : ni vérification seule, ni
    retour au jeu précédent, ni demande mal formée, ni refus d'un autre dossier que celui de `run`.
    """
    if folder is not None:
        print(f"Préparation des données officielles de {folder}…", flush=True)
    progress = ["--progress", "terminal"] if sys.stderr.isatty() else []
    command = [str(python), "-m", "layers.prepare", *([str(folder)] if folder else []), "--region", settings.region, *progress, *extra]
    code, said = relay(command)
    if folder is None or {one.partition("=")[0] for one in extra} & WITHOUT_TRACE:
        return code
    usual = folder_to_prepare(settings, last_preparation(settings)) in (None, folder)
    if code == 0 or (code == 1 and usual):
        chosen = None if folder == sources_folder(settings) else folder
        remember(settings, sources_print(folder, settings.region), without_progress(said) if code else "", chosen)
    return code


def relay(command: list[str]) -> tuple[int, str]:
    """Exécute `command` en montrant sa sortie d'erreur au fur et à mesure ; rend son code et ce qu'elle y a écrit."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    said = []
    with subprocess.Popen(command, cwd=ROOT, env=child_environment(), stderr=subprocess.PIPE) as child:
        assert child.stderr is not None
        while chunk := child.stderr.read1(4096):  # type: ignore[attr-defined]  # un BufferedReader, par défaut
            said.append(decoder.decode(chunk))
            print(said[-1], end="", file=sys.stderr, flush=True)
    return child.returncode, "".join(said)


def without_progress(said: str) -> str:
    """Ce qui a été dit, sans les lignes d'avancement, réécrites ou non."""
    lines = said.replace("\r", "\n").split("\n")
    return "\n".join(line for line in lines if line.strip() and not line.startswith(PROGRESS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
