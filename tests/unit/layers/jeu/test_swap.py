"""layers/jeu/echange.py : l'ancien jeu ou le nouveau, jamais une moitié ; le précédent revient ; un échange interrompu se finit."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from layers.jeu.echange import LEAVING, LOCK, exclusive, put_in_service, roll_back, safe_target, tidy
from layers.jeu.jeu import MANIFEST, PREVIOUS, READY, SITE_COLUMNS, read_dataset, remplace, table_name, write_dataset
from layers.socle.defauts import DataError

ROOT = Path(__file__).resolve().parents[4]
SITES = pd.DataFrame(columns=list(SITE_COLUMNS), dtype="str")
ABOUT = {"mode": "official", "hash": "", "date": "2026-05-12", "sources": []}


def write(folder: Path, classe: str) -> str:
    """Écrit, sans le mettre en service, le jeu d'une commune de cette classe ; rend son empreinte."""
    folder.mkdir(exist_ok=True)
    return write_dataset(folder, pd.DataFrame({"code_commune": ["01001"], "zonage": [classe]}, dtype="str"), SITES, ABOUT)


def serve(folder: Path, *classes: str) -> Path:
    for classe in classes:
        write(folder, classe)
        put_in_service(folder)
    return folder


def shown(folder: Path, name: str = MANIFEST) -> str:
    """La classe que montre le jeu de ce manifeste."""
    return read_dataset(folder, name).communes["zonage"].to_list()[0]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "official"


def test_the_previous_set_is_kept_and_only_one(folder):
    serve(folder, "ZIP", "ZAC", "ZAR")
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZAR", "ZAC")
    assert len(names(folder)) == 2 + 4  # deux manifestes, deux tables chacun


def test_the_same_data_twice_do_not_push_the_previous_out(folder):
    serve(folder, "ZIP", "ZAC", "ZAC")
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZAC", "ZIP")


def test_a_roll_back_is_undone_by_another(folder):
    serve(folder, "ZIP", "ZAC")
    assert roll_back(folder).communes["zonage"].to_list() == ["ZIP"]
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZIP", "ZAC")
    roll_back(folder)
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZAC", "ZIP")
    assert len(names(folder)) == 6


def test_without_a_previous_set_nothing_is_rolled_back(folder):
    serve(folder, "ZIP")
    with pytest.raises(DataError, match="un jeu précédent à remettre en service, trouvé aucun"):
        roll_back(folder)
    assert shown(folder) == "ZIP"


def test_a_damaged_previous_set_is_not_put_back(folder):
    first = write(folder, "ZIP")
    put_in_service(folder)
    serve(folder, "ZAC")
    (folder / table_name("communes", first)).write_text("code_commune,zonage\n01001,ZAR\n", encoding="utf-8")
    before = names(folder)
    with pytest.raises(DataError, match="l'empreinte du manifeste"):
        roll_back(folder)
    assert (shown(folder), names(folder)) == ("ZAC", before)


@pytest.mark.parametrize("damage", ["manifest", "table"])
def test_a_damaged_set_in_service_does_not_push_a_whole_one_out(damage, folder):
    serve(folder, "ZIP")
    second = write(folder, "ZAC")
    put_in_service(folder)
    (folder / (MANIFEST if damage == "manifest" else table_name("sites", second))).write_text("abîmé", encoding="utf-8")
    serve(folder, "ZAR")
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZAR", "ZIP")


def test_a_damaged_set_in_service_can_be_rolled_back(folder):
    serve(folder, "ZIP", "ZAC")
    (folder / MANIFEST).write_text("{", encoding="utf-8")
    roll_back(folder)
    assert shown(folder) == "ZIP"
    assert not (folder / PREVIOUS).exists()


def test_an_exchange_stopped_before_its_rename_is_forgotten(folder):
    serve(folder, "ZIP", "ZAC")
    write(folder, "ZAR")
    (folder / LEAVING).write_bytes((folder / MANIFEST).read_bytes())
    tidy(folder)
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZAC", "ZIP")
    assert len(names(folder)) == 6


def test_an_exchange_stopped_after_its_rename_is_finished(folder):
    serve(folder, "ZIP", "ZAC")
    write(folder, "ZAR")
    (folder / LEAVING).write_bytes((folder / MANIFEST).read_bytes())
    (folder / READY).replace(folder / MANIFEST)
    tidy(folder)
    assert (shown(folder), shown(folder, PREVIOUS)) == ("ZAR", "ZAC")
    assert len(names(folder)) == 6


def test_half_written_files_are_removed_and_a_stranger_s_are_not(folder):
    serve(folder, "ZIP")
    kept = names(folder)
    for name in ("communes-0123456789abcdef.csv", "sites-0123456789abcdef.csv.en-cours", "manifest.pret.json.en-cours", "communes.csv"):
        (folder / name).write_text("moitié", encoding="utf-8")
    (folder / "notes.txt").touch()
    tidy(folder)
    assert names(folder) == sorted([*kept, "notes.txt"])


def test_a_folder_that_holds_something_else_is_never_a_target(tmp_path, folder):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "these.odt").touch()
    (tmp_path / "vide").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "vide")
    assert not safe_target(tmp_path / "documents")
    assert not safe_target(tmp_path / "lien")
    assert safe_target(tmp_path / "vide")
    assert safe_target(tmp_path / "absent")
    assert safe_target(serve(folder, "ZIP"))
    (folder / MANIFEST).unlink()  # ce qu'une première préparation tuée laisse
    assert safe_target(folder)


def test_one_preparation_at_a_time_and_a_killed_one_holds_nothing(folder):
    hold = f"import sys, time; sys.path.insert(0, {str(ROOT)!r})\nfrom pathlib import Path\nfrom layers.jeu.echange import exclusive\n"
    hold += f"with exclusive(Path({str(folder)!r})):\n    print('tenu', flush=True)\n    time.sleep(60)\n"
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE, encoding="utf-8") as other:
        assert other.stdout.readline().strip() == "tenu"
        with pytest.raises(DataError, match="une seule préparation à la fois"), exclusive(folder):
            pass
        other.kill()
        other.wait()
        with exclusive(folder):
            assert (folder / LOCK).exists()


def test_a_file_held_for_an_instant_is_replaced_and_one_held_for_good_is_a_sentence(tmp_path, monkeypatch):
    """Un antivirus tient le fichier : une fois, l'échange attend ; toujours, il le dit en français."""
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("a", encoding="utf-8")
    whole, refused = Path.replace, [True]

    def held(self, other):
        if refused and refused[0]:
            refused[0] = False
            raise PermissionError(13, "Permission denied")
        return whole(self, other)

    monkeypatch.setattr(Path, "replace", held)
    remplace(source, target, patience_s=5)
    assert target.read_text(encoding="utf-8") == "a"
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(DataError, match="un autre programme le tient"):
        remplace(target, source, patience_s=0)
