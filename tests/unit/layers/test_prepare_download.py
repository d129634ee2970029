"""python -m layers.prepare --download, de bout en bout sur le petit pays : télécharger, puis préparer, ou tout laisser."""

from __future__ import annotations

import pytest

from layers.jeu.jeu import read_dataset
from layers.prepare import OK, REFUSED, USAGE, main
from tests.petit_pays import historique
from tests.serveur_capricieux import Fichier, Serveur

SITES = [("310000001", "MSP AMONT", "001", "31", "603"), ("460000001", "CDS DENTAIRE", "001", "46", "124")]
ENTRY = """schema = 1
[[flux]]
id = "finess-historique"
titre = "FINESS, flux historique"
page = "https://www.data.gouv.fr/"
adresse = "{address}"
fichier = "finess-historique.csv"
forme = "texte"
signe = "finess;etalab;"
octets_min = 50
octets_max = 1000000
requis = true
"""


@pytest.fixture
def feed(country):
    """Le flux historique du petit pays, servi par cette machine et non plus posé dans le dossier."""
    (country.sources / "sous" / "c.csv").unlink()
    with Serveur() as serveur:
        file = Fichier(historique(SITES, date="2026-05-04").encode())
        (country.data / "telechargements.toml").write_text(ENTRY.format(address=serveur.put("/flux", file)), encoding="utf-8")
        yield file


def test_what_is_downloaded_is_prepared_with_the_rest(country, feed, capsys):
    assert country.prepare("--download") == OK
    found = read_dataset(country.out)
    assert list(found.sites["numero_finess"]) == ["310000001", "460000001"]
    assert found.manifest["date"] == "2026-05-04"  # la date des données, jamais celle du téléchargement
    assert "Téléchargement : FINESS, flux historique (127.0.0.1)" in capsys.readouterr().out


def test_unchanged_is_said_and_prepared_again_to_the_same_hash(country, feed, capsys):
    country.prepare("--download")
    before = read_dataset(country.out).manifest["hash"]
    capsys.readouterr()
    assert country.prepare("--download") == OK
    assert "inchangé depuis le dernier téléchargement" in capsys.readouterr().out
    assert read_dataset(country.out).manifest["hash"] == before


@pytest.mark.parametrize("mood", ["page", 404, "coupé sans le dire"])
def test_a_download_that_fails_leaves_the_data_set_in_service(mood, country, feed, capsys):
    country.prepare("--download")
    before = {path.name: path.read_bytes() for path in country.out.iterdir()}
    kept = (country.sources / "finess-historique.csv").read_bytes()
    feed.humeurs, feed.etag, feed.contenu = [mood], '"v2"', feed.contenu.replace(b"AMONT", b"AVAL!")
    capsys.readouterr()
    assert country.prepare("--download") == REFUSED
    message = capsys.readouterr().err
    assert message.startswith("Téléchargement manqué : FINESS, flux historique : ")
    assert message.endswith("Rien n'a été préparé : le jeu de données en service n'a pas changé.\n")
    assert {path.name: path.read_bytes() for path in country.out.iterdir()} == before
    assert (country.sources / "finess-historique.csv").read_bytes() == kept


def test_a_downloaded_feed_that_the_checks_refuse_leaves_the_data_set_in_service(country, feed, capsys):
    country.prepare("--download")
    before = read_dataset(country.out).manifest
    feed.contenu, feed.etag = historique([("31", "MSP", "001", "31", "603")], date="2026-05-05").encode(), '"v2"'
    assert country.prepare("--download") == REFUSED
    assert "un numéro FINESS de neuf caractères" in capsys.readouterr().err
    assert read_dataset(country.out).manifest == before


def test_the_folder_is_made_when_it_does_not_exist(country, feed):
    fresh = country.sources.with_name("neuf")
    assert main([str(fresh), "--download", "--data", str(country.data), "--out", str(country.out)]) == OK
    assert (fresh / "finess-historique.csv").is_file()


def test_without_a_folder_nor_download_the_demand_is_malformed(capsys):
    assert main([]) == USAGE
    assert "SOURCES" in capsys.readouterr().err
