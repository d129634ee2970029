"""layers/dataset.py et layers/swap.py : un dossier entier, ou refusé ; l'ancien ou le nouveau, jamais une moitié."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.checks import DataError
from layers.dataset import SITE_COLUMNS, hash_of, in_service, read_dataset, write_dataset
from layers.swap import put_in_service, remove_leftovers, safe_target, temporary_beside

COMMUNES = pd.DataFrame({"code_commune": ["01001", "2A004"], "zonage-medecins": ["ZIP", ""], "apl": ["1.940", "N/D"]}, dtype="str")
SITES = pd.DataFrame(
    [
        ("010000001", 'MSP "A", B', "msp", "", "01001", 5.1234567, 46.0, "exacte", "essai"),
        ("010000002", "CDS", "cds", "dentaire", "01001", np.nan, np.nan, "approximative", "essai"),
    ],
    columns=list(SITE_COLUMNS),
)
MANIFEST = {"mode": "official", "hash": "", "date": "2026-05-12", "sources": []}


def written(folder: Path, communes: pd.DataFrame = COMMUNES) -> Path:
    folder.mkdir(parents=True)
    write_dataset(folder, communes, SITES, MANIFEST)
    return folder


def test_what_is_read_is_what_was_written(tmp_path):
    found = read_dataset(written(tmp_path / "official"))
    pd.testing.assert_frame_equal(found.communes, COMMUNES)
    assert found.sites["longitude"].to_list()[0] == 5.123457  # six décimales : 0,1 m
    assert np.isnan(found.sites["longitude"].to_list()[1])
    assert found.sites["nom"].to_list() == ['MSP "A", B', "CDS"]
    assert found.manifest == {**MANIFEST, "hash": hash_of(COMMUNES, SITES)}


def test_the_hash_changes_with_any_cell_and_only_then():
    other = COMMUNES.assign(apl=["1.941", "N/D"])
    assert hash_of(COMMUNES, SITES) == hash_of(COMMUNES.copy(), SITES.copy())
    assert hash_of(COMMUNES, SITES) != hash_of(other, SITES)


@pytest.mark.parametrize("name", ["communes.csv", "sites.csv", "manifest.json"])
def test_half_a_folder_is_refused(name, tmp_path):
    folder = written(tmp_path / "official")
    (folder / name).unlink()
    with pytest.raises(DataError, match=f"colonne « {name} » : attendu un jeu de données entier, trouvé un fichier manquant"):
        read_dataset(folder)


@pytest.mark.parametrize("name", ["communes.csv", "sites.csv"])
def test_a_changed_table_is_refused(name, tmp_path):
    folder = written(tmp_path / "official")
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"01001", b"01002"))
    with pytest.raises(DataError, match="l'empreinte du manifeste"):
        read_dataset(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"mode": "official"}', "é"])
def test_a_broken_manifest_is_refused(text, tmp_path):
    folder = written(tmp_path / "official")
    (folder / "manifest.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(DataError, match=r"manifest\.json"):
        read_dataset(folder)


def test_a_commune_twice_or_a_missing_column_is_never_written(tmp_path):
    with pytest.raises(DataError, match="une ligne par commune"):
        written(tmp_path / "a", COMMUNES.assign(code_commune=["01001", "01001"]))
    with pytest.raises(DataError, match="une colonne code_commune"):
        written(tmp_path / "b", COMMUNES.drop(columns="code_commune"))
    assert not list((tmp_path / "a").iterdir())


def test_the_previous_set_is_kept_and_only_one(tmp_path):
    folder = tmp_path / "official"
    for value in ("ZIP", "ZAC", "ZAR"):
        put_in_service(written(tmp_path / "pret", COMMUNES.assign(**{"zonage-medecins": [value, ""]})), folder)
    assert read_dataset(folder).communes["zonage-medecins"].to_list()[0] == "ZAR"
    assert read_dataset(tmp_path / "official.precedent").communes["zonage-medecins"].to_list()[0] == "ZAC"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["official", "official.precedent"]


def test_killed_between_the_two_renames_the_previous_set_is_read(tmp_path):
    folder = written(tmp_path / "official")
    folder.rename(tmp_path / "official.precedent")
    assert in_service(folder) == tmp_path / "official.precedent"
    assert read_dataset(folder).manifest["mode"] == "official"


def test_a_rename_that_fails_leaves_the_set_in_service(tmp_path):
    folder = written(tmp_path / "official")
    missing = temporary_beside(folder)
    ready = tmp_path / "pret"
    missing.rename(ready)
    blocked = _Blocked(ready)
    with pytest.raises(OSError, match="bloqué"):
        put_in_service(blocked, folder)
    assert read_dataset(folder).manifest["mode"] == "official"
    assert not (tmp_path / "official.precedent").exists()


class _Blocked(type(Path())):
    """Un dossier qu'un autre programme tient ouvert : il refuse d'être renommé."""

    def rename(self, target):
        raise OSError("bloqué")


def test_a_folder_that_is_not_a_data_set_is_never_replaced(tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "these.odt").touch()
    (tmp_path / "vide").mkdir()
    assert not safe_target(tmp_path / "documents")
    assert safe_target(tmp_path / "vide")
    assert safe_target(tmp_path / "absent")
    assert safe_target(written(tmp_path / "official"))


def test_the_manifest_says_the_mode_in_readable_french(tmp_path):
    folder = tmp_path / "official"
    folder.mkdir()
    write_dataset(folder, COMMUNES, SITES, {**MANIFEST, "sources": [{"titre": "Médecins"}]})
    assert "Médecins" in (folder / "manifest.json").read_text(encoding="utf-8")
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["mode"] == "official"


def test_what_a_killed_preparation_left_is_removed_but_not_one_that_runs(tmp_path):
    folder = tmp_path / "official"
    killed, running = temporary_beside(folder), temporary_beside(folder)
    os.utime(killed, (0, 0))
    remove_leftovers(folder)
    assert sorted(tmp_path.iterdir()) == [running]
