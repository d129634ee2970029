"""layers/registre/catalogue.py : le registre du dépôt est valide, et chaque erreur d'un registre est nommée."""

from pathlib import Path

import pytest

from layers.registre.catalogue import read_catalogue
from layers.socle.defauts import DataError

CLASSES = """classes = [
  { code = "BAS", max = 2.0, label = "Bas", colour = "#111111", pattern = "plein" },
  { code = "HAUT", min = 2.0, label = "Haut", colour = "#222222", pattern = "croix" },
]
"""
COUCHE = """schema = 1
[[couche]]
id = "taux"
title = "Un taux"
short = "Taux"
group = "territoire"
kind = "rate"
level = "commune"
unit = "par an"
source = "Essai"
publisher = "Essai"
licence = "Essai"
vintage = "2026"
reader = "apl"
match = "Taux"
file = "taux.csv"
"""


def refusal(tmp_path: Path, text: str) -> str:
    path = tmp_path / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_catalogue(path)
    return str(refused.value)


def test_the_catalogue_of_the_repository_is_valid(catalogue):
    assert catalogue.couche("zonage-medecins").code_of_raw["1_ZIP"] == "ZIP"
    assert catalogue.couche("zonage-medecins").rank == {"ZIP": 0, "ZAC": 1, "ZAR": 2, "HZ": 3}
    with pytest.raises(KeyError):
        catalogue.couche("msp")


def test_each_number_has_one_class_and_its_bounds_are_closed_then_open(tmp_path):
    path = tmp_path / "catalogue.toml"
    path.write_text(COUCHE + CLASSES, encoding="utf-8")
    couche = read_catalogue(path).couche("taux")
    assert [couche.class_of_number(value) for value in (-1, 1.999, 2, 50)] == ["BAS", "BAS", "HAUT", "HAUT"]


def test_an_unknown_key_and_a_missing_key_are_named_together(tmp_path):
    message = refusal(tmp_path, COUCHE.replace('unit = "par an"', 'unitee = "par an"') + CLASSES)
    assert "couche « taux » : unitee" in message
    assert "couche « taux » : unit »" in message
    assert len(message.splitlines()) == 2


def test_an_unknown_key_at_the_top_is_named(tmp_path):
    message = refusal(tmp_path, "couches = 1\n" + COUCHE + CLASSES)
    assert "colonne « couches » : attendu schema, couche, structure, usage, indicateur ou perimetre" in message


def test_overlapping_bounds_are_refused(tmp_path):
    message = refusal(tmp_path, COUCHE + CLASSES.replace("min = 2.0", "min = 1.5"))
    assert "attendu max de BAS = min de HAUT, trouvé 2.0 et 1.5" in message


def test_a_gap_between_bounds_is_refused(tmp_path):
    assert "max de BAS = min de HAUT" in refusal(tmp_path, COUCHE + CLASSES.replace("min = 2.0", "min = 2.5"))


def test_two_errors_at_once_both_come_out(tmp_path):
    message = refusal(tmp_path, COUCHE.replace('kind = "rate"', 'kind = "taux"') + CLASSES.replace("#111111", "rouge"))
    assert "class | rate | count | date, trouvé taux" in message
    assert "attendu #RRVVBB, trouvé rouge" in message


def test_the_same_code_twice_is_refused(tmp_path):
    assert "des codes distincts" in refusal(tmp_path, COUCHE + CLASSES.replace('"HAUT"', '"BAS"'))


def test_the_same_id_twice_is_refused(tmp_path):
    twice = COUCHE + CLASSES + COUCHE.removeprefix("schema = 1") + CLASSES
    assert "un identifiant qui ne sert qu'une fois, trouvé taux" in refusal(tmp_path, twice)


def test_a_value_of_another_type_is_named(tmp_path):
    assert "couche « taux » : title » : attendu un texte, trouvé 3" in refusal(tmp_path, COUCHE.replace('"Un taux"', "3") + CLASSES)


def test_an_absent_or_broken_catalogue_is_one_message(tmp_path):
    with pytest.raises(DataError, match="attendu le registre des couches, trouvé aucun fichier"):
        read_catalogue(tmp_path / "rien.toml")
    assert "un fichier TOML en UTF-8" in refusal(tmp_path, "schema = = 1")
    (tmp_path / "latin.toml").write_bytes('title = "généraliste"'.encode("latin-1"))
    with pytest.raises(DataError, match="un fichier TOML en UTF-8"):
        read_catalogue(tmp_path / "latin.toml")


def test_the_classes_of_a_profession_follow_the_prefix_of_the_publisher(catalogue):
    """1, 1b, 2… : l'ordre des éditeurs. Médecins : ZAR (4) vient avant le hors zonage (3), qui a le moins besoin d'aide."""
    for couche in (one for one in catalogue.couches if one.reader == "cartosante"):
        raws = [classe.raw[0] for classe in couche.classes]
        by_prefix = sorted(raws, key=lambda raw: raw.split("_")[0])
        assert raws == (["1_ZIP", "2_ZAC", "4_ZAR", "3_HZ"] if couche.id == "zonage-medecins" else by_prefix)
