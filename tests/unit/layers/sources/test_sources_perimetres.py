"""Les territoires de vie-santé (classeur) et les quartiers prioritaires (GeoJSON) : lus, ou refusés en disant où."""

from pathlib import Path

import pytest

from layers.socle import limites as bornes
from layers.socle.defauts import DataError
from layers.sources.qpv import generation_of, read_qpv
from layers.sources.tvs import read_tvs
from tests.petit_pays import TVS_HEADER, classeur, qpv, quartier, tvs

AMONT = ("31001", "Amont", "31555", "Toulouse")
CENTRE = quartier("QP031001", "Centre", "31001")


def write(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "fichier.dat"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_a_tvs_row_gives_the_code_and_the_name(tmp_path):
    table = read_tvs(write(tmp_path, tvs([AMONT, ("2A004", None, "2A01", "Ajaccio")]))).table
    assert table[["code_commune", "nom_commune", "code", "nom"]].to_numpy().tolist() == [
        ["31001", "Amont", "31555", "Toulouse"],
        ["2A004", "", "2A01", "Ajaccio"],  # sans nom de commune, et un code de quatre caractères : la Corse de l'éditeur
    ]
    assert table.index.to_list() == [2, 3]


def test_the_columns_of_a_workbook_may_come_in_any_order_with_empty_rows(tmp_path):
    rows = [("note", *reversed(TVS_HEADER)), (None,) * 5, ("", "Toulouse", "31555", "Amont", "31001")]
    assert read_tvs(write(tmp_path, classeur(rows))).table["code"].to_dict() == {3: "31555"}


BAD_TVS = {
    "number that lost its zero, among others": (
        [(1001, "A", "01093", "B"), ("01002", "C", "01093", "B")],
        "ligne 2, colonne « Code commune »",
        "zéro de tête perdu",
    ),
    "commune twice": ([AMONT, AMONT], "ligne 3", "une ligne par commune (déjà ligne 2)"),
    "no zone": ([("31001", "Amont", None, "Toulouse")], "ligne 2", "un code de territoire"),
    "no name": ([("31001", "Amont", "31555", None)], "ligne 2, colonne « Libellé du territoire", "un nom"),
    "name with the separator": ([("31001", "Amont", "31555", "A|B")], "ligne 2", "sans « | »"),
    "two names of a code": ([AMONT, ("31002", "Aval", "31555", "Tolosa")], "ligne 3", "le même nom que la première ligne de ce code"),
    "header alone": ([], "fichier.dat", "au moins une ligne de données"),
}


@pytest.mark.parametrize("situation", BAD_TVS)
def test_a_bad_tvs_table_is_refused(situation, tmp_path):
    rows, where, expected = BAD_TVS[situation]
    with pytest.raises(DataError) as refused:
        read_tvs(write(tmp_path, tvs(rows)))
    assert where in str(refused.value) and expected in str(refused.value)


def test_a_missing_column_and_a_broken_workbook_are_named(tmp_path, monkeypatch):
    with pytest.raises(DataError, match="colonne « Libellé de la commune » : attendu cette colonne, une fois, trouvé 0 fois"):
        read_tvs(write(tmp_path, classeur([tuple(one for one in TVS_HEADER if one != "Libellé de la commune"), AMONT[1:]])))
    with pytest.raises(DataError, match="attendu un classeur ou une archive lisible"):
        read_tvs(write(tmp_path, tvs([AMONT])[:-200]))
    monkeypatch.setattr(bornes, "LARGEST_WORKBOOK", 10)
    with pytest.raises(DataError, match="au plus 10 octets une fois décompressé"):
        read_tvs(write(tmp_path, tvs([AMONT])))


def test_a_quarter_is_its_properties_alone(tmp_path):
    table = read_qpv(write(tmp_path, qpv([CENTRE])))
    assert table[["code", "nom", "code_commune", "nom_commune", "departement"]].to_numpy().tolist() == [
        ["QP031001", "Centre", "31001", "Amont", "31"]
    ]


def test_a_quarter_astride_two_communes_has_a_row_for_each_name(tmp_path):
    table = read_qpv(write(tmp_path, qpv([quartier("QP065003", "Tarbes Est", "65440", "Séméac, Tarbes", "65")])))
    assert table[["code_commune", "nom_commune"]].to_numpy().tolist() == [["65440", "Séméac, Tarbes"], ["", "Séméac"], ["", "Tarbes"]]
    assert set(table["departement"]) == {"65"}


def test_the_fields_of_the_generation_of_2024_are_read_too(tmp_path):
    new = {"code_qp": "QN06501M", "lib_qp": "Tarbes Est", "insee_com": "65417, 65440", "lib_com": "Séméac, Tarbes", "insee_dep": "65"}
    table = read_qpv(write(tmp_path, qpv([new])))
    assert table["code_commune"].to_list() == ["65417", "65440"]
    assert set(table["nom"]) == {"Tarbes Est"}


def test_the_generation_is_the_one_of_the_codes(tmp_path):
    both = [CENTRE, quartier("QN03101M", "Gare", "31001")]
    assert generation_of(read_qpv(write(tmp_path, qpv([CENTRE])))) == "génération 2015–2023"
    assert generation_of(read_qpv(write(tmp_path, qpv(both)))) == "génération 2015–2023 et génération 2024"


BAD_QPV = {
    "another code": (qpv([quartier("XX1", "Centre", "31001")]), "colonne « code_qp » : attendu un code de quartier"),
    "commune in words": (qpv([quartier("QP031001", "Centre", "Amont")]), "colonne « code_commune »"),
    "quarter twice": (qpv([CENTRE, CENTRE]), "ligne 2, colonne « code_qp » : attendu un quartier une seule fois"),
    "no name": (qpv([quartier("QP031001", "", "31001")]), "colonne « nom_qp » : attendu un nom"),
    "no properties": (qpv([None]), "attendu des propriétés"),
    "no quarter": (qpv([]), "au moins un quartier"),
    "cut file": (qpv([CENTRE])[:-10], "attendu un GeoJSON entier"),
    "latin-1": (qpv([quartier("QP031001", "Été", "31001")]).encode("latin-1"), "attendu un GeoJSON entier, en UTF-8"),
}


@pytest.mark.parametrize("situation", BAD_QPV)
def test_a_bad_file_of_quarters_is_refused(situation, tmp_path):
    content, expected = BAD_QPV[situation]
    with pytest.raises(DataError) as refused:
        read_qpv(write(tmp_path, content))
    assert expected in str(refused.value)
