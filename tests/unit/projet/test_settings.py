"""Les réglages : valeurs par défaut, valeurs refusées en une phrase."""

import dataclasses
import os
import subprocess
import sys

import pytest

from settings import ROOT, Settings, SettingsError, read_settings


def test_an_empty_environment_gives_the_defaults():
    settings = read_settings({})
    assert settings == Settings()
    assert (settings.port, settings.host, settings.data_mode, settings.region) == (8050, "127.0.0.1", "auto", "76")
    assert settings.sources is None


def test_an_empty_variable_counts_as_absent():
    assert read_settings({"PORT": "", "HOST": "  ", "MAILLAGE_DATA": "", "MAILLAGE_SOURCES": ""}) == Settings()


def test_every_variable_is_read(tmp_path):
    settings = read_settings(
        {"PORT": "9000", "HOST": "0.0.0.0", "MAILLAGE_DATA": "demonstration", "MAILLAGE_SOURCES": str(tmp_path), "MAILLAGE_REGION": "84"}
    )
    assert (settings.port, settings.host, settings.data_mode, settings.region) == (9000, "0.0.0.0", "demonstration", "84")
    assert settings.sources == tmp_path


def test_the_public_address_has_no_final_slash():
    assert read_settings({"MAILLAGE_ADRESSE": "https://maillage.exemple.fr:8443/"}).adresse == "https://maillage.exemple.fr:8443"
    assert read_settings({}).adresse == ""


def test_the_path_of_the_site_is_that_of_its_address_unless_it_is_said():
    assert read_settings({"MAILLAGE_ADRESSE": "https://exemple.fr/sante/maillage/"}).prefixe == "/sante/maillage"
    assert read_settings({"MAILLAGE_ADRESSE": "https://exemple.fr/a", "MAILLAGE_PREFIXE": "/b/"}).prefixe == "/b"
    assert read_settings({"MAILLAGE_PREFIXE": "/"}).prefixe == read_settings({}).prefixe == ""


def test_the_sites_that_may_frame_a_page_are_listed():
    read = read_settings({"MAILLAGE_INTEGRATION": " https://www.lot.fr  https://*.occitanie.fr:8443 ", "MAILLAGE_DEBIT": "0"})
    assert read.integration == ("https://www.lot.fr", "https://*.occitanie.fr:8443")
    assert read.debit == 0
    assert [read_settings({"MAILLAGE_PROCESSUS": text}).processus for text in ("", "0", "8")] == [2, 1, 8]
    assert read_settings({"MAILLAGE_INTEGRATION": "*"}).integration == ("*",)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "abc"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "8050.0"),
        ("PORT", "٨٠٥٠"),
        ("PORT", "9" * 5000),
        ("HOST", "a b"),
        ("HOST", "x\ny"),
        ("MAILLAGE_DATA", "officiel"),
        ("MAILLAGE_DATA", "OFFICIAL"),
        ("MAILLAGE_ADRESSE", "maillage.exemple.fr"),
        ("MAILLAGE_ADRESSE", "https://exemple.fr/carte?x=1"),
        ("MAILLAGE_ADRESSE", "https://exemple.fr/../carte"),
        ("MAILLAGE_PREFIXE", "maillage"),
        ("MAILLAGE_PREFIXE", "//mauvais.exemple"),
        ("MAILLAGE_PREFIXE", '/a"b'),
        ("MAILLAGE_ADRESSE", "javascript:alert(1)"),
        ("MAILLAGE_ADRESSE", 'https://a"b'),
        ("MAILLAGE_INTEGRATION", "www.exemple.fr"),
        ("MAILLAGE_INTEGRATION", "https://a.fr/chemin"),
        ("MAILLAGE_INTEGRATION", "https://a.fr; script-src *"),
        ("MAILLAGE_INTEGRATION", "'none'"),
        ("MAILLAGE_DEBIT", "-1"),
        ("MAILLAGE_DEBIT", "beaucoup"),
        ("MAILLAGE_MANDATAIRES", "99"),
        ("MAILLAGE_REGION", "Occitanie"),
        ("MAILLAGE_REGION", "7"),
        ("MAILLAGE_SOURCES", "nulle/part"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable(name, value):
    with pytest.raises(SettingsError) as caught:
        read_settings({name: value})
    message = str(caught.value)
    assert message.startswith(f"Réglage {name} refusé : attendu ")
    assert len(message.splitlines()) == 1
    assert len(message) < 250


def test_a_bad_value_exits_with_code_2_and_no_trace():
    code = "from settings import settings_or_exit; settings_or_exit({'PORT': 'abc'})"
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert done.stderr.strip() == "Réglage PORT refusé : attendu un nombre entier de 0 à 65535 ; trouvé « abc »."
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "near"),
    [("MAILLAGE_PORT", "PORT"), ("MAILLAGE_HOST", "HOST"), ("MAILLAGE_REGIO", "MAILLAGE_REGION"), ("MAILLAGE_DEBITS", "MAILLAGE_DEBIT")],
)
def test_an_unknown_variable_is_refused_with_the_nearest(name, near):
    with pytest.raises(SettingsError, match=rf"^Réglage {name} inconnu : le plus proche est {near}\."):
        read_settings({name: "9000"})


@pytest.mark.parametrize(("name", "value"), [("MAILLAGE_REGION", "99"), ("MAILLAGE_AUTRES_REGIONS", "93,99")])
def test_a_region_that_does_not_exist_is_refused_before_reading(name, value):
    with pytest.raises(SettingsError, match=f"^Réglage {name} refusé : attendu un code de région .*76.* ; trouvé « 99 »"):
        read_settings({name: value})


def test_several_regions_may_be_spaced():
    assert read_settings({"MAILLAGE_AUTRES_REGIONS": "93, 84 ,93"}).autres_regions == ("93", "84")
    assert read_settings({"MAILLAGE_AUTRES_REGIONS": "aucune"}).autres_regions == ()
    assert read_settings({"MAILLAGE_CHROMIUM": "/usr/bin/chromium", "MAILLAGE_TACHES": ""}) == Settings()


def test_settings_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().port = 1


def test_an_imposed_sources_folder_is_the_only_one(tmp_path):
    assert read_settings({"MAILLAGE_SOURCES": str(tmp_path)}).sources_folders == (tmp_path,)
    assert Settings().sources_folders == (ROOT / "sources", ROOT.parent / "shared" / "official")


def test_every_folder_is_inside_the_project(tmp_path):
    settings = Settings(root=tmp_path)
    for folder in (settings.data, settings.official, settings.geo, settings.facts, settings.catalogue, settings.assets, settings.build):
        assert tmp_path in folder.parents


def test_the_idle_times_of_the_kiosk_are_at_least_a_second():
    assert read_settings({"MAILLAGE_BORNE_ATTENTE": "90", "MAILLAGE_BORNE_DECOMPTE": "20"}) == Settings(borne_attente=90, borne_decompte=20)
    for refused in ("0", "-1", "3601", "une minute"):
        with pytest.raises(SettingsError, match="MAILLAGE_BORNE_ATTENTE"):
            read_settings({"MAILLAGE_BORNE_ATTENTE": refused})


def test_several_sources_folders_are_read_together(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    settings = read_settings({"MAILLAGE_SOURCES": os.pathsep.join((str(first), str(second)))})
    assert (settings.sources, settings.avec(first)) == (first, (second,))
    with pytest.raises(SettingsError, match="MAILLAGE_SOURCES refusé : attendu un dossier qui existe"):
        read_settings({"MAILLAGE_SOURCES": os.pathsep.join((str(first), str(tmp_path / "c")))})


def test_the_delivery_beside_is_read_with_the_official_files(tmp_path):
    settings = Settings(root=tmp_path / "projet")
    official = tmp_path / "shared" / "official"
    assert settings.avec(official) == ()
    (tmp_path / "shared" / "livraison-2026").mkdir(parents=True)
    assert settings.avec(official) == (tmp_path / "shared" / "livraison-2026",)
    assert settings.avec(tmp_path / "ailleurs") == ()
