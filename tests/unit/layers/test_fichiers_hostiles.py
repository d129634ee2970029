"""Des fichiers abîmés ou faits pour nuire, de bout en bout : refusés en une phrase ou rendus sans effet, et le jeu en service reste.

Les bornes sont abaissées quand leur vraie taille serait longue à écrire ; la taille réelle est mesurée par tests/bench/prepare.py.
"""

from __future__ import annotations

import gzip
import os
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from layers.jeu.jeu import read_dataset
from layers.preparation import lire as intake
from layers.prepare import OK, REFUSED
from layers.socle import limites as bornes
from layers.socle.defauts import Checker
from layers.sources.classeur import MOST_COLUMNS
from layers.sources.feuilles import feuilles
from tests.petit_pays import TVS_HEADER, adresse_plus, apl, cartosante, classeur, finess_plus, historique, qpv, quartier, site_plus, tvs

FORMULA = "=cmd|'/c calc'!A1"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def served(country, capsys):
    """Le petit pays, son jeu déjà en service : rien de ce qui suit ne doit l'abîmer."""
    assert country.prepare() == OK
    capsys.readouterr()
    return country


def refusal(country, capsys) -> str:
    """Le refus de la préparation ; le jeu en service est inchangé, et rien ne traîne à côté."""
    before = {path.relative_to(country.out.parent): path.read_bytes() for path in country.out.rglob("*") if path.is_file()}
    assert country.prepare() == REFUSED
    after = {path.relative_to(country.out.parent): path.read_bytes() for path in country.out.rglob("*") if path.is_file()}
    assert after == before
    message = capsys.readouterr().err
    assert "Traceback" not in message
    assert "Le jeu de données en service n'a pas changé." in message
    return message


def bomb(opening: bytes) -> bytes:
    return gzip.compress(opening + b'"",' * 10_000_000)


def test_a_gzip_bomb(served, capsys):
    served.put("bombe.json.gz", bomb(b'{"schemaVersion": "v1.0.0", "pmej": [{"ege": [{"adresse": ['))
    assert "bombe.json.gz : attendu au plus 200 octets décompressés par octet" in refusal(served, capsys)


def test_a_truncated_feed(served, capsys):
    served.put("flux.json.gz", finess_plus(*[site_plus(f"31{i:07}", adresse_plus("31001")) for i in range(2_000)])[:-2_000])
    assert "flux.json.gz : attendu un fichier gzip entier, trouvé un fichier tronqué ou abîmé" in refusal(served, capsys)


def test_a_workbook_that_is_a_bomb_is_left_and_said(served, capsys):
    path = served.put("bombe.xlsx", b"")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(30_000_000))
    assert served.prepare() == OK
    assert "Ignoré : bombe.xlsx : illisible : attendu au plus 200 octets décompressés par octet" in capsys.readouterr().out


def test_a_zip_with_names_that_climb_out_of_the_folder_is_never_unpacked(served, capsys):
    path = served.put("archive.zip", b"")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evade.csv", apl(["31001;9.0"]))
        archive.writestr("/etc/evade.csv", "x")
    assert served.prepare() == OK
    assert "Ignoré : archive.zip : illisible : attendu une archive qui contient une table" in capsys.readouterr().out
    assert not list(served.sources.parent.parent.rglob("evade.csv"))


def test_a_workbook_with_an_xml_bomb_is_refused(served, capsys):
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    sheet = f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><worksheet><sheetData><row><c><v>&a11;</v></c></row></sheetData></worksheet>'
    path = served.put("tvs.xlsx", tvs([("31001", "Amont", "31555", "Le Puits")]))
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    served.prepare()
    said = capsys.readouterr()
    assert "tvs.xlsx" in said.out + said.err
    assert "Traceback" not in said.err


def test_a_line_that_never_ends(served, capsys, monkeypatch):
    monkeypatch.setattr(bornes, "LONGEST_LINE", 1_000)
    served.put("b.csv", apl(["31001;" + "9" * 100_000]))
    assert "b.csv, ligne 2 : attendu une ligne de 1000 octets au plus, trouvé une ligne plus longue" in refusal(served, capsys)


def test_rows_that_never_end(served, capsys, monkeypatch):
    monkeypatch.setattr(bornes, "MOST_ROWS", 100)
    served.put("b.csv", apl([f"{number:05};1.0" for number in range(31_000, 31_200)]))
    assert "b.csv, ligne 101 : attendu au plus 100 lignes, trouvé davantage" in refusal(served, capsys)


def test_sites_that_never_end(served, capsys, monkeypatch):
    monkeypatch.setattr(bornes, "MOST_ROWS", 100)
    served.put("flux.json.gz", finess_plus(*[site_plus(f"31{i:07}", adresse_plus("31001")) for i in range(200)]))
    assert "attendu au plus 100 sites, trouvé davantage" in refusal(served, capsys)


def test_a_table_of_endless_columns(served, capsys):
    served.put("b.csv", "Code commune INSEE;APL aux médecins généralistes;" + ";".join("x" * 40_000) + "\n31001;1.0\n")
    assert "b.csv" in refusal(served, capsys)


def test_a_file_too_large_is_not_read(served, capsys):
    path = served.put("b.csv", apl(["31001;1.0"]))
    with path.open("r+b") as stream:
        stream.truncate(bornes.LARGEST_FILE * 20)  # un fichier creux : 20 Go qui n'en prennent pas
    assert "b.csv : attendu au plus 1000000000 octets, trouvé 20000000000 octets" in refusal(served, capsys)


@pytest.mark.parametrize("name", ["a.csv", "b.csv", "sous/c.csv"])
def test_nul_bytes_in_a_text_file(name, served, capsys):
    path = served.sources / name
    path.write_bytes(path.read_bytes() + b"31001\0;\0\n")
    assert "trouvé un octet nul" in refusal(served, capsys)


def test_nul_bytes_and_invisible_characters_in_a_json_name_are_removed_and_said(served, capsys):
    hostile = site_plus("310000001", adresse_plus("31001"), nom="MSP\0 \u202eAMONT\x1b[2J")
    other = site_plus("460000001", adresse_plus("46001"), nom="CDS DENTAIRE", categorie="124")
    served.put("flux.json.gz", finess_plus(hostile, other))
    assert served.prepare() == OK
    out = capsys.readouterr().out
    assert "Noms nettoyés de caractères invisibles, ou trop longs : 1." in out
    assert "\0" not in out and "\x1b" not in out
    assert list(read_dataset(served.out).sites["nom"]) == ["MSP AMONT[2J", "CDS DENTAIRE"]


def test_a_name_without_end_is_shortened(served):
    endless = site_plus("310000001", adresse_plus("31001"), nom="M" * 50_000)
    served.put("flux.json.gz", finess_plus(endless, site_plus("460000001", adresse_plus("46001"), categorie="124")))
    assert served.prepare() == OK
    assert read_dataset(served.out).sites["nom"].str.len().max() == 300


def test_a_formula_or_a_script_in_a_name_is_a_name(served):
    sites = [("310000001", FORMULA, "001", "31", "603"), ("460000001", SCRIPT, "001", "46", "124")]
    served.put("sous/c.csv", historique(sites))
    assert served.prepare() == OK
    assert list(read_dataset(served.out).sites["nom"]) == [FORMULA, SCRIPT]


def test_a_formula_in_a_cell_is_never_computed(served, capsys):
    served.put("tvs.xlsx", classeur([TVS_HEADER, ("31001", "Amont", "31555", "Le Puits"), ("31002", "Aval", "=1+1", "Rive")]))
    assert "tvs.xlsx" in refusal(served, capsys)


@pytest.mark.parametrize("code", ["../../etc/passwd", "=31001", "<b>31001</b>", "３１００１"])
def test_a_code_that_is_not_one_is_refused(code, served, capsys):
    served.put("a.csv", cartosante("Zonage médecins", [f"{code};Amont;1_ZIP"]))
    assert "a.csv, ligne 4" in refusal(served, capsys)


def test_a_quarter_with_a_hostile_name_keeps_it_as_text(served):
    served.put("qpv.geojson", qpv([quartier("QP031001", SCRIPT, "31001")]))
    assert served.prepare() == OK
    communes = read_dataset(served.out).communes.set_index("code_commune")
    assert SCRIPT in communes.loc["31001"].to_list()


NAMES = ["ligne\nsuivante.csv", "\x1b[31mrouge.csv", "<img src=x onerror=alert(1)>.csv", "=cmd.csv", "a..csv", "a" * 200, "é\u202evsc"]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_name_is_shown_without_effect(name, served, capsys):
    (served.sources / "b.csv").rename(served.sources / name)
    assert served.prepare() == OK
    said = capsys.readouterr()
    assert not any(not (c.isprintable() or c == "\n") for c in said.out)
    shown = next(one["fichier"] for one in read_dataset(served.out).manifest["sources"] if one["id"] == "apl")
    assert shown.isprintable() and len(shown) <= 80


def test_links_and_pipes_are_not_followed(served, capsys):
    (served.sources / "b.csv").unlink()
    (served.sources / "b.csv").symlink_to("/etc/passwd")
    os.mkfifo(served.sources / "tube.csv")  # l'ouvrir attendrait un écrivain qui ne vient pas
    message = refusal(served, capsys)
    assert "colonne « apl »" in message and "root:" not in message


def test_links_and_pipes_are_said(served, capsys):
    (served.sources / "lien.csv").symlink_to("/etc/passwd")
    (served.sources / "boucle").symlink_to(served.sources, target_is_directory=True)
    os.mkfifo(served.sources / "tube.csv")
    assert served.prepare() == OK
    out = capsys.readouterr().out
    for line in ("lien.csv : lien symbolique, non suivi", "boucle : lien symbolique", "tube.csv : n'est pas un fichier ordinaire"):
        assert f"Ignoré : {line}" in out


@pytest.mark.parametrize("change", ["grown", "replaced", "cut", "removed"])
def test_a_file_that_changes_while_it_is_read(change, served, capsys, monkeypatch):
    read = intake.PAR_LECTEUR["apl"].lire

    def read_while_it_changes(path, couche, tell):
        table = read(path, couche)
        if change == "grown":
            path.write_text(path.read_text(encoding="utf-8") + "31010;9.9\n", encoding="utf-8")
        elif change == "replaced":
            other = path.with_name("autre")
            other.write_bytes(path.read_bytes())
            os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
            other.replace(path)
        elif change == "cut":
            path.write_bytes(path.read_bytes()[:40])
            return read(path, couche)
        else:
            path.unlink()
        return table

    monkeypatch.setitem(intake.PAR_LECTEUR, "apl", replace(intake.PAR_LECTEUR["apl"], lire=read_while_it_changes))
    assert "b.csv : attendu un fichier qui ne change pas pendant la lecture, trouvé un fichier modifié" in refusal(served, capsys)


def test_a_file_that_asks_for_too_much_memory_is_named(served, capsys, monkeypatch):
    def starve(path, couche, tell):
        raise MemoryError

    monkeypatch.setitem(intake.PAR_LECTEUR, "apl", replace(intake.PAR_LECTEUR["apl"], lire=starve))
    assert "b.csv : attendu un fichier qui se lit en moins de 2 Go de mémoire, trouvé davantage" in refusal(served, capsys)


def test_a_folder_that_cannot_be_opened_is_a_refusal_and_not_a_silence(served, capsys, monkeypatch):
    """Un sous-dossier fermé : ce qu'il contient n'est pas « sans fichier ». (L'administrateur, lui, ouvre tout : le système est imité.)"""
    (served.sources / "zonage").mkdir()
    real = os.scandir

    def closed(path):
        if str(path).endswith("zonage"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    message = refusal(served, capsys)
    assert "zonage : attendu un dossier que l'on peut ouvrir, trouvé accès refusé" in message
    assert "Errno" not in message


def test_a_cell_in_the_last_column_of_a_workbook_costs_no_column_in_between(tmp_path):
    """Une case en XFD à chaque ligne : seize mille cases par ligne, si la lecture ne s'arrêtait pas aux premières."""
    book = openpyxl.Workbook()
    for row in range(1, 21):
        book.active.cell(row=row, column=1, value=f"310{row:02}")
        book.active.cell(row=row, column=16_384, value="x")
    book.save(tmp_path / "large.xlsx")
    found = feuilles(tmp_path / "large.xlsx", Checker("large.xlsx"))
    assert {len(fields) for sheet in found for _, fields in sheet.lignes} == {MOST_COLUMNS}
