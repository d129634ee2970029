"""Les étages (scripts/maison.py) : rien ne remonte, ne tourne en rond ni ne déborde ; et ce contrôle verrait le contraire."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from scripts.maison import ETAGES, IMAGE, PLEIN, dessin, dossiers_pleins, fautes, lire, remontees, rondes, sans_etage
from tests.conftest import ROOT


def maison(root: Path, **modules: str):
    """Une petite maison : {nom__du__module: son code}."""
    for name, code in modules.items():
        path = root.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
    return lire(root)


def test_nothing_runs_back_up_nor_in_circles_and_no_folder_overflows():
    assert fautes() == []


def test_the_whole_product_is_read():
    found = lire()
    assert len(found.modules) > 300 and len(found.fleches) > 1000
    assert {"app", "layers.atlas", "views.carte.page", "callbacks.api", "web.serveur"} <= set(found.modules)
    assert [one for etage in ETAGES for one in etage if one not in {found.piece(module) for module in found.modules}] in (
        [],
        ["views.couverture"],
    )


@pytest.mark.parametrize(
    "code", ["from views.ecriture import phrases", "import views.ecriture.phrases", "def f():\n    from views.ecriture.phrases import X"]
)
def test_an_import_that_climbs_is_said_wherever_it_is(tmp_path, code):
    found = maison(tmp_path, layers__geo__cog=code, views__ecriture__phrases="X = 1")
    assert remontees(found) == ["layers.geo.cog importe views.ecriture.phrases : layers.geo n'est pas au-dessus de views.ecriture."]


def test_two_rooms_of_a_floor_ignore_each_other(tmp_path):
    found = maison(tmp_path, layers__sources__apl="import layers.jeu.jeu", layers__jeu__jeu="")
    assert len(remontees(found)) == 1


def test_the_service_never_imports_its_scripts(tmp_path):
    found = maison(tmp_path, web__serveur="from scripts.geo import tuiles", scripts__geo__tuiles="")
    assert len(remontees(found)) == 1


def test_a_room_without_a_floor_is_said(tmp_path):
    assert sans_etage(maison(tmp_path, layers__nouveau__un="")) == [
        "layers.nouveau n'a pas d'étage : donnez-lui le sien dans ETAGES (scripts/maison.py)."
    ]


def test_modules_that_import_each_other_are_said(tmp_path):
    found = maison(
        tmp_path,
        layers__geo__a="import layers.geo.b",
        layers__geo__b="def f():\n    from layers.geo import c",
        layers__geo__c="import layers.geo.a",
    )
    assert rondes(found) == ["layers.geo.a -> layers.geo.b -> layers.geo.c -> layers.geo.a"]


def test_a_folder_that_overflows_is_said(tmp_path):
    maison(tmp_path, **{f"views__pages__p{n}": "" for n in range(PLEIN)})
    assert dossiers_pleins(tmp_path, ("views",)) == []
    maison(tmp_path, views__pages__de_trop="")
    assert dossiers_pleins(tmp_path, ("views",)) == ["views/pages tient 21 fichiers de code (20 au plus) : faites-en deux dossiers."]


def test_the_picture_of_the_documentation_is_the_one_of_the_code():
    assert IMAGE.read_text(encoding="utf-8") == dessin(lire()), "Redessinez-la : python -m scripts.maison --dessiner"


def test_a_class_name_means_one_thing():
    """Qui lit `Ligne` ou `Demande` n'a pas à chercher laquelle."""
    found: dict[str, list[str]] = {}
    for folder in ("layers", "views", "callbacks", "web", "taches", "scripts"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: where for name, where in found.items() if len(where) > 1} == {}
