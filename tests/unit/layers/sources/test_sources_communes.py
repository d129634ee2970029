"""Les fichiers « une ligne par commune » : CartoSanté, APL, FRR, montagne."""

from pathlib import Path

import pytest

from layers.registre.mises_en_page import PAR_LECTEUR
from layers.socle import limites as bornes
from layers.socle.defauts import DataError
from layers.socle.suivi import muet
from tests.petit_pays import apl, cartosante

INFIRMIERS = "Zonage infirmiers"


def lire(path, couche):
    """La seule table du fichier, lue comme la préparation le fait."""
    (found,) = PAR_LECTEUR[couche.reader].lire(path, couche, muet)
    return found.table


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "fichier.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def values(table) -> dict[str, str]:
    return dict(zip(table["code_commune"], table["valeur"]))


def test_cartosante_keeps_leading_zeros_and_corsica_and_gives_short_codes(tmp_path, catalogue):
    path = write(tmp_path, cartosante(INFIRMIERS, ["01001;A;4_Tres_dotee", "2A004;B;1_Tres_sous_dotee", "97411;C;5_Sur_dotee"]))
    table = lire(path, catalogue.couche("zonage-infirmiers"))
    assert values(table) == {"01001": "TD", "2A004": "TSD", "97411": "SURD"}
    assert list(table.index) == [4, 5, 6]


def test_cartosante_masked_result_is_not_a_class(tmp_path, catalogue):
    path = write(tmp_path, cartosante(INFIRMIERS, ["97701;A;N/A - résultat non disponible", "01001;B;3_intermediaire"]))
    assert values(lire(path, catalogue.couche("zonage-infirmiers"))) == {"97701": "N/D", "01001": "INT"}


def test_apl_empty_is_masked_and_a_comma_is_a_decimal_point(tmp_path, catalogue):
    table = lire(write(tmp_path, apl(["01001;1.942", "01002;", "01004;0,5"])), catalogue.couche("apl"))
    assert values(table) == {"01001": "1.942", "01002": "N/D", "01004": "0.5"}


def test_apl_text_negative_and_absurd_values_are_all_named(tmp_path, catalogue):
    with pytest.raises(DataError) as refused:
        lire(write(tmp_path, apl(["01001;environ 3", "01002;-1", "01004;1e9", "01005;99999"])), catalogue.couche("apl"))
    assert [defect.row for defect in refused.value.defects] == [2, 3, 4, 5]


@pytest.mark.parametrize("mark", ["", "N/A - résultat non disponible", "n.d.", "NA", "#N/D", "nan", "-", "…", "s", "ND", "NC"])
def test_one_list_of_absences_for_every_layer(mark, tmp_path, catalogue):
    """« NC » est une marque pour un nombre, et une classe pour la montagne : le registre le dit."""
    number = PAR_LECTEUR["apl"].lire(write(tmp_path, apl([f"01001;{mark}", "01002;2.5"])), catalogue.couche("apl"), muet)
    assert values(number[0].table)["01001"] == "N/D"
    assert number[0].remarques == (f"Valeurs absentes, par marque : « {mark or '(vide)'} » 1.",)
    classes = lire(write(tmp_path, cartosante(INFIRMIERS, [f"01001;A;{mark}"])), catalogue.couche("zonage-infirmiers"))
    assert values(classes) == {"01001": "N/D"}
    mountain = lire(write(tmp_path, f"code_commune;zone_montagne\n01001;{mark}\n"), catalogue.couche("montagne"))
    assert values(mountain) == {"01001": "NC" if mark == "NC" else "N/D"}


@pytest.mark.parametrize("error", ["#REF!", "#VALEUR!", "#DIV/0!", "#NOM?", "environ 3"])
def test_an_error_of_a_spreadsheet_is_a_defect_not_an_absence(error, tmp_path, catalogue):
    with pytest.raises(DataError, match="ligne 2"):
        lire(write(tmp_path, apl([f"01001;{error}"])), catalogue.couche("apl"))


def test_frr_reads_crlf_and_its_trailing_empty_column(tmp_path, catalogue):
    couche = catalogue.couche("frr")
    path = write(tmp_path, f"Code_insee;Departement;Commune;{couche.match};\r\n01001;01;A;FRR+;\r\n01002;01;B;Non classée;\r\n")
    assert values(lire(path, couche)) == {"01001": "FRR+", "01002": "NON"}


def test_montagne_reads_the_two_classes(tmp_path, catalogue):
    path = write(tmp_path, 'Région,code_commune,nom_commune,zone_montagne\nX,01001,"A, B",C\nX,01002,C,NC\n')
    assert values(lire(path, catalogue.couche("montagne"))) == {"01001": "C", "01002": "NC"}


BAD = {
    "missing column": (cartosante("Zonage autre", ["01001;A;3_intermediaire"]), 3, INFIRMIERS, "cette colonne, une fois"),
    "code of four digits among others": (
        cartosante(INFIRMIERS, ["1001;A;3_intermediaire", "01002;B;3_intermediaire"]),
        4,
        "Code",
        "zéro de tête perdu",
    ),
    "code that is a word": (cartosante(INFIRMIERS, ["=cmd();A;3_intermediaire"]), 4, "Code", "un code commune de cinq caractères"),
    "duplicate commune": (
        cartosante(INFIRMIERS, ["01001;A;3_intermediaire", "01001;A;3_intermediaire"]),
        5,
        "Code",
        "une ligne par commune (déjà ligne 4)",
    ),
    "unknown class": (cartosante(INFIRMIERS, ["01001;A;9_Autre"]), 4, INFIRMIERS, "1_Tres_sous_dotee, 2_Sous_dotee"),
    "nul byte": (cartosante(INFIRMIERS, ["01001;A\0;3_intermediaire"]), 4, "", "un octet nul"),
    "empty file": ("", None, "", "un fichier qui contient des données"),
    "header alone": (cartosante(INFIRMIERS, []), None, "", "au moins une ligne de données"),
    "too few fields": (cartosante(INFIRMIERS, ["01001;A"]), 4, "", "3 champs"),
    "quote left open": (
        cartosante(INFIRMIERS, ['01001;"A;3_intermediaire', "01002;B;3_intermediaire"]),
        4,
        "",
        "un enregistrement par ligne",
    ),
    "endless line": (cartosante(INFIRMIERS, ["01001;" + "A" * 200_000 + ";3_intermediaire"]), 4, "", "octets au plus"),
}


@pytest.mark.parametrize("situation", BAD)
def test_a_bad_file_is_one_error_naming_file_row_column_and_what_was_expected(situation, tmp_path, catalogue):
    content, row, column, expected = BAD[situation]
    with pytest.raises(DataError) as refused:
        lire(write(tmp_path, content), catalogue.couche("zonage-infirmiers"))
    first = refused.value.defects[0]
    assert (first.file, first.row, first.column) == ("fichier.csv", row, column)
    assert expected in str(refused.value)
    assert "trouvé" in str(refused.value)


def test_all_defects_of_a_file_come_together(tmp_path, catalogue):
    rows = ["101;A;3_intermediaire", "01002;B;9_Autre", "01003;C;9_Autre", "01002;D;3_intermediaire"]
    with pytest.raises(DataError) as refused:
        lire(write(tmp_path, cartosante(INFIRMIERS, rows)), catalogue.couche("zonage-infirmiers"))
    assert [(defect.row, defect.found) for defect in refused.value.defects] == [(4, "101"), (7, "01002"), (5, "9_Autre (2 lignes)")]


def test_a_file_over_the_size_limit_is_not_even_opened(tmp_path, catalogue, monkeypatch):
    monkeypatch.setattr(bornes, "LARGEST_FILE", 10)
    with pytest.raises(DataError, match="au plus 10 octets"):
        lire(write(tmp_path, apl(["01001;1.0"])), catalogue.couche("apl"))


def test_too_many_rows_stop_the_reading(tmp_path, catalogue, monkeypatch):
    monkeypatch.setattr(bornes, "MOST_ROWS", 2)
    with pytest.raises(DataError, match="ligne 3 : attendu au plus 2 lignes"):
        lire(write(tmp_path, apl(["01001;1.0", "01002;1.0"])), catalogue.couche("apl"))


def test_a_file_wrong_on_every_row_gives_a_bounded_list(tmp_path, catalogue):
    with pytest.raises(DataError) as refused:
        lire(write(tmp_path, apl([f"{number:03};1.0" for number in range(900)])), catalogue.couche("apl"))
    assert len(refused.value.defects) == bornes.MOST_DEFECTS
