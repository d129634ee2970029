"""Lire les faits : réunir sans additionner, garder ce qui est tu, refuser d'un message qui dit où."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from layers.faits.fait import Fait, NonPublie, est_chiffre, rang
from layers.faits.lecture import ecrits, read_faits, reunis
from layers.faits.lignes import nombre
from layers.registre.catalogue import read_catalogue
from layers.socle.defauts import DataError

ROOT = Path(__file__).resolve().parents[4]
CATALOGUE = read_catalogue(ROOT / "data" / "catalogue.toml")
BASE = Fait(
    id="A-1", indicateur="msp", titre="MSP", rubrique="exercice", territoire="reg-76", valeur=8, decimales=0, qualificatif="=", unite="MSP",
    periode="2019", base_date="", perimetre="", statut="constaté", fiabilite="exact", source="d.txt", ligne=10, table="a.csv",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "data" / "facts", tmp_path / "facts"))


def refusal(folder: Path, name: str, old: str, new: str) -> str:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_faits(folder, CATALOGUE)
    return str(caught.value)


def test_the_same_line_read_twice_is_one_fact():
    twice = replace(BASE, id="B-1", table="b.csv", indicateur="autre-nom")
    (one,) = reunis([BASE, twice])
    assert (one.id, one.valeur, one.doubles, one.relus) == ("A-1", 8, ("B-1",), ())


def test_the_same_fact_on_another_line_is_cited_not_added():
    (one,) = reunis([BASE, replace(BASE, id="A-2", ligne=44)])
    assert (one.valeur, one.doubles, one.relus) == (8, ("A-2",), (("d.txt", 44),))


@pytest.mark.parametrize(
    "other",
    [
        {"valeur": 9},
        {"territoire": "reg-93"},
        {"ligne": 11, "periode": "2020"},
        {"perimetre": "MSA"},
        {"statut": "objectif", "indicateur": "autre", "table": "a.csv"},
        {"qualificatif": ">", "indicateur": "autre"},
    ],
)
def test_what_differs_stays_apart(other):
    both = reunis([BASE, replace(BASE, id="B-1", **{"table": "b.csv", **other})])
    assert [one.doubles for one in both] == [(), ()]


def test_two_facts_of_one_line_are_told_apart_by_their_unit():
    # « 6 départements, 6 à 58 professionnels » : deux fois 6 sur la même ligne.
    first = replace(BASE, id="A-1", indicateur="departements", unite="départements", valeur=6)
    second = replace(BASE, id="A-2", indicateur="minimum", unite="professionnels", valeur=6)
    third = replace(BASE, id="B-1", indicateur="taille", unite="professionnels par ESP", valeur=6, table="b.csv")
    assert [one.doubles for one in reunis([first, second, third])] == [(), ("B-1",)]


def test_facts_left_untold_are_never_merged():
    assert len(reunis([replace(BASE, valeur=None), replace(BASE, id="B-1", table="b.csv", valeur=None)])) == 2


@pytest.mark.parametrize(
    ("texte", "expected"),
    [("", (None, 0)), ("0", (0, 0)), ("-13.4", (-13.4, 1)), ("3.70", (3.7, 2)), ("ZIP", ("ZIP", 0)), ("2021", (2021, 0))],
)
def test_numbers_keep_their_published_places(texte, expected):
    assert nombre(texte) == expected


def test_written_numbers_are_found():
    assert ecrits("5,1 % sur 105 452 hab. ; 190 000 € et plus de 30") == {5.1, 105452, 190000, 30}
    assert ecrits("aucun") == frozenset()


def test_periods_sort_by_their_end():
    assert sorted(["2019-09", "2019", "n.d.", "2012/2015", "2010", "2024-08-06/"], key=rang) == [
        "n.d.", "2010", "2012/2015", "2019", "2019-09", "2024-08-06/",
    ]  # fmt: skip


def test_an_unknown_territory_is_refused(folder):
    assert "indicateurs.csv, ligne 2 : attendu un territoire de territoires.csv, trouvé Atlantide" in refusal(
        folder, "indicateurs.csv", "IND-0001,region,76,", "IND-0001,region,Atlantide,"
    )


def test_an_unknown_theme_is_refused(folder):
    message = refusal(folder, "indicateurs.csv", "Occitanie,Installation – PTMG,", "Occitanie,Jardinage,")
    assert "indicateurs.csv, ligne 2 : attendu un thème de rubriques.toml, trouvé Jardinage" in message


def test_an_unknown_reliability_is_refused(folder):
    message = refusal(folder, "indicateurs.csv", ",exact,000_a935a1f4f75d0f18.txt,129", ",sûr,000_a935a1f4f75d0f18.txt,129")
    assert "ocr_ambigu" in message and message.endswith("trouvé sûr")


def test_an_unknown_document_is_refused(folder):
    assert "attendu un document de documents.csv, trouvé 001_674e07cfb0dad67a.txt" in refusal(
        folder, "documents.csv", "001_674e07cfb0dad67a.txt", "autre.txt"
    )


def test_a_missing_table_is_named(folder):
    (folder / "depenses.csv").unlink()
    with pytest.raises(DataError, match="depenses.csv"):
        read_faits(folder, CATALOGUE)


@pytest.mark.parametrize(("valeur", "trouve"), [(None, "rien"), ("plus que triplé", "« plus que triplé »")])
def test_a_calculation_asks_for_a_number_and_never_gets_zero_instead(valeur, trouve):
    fait = replace(BASE, valeur=valeur)
    assert not est_chiffre(fait) and not est_chiffre(None)
    with pytest.raises(NonPublie, match=f"A-1 : attendu un nombre publié, trouvé {trouve}"):
        _ = fait.nombre
    assert replace(fait, valeur=0).nombre == 0
