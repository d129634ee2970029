"""Les repères nationaux : le seuil et sa publication, et ce que la lecture refuse."""

from __future__ import annotations

import shutil

import pytest

from layers.registre.reperes import read_reperes
from layers.socle.defauts import DataError
from tests.petit_atlas import DATA


def test_the_threshold_and_its_publication():
    seuil = read_reperes(DATA / "facts")["sous-dense"]
    assert (seuil.valeur, seuil.unite, seuil.editeur) == (2.5, "consultations par an et par habitant", "DREES")


def test_the_threshold_is_a_bound_of_the_layer(catalogue):
    seuil = read_reperes(DATA / "facts")["sous-dense"].valeur
    assert seuil in [classe.max for classe in catalogue.couche("apl").classes]
    assert "Sous 2,5 " in catalogue.couche("apl").note


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[repere.sous-dense]", "[repere.dense]", "colonne « repere.sous-dense » : attendu ce repère, trouvé aucun"),
        ("valeur = 2.5", 'valeur = "2,5"', "colonne « repere.sous-dense »"),
        ('date = "2017-05"', 'jour = "2017-05"', "colonne « repere.sous-dense »"),
        ("schema = 1", "schema = 9", "attendu 1, trouvé 9"),
        ("[repere.sous-dense]", "[repere", "attendu un fichier TOML en UTF-8"),
    ],
)
def test_a_defect_is_named(tmp_path, before, after, said):
    shutil.copy(DATA / "facts" / "reperes.toml", tmp_path)
    path = tmp_path / "reperes.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError, match="reperes.toml") as caught:
        read_reperes(tmp_path)
    assert said in str(caught.value)


def test_no_table_is_refused(tmp_path):
    with pytest.raises(DataError, match="aucun fichier"):
        read_reperes(tmp_path)
