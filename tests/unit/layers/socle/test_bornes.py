"""layers/socle/limites.py : un fichier fait pour coûter cher est refusé avant qu'il ne coûte, en une phrase."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile

import pytest

from layers.socle import limites as bornes
from layers.socle.defauts import Checker, DataError
from layers.socle.limites import check_archive, check_size, trace, unpacked


def refusal(call) -> str:
    with pytest.raises(DataError) as refused:
        call()
    return str(refused.value)


def read_all(path, **options) -> int:
    """Lit `path` par blocs ; rend le nombre d'octets, jamais gardés."""
    total = 0
    with unpacked(path, Checker(path.name), **options) as stream:
        while chunk := stream.read(65_536):
            total += len(chunk)
    return total


def bomb(path, megabytes: int) -> None:
    with gzip.open(path, "wb") as out:
        for _ in range(megabytes):
            out.write(b'"' * 1_000_000)


def test_a_real_gzip_is_read_to_the_byte(tmp_path):
    text = json.dumps({"pmej": [{"nom": f"SITE {i}", "numero": str(i * 7919)} for i in range(20_000)]}).encode()
    path = tmp_path / "flux.json.gz"
    path.write_bytes(gzip.compress(text))
    with unpacked(path, Checker(path.name)) as stream:
        assert stream.read() == text
        assert stream.raw.share == 1.0


def test_a_gzip_bomb_is_refused_early_and_in_little_memory(tmp_path):
    path = tmp_path / "bombe.json.gz"
    bomb(path, 60)  # 60 Mo dans 60 ko
    tracemalloc.start()
    try:
        message = refusal(lambda: read_all(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert message == "bombe.json.gz : attendu au plus 200 octets décompressés par octet, trouvé davantage (bombe de décompression ?)"
    assert peak < 5_000_000


def test_a_gzip_that_unpacks_too_large_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "grand.json.gz"
    path.write_bytes(gzip.compress(b'"abcdefgh",' * 100_000))
    assert read_all(path) == 1_100_000
    monkeypatch.setattr(bornes, "LARGEST_UNPACKED", 1_000_000)
    assert "attendu au plus 1000000 octets une fois décompressé" in refusal(lambda: read_all(path))


@pytest.mark.parametrize("damage", ["truncated", "wrong checksum", "garbage inside"])
def test_a_damaged_gzip_is_refused(damage, tmp_path):
    whole = bytearray(gzip.compress(os.urandom(200_000)))
    if damage == "truncated":
        whole = whole[:-50_000]
    elif damage == "wrong checksum":
        whole[-6] ^= 0xFF
    else:
        whole[1000:1400] = bytes(400)
    path = tmp_path / "abime.gz"
    path.write_bytes(whole)
    assert "attendu un fichier gzip entier, trouvé un fichier tronqué ou abîmé" in refusal(lambda: read_all(path, json=False))


ENDLESS = [b'{"nom": "' + b"A" * 3_000_000, b'{"nom": "' + b'\\"' * 1_500_000, b"[" * 3_000_000, b'{"n": ' + b"9" * 3_000_000]


@pytest.mark.parametrize("endless", ENDLESS)
def test_a_json_value_without_end_is_refused(endless, tmp_path):
    path = tmp_path / "valeur.json.gz"
    path.write_bytes(gzip.compress(endless))
    message = refusal(lambda: read_all(path))
    assert "attendu des valeurs de 1000000 octets au plus, trouvé une valeur plus longue" in message


def test_a_plain_file_has_the_same_bounds(tmp_path, monkeypatch):
    path = tmp_path / "quartiers.geojson"
    path.write_bytes(b'{"nom": "' + b"A" * 3_000_000)
    assert "une valeur plus longue" in refusal(lambda: read_all(path))
    path.write_bytes(b'{"nom": "A"}' * 100_000)
    assert read_all(path) == 1_200_000
    monkeypatch.setattr(bornes, "LARGEST_UNPACKED", 1_000_000)
    assert "attendu au plus 1000000 octets" in refusal(lambda: read_all(path))


@pytest.mark.skipif(sys.platform != "linux", reason="la borne n'existe que sous Linux")
def test_a_process_over_its_memory_is_stopped_by_a_memory_error():
    hungry = "from layers.socle import limites as bornes; bornes.MOST_MEMORY = 300_000_000; bornes.limit_memory(); bytearray(400_000_000)"
    done = subprocess.run([sys.executable, "-c", hungry], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("MemoryError")


def archive(path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)


def test_a_usual_workbook_passes(tmp_path):
    path = tmp_path / "classeur.xlsx"
    archive(path, {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": os.urandom(50_000)})
    check_archive(path, Checker(path.name))


def test_a_workbook_that_is_a_bomb_is_refused_on_its_list_of_parts(tmp_path, monkeypatch):
    path = tmp_path / "bombe.xlsx"
    archive(path, {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(30_000_000)})
    assert "au plus 200 octets décompressés par octet" in refusal(lambda: check_archive(path, Checker(path.name)))
    monkeypatch.setattr(bornes, "LARGEST_WORKBOOK", 20_000_000)
    assert "attendu au plus 20000000 octets une fois décompressé, trouvé 30000011 octets" in refusal(
        lambda: check_archive(path, Checker(path.name))
    )


def test_a_workbook_of_too_many_parts_or_not_a_zip_is_refused(tmp_path):
    path = tmp_path / "parties.xlsx"
    archive(path, {f"xl/{i}.xml": b"" for i in range(bornes.MOST_PARTS + 1)})
    assert "attendu au plus 1000 parties dans un classeur, trouvé 1001" in refusal(lambda: check_archive(path, Checker(path.name)))
    path.write_bytes(b"PK\x03\x04 rien")
    assert "attendu un classeur ou une archive lisible" in refusal(lambda: check_archive(path, Checker(path.name)))


def test_a_file_too_large_on_disk_is_refused_without_being_read(tmp_path):
    path = tmp_path / "creux.csv"
    with path.open("wb") as out:
        out.truncate(bornes.LARGEST_FILE + 1)  # un fichier creux : il ne prend pas de place
    assert "attendu au plus 1000000000 octets, trouvé 1000000001 octets" in refusal(lambda: check_size(path, Checker(path.name)))


def test_the_trace_tells_every_way_to_change_a_file(tmp_path):
    path, other = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_text("un", encoding="utf-8")
    other.write_text("de", encoding="utf-8")
    before, moment = trace(path), path.stat().st_mtime_ns
    assert trace(path) == before
    path.write_text("eu", encoding="utf-8")
    os.utime(path, ns=(moment, moment))  # même taille, même date de modification
    assert trace(path) != before
    before = trace(path)
    path.unlink()
    path.symlink_to(other)
    assert trace(path) != before
