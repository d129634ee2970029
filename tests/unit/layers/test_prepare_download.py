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
    assert "Téléchargement 1/1 : FINESS, flux historique (127.0.0.1)" in capsys.readouterr().out


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


UNCERTAIN = """
[[flux]]
id = "frr"
titre = "FRR, codes"
page = "https://example.org/frr"
adresse = "{address}"
fichier = "frr.csv"
forme = "texte"
signe = "codefrr"
octets_min = 10
octets_max = 1000000
requis = false
couche = "frr"
a_confirmer = true
[[a_la_main]]
titre = "Zone de montagne"
couche = "montagne"
page = "https://example.org/montagne"
comment = "le CSV d'une ligne par commune"
"""


def frr(*rows: str) -> bytes:
    """La table que sert le moteur de l'Observatoire des territoires."""
    return ("\n".join(["codgeo;libgeo;codefrr", *rows]) + "\n").encode()


@pytest.fixture
def uncertain(country, feed):
    """Le flux du petit pays, et une adresse à confirmer."""
    with Serveur() as serveur:
        file = Fichier(frr("31001;Amont;-9999", "46001;Causse;-9999"))
        path = country.data / "telechargements.toml"
        path.write_text(path.read_text(encoding="utf-8") + UNCERTAIN.format(address=serveur.put("/frr", file)), encoding="utf-8")
        yield file


def test_a_layer_served_under_another_column_name_is_read(country, uncertain, capsys):
    assert country.prepare("--download") == OK
    values = read_dataset(country.out).communes.set_index("code_commune")["frr"]
    assert values["31001"] == "NON"
    assert "adresse à confirmer" in capsys.readouterr().out


def test_it_ends_with_what_must_be_fetched_by_hand_and_where(country, uncertain, capsys):
    country.prepare("--download")
    left = capsys.readouterr().out.split("Reste à aller chercher à la main (1) :\n")[1]
    assert left == "    Zone de montagne : https://example.org/montagne (le CSV d'une ligne par commune)\n"


def test_a_received_file_that_its_layer_cannot_read_is_not_kept_and_the_rest_is_prepared(country, uncertain, capsys):
    uncertain.contenu = frr("31001;Amont;4", "46001;Causse;-9999")
    assert country.prepare("--download") == OK
    said = capsys.readouterr()
    assert "Téléchargement manqué : FRR, codes : le fichier reçu ne se lit pas : frr.csv, ligne 2" in said.err
    assert "une classe connue" in said.err
    assert not (country.sources / "frr.csv").exists()
    assert "    FRR, codes : https://example.org/frr\n" in said.out


def test_an_address_to_be_confirmed_does_not_compete_with_a_file_already_there(country, uncertain, capsys):
    country.put("a-la-main.csv", "Code_insee;Departement;Commune;Classement FRR et FRR+ au 10 juillet 2025\n31001;31;Amont;FRR+\n")
    assert country.prepare("--download") == OK
    assert uncertain.demandes == []
    assert "Déjà là : FRR, codes (a-la-main.csv)" in capsys.readouterr().out


def test_what_is_left_is_said_of_a_refusal_too(country, uncertain, feed, capsys):
    feed.humeurs, uncertain.humeurs = [404], [404]
    assert country.prepare("--download") == REFUSED
    assert "Reste à aller chercher à la main (3) :" in capsys.readouterr().out


def test_files_that_no_layer_reads_are_said_to_be_kept(country, capsys):
    country.put("cog.csv", 'TYPECOM,COM,REG,DEP,LIBELLE\nCOM,31001,76,31,"Amont"\n')
    country.put("acces.parquet", b"PAR1" + b"\0" * 40 + b"PAR1")
    assert country.prepare() == OK
    said = capsys.readouterr().out
    assert "cog.csv : code officiel géographique de l'INSEE, gardé tel quel" in said
    assert "acces.parquet : gardé tel quel : la préparation n'en lit rien" in said
