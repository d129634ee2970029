"""layers/telechargement/flux.py : la liste des téléchargements, et les adresses qu'elle admet."""

from __future__ import annotations

import pytest

from layers.socle.defauts import DataError
from layers.telechargement.flux import allowed, is_local, read_liste

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
    liste = read_liste(repository / "data" / "telechargements.toml", "93")
    found = {one.id: one for one in liste.flux}
    assert [one.id for one in liste.flux if one.requis] == ["finess-plus"]
    assert {"finess-activites", "apl", "frr", "qpv", "cog", "bpe", "acces", "cartosante-z-gene"} <= set(found)
    assert {one.id for one in liste.flux if one.a_confirmer} == {one for one in found if one.startswith("cartosante-") or one == "frr"}
    assert found["acces"].fichier == "acces-equipements-93.parquet"
    assert "reg93" in found["acces"].motif


def test_every_layer_of_a_file_is_downloaded_or_said_to_be_fetched_by_hand(repository, catalogue):
    liste = read_liste(repository / "data" / "telechargements.toml")
    couches = {one.id for one in catalogue.of_level("commune")} | {one.id for one in catalogue.perimetres}
    assert couches == {one.couche for one in (*liste.flux, *liste.a_la_main)} - {"", "finess-plus", "finess-activites", "finess-historique"}


def test_one_entry_is_read(tmp_path):
    path = tmp_path / "liste.toml"
    path.write_text(GOOD, encoding="utf-8")
    (one,) = read_liste(path).flux
    assert (one.id, one.fichier, one.octets_max) == ("un", "un.json.gz", 20)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"https://example.org/un.gz"', '"http://example.org/un.gz"', "une adresse https://"),
        ('"un.json.gz"', '"../un.json.gz"', "un nom de fichier simple"),
        ('"un.json.gz"', '".cache"', "un nom de fichier simple"),
        ('"gzip"', '"rar"', "gzip | zip | texte | parquet"),
        ("octets_min = 10", "octets_min = 30", "0 < octets_min ≤ octets_max"),
        ("octets_max = 20", "octets_max = 9000000000", "octets_max ≤ 1000000000"),
        ("requis = true", 'requis = "oui"', "une valeur de type bool"),
        ("requis = true", "", "trouvé aucune"),
        ("requis = true", "requis = true\nautre = 1", "une clé connue"),
        ('"https://example.org/un.gz"', '""', "une adresse https://"),
        ("requis = true", 'requis = true\ncatalogue = "http://example.org/api"\nmotif = "a"', "une adresse https://"),
        ("requis = true", 'requis = true\ncatalogue = "https://example.org/api"', "un motif avec un catalogue"),
        ("requis = true", 'requis = true\ncatalogue = "https://example.org/api"\nmotif = "("', "une expression régulière"),
        ("requis = true", 'requis = true\nentree = "*.csv"', "une entrée d'un zip"),
        ("requis = true", 'requis = true\na_confirmer = "oui"', "une valeur de type bool"),
        ('id = "un"', 'id = "Un Deux"', "minuscules, chiffres, tirets"),
        ("schema = 1", "schema = 2", "attendu 1, trouvé 2"),
        ("schema = 1", "schema = ", "un fichier TOML"),
    ],
)
def test_a_wrong_entry_is_named(old, new, words, tmp_path):
    path = tmp_path / "liste.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match="liste.toml") as refused:
        read_liste(path)
    assert words in str(refused.value)


def test_two_entries_with_the_same_name_are_refused(tmp_path):
    path = tmp_path / "liste.toml"
    path.write_text(GOOD + GOOD.replace("\nschema = 1\n", ""), encoding="utf-8")
    with pytest.raises(DataError, match="des valeurs distinctes"):
        read_liste(path)


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
