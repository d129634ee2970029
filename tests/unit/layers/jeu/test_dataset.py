"""layers/jeu/jeu.py : un dossier entier, ou refusé."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.jeu.echange import put_in_service
from layers.jeu.jeu import MANIFEST as NAME
from layers.jeu.jeu import READY, SITE_COLUMNS, hash_of, prepared, read_dataset, table_name, write_dataset
from layers.socle.defauts import DataError

COMMUNES = pd.DataFrame({"code_commune": ["01001", "2A004"], "zonage-medecins": ["ZIP", ""], "apl": ["1.940", "N/D"]}, dtype="str")
SITES = pd.DataFrame(
    [
        ("010000001", 'MSP "A", B', "msp", "", "01001", 5.1234567, 46.0, "exacte", "essai"),
        ("010000002", "CDS", "cds", "dentaire", "01001", np.nan, np.nan, "approximative", "essai"),
    ],
    columns=list(SITE_COLUMNS),
)
MANIFEST = {"mode": "official", "hash": "", "date": "2026-05-12", "sources": []}


DIGEST = hash_of(COMMUNES, SITES)
TABLES = [table_name(table, DIGEST) for table in ("communes", "sites")]


def written(folder: Path, communes: pd.DataFrame = COMMUNES) -> Path:
    folder.mkdir(parents=True)
    write_dataset(folder, communes, SITES, MANIFEST)
    put_in_service(folder)
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


@pytest.mark.parametrize("name", [*TABLES, NAME])
def test_half_a_folder_is_refused(name, tmp_path):
    folder = written(tmp_path / "official")
    (folder / name).unlink()
    with pytest.raises(DataError, match=f"colonne « {name} » : attendu un jeu de données entier, trouvé un fichier manquant"):
        read_dataset(folder)


@pytest.mark.parametrize("name", TABLES)
def test_a_changed_table_is_refused(name, tmp_path):
    folder = written(tmp_path / "official")
    path = folder / name
    path.write_bytes(path.read_bytes().replace(b"01001", b"01002"))
    with pytest.raises(DataError, match="l'empreinte du manifeste"):
        read_dataset(folder)


PATH = '{"mode": "official", "hash": "../../../etc/passwd", "date": "", "sources": []}'


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


def test_the_hash_of_a_manifest_is_never_a_path(tmp_path):
    folder = written(tmp_path / "official")
    (folder / NAME).write_text(PATH, encoding="utf-8")
    with pytest.raises(DataError, match="attendu une empreinte SHA-256"):
        read_dataset(folder)


def test_what_is_written_is_not_in_service_until_it_is_put(tmp_path):
    write_dataset(tmp_path, COMMUNES, SITES, MANIFEST)
    assert not prepared(tmp_path)
    assert read_dataset(tmp_path, READY).manifest["hash"] == DIGEST
    put_in_service(tmp_path)
    assert prepared(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([NAME, *TABLES])


def test_the_manifest_says_the_mode_in_readable_french(tmp_path):
    write_dataset(tmp_path, COMMUNES, SITES, {**MANIFEST, "sources": [{"titre": "Médecins"}]})
    assert "Médecins" in (tmp_path / READY).read_text(encoding="utf-8")
    assert json.loads((tmp_path / READY).read_text(encoding="utf-8"))["mode"] == "official"
