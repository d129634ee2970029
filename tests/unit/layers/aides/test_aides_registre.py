"""Le registre des aides : ce qu'il refuse, et pourquoi, en une phrase."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from layers.aides.registre import read_aides
from layers.aides.regles import Regle, read_regles
from layers.socle.defauts import DataError
from tests.petit_atlas import DATA


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("aides.toml", "regles.csv"):
        shutil.copy(DATA / "facts" / name, tmp_path)
    return tmp_path


def change(data: Path, name: str, before: str, after: str) -> None:
    path = data / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def refusal(data: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_aides(data)
    return str(caught.value)


def test_the_registry_of_the_project_is_accepted(data):
    assert len(read_aides(data).aides) == 24


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('regle = "RUL-030", conditions', 'regle = "RUL-999", conditions', "attendu une règle connue et non écartée, trouvé inconnue"),
        ('regle = "RUL-106"', 'regle = "RUL-105"', "attendu une règle connue et non écartée, trouvé ocr_ambigu"),
        ('regle = "RUL-106"', 'regle = "RUL-104"', "attendu un montant chiffré, trouvé (vide)"),
        ('champ = "mode"', 'champ = "humeur"', "attendu un champ du lieu ou de la situation, trouvé humeur"),
        ('parmi = ["liberal"]', 'parmi = ["libéral"]', "attendu liberal | salarie"),
        ("plus_de = 9", "plus_de = 9, moins_de = 12", "attendu une comparaison et une seule"),
        ("plus_de = 9", 'plus_de = "9"', "attendu int, trouvé 9"),
        ('lien = "exclusifs"', 'lien = "additionnes"', "attendu exclusifs | successifs | parts"),
        ('theme = "installation"', 'theme = "autre"', "attendu installation | etudes | structure | exercice"),
        ('id = "montagne-interne"', 'id = "garantie-de-revenu"', "attendu des identifiants distincts"),
        ('RUL-141 = "Enveloppe', 'RUL-142 = "Enveloppe', "colonne « RUL-141 » : attendu une aide qui cite cette règle"),
        ('duree = "RUL-038"', 'duree = "RUL-037"', "attendu une règle qui donne une durée"),
        ('explication = "Le revenu', 'commentaire = "Le revenu', "trouvé une clé inconnue"),
        ('titre = "Praticien territorial', 'titre = 3 #"', "attendu str, trouvé 3"),
        ("schema = 1", "schema = 2", "attendu 1, trouvé 2"),
        ('cumul = "Sauf', 'cumuls = "Sauf', "cumuls"),
        (", definitive = true", ', definitive = "oui"', "attendu bool, trouvé oui"),
        ("[[aide]]", "[[aide", "attendu un fichier TOML en UTF-8"),
        ('"004_06e910fa8f1fd48e.txt" = {', '"autre.txt" = {', "document « 004_06e910fa8f1fd48e.txt » "),
    ],
)
def test_a_defect_is_named(data, before, after, said):
    change(data, "aides.toml", before, after)
    assert said in refusal(data)


def test_a_condition_to_check_compares_nothing(data):
    change(data, "aides.toml", 'champ = "a_verifier", texte', 'champ = "a_verifier", parmi = ["oui"], texte')
    assert "attendu aucune comparaison" in refusal(data)


def test_a_missing_key_is_named(data):
    change(data, "aides.toml", 'portee = "Occitanie"\n', "")
    assert "portee" in refusal(data)


def test_no_registry_is_refused(data):
    (data / "aides.toml").unlink()
    assert "attendu le registre des aides, trouvé aucun fichier" in refusal(data)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("RUL-002,", "RUL-001,", "colonne « id » : attendu un identifiant nouveau, trouvé RUL-001"),
        ("002_f07156a7a428da42.txt,121", "002_f07156a7a428da42.txt,page 3", "attendu un numéro de ligne, trouvé page 3"),
        ("id,domaine", "identifiant,domaine", "colonne « id » : attendu cette colonne, trouvé aucune"),
    ],
)
def test_a_defect_of_the_rules_is_named(data, before, after, said):
    change(data, "regles.csv", before, after)
    assert said in refusal(data)


def test_no_rules_are_refused(data):
    (data / "regles.csv").unlink()
    assert "attendu la table des règles, trouvé aucun fichier" in refusal(data)


@pytest.mark.parametrize(
    ("montant", "bornes"),
    [("6900", (6900, 6900)), ("50000–90000", (50000, 90000)), ("6.4", (6.4, 6.4)), ("", None), (">2", None), ("maintien", None)],
)
def test_the_bounds_of_an_amount(montant, bornes):
    assert Regle("RUL-1", "", "aide", montant, "€", "", "", "", "", "", "", "d.txt", 1).bornes == bornes


def test_every_rule_is_read():
    regles = read_regles(DATA / "facts")
    assert len(regles) == 244
    assert (regles["RUL-030"].bornes, regles["RUL-030"].source, regles["RUL-030"].line) == ((6900, 6900), "000_a935a1f4f75d0f18.txt", 129)
