"""La commande qui écrit les feuilles d'un département : tout y est, entier, une seule fois ; refus courts ; reprise."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from layers.socle.suivi import MUET
from scripts import fiches
from settings import Settings
from views.papier import phrases as t

DU_31 = ["31001", "31002", "31003"]


def index(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / fiches.INDEX).read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".pdf"}


@pytest.fixture(scope="module")
def written(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fiches")
    assert fiches.ecrire(small, Settings(), DU_31, folder, MUET) == 0
    return folder


def test_every_sheet_is_there_and_in_the_index(written):
    rows = index(written)
    assert [row["code_commune"] for row in rows] == DU_31
    assert {row["fichier"] for row in rows} == set(files(written))
    assert all(int(row["octets"]) == len(files(written)[row["fichier"]]) for row in rows)
    assert all(content.startswith(b"%PDF-") for content in files(written).values())
    assert [path.name for path in written.iterdir() if path.suffix not in (".pdf", ".csv")] == []


def copied(source: Path, target: Path) -> Path:
    target.mkdir(exist_ok=True)
    for path in source.iterdir():
        (target / path.name).write_bytes(path.read_bytes())
    return target


def remade(monkeypatch) -> list[str]:
    """Les communes dont la feuille est composée désormais, dans l'ordre."""
    done = []
    true = fiches.papier
    monkeypatch.setattr(fiches, "papier", lambda *given: done.append(given[3].code) or true(*given))
    return done


def test_a_second_run_only_makes_what_is_missing_or_damaged(small, written, tmp_path, monkeypatch, capsys):
    folder = copied(written, tmp_path)
    names = {row["code_commune"]: row["fichier"] for row in index(folder)}
    (folder / names["31001"]).unlink()
    (folder / names["31003"]).write_bytes(b"%PDF- la moiti")
    done = remade(monkeypatch)
    assert fiches.ecrire(small, Settings(), DU_31, folder, MUET) == 0
    assert done == ["31001", "31003"] and files(folder) == files(written)
    assert sorted(row["code_commune"] for row in index(folder)) == DU_31
    assert t.fiches_ecrites(2, 1, str(folder), 1).split(",")[0] in capsys.readouterr().out


def test_another_data_set_or_address_makes_everything_again(small, small_demonstration, written, tmp_path, monkeypatch):
    folder = copied(written, tmp_path)
    done = remade(monkeypatch)
    fiches.ecrire(small, Settings(adresse="https://maillage.exemple.fr"), DU_31, folder, MUET)
    assert done == DU_31
    fiches.ecrire(small_demonstration, Settings(adresse="https://maillage.exemple.fr"), DU_31, folder, MUET)
    assert done == DU_31 * 2


def test_an_interruption_keeps_what_was_done(small, tmp_path, monkeypatch):
    true = fiches.papier

    def stopped(atlas, contours, modele, it, adresse):
        if it.code == "31003":
            raise KeyboardInterrupt
        return true(atlas, contours, modele, it, adresse)

    monkeypatch.setattr(fiches, "papier", stopped)
    with pytest.raises(KeyboardInterrupt):
        fiches.ecrire(small, Settings(), DU_31, tmp_path, MUET)
    assert [row["code_commune"] for row in index(tmp_path)] == DU_31[:2] and len(files(tmp_path)) == 2
    monkeypatch.setattr(fiches, "papier", true)
    done = remade(monkeypatch)
    assert fiches.ecrire(small, Settings(), DU_31, tmp_path, MUET) == 0
    assert done == ["31003"]


def test_a_sheet_that_cannot_be_made_is_told_and_the_others_are_there(small, tmp_path, monkeypatch, capsys):
    true = fiches.pdf

    def refusing(contenu):
        if "31002" in contenu["titre"]:
            raise RuntimeError("la feuille déborde")
        return true(contenu)

    monkeypatch.setattr(fiches, "pdf", refusing)
    assert fiches.ecrire(small, Settings(), DU_31, tmp_path, MUET) == 1
    assert [row["code_commune"] for row in index(tmp_path)] == ["31001", "31003"]
    assert "31002 (la feuille déborde)" in capsys.readouterr().err


ELSEWHERE = "code_commune;nom;fichier;octets;jeu;empreinte\n31001;Amont;../ailleurs.pdf;12;x;EMPREINTE\n"


@pytest.mark.parametrize("damage", ["", "n'importe quoi", ELSEWHERE, "\x00;\x00\n", "empreinte\nEMPREINTE\n"])
def test_a_damaged_index_only_means_that_everything_is_made_again(small, tmp_path, damage):
    """Même une ligne bien faite ne désigne que les fichiers du dossier."""
    folder = tmp_path / "fiches"
    folder.mkdir()
    (tmp_path / "ailleurs.pdf").write_bytes(b"%PDF- ailleu")
    (folder / fiches.INDEX).write_text(damage.replace("EMPREINTE", fiches.empreinte(small, "")), encoding="utf-8")
    assert fiches.ecrire(small, Settings(), DU_31[:1], folder, MUET) == 0
    assert [(row["code_commune"], row["fichier"] in files(folder)) for row in index(folder)] == [("31001", True)]


# ---------------------------------------------------------------- la commande
@pytest.fixture
def service(monkeypatch, small):
    monkeypatch.setattr(fiches, "load_atlas", lambda *_: small)


@pytest.mark.parametrize("asked", ["99", "75", "", "<script>", "4" * 300, "../46"])
def test_an_unknown_departement_is_refused_in_one_sentence(service, tmp_path, capsys, asked):
    assert fiches.main([asked, "--out", str(tmp_path / "rien")]) == 2
    said = capsys.readouterr().err
    assert t.departement_inconnu(asked, ["31", "46"]).strip() == said.strip() and len(said) < 200
    assert not (tmp_path / "rien").exists()


def test_a_folder_that_cannot_be_written_is_refused_in_one_sentence(service, tmp_path, capsys):
    (tmp_path / "fichier").write_text("x")
    assert fiches.main(["31", "--out", str(tmp_path / "fichier")]) == 1
    assert "n'ont pas pu être écrites" in capsys.readouterr().err


def test_the_command_writes_a_departement(service, tmp_path, capsys):
    assert fiches.main(["46", "--out", str(tmp_path / "lot"), "--progress", "lignes"]) == 0
    assert [row["code_commune"] for row in index(tmp_path / "lot")] == ["46001", "46002", "46003"]
    shown = capsys.readouterr()
    assert "0 fiches sur 3, 0 %" in shown.err and t.fiches_ecrites(3, 0, str(tmp_path / "lot"), 1).split(",")[0] in shown.out
    assert [path.name for path in tmp_path.iterdir()] == ["lot"]


def test_progress_says_the_share_and_the_time_left():
    assert fiches._avancement(78, 312, 78, 20.0) == "78 fiches sur 312, 25 %, reste 60 s"
    assert fiches._avancement(10, 312, 0, 0.0) == "10 fiches sur 312, 3 %"
