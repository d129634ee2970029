"""docs/ajouter-un-editeur.md, exécuté pas à pas sur une copie du projet : la nouvelle couche est dans le jeu, la fiche et l'API."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from layers.jeu.jeu import read_dataset
from tests.guide import applique, etapes

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "ajouter-un-editeur.md"
# Ce qu'une copie du projet n'a pas à emporter : le dépôt, ce qui est installé ou préparé, ce que le guide n'essaie pas.
LEFT = {".git", ".venv", "build", "sources", "data/official", "assets/vendor", "docs/images", "tests/browser", "tests/bench"}
ASK = """
import json
from pathlib import Path
from layers.atlas import load_atlas
from views.api import api
from views.api import sources as api_sources
atlas = load_atlas(Path("data"), "official")
shown = {code: api.commune(atlas, code)["dates"]["phrase"] for code in ("46102", "31001")}
layer = next(one for one in api.layers(atlas) if one["id"] == "urgences")
value = atlas.communes.loc["46102", "urgences:valeur"]
print(json.dumps({"phrases": shown, "couche": layer, "valeur": value, "sources": api_sources.sources(atlas, "theme=urgences")}))
"""

pytestmark = pytest.mark.lent


def left_out(folder: str, names: list[str]) -> set[str]:
    here = Path(folder).relative_to(ROOT)
    heavy = {name for name in names if name.endswith("_cache") or name == "__pycache__"}
    return heavy | {name for name in names if (here / name).as_posix() in LEFT}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Le projet, après le guide."""
    root = tmp_path_factory.mktemp("guide") / "projet"
    shutil.copytree(ROOT, root, ignore=left_out)
    (root / "sorties.txt").write_text("".join(applique(one, root) for one in etapes(GUIDE)), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def answered(project) -> dict:
    """Ce que le projet répond ensuite, dans un autre processus : celui-ci ne connaît pas le nouveau lecteur."""
    utf8 = {**os.environ, "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-c", ASK], cwd=project, env=utf8, capture_output=True, text=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def test_the_guide_touches_what_it_says_and_nothing_else():
    touched = [(one.geste, one.chemin) for one in etapes(GUIDE) if one.geste != "lancer"]
    assert touched == [
        ("creer", "sources/temps-urgences.csv"),
        ("modifier", "layers/registre/mises_en_page.py"),
        ("ajouter", "data/catalogue.toml"),
        ("ajouter", "docs/donnees.md"),
        ("creer", "tests/unit/test_sources_urgences.py"),
    ]


def test_the_data_set_has_the_new_layer_and_its_provenance(project):
    dataset = read_dataset(project / "data" / "official")
    values = dict(zip(dataset.communes["code_commune"], dataset.communes["urgences"]))
    # « NC » est masqué, non zéro ; Conques est portée à Conques-en-Rouergue ; une commune absente du fichier est vide.
    assert {code: values[code] for code in ("46102", "46042", "46138", "31555", "12218", "46001")} == {
        "46102": "4.5", "46042": "6", "46138": "N/D", "31555": "12", "12218": "38.5", "46001": "",
    }  # fmt: skip
    (source,) = dataset.manifest["sources"]
    assert (source["id"], source["editeur"]) == ("urgences", "Observatoire d'exemple")
    assert (source["lignes_lues"], source["lignes_retenues"], source["sans_correspondance"]) == (5, 5, [])
    assert (source["millesime"], source["millesime_dit_par"]) == ("2026-01-01", "fichier")


def test_the_commands_say_what_the_guide_says(project):
    said = (project / "sorties.txt").read_text(encoding="utf-8")
    assert "Temps d'accès aux urgences : 5 lignes lues, 5 retenues, 0 sans correspondance" in said
    assert "12076" in said and "Vérification seule : rien n'a été écrit." in said and "En service" in said


def test_the_api_and_the_sheet_show_it_without_another_line_of_code(answered):
    assert answered["couche"]["titre"] == "Temps d'accès aux urgences" and answered["couche"]["millesime"] == "2026-01-01"
    assert answered["valeur"] == 4.5
    assert "accès aux urgences et population municipale, 1er janvier 2026" in answered["phrases"]["46102"]
    assert "accès aux urgences" not in answered["phrases"]["31001"]
    assert answered["sources"]["vue"]["phrase"] == "Une seule date dans cette vue : 1er janvier 2026."
