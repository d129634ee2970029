"""layers/telechargement/annonces.py : le catalogue d'un éditeur dit l'adresse du jour, ou se conduit mal ; rien de faux n'entre."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import replace

import pytest

from layers.telechargement.annonces import LARGEST_ANSWER
from layers.telechargement.flux import Flux
from layers.telechargement.telecharger import Voix, telecharger
from layers.telechargement.transfert import Delais
from tests.serveur_capricieux import Fichier, Serveur

QUICK = Delais(connexion=2, silence=5, total=60, essais=2, pause=0)
LINES = ("codgeo;libgeo;codefrr\n" + "01001;L'Abergement-Clémenciat;-9999\n" * 200).encode()
OLDER = LINES.replace(b"-9999", b"-0000")


class Catalogue:
    """Un serveur qui sert un catalogue et les fichiers qu'il cite, un dossier de sources, et ce qui a été dit."""

    def __init__(self, serveur: Serveur, folder):
        self.serveur, self.folder = serveur, folder
        self.file = Fichier(LINES)
        self.dated = serveur.put("/20261120/liste-2026.csv", self.file)
        serveur.put("/20250101/liste-2025.csv", Fichier(OLDER))
        self.api = Fichier(b"")
        usual = Flux("liste", "Liste", self.dated, "", "liste.csv", "texte", "codefrr", 1_000, 1_000_000, True)
        self.flux = replace(usual, catalogue=serveur.put("/api", self.api), motif=r"liste-\d{4}\.csv")
        self.answer({"resources": [self.entry()]})
        self.said: list[str] = []
        self.warned: list[str] = []

    def entry(self, **changes) -> dict:
        sha1 = hashlib.sha1(LINES).hexdigest()
        usual = {"title": "liste-2026.csv", "url": self.dated, "filesize": len(LINES), "checksum": {"type": "sha1", "value": sha1}}
        return {**usual, "last_modified": "2026-11-20T02:00:00", **changes}

    def answer(self, content) -> None:
        self.api.contenu, self.api.etag = json.dumps(content).encode(), ""

    def run(self, **changes) -> bool:
        self.said.clear()
        self.warned.clear()
        return telecharger(self.folder, (replace(self.flux, **changes),), Voix(self.said.append, self.warned.append), QUICK)

    @property
    def received(self) -> bytes:
        return (self.folder / "liste.csv").read_bytes()


@pytest.fixture
def catalogue(tmp_path):
    with Serveur() as serveur:
        yield Catalogue(serveur, tmp_path / "sources")


def test_the_address_of_the_day_comes_from_the_catalogue(catalogue):
    assert catalogue.run() is True
    assert catalogue.received == LINES
    assert catalogue.said[0] == "Téléchargement 1/1 : Liste (127.0.0.1)"


def test_the_most_recent_of_several_is_taken_whatever_their_order(catalogue):
    older = catalogue.entry(title="liste-2025.csv", url=catalogue.dated.replace("20261120/liste-2026", "20250101/liste-2025"))
    older |= {"last_modified": "2025-01-01T00:00:00", "filesize": len(OLDER), "checksum": None}
    for entries in ([older, catalogue.entry()], [catalogue.entry(), older]):
        catalogue.answer({"resources": entries})
        assert catalogue.run() is True
        assert catalogue.received == LINES


def test_the_attachments_of_an_opendatasoft_catalogue_are_read_too(catalogue):
    metas = {"title": "Indicateur", "id": "liste_xlsx"}
    catalogue.answer({"links": [], "attachments": [{"href": "/20261120/liste-2026.csv", "metas": metas}]})
    assert catalogue.run(motif="liste_xlsx") is True
    assert catalogue.received == LINES


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"filesize": len(LINES) + 1}, "annoncés par le catalogue"),
        ({"checksum": {"type": "sha1", "value": "0" * 40}}, "l'empreinte annoncée"),
        ({"checksum": {"type": "SHA256", "value": "0" * 64}}, "l'empreinte annoncée"),
        ({"title": "autre", "url": "https://example.org/autre.csv"}, "ne cite plus ce fichier"),
        ({"url": "http://example.org/liste-2026.csv"}, "ne cite plus ce fichier"),
        ({"url": "file:///etc/liste-2026.csv"}, "ne cite plus ce fichier"),
        ({"url": 5}, "ne cite plus ce fichier"),
    ],
    ids=lambda value: "" if isinstance(value, dict) else value[:20],
)
def test_what_is_not_what_the_catalogue_says_is_not_kept(changes, why, catalogue):
    catalogue.answer({"resources": [catalogue.entry(**changes)]})
    assert catalogue.run() is False
    assert why in catalogue.warned[0]
    assert not (catalogue.folder / "liste.csv").exists()
    assert [path for path in catalogue.folder.iterdir() if path.suffix == ".partiel"] == []


SHORT = {"type": "sha1", "value": "court"}


@pytest.mark.parametrize("told", [{"checksum": SHORT}, {"checksum": None}, {"filesize": "beaucoup"}, {"filesize": True}])
def test_a_badly_written_sum_or_size_is_as_if_it_were_not_told(told, catalogue):
    catalogue.answer({"resources": [catalogue.entry(**told)]})
    assert catalogue.run() is True


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE html><p>Maintenance", b"", b"[" * 100_000, b"null", b"[1, 2]", b'{"resources": {"a": 1}}', b"x" * (LARGEST_ANSWER + 1)],
    ids=["page", "vide", "profond", "rien", "nombres", "objet", "immense"],
)
def test_a_catalogue_that_answers_something_else_leaves_the_usual_address(content, catalogue):
    catalogue.api.contenu, catalogue.api.etag = content, ""
    assert catalogue.run() is False
    assert "catalogue de 127.0.0.1" in catalogue.warned[0]
    assert catalogue.run(adresse=catalogue.dated) is True
    assert any(line.endswith("; l'adresse habituelle sert") for line in catalogue.said)
    assert catalogue.received == LINES


@pytest.mark.parametrize("mood", [503, 404, "page", "http://example.org/api"])
def test_a_catalogue_that_fails_is_said(mood, catalogue):
    catalogue.api.humeurs = [mood]
    assert catalogue.run() is False
    assert "catalogue de 127.0.0.1" in catalogue.warned[0]


def test_a_failure_keeps_the_file_that_was_there(catalogue):
    catalogue.run()
    catalogue.answer({"resources": []})
    assert catalogue.run() is False
    assert "La version déjà dans le dossier" not in catalogue.warned[0]  # rien n'a pu être joint : rien ne suit
    assert catalogue.received == LINES


ZIPPED = {"forme": "zip", "signe": "WGS84", "entree": "*WGS84.geojson", "catalogue": "", "motif": "", "octets_min": 10}


def archive(*names: str) -> bytes:
    """Un zip de ces parties, toutes du même contenu."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in names:
            written.writestr(name, LINES)
    return out.getvalue()


def test_the_one_part_wanted_of_an_archive_is_kept(catalogue):
    catalogue.file.contenu = archive("LISEZMOI.txt", "GEOJSON/QP_WGS84.geojson")
    assert catalogue.run(**ZIPPED, adresse=catalogue.dated) is True
    assert catalogue.received == LINES
    assert catalogue.run(**ZIPPED, adresse=catalogue.dated) is True
    assert catalogue.said[-1].endswith("inchangé depuis le dernier téléchargement : liste.csv")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (archive("a_WGS84.geojson", "b_WGS84.geojson"), "2 trouvée(s)"),
        (archive("autre_WGS84.txt"), "0 trouvée(s)"),
        (archive("autre.geojson"), "manque à son début"),
        (archive("a_WGS84.geojson")[:-30], "attendu un classeur ou une archive lisible"),
        (archive("a_WGS84.geojson")[:60] + b"\0" + archive("a_WGS84.geojson")[61:], "l'archive reçue est abîmée"),
        (LINES, "un fichier zip était attendu"),
    ],
    ids=["deux", "aucune", "autre", "coupée", "abîmée", "texte"],
)
def test_an_archive_that_is_not_the_one_wanted_is_not_kept(content, why, catalogue):
    catalogue.file.contenu = content
    assert catalogue.run(**ZIPPED, adresse=catalogue.dated) is False
    assert why in catalogue.warned[0]
    assert sorted(path.name for path in catalogue.folder.iterdir()) == []


@pytest.mark.parametrize(("content", "kept"), [(b"PAR1" + b"x" * 2_000 + b"PAR1", True), (b"PAR1" + b"x" * 2_000, False)])
def test_a_parquet_file_is_whole_when_it_ends_as_it_begins(content, kept, catalogue):
    catalogue.file.contenu = content
    assert catalogue.run(forme="parquet", signe="PAR1", catalogue="", motif="", adresse=catalogue.dated) is kept
