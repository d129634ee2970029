"""Les tâches, avec Python seul : `python tasks.py` les liste, `python tasks.py TÂCHE --help` en dit une, sans rien lancer.

Chaque tâche installe d'abord ce qui lui manque dans .venv, et rien quand rien n'a changé.
Ce qui suit le nom de la tâche est passé à l'outil : python tasks.py test -k zonage
"""

from __future__ import annotations

import codecs
import hashlib
import inspect
import os
import platform
import random
import re
import subprocess
import sys
from collections.abc import Callable
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


# Sur tous les cœurs, un fichier d'essais d'un seul tenant, les moins chers d'abord.
PARALLELE = ["-n", "logical", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
QUOI_FAIRE = {
    "règles du code": "Chaque ligne dit le fichier et la règle ; beaucoup se corrigent seules : .venv/bin/ruff check --fix .",
    "forme du code": "Remettez en forme : .venv/bin/ruff format .",
    "types": "Chaque ligne dit le fichier et ce qui est attendu. Les erreurs admises (.basedpyright/baseline.json) ne font que diminuer.",
    "JavaScript et CSS": "Chaque ligne dit le fichier et la règle ; beaucoup se corrigent seules : .venv/bin/biome lint --write",
    "essais rapides": "Le premier échec est plus haut ; pour lui seul : python tasks.py test CHEMIN::NOM",
}


# Une préparation qui ne touche pas au jeu servi, ou le rend à un autre : elle ne dit rien de ce que valent les sources.
WITHOUT_TRACE = {"--check-only", "--rollback", "--out", "--data", "--catalogue", "--region"}
PROGRESS = "Avancement : "  # layers.socle.suivi.DEBUT ; un essai vérifie que c'est le même


class Failure(Exception):
    """Une tâche qui ne peut pas continuer : une phrase en français qui dit quoi faire, et le code de sortie."""

    def __init__(self, sentence: str, code: int = 1):
        super().__init__(sentence)
        self.code = code


def main(arguments: list[str]) -> int:
    """Exécute la tâche nommée par le premier argument et rend son code de sortie (2 : tâche inconnue)."""
    every = (run, kiosk, data, fiches, check, test, test_long, hasard, lignes, lint, bench, load, soak, screens, lock, audit)
    tasks = {task.__name__.replace("_", "-"): task for task in every}
    name, *extra = arguments or ["help"]
    if name in ("-h", "--help", "help", "aide"):
        print(aide(tasks))
        return 0
    if name not in tasks:
        print(f"Il n'y a pas de tâche « {name} ».\n\n{aide(tasks)}", file=sys.stderr)
        return 2
    if {"-h", "--help"} & set(extra):
        print(f"python tasks.py {name} [options]    (ou : make {name})\n\n{inspect.getdoc(tasks[name])}")
        return 0
    try:
        return tasks[name](extra)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.code
    except KeyboardInterrupt:
        return 130


def aide(tasks: dict[str, Callable]) -> str:
    """La liste des tâches, une par ligne, avec la première phrase de chacune."""
    lines = [f"  {name:<11} {(task.__doc__ or '').splitlines()[0]}" for name, task in tasks.items()]
    return "\n".join(
        ["python tasks.py TÂCHE [options]    (ou : make TÂCHE)", "", *lines, "", "Le détail d'une tâche : python tasks.py TÂCHE --help"]
    )


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


def check(extra: list[str]) -> int:
    """À lancer avant chaque commit : style, types, JavaScript et CSS, essais rapides (unit, contract). Rien d'autre à installer."""
    python = ensure_environment(DEVELOPMENT)
    quick = [str(python), "-m", "pytest", *PARALLELE, "-m", "not lent and not long", "tests/unit", "tests/contract", *extra]
    return relecture(python) | etape("essais rapides", quick)


def test(extra: list[str]) -> int:
    """Tous les essais, les moins chers d'abord, le navigateur en dernier.

    Sans option, sur tous les cœurs. Avec : python tasks.py test -k zonage, ou python tasks.py test tests/unit/views
    Sans Chromium, les essais du navigateur sont passés et le disent ; en CI c'est un échec.
    """
    return pytest_avec_tout(["-m", "not long", *(extra or PARALLELE)])


def test_long(extra: list[str]) -> int:
    """Ce qui est trop long pour tous les jours : balayages entiers, charge, une heure de borne en accéléré."""
    found = pytest_avec_tout(["-m", "long", *PARALLELE, *extra])
    return found or load(["--duree", "5"]) or soak(["--heures", "1"])


def hasard(extra: list[str]) -> int:
    """Cherche au hasard ce que les essais, toujours les mêmes, ne voient pas : Hypothesis libre, tirages d'une autre graine.

    Ce qui échoue dit comment le refaire : @reproduce_failure pour Hypothesis, MAILLAGE_GRAINE pour les tirages.
    """
    graine = os.environ.setdefault("MAILLAGE_GRAINE", str(random.randrange(10**6)))
    print(f"MAILLAGE_GRAINE={graine}", flush=True)
    os.environ["MAILLAGE_HYPOTHESIS"] = "hasard"
    python = ensure_environment(DEVELOPMENT)
    return call(
        [str(python), "-m", "pytest", *PARALLELE, "-m", "hypothesis or tirage", "tests/unit", "tests/contract", "tests/callbacks", *extra]
    )


def lignes(extra: list[str]) -> int:
    """Les lignes que les essais sans navigateur parcourent, paquet par paquet (build/lignes.json)."""
    python = ensure_environment(DEVELOPMENT)
    measured = [f"--cov={one}" for one in ("layers", "views", "callbacks", "web", "taches", "scripts")]
    report = ROOT / "build" / "lignes.json"
    command = [str(python), "-m", "pytest", *PARALLELE, "-m", "not long", "-q", *measured, f"--cov-report=json:{report}"]
    code = call([*command, "tests/unit", "tests/contract", "tests/callbacks", *extra])
    return code or call([str(python), "-m", "scripts.lignes_parcourues", str(report)])


def pytest_avec_tout(arguments: list[str]) -> int:
    """pytest, avec le navigateur et ce dont les essais ont besoin, installés s'il le faut."""
    python = ensure_environment(DEVELOPMENT)
    chromium = ensure_chromium(python)
    if chromium is None:
        if os.environ.get("CI") == "true":
            raise Failure(NO_CHROMIUM)
        print(NO_CHROMIUM, file=sys.stderr)
    ensure_redis()
    return call([str(python), "-m", "pytest", *arguments], chromium)


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
    """Prépare les données officielles, même si rien n'a changé : python tasks.py data [DOSSIER] [options]

    DOSSIER contient les fichiers des éditeurs.
      python tasks.py data /chemin/du/dossier    les vérifie et les met en service    (make data FROM=/chemin/du/dossier)
      python tasks.py data --check-only          vérifie sans rien écrire             (make data ARGS=--check-only)
      python tasks.py data --download            va d'abord chercher ce qui a une adresse stable
      python tasks.py data --rollback            remet en service le jeu précédent
    Code de sortie : 0 en service, 1 données refusées, 2 demande mal formée (make rend 2 dès que ce n'est pas 0).
    """
    settings = settings_or_exit(os.environ)
    given = Path(extra[0]).expanduser().absolute() if extra and not extra[0].startswith("-") else None
    options = extra[1:] if given else extra
    if "--rollback" in options:
        return prepare_from(ensure_environment(RUNTIME), settings, given, options)  # sans dossier : rien n'est lu
    folder = given or folder_to_prepare(settings, last_preparation(settings))
    if folder is None and "--download" in options:
        folder = settings.sources_folders[0]
    if folder is None:
        places = ", ".join(str(place) for place in settings.sources_folders)
        raise Failure(f"Aucun fichier officiel trouvé dans : {places}. Donnez leur dossier : make data FROM=/chemin/du/dossier.", 2)
    return prepare_from(ensure_environment(RUNTIME), settings, folder, options)


def fiches(extra: list[str]) -> int:
    """Les feuilles A4 d'un département, dans build/fiches/46 : python tasks.py fiches 46 [--out DOSSIER]

    make fiches DEPARTEMENT=46
    """
    python = ensure_environment(RUNTIME)
    prepare(python, settings_or_exit(os.environ))
    return call([str(python), "-m", "scripts.fiches", *extra])


def lint(extra: list[str]) -> int:
    """Relecture du code : règles et forme (ruff), types (basedpyright), JavaScript et CSS (biome). Dit quoi faire de chaque refus."""
    return relecture(ensure_environment(DEVELOPMENT))


def relecture(python: Path) -> int:
    """Les quatre relectures, toutes faites même si l'une refuse ; 1 si l'une refuse."""
    # Sans son interpréteur, basedpyright ne voit pas les bibliothèques de .venv et s'en plaint à chaque import.
    steps = {
        "règles du code": [str(python), "-m", "ruff", "check", "."],
        "forme du code": [str(python), "-m", "ruff", "format", "--check", "."],
        "types": [str(python), "-m", "basedpyright", "--pythonpath", str(python), "--baselinemode=discard"],
        "JavaScript et CSS": [str(python.with_name("biome")), "lint", "--error-on-warnings"],
    }
    return max([etape(name, command) for name, command in steps.items()])


def etape(name: str, command: list[str]) -> int:
    """Une étape ; son échec dit quoi faire."""
    code = call(command)
    if code:
        print(f"\nRefusé : {name}. {QUOI_FAIRE[name]}\n", file=sys.stderr, flush=True)
    return int(code != 0)


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
    if preparation_needed(settings, last, sources_print(folder, settings.region, avec=settings.avec(folder))):
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
    folders = (folder, *settings.avec(folder)) if folder else ()
    progress = ["--progress", "terminal"] if sys.stderr.isatty() else []
    command = [str(python), "-m", "layers.prepare", *map(str, folders), "--region", settings.region, *progress, *extra]
    code, said = relay(command)
    if folder is None or {one.partition("=")[0] for one in extra} & WITHOUT_TRACE:
        return code
    usual = folder_to_prepare(settings, last_preparation(settings)) in (None, folder)
    if code == 0 or (code == 1 and usual):
        chosen = None if folder == sources_folder(settings) else folder
        remember(
            settings, sources_print(folder, settings.region, avec=settings.avec(folder)), without_progress(said) if code else "", chosen
        )
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
