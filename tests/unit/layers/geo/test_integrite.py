"""Un fichier de la géographie tronqué, changé ou absent se dit ; une géographie sans empreintes est celle d'un essai."""

from __future__ import annotations

import pytest

from layers.geo.integrite import EMPREINTES, ecrire, verifier
from layers.socle.defauts import DataError
from settings import Settings


@pytest.fixture
def geo(tmp_path):
    for name in ("communes.csv", "france.pmtiles", "README.md"):
        (tmp_path / name).write_bytes(b"contenu de " + name.encode())
    ecrire(tmp_path)
    return tmp_path


def test_the_geography_of_the_project_is_whole():
    verifier(Settings().geo)
    named = {line.partition("  ")[2] for line in (Settings().geo / EMPREINTES).read_text().splitlines()}
    assert named == {path.name for path in Settings().geo.iterdir()} - {EMPREINTES, "README.md"}


def absent(path):
    path.unlink()


def tronque(path):
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("name", ["communes.csv", "france.pmtiles"])
@pytest.mark.parametrize("change", [absent, tronque])
def test_a_missing_or_cut_file_is_named(geo, name, change):
    change(geo / name)
    with pytest.raises(DataError, match=name):
        verifier(geo)


def test_a_geography_without_prints_is_not_judged(geo):
    (geo / EMPREINTES).unlink()
    verifier(geo)
