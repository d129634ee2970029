"""Le verrou des dépendances : à jour, complet, et jamais employé en retard."""

from __future__ import annotations

import re

import pytest

from scripts.verrou import HEADER, content_print, lock_path, pip_arguments, up_to_date
from settings import ROOT

FILES = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(text: str) -> dict[str, str]:
    """{nom normalisé: version} des lignes « nom==version »."""
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in PIN.findall(text)}


@pytest.mark.parametrize("requirements", FILES, ids=lambda path: path.stem)
def test_the_lock_is_up_to_date(requirements):
    assert up_to_date(requirements), f"{lock_path(requirements).name} est en retard sur {requirements.name} : python tasks.py lock"


@pytest.mark.parametrize("requirements", FILES, ids=lambda path: path.stem)
def test_every_version_is_locked_with_prints_of_its_files(requirements):
    locked = lock_path(requirements).read_text(encoding="utf-8")
    asked = pins(requirements.read_text(encoding="utf-8"))
    assert asked.items() <= pins(locked).items()
    # Chaque version est suivie d'au moins une empreinte.
    for block in re.split(r"\n(?=[a-z0-9])", locked.partition("\n")[2].strip()):
        assert "--hash=sha256:" in block, block[:60]


def test_a_lock_of_another_content_is_not_used(tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("dash==1\n", encoding="utf-8")
    plain = ["-r", str(requirements)]
    assert pip_arguments(requirements) == plain
    lock_path(requirements).write_text(f"{HEADER}{content_print(requirements)}\ndash==1 --hash=sha256:0\n", encoding="utf-8")
    assert pip_arguments(requirements) == ["--require-hashes", "-r", str(tmp_path / "requirements.lock")]
    requirements.write_text("dash==2\n", encoding="utf-8")
    assert pip_arguments(requirements) == plain


def test_the_print_follows_included_files(tmp_path):
    (tmp_path / "requirements.txt").write_text("dash==1\n", encoding="utf-8")
    dev = tmp_path / "requirements-dev.txt"
    dev.write_text("-r requirements.txt\n", encoding="utf-8")
    first = content_print(dev)
    (tmp_path / "requirements.txt").write_text("dash==2\n", encoding="utf-8")
    assert content_print(dev) != first
