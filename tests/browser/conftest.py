"""Les essais du navigateur : un serveur par jeu de données, un Chromium, une visite neuve par essai."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from layers.atlas import Atlas, load_atlas
from scripts.chromium import ARGUMENTS, VARIABLE, find_chromium, launch
from tests.browser.visit import Visit

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
START_S = 300
DESKTOP = {"width": 1100, "height": 700}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def playwright():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium() -> str:
    """Le chemin de Chromium ; sans lui, échec en intégration continue, essai passé ailleurs."""
    found = find_chromium()
    if found:
        return found
    reason = f"Chromium n'a pas été trouvé : installez-le, ou donnez son chemin dans {VARIABLE}."
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: str, playwright) -> Iterator[Browser]:
    opened = launch(playwright)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def browser_without_webgl(chromium: str, playwright) -> Iterator[Browser]:
    """Un Chromium qui ne sait pas dessiner la carte."""
    arguments = [argument for argument in ARGUMENTS if "swiftshader" not in argument and "angle" not in argument]
    opened = playwright.chromium.launch(executable_path=chromium, args=[*arguments, "--disable-gpu", "--disable-3d-apis"])
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def demonstration(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """L'adresse d'un serveur du jeu de démonstration, lancé comme au README."""
    yield from _served(["-c", "from app import main; main()"], "demonstration", tmp_path_factory.mktemp("serveur") / "demonstration.log")


@pytest.fixture(scope="session")
def atlas() -> Atlas:
    """L'oracle : le même jeu de démonstration, lu ici."""
    return load_atlas(ROOT / "data", "demonstration")


@pytest.fixture(scope="session")
def official_atlas(prepared: Path) -> Atlas:
    return load_atlas(ROOT / "data", "official", official=prepared)


@pytest.fixture(scope="session")
def official(chromium: str, prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """L'adresse d'un serveur du jeu officiel."""
    log = tmp_path_factory.mktemp("serveur") / "official.log"
    yield from _served(["-m", "tests.browser.official_server", str(prepared)], "official", log)


@pytest.fixture
def visits(browser: Browser) -> Iterator[list[Visit]]:
    """Les visites d'un essai ; chacune est relue à la fin : rien ne sort de la machine, la console est propre."""
    opened: list[Visit] = []
    yield opened
    for visit in opened:
        visit.close()
    for visit in opened:
        visit.assert_clean()


@pytest.fixture
def open_visit(visits: list[Visit], browser: Browser):
    """Ouvre une visite neuve : open_visit(adresse, "?theme=pastel", viewport=…)."""

    def opener(address: str, query: str = "", *, ready: bool = True, **options) -> Visit:
        visit = Visit(options.pop("browser", browser), address, viewport=options.pop("viewport", DESKTOP), **options)
        visits.append(visit)
        visit.go(query, ready=ready)
        return visit

    return opener


def _served(command: list[str], mode: str, log: Path) -> Iterator[str]:
    environment = {**os.environ, "PORT": "0", "HOST": "127.0.0.1", "MAILLAGE_DATA": mode, "PYTHONUTF8": "1"}
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield _announced(process, log)
    finally:
        process.terminate()
        process.wait(20)


def _announced(process: subprocess.Popen, log: Path) -> str:
    """L'adresse que le serveur écrit quand il est prêt."""
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        found = ADDRESS.search(log.read_text(encoding="utf-8"))
        if found:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"le serveur n'est pas parti : {log.read_text(encoding='utf-8')}")
