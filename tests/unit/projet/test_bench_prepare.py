"""Le banc de la préparation : ce qu'il agrandit reste lisible, ce qu'il mesure est mesuré."""

from __future__ import annotations

import gzip
import json

import openpyxl

from layers.jeu.jeu import read_dataset
from layers.prepare import OK, main
from tests.bench.agrandir import Numeros, agrandir
from tests.bench.mesure import mesure, nombre, tableau
from tests.petit_pays import TVS_HEADER, adresse_plus, cartosante, extrait, finess_plus, historique, site_plus, tvs

SITE = ("310000001", "MSP AMONT", "001", "31", "603")
PLACE = "geolocalisation;310000001;546738.9;6213897.0;1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,LAMBERT_93;2026-05-12"


def sources(folder):
    """Un petit dossier de sources : 32 communes, un site en deux mises en page."""
    folder.mkdir()
    communes = [f"31{number:03};Nom;1_ZIP" for number in range(32)]
    (folder / "zonage.csv").write_text(cartosante("Zonage médecins", communes), encoding="utf-8")
    (folder / "historique.csv").write_text(historique([SITE], (PLACE,)), encoding="utf-8")
    (folder / "flux.json.gz").write_bytes(finess_plus(site_plus("310000001", adresse_plus("31001"))))
    (folder / "tvs.xlsx").write_bytes(tvs([(f"31{number:03}", "Nom", "31555", "Puits") for number in range(32)]))
    (folder / "README.md").write_text("notice", encoding="utf-8")
    return folder


def test_a_scale_keeps_a_share_of_the_communes_and_copies_the_sites(tmp_path):
    rows = agrandir(sources(tmp_path / "a"), tmp_path / "b", 4)
    text = (tmp_path / "b" / "zonage.csv").read_text(encoding="utf-8").splitlines()
    assert text[2] == "Code;Libellé;Zonage médecins"
    assert [line[:5] for line in text[3:]] == ["31000", "31004", "31008", "31012", "31016", "31020", "31024", "31028"]
    lines = (tmp_path / "b" / "historique.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(";")[1] for line in lines[1:]] == ["310000001", "319999999", "319999998", "319999997"] * 2
    flux = json.loads(gzip.decompress((tmp_path / "b" / "flux.json.gz").read_bytes()))
    sites = [site for holder in flux["pmej"] for site in holder["ege"]]
    assert [site["informationsGeneralesEGE"]["numFinessEge"] for site in sites] == ["310000001", "319999999", "319999998", "319999997"]
    sheet = openpyxl.load_workbook(tmp_path / "b" / "tvs.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == list(TVS_HEADER)
    assert sheet.max_row == 9
    assert not (tmp_path / "b" / "README.md").exists()
    assert rows == 11 + 9 + 4 + 9


def test_the_copies_of_a_site_have_the_same_number_in_every_layout(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "extrait.csv").write_text(extrait(["310000001,,MSP,,001,31,603,43.5,1.5,31001"]), encoding="utf-8")
    (folder / "historique.csv").write_text(historique([SITE]), encoding="utf-8")
    agrandir(folder, tmp_path / "b", 2)
    rows = (tmp_path / "b" / "extrait.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["310000001", "319999999"]


def test_the_whole_scale_is_the_files_themselves_and_prepares(country, tmp_path):
    agrandir(country.sources, tmp_path / "b", 16)
    assert main([str(tmp_path / "b"), "--data", str(country.data), "--out", str(country.out)]) == OK
    assert len(read_dataset(country.out).sites) == 32


def test_numbers_never_collide():
    numbers = Numeros({"319999999", "310000001"})
    found = [numbers.copie("310000001", rank) for rank in range(3)] + [numbers.copie("319999999", rank) for rank in range(3)]
    assert len(set(found)) == 6
    assert found[0] == "310000001" and numbers.copie("310000001", 2) == found[2]


def test_a_command_is_measured_in_its_own_process():
    found = mesure("-c", "import sys; block = bytearray(80_000_000); print('dit'); sys.exit(3)")
    assert (found.code, found.sortie) == (3, "dit\n")
    assert 80 < found.megaoctets < 200
    assert found.secondes > 0


def test_a_command_that_never_ends_is_stopped():
    found = mesure("-c", "import time; time.sleep(60)", limit_s=0.2)
    assert found.code < 0
    assert found.secondes < 30


def test_the_table_is_aligned():
    assert tableau([["", "durée"], ["×1", "1,5 s"], ["×16", "12,0 s"]]) == "      durée\n×1    1,5 s\n×16  12,0 s"
    assert [nombre(1234567), nombre(0.55, 1)] == ["1 234 567", "0,6"]
