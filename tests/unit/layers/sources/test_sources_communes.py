"""Les fichiers « une ligne par commune » : CartoSanté, APL, FRR, montagne."""

from pathlib import Path

import pytest
from layers.sources.apl import read_apl
from layers.sources.cartosante import read_cartosante
from layers.sources.frr import read_frr
from layers.sources.montagne import read_montagne

from layers.socle import limites as bornes
from layers.socle.defauts import DataError
from tests.petit_pays import apl, cartosante

INFIRMIERS = "Zonage infirmiers"


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "fichier.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def values(table) -> dict[str, str]:
    return dict(zip(table["code_commune"], table["valeur"]))


def test_cartosante_keeps_leading_zeros_and_corsica_and_gives_short_codes(tmp_path, catalogue):
    path = write(tmp_path, cartosante(INFIRMIERS, ["01001;A;4_Tres_dotee", "2A004;B;1_Tres_sous_dotee", "97411;C;5_Sur_dotee"]))
    table = read_cartosante(path, catalogue.couche("zonage-infirmiers"))
    assert values(table) == {"01001": "TD", "2A004": "TSD", "97411": "SURD"}
    assert list(table.index) == [4, 5, 6]


def test_cartosante_masked_result_is_not_a_class(tmp_path, catalogue):
    path = write(tmp_path, cartosante(INFIRMIERS, ["97701;A;N/A - résultat non disponible", "01001;B;3_intermediaire"]))
    assert values(read_cartosante(path, catalogue.couche("zonage-infirmiers"))) == {"97701": "N/D", "01001": "INT"}


def test_apl_empty_is_masked_and_a_comma_is_a_decimal_point(tmp_path, catalogue):
    table = read_apl(write(tmp_path, apl(["01001;1.942", "01002;", "01004;0,5"])), catalogue.couche("apl"))
    assert values(table) == {"01001": "1.942", "01002": "N/D", "01004": "0.5"}


def test_apl_text_negative_and_absurd_values_are_all_named(tmp_path, catalogue):
    with pytest.raises(DataError) as refused:
        read_apl(write(tmp_path, apl(["01001;n.d.", "01002;-1", "01004;1e9", "01005;99999"])), catalogue.couche("apl"))
    assert [defect.row for defect in refused.value.defects] == [2, 3, 4, 5]


def test_frr_reads_crlf_and_its_trailing_empty_column(tmp_path, catalogue):
    couche = catalogue.couche("frr")
    path = write(tmp_path, f"Code_insee;Departement;Commune;{couche.match};\r\n01001;01;A;FRR+;\r\n01002;01;B;Non classée;\r\n")
    assert values(read_frr(path, couche)) == {"01001": "FRR+", "01002": "NON"}


def test_montagne_reads_the_two_classes(tmp_path, catalogue):
    path = write(tmp_path, 'Région,code_commune,nom_commune,zone_montagne\nX,01001,"A, B",C\nX,01002,C,NC\n')
    assert values(read_montagne(path, catalogue.couche("montagne"))) == {"01001": "C", "01002": "NC"}


BAD = {
    "missing column": (cartosante("Zonage autre", ["01001;A;3_intermediaire"]), 3, INFIRMIERS, "cette colonne, une fois"),
    "code of four digits": (cartosante(INFIRMIERS, ["1001;A;3_intermediaire"]), 4, "Code", "zéro de tête perdu"),
    "code that is a word": (cartosante(INFIRMIERS, ["=cmd();A;3_intermediaire"]), 4, "Code", "un code commune de cinq caractères"),
    "duplicate commune": (
        cartosante(INFIRMIERS, ["01001;A;3_intermediaire", "01001;A;3_intermediaire"]),
        5,
        "Code",
        "une ligne par commune (déjà ligne 4)",
    ),
    "unknown class": (cartosante(INFIRMIERS, ["01001;A;9_Autre"]), 4, INFIRMIERS, "1_Tres_sous_dotee, 2_Sous_dotee"),
    "empty class": (cartosante(INFIRMIERS, ["01001;A;"]), 4, INFIRMIERS, "une classe nouvelle s'ajoute au catalogue"),
    "latin-1": (cartosante(INFIRMIERS, ["01001;Été;3_intermediaire"]).lstrip("\ufeff").encode("latin-1"), 1, "", "un texte en UTF-8"),
    "nul byte": (cartosante(INFIRMIERS, ["01001;A\0;3_intermediaire"]), 4, "", "un fichier texte en UTF-8"),
    "utf-16": (cartosante(INFIRMIERS, ["01001;A;3_intermediaire"]).encode("utf-16"), 1, "", "un fichier texte en UTF-8"),
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
        read_cartosante(write(tmp_path, content), catalogue.couche("zonage-infirmiers"))
    first = refused.value.defects[0]
    assert (first.file, first.row, first.column) == ("fichier.csv", row, column)
    assert expected in str(refused.value)
    assert "trouvé" in str(refused.value)


def test_all_defects_of_a_file_come_together(tmp_path, catalogue):
    rows = ["1001;A;3_intermediaire", "01002;B;9_Autre", "01003;C;9_Autre", "01002;D;3_intermediaire"]
    with pytest.raises(DataError) as refused:
        read_cartosante(write(tmp_path, cartosante(INFIRMIERS, rows)), catalogue.couche("zonage-infirmiers"))
    assert [(defect.row, defect.found) for defect in refused.value.defects] == [(4, "1001"), (7, "01002"), (5, "9_Autre (2 lignes)")]


def test_a_file_over_the_size_limit_is_not_even_opened(tmp_path, catalogue, monkeypatch):
    monkeypatch.setattr(bornes, "LARGEST_FILE", 10)
    with pytest.raises(DataError, match="au plus 10 octets"):
        read_apl(write(tmp_path, apl(["01001;1.0"])), catalogue.couche("apl"))


def test_too_many_rows_stop_the_reading(tmp_path, catalogue, monkeypatch):
    monkeypatch.setattr(bornes, "MOST_ROWS", 2)
    with pytest.raises(DataError, match="ligne 3 : attendu au plus 2 lignes"):
        read_apl(write(tmp_path, apl(["01001;1.0", "01002;1.0"])), catalogue.couche("apl"))


def test_a_file_wrong_on_every_row_gives_a_bounded_list(tmp_path, catalogue):
    with pytest.raises(DataError) as refused:
        read_apl(write(tmp_path, apl([f"{number:04};1.0" for number in range(5000)])), catalogue.couche("apl"))
    assert len(refused.value.defects) == bornes.MOST_DEFECTS
