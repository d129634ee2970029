"""Lecture de data/facts : bonne, ou refusée d'un message qui dit où et quoi."""

import shutil
from pathlib import Path

import pytest

from layers.faits.couches import classes_des_departements
from layers.faits.lecture import read_faits
from layers.registre.catalogue import read_catalogue
from layers.socle.defauts import DataError

ROOT = Path(__file__).resolve().parents[4]
SOURCE = "000_a935a1f4f75d0f18.txt"
CATALOGUE = read_catalogue(ROOT / "data" / "catalogue.toml")


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "data" / "facts", tmp_path / "facts"))


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_faits(folder, CATALOGUE)
    return str(caught.value)


def test_a_missing_table_is_named(folder):
    (folder / "pta.csv").unlink()
    assert refusal(folder).splitlines()[0] == "pta.csv : attendu une table de faits, trouvé aucun fichier"
    assert refusal(folder).count("pta.csv") == 1  # lue deux fois (ses faits, sa couche), dite une


def test_an_empty_table_is_refused(folder):
    (folder / "esp.csv").write_text("")
    assert "esp.csv : attendu un en-tête et au moins une ligne, trouvé un fichier vide" in refusal(folder)


def test_a_latin_1_table_is_refused(folder):
    text = (folder / "vagues.csv").read_text(encoding="utf-8")
    (folder / "vagues.csv").write_bytes(text.encode("latin-1", "replace"))
    assert "vagues.csv : attendu un fichier CSV en UTF-8" in refusal(folder)


def test_a_missing_column_is_named(folder):
    replace(folder, "cpts.csv", "n_cpts", "nombre")
    assert "cpts.csv, ligne 1 : attendu les colonnes " in refusal(folder)


def test_a_departement_code_of_one_digit_is_refused(folder):
    replace(folder, "vagues.csv", "PD-09,09,", "PD-09,9,")
    assert "vagues.csv, ligne 2, colonne « departement_code » : attendu un code de département (09, 2A, 974), trouvé 9" in refusal(folder)


def test_an_unknown_state_is_refused_with_the_states_known(folder):
    replace(folder, "pta.csv", "non_cite", "peut_etre")
    message = refusal(folder)
    assert "pta.csv, ligne 14, colonne « status »" in message and "proposition_emergente" in message and "trouvé peut_etre" in message


def test_a_count_that_is_not_a_number_is_refused(folder):
    replace(folder, "cpts.csv", "09,Ariège,1,", "09,Ariège,un,")
    assert "cpts.csv, ligne 2, colonne « n_cpts » : attendu une classe de « cpts-2019 »" in refusal(folder)


def test_a_count_outside_every_class_is_refused_not_hidden(folder):
    replace(folder, "cpts.csv", "09,Ariège,1,", "09,Ariège,0,")
    assert "une classe de « cpts-2019 »" in refusal(folder)


def test_a_departement_given_twice_is_refused(folder):
    replace(folder, "vagues.csv", "PD-11,11,", "PD-11,09,")
    message = refusal(folder)
    assert "attendu une ligne par département, trouvé 09" in message
    assert "attendu 11 en 2019 dans vagues.csv, trouvé None" in message


def test_a_measure_given_twice_is_refused(folder):
    path = folder / "departements.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*rows, rows[1]]), encoding="utf-8")
    assert "attendu une mesure une fois par territoire, trouvé 09, " in refusal(folder)


def test_a_short_line_is_refused(folder):
    replace(folder, "reseaux.csv", "RS-05,", "")
    assert "reseaux.csv, ligne 6 : attendu 12 colonnes, trouvé 11" in refusal(folder)


def test_all_defects_come_in_one_message(folder):
    replace(folder, "vagues.csv", "PD-09,09,", "PD-09,9,")
    replace(folder, "cpts.csv", "09,Ariège,1,", "09,Ariège,un,")
    message = refusal(folder)
    assert "vagues.csv" in message and "cpts.csv" in message


def classes(faits, couche_id: str) -> dict[str, str]:
    return classes_des_departements(faits.couches[couche_id], CATALOGUE.couche(couche_id))


def test_a_measure_the_registry_ignores_is_refused(folder):
    replace(folder, "departements.csv", "communes en 1_ZIP", "communes en 9_NEUF")
    assert "attendu une classe de « zonage-medecins », trouvé 9_NEUF" in refusal(folder)


def test_an_empty_count_is_absent_from_the_classes(folder):
    replace(folder, "cpts.csv", "09,Ariège,1,", "09,Ariège,,")
    assert "09" not in classes(read_faits(folder, CATALOGUE), "cpts-2019")


def test_the_seine_maritime_is_told_from_the_region(folder):
    path = folder / "pta.csv"
    columns = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    row = dict.fromkeys(columns, "x") | {"departement_code": "76", "departement": "Seine-Maritime", "status": "projet_en_cours",
                                         "n_pta": "", "unique_phone_number": "", "line": "1", "source": SOURCE}  # fmt: skip
    with path.open("a", encoding="utf-8") as stream:
        stream.write(",".join(row.values()) + "\n")
    faits = read_faits(folder, CATALOGUE)
    assert classes(faits, "pta")["76"] == "PRJ"
    assert [fait.territoire for fait in faits.par_indicateur["pta"] if fait.territoire.endswith("76")] == ["dep-76"]


def test_classes_of_counts_follow_the_bounds():
    found = classes(read_faits(ROOT / "data" / "facts", CATALOGUE), "cpts-2019")
    assert (found["09"], found["82"], found["11"], found["31"]) == ("N1", "N2", "N3", "N4")


def test_a_communal_layer_has_no_departement_values():
    assert "frr" not in read_faits(ROOT / "data" / "facts", CATALOGUE).couches


def test_a_value_without_a_class_has_no_class_of_its_own():
    """read_faits la refuse ; un registre changé depuis ne doit pas en faire une classe vide."""
    with pytest.raises(ValueError, match="« on verra » n'est pas une classe de « pta »"):
        classes_des_departements({"09": "on verra"}, CATALOGUE.couche("pta"))
