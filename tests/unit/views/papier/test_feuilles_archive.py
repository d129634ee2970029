"""L'archive d'un département : ce qui est dans le ZIP, ce qu'un refus y laisse."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

import views.papier.departement
from layers.acces.modele import modele_de
from layers.geo.contours import Contours
from settings import Settings, SettingsError, read_settings
from views.papier import phrases_departement as t
from views.papier.departement import INDEX, archive, clef_de, codes_du_departement, departements
from views.papier.page import nom_de_l_archive


def opened(made) -> tuple[dict[str, bytes], list[dict]]:
    with zipfile.ZipFile(io.BytesIO(made.octets)) as target:
        files = {name: target.read(name) for name in target.namelist()}
    return files, list(csv.DictReader(files.pop(INDEX).decode("utf-8-sig").splitlines(), delimiter=";"))


def test_the_archive_holds_every_sheet_and_their_list(small):
    said: list[int] = []
    made = archive(small, Contours(Settings().geo), modele_de(Settings().data), codes_du_departement(small, "46"), "", said.append)
    files, rows = opened(made)
    assert said == [0, 1, 2] and (made.feuilles, made.refusees) == (3, 0)
    assert {row["fichier"]: int(row["octets"]) for row in rows} == {name: len(content) for name, content in files.items()}
    assert (
        archive(small, Contours(Settings().geo), modele_de(Settings().data), codes_du_departement(small, "46"), "", said.append).octets
        == made.octets
    )


@pytest.mark.parametrize("error", [RuntimeError("la feuille déborde\nsuite"), KeyError("46002"), ValueError("=1+1")])
def test_a_sheet_that_fails_is_named_in_the_list(small, monkeypatch, error):
    true = views.papier.departement.papier

    def refusing(atlas, contours, modele, it, adresse):
        if it.code == "46002":
            raise error
        return true(atlas, contours, modele, it, adresse)

    monkeypatch.setattr(views.papier.departement, "papier", refusing)
    made = archive(small, Contours(Settings().geo), modele_de(Settings().data), codes_du_departement(small, "46"), "", lambda _: None)
    files, rows = opened(made)
    assert (made.feuilles, made.refusees, len(files)) == (2, 1, 2)
    (missing,) = [row for row in rows if not row["fichier"]]
    assert missing["code_commune"] == "46002" and missing["remarque"].startswith("feuille non écrite : ")


def test_a_stop_between_two_sheets_goes_through(small):
    def stop(done: int) -> None:
        if done == 1:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        archive(small, Contours(Settings().geo), modele_de(Settings().data), codes_du_departement(small, "46"), "", stop)


def test_the_departements_are_those_of_the_maps(small):
    assert departements(small) == {"31": 3, "46": 3}
    assert codes_du_departement(small, "75") == [] and nom_de_l_archive(small, "46") == "maillage-feuilles-46-lot.zip"


def test_the_key_follows_what_the_sheets_depend_on(small, small_demonstration):
    asked = ((small, "", "46"), (small, "", "31"), (small, "https://x.fr", "46"), (small_demonstration, "", "46"))
    assert len({clef_de(*one) for one in asked}) == 4


# ---------------------------------------------------------------- les mots, le réglage
def test_what_is_spoken_changes_four_times():
    assert list(dict.fromkeys(t.annonce(n, 313) for n in range(313))) == [
        t.DEPART, "25 % des feuilles sont prêtes.", "50 % des feuilles sont prêtes.", "75 % des feuilles sont prêtes.",
    ]  # fmt: skip


def test_the_link_says_what_it_weighs():
    assert t.telecharger(27_400_000, 313).replace("\u00a0", " ") == "Télécharger (ZIP, 27 Mo, 313 feuilles)"


@pytest.mark.parametrize("given", ["", "redis://file:6379/0", "redis://:secret@file", "rediss://a:b@file.exemple.fr:6380/2"])
def test_a_queue_address_is_read(given):
    assert read_settings({"MAILLAGE_TACHES": given}).taches == given


@pytest.mark.parametrize(
    "given", ["oui", "http://file", "redis://", "redis://:secret@", "redis://file/x", "redis://file;rm", "amqp://file"]
)
def test_another_is_refused_without_repeating_its_password(given):
    with pytest.raises(SettingsError) as refused:
        read_settings({"MAILLAGE_TACHES": given})
    assert "MAILLAGE_TACHES" in str(refused.value) and "secret" not in str(refused.value)
