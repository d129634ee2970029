"""layers/telechargement/flux.py : la liste des téléchargements, et les adresses qu'elle admet."""

from __future__ import annotations

import pytest

from layers.socle.defauts import DataError
from layers.telechargement.flux import allowed, is_local, read_flux

GOOD = """
schema = 1
[[flux]]
id = "un"
titre = "Un"
page = "https://example.org/un"
adresse = "https://example.org/un.gz"
fichier = "un.json.gz"
forme = "gzip"
signe = "schema"
octets_min = 10
octets_max = 20
requis = true
"""


def test_the_list_of_the_project_is_sound(repository):
    found = {one.id: one for one in read_flux(repository / "data" / "telechargements.toml")}
    assert set(found) == {"finess-plus", "finess-historique"}
    assert all(one.adresse.startswith("https://www.data.gouv.fr/api/1/datasets/r/") for one in found.values())
    assert (found["finess-plus"].requis, found["finess-historique"].requis) == (True, False)


def test_one_entry_is_read(tmp_path):
    path = tmp_path / "liste.toml"
    path.write_text(GOOD, encoding="utf-8")
    (one,) = read_flux(path)
    assert (one.id, one.fichier, one.octets_max) == ("un", "un.json.gz", 20)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"https://example.org/un.gz"', '"http://example.org/un.gz"', "une adresse https://"),
        ('"un.json.gz"', '"../un.json.gz"', "un nom de fichier simple"),
        ('"un.json.gz"', '".cache"', "un nom de fichier simple"),
        ('"gzip"', '"rar"', "gzip | zip | texte"),
        ("octets_min = 10", "octets_min = 30", "0 < octets_min ≤ octets_max"),
        ("octets_max = 20", "octets_max = 9000000000", "octets_max ≤ 1000000000"),
        ("requis = true", 'requis = "oui"', "une valeur de type bool"),
        ("requis = true", "", "trouvé aucune"),
        ("requis = true", "requis = true\nautre = 1", "une clé connue"),
        ('id = "un"', 'id = "Un Deux"', "minuscules, chiffres, tirets"),
        ("schema = 1", "schema = 2", "attendu 1, trouvé 2"),
        ("schema = 1", "schema = ", "un fichier TOML"),
    ],
)
def test_a_wrong_entry_is_named(old, new, words, tmp_path):
    path = tmp_path / "liste.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match="liste.toml") as refused:
        read_flux(path)
    assert words in str(refused.value)


def test_two_entries_with_the_same_name_are_refused(tmp_path):
    path = tmp_path / "liste.toml"
    path.write_text(GOOD + GOOD.replace("\nschema = 1\n", ""), encoding="utf-8")
    with pytest.raises(DataError, match="des valeurs distinctes"):
        read_flux(path)


@pytest.mark.parametrize(
    ("address", "local", "expected"),
    [
        ("https://www.data.gouv.fr/x", False, True),
        ("http://www.data.gouv.fr/x", True, False),
        ("http://127.0.0.1:8000/x", True, True),
        ("http://127.0.0.1:8000/x", False, False),
        ("http://127.0.0.1.example.org/x", True, False),
        ("https://moi:secret@example.org/x", False, False),
        ("https:///x", False, False),
        ("https://example.org:99999999/x", False, False),
        ("//example.org/x", False, False),
        ("", False, False),
    ],
)
def test_only_https_or_this_machine(address, local, expected):
    assert allowed(address, local=local) is expected


def test_local_is_this_machine():
    assert [is_local(f"http://{host}/x") for host in ("127.0.0.1", "[::1]", "localhost", "10.0.0.1")] == [True, True, True, False]
