"""Ce que tous les essais partagent : où sont les fichiers officiels, et la racine du dépôt."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from layers.atlas import Atlas, load_atlas
from layers.prepare import main as prepare
from layers.registre.catalogue import Catalogue, read_catalogue
from tests.petit_atlas import petit_atlas, petite_demonstration
from tests.petit_pays import ANCIENNES, COMMUNES, REGIONS, Country, apl, cartosante, historique

ROOT = Path(__file__).resolve().parent.parent
# Ce qui échoue le plus tôt d'abord ; le navigateur en dernier.
ORDRE = ("unit", "callbacks", "contract", "browser")

# Les mêmes exemples à chaque fois, sans montre : un essai ne dépend ni de la chance ni de la machine. Le hasard a sa commande
# (python tasks.py hasard), qui imprime de quoi refaire ce qu'elle trouve.
settings.register_profile("maillage", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("hasard", settings.get_profile("maillage"), derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("MAILLAGE_HYPOTHESIS", "maillage"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Range les essais, les moins chers d'abord."""
    items.sort(key=lambda item: ORDRE.index(_famille(item)))
    for item in items:
        if _famille(item) == "browser":
            item.add_marker("browser")


def _famille(item: pytest.Item) -> str:
    return Path(item.path).relative_to(ROOT / "tests").parts[0]


def une_fois(tmp_path_factory: pytest.TempPathFactory, nom: str, faire: Callable[[Path], None]) -> Path:
    """Le dossier que `faire` remplit, une seule fois pour tous les processus de la séance (pytest-xdist)."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / nom, shared / f"{nom}.fait"
    with FileLock(shared / f"{nom}.verrou"):
        if not done.exists():
            faire(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session")
def repository() -> Path:
    """La racine du dépôt."""
    return ROOT


@pytest.fixture(scope="session")
def official_dir() -> Path:
    """Le dossier des fichiers officiels : $MAILLAGE_SOURCES ou ../shared/official.

    Absent, l'essai est passé en disant pourquoi ; en intégration continue (CI=true) il échoue, car là rien n'est passé.
    """
    folder = Path(os.environ.get("MAILLAGE_SOURCES") or ROOT.parent / "shared" / "official")
    return _published(folder, "fichiers officiels absents (MAILLAGE_SOURCES dit où ils sont)")


def _published(folder: Path, absent: str) -> Path:
    if folder.is_dir():
        return folder
    reason = f"{absent} : {folder}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def livraison_2026() -> Path:
    """Le dossier d'une seconde livraison de fichiers officiels : ../shared/livraison-2026 ; absent, comme `official_dir`."""
    return _published(ROOT.parent / "shared" / "livraison-2026", "seconde livraison absente")


@pytest.fixture(scope="session")
def prepared(official_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Le dossier que `prepare` écrit à partir des fichiers officiels."""

    def faire(out: Path) -> None:
        assert prepare([str(official_dir), "--out", str(out)]) == 0

    return une_fois(tmp_path_factory, "official", faire)


@pytest.fixture(scope="session")
def official(prepared: Path) -> Atlas:
    """L'Atlas des fichiers officiels."""
    return load_atlas(ROOT / "data", "official", official=prepared)


@pytest.fixture(scope="session")
def demonstration() -> Atlas:
    """L'Atlas du jeu embarqué, simulé, sur la vraie géographie."""
    return load_atlas(ROOT / "data", "demonstration")


@pytest.fixture(scope="session")
def small() -> Atlas:
    """Un Atlas de sept communes, où tout se compte à la main (tests/petit_atlas.py). Figé : il sert à tous."""
    return petit_atlas()


@pytest.fixture(scope="session")
def small_demonstration() -> Atlas:
    """Le même, en démonstration."""
    return petite_demonstration()


@pytest.fixture
def catalogue() -> Catalogue:
    """Le registre du dépôt."""
    return read_catalogue(ROOT / "data" / "catalogue.toml")


@pytest.fixture
def country(tmp_path: Path) -> Country:
    """Le petit pays avec des sources sans défaut : médecins, APL, flux historique et extrait FINESS."""
    data = tmp_path / "data"
    (data / "geo").mkdir(parents=True)
    (data / "geo" / "communes.csv").write_text(COMMUNES, encoding="utf-8")
    (data / "geo" / "anciennes_communes.csv").write_text(ANCIENNES, encoding="utf-8")
    (data / "geo" / "regions.csv").write_text(REGIONS, encoding="utf-8")
    shutil.copy(ROOT / "data" / "catalogue.toml", data / "catalogue.toml")
    found = Country(data, tmp_path / "officiel", tmp_path / "service" / "official")
    found.put(
        "a.csv", cartosante("Zonage médecins", ["75056;Capitale;3_HZ", "31001;Amont;1_ZIP", "31002;Aval;2_ZAC", "46001;Causse;4_ZAR"])
    )
    found.put("b.csv", apl(["75056;2.5", "31001;1.942", "31002;3.0", "31010;4.1", "46001;"]))
    found.put("sous/c.csv", historique([("310000001", "MSP AMONT", "001", "31", "603"), ("460000001", "CDS DENTAIRE", "001", "46", "124")]))
    return found
