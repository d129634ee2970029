"""layers/telechargement/telecharger.py contre un serveur qui se conduit mal : un fichier entier arrive, ou ce qui était là reste."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace

import pytest

from layers.telechargement.flux import Flux
from layers.telechargement.telecharger import NOTHING_CHANGED, Voix, telecharger
from layers.telechargement.transfert import Delais
from tests.serveur_capricieux import Fichier, Serveur

QUICK = Delais(connexion=2, silence=5, total=60, essais=3, pause=0)
FEED = gzip.compress(json.dumps({"schemaVersion": "v1.0.0", "pmej": [{"nom": f"SITE {i * 7919}"} for i in range(5_000)]}).encode())
NEWER = gzip.compress(json.dumps({"schemaVersion": "v1.0.0", "pmej": [{"nom": f"LIEU {i * 7907}"} for i in range(5_000)]}).encode())
LINES = ("finess;etalab;111;2026-05-04\n" + "structureet;310000001;\n" * 500).encode()


class Essai:
    """Un dossier de sources, un flux servi par un serveur de cette machine, et ce qui a été dit."""

    def __init__(self, folder, serveur: Serveur, file: Fichier, **changes):
        address = serveur.put("/flux", file)
        self.folder, self.file, self.serveur = folder, file, serveur
        usual = Flux("finess-plus", "FINESS+", address, address, "flux.json.gz", "gzip", '"schemaVersion"', 1_000, 1_000_000, True)
        self.flux = replace(usual, **changes)
        self.said: list[str] = []
        self.warned: list[str] = []

    def run(self, *others: Flux, delais: Delais = QUICK) -> bool:
        self.said.clear()
        self.warned.clear()
        return telecharger(self.folder, (self.flux, *others), Voix(self.said.append, self.warned.append), delais)

    @property
    def target(self):
        return self.folder / self.flux.fichier

    def failure(self, delais: Delais = QUICK) -> str:
        """Ce qui est dit d'un flux manqué ; rien n'est à sa place et rien ne suit."""
        assert self.run(delais=delais) is False
        assert not self.target.exists()
        assert self.warned[-1] == NOTHING_CHANGED
        return self.warned[0]


@pytest.fixture
def serveur():
    with Serveur() as found:
        yield found


@pytest.fixture
def essai(tmp_path, serveur) -> Essai:
    return Essai(tmp_path / "sources", serveur, Fichier(FEED))


def test_a_feed_arrives_whole_under_its_name(essai):
    assert essai.run() is True
    assert essai.target.read_bytes() == FEED
    assert essai.said[-1] == f"    reçu : flux.json.gz, {len(FEED)} octets"
    assert essai.warned == []
    assert sorted(path.name for path in essai.folder.iterdir()) == [".flux.json.gz.json", "flux.json.gz"]


def test_an_unchanged_feed_is_not_sent_again(essai):
    essai.run()
    assert essai.run() is True
    assert essai.said[-1] == "    inchangé depuis le dernier téléchargement : flux.json.gz"
    assert essai.file.demandes[-1]["If-None-Match"] == '"v1"'


def test_the_same_bytes_under_another_version_are_said_unchanged(essai):
    essai.run()
    essai.file.etag = '"v2"'
    assert essai.run() is True
    assert essai.said[-1] == "    inchangé, mêmes octets : flux.json.gz"


def test_a_new_version_replaces_the_old_one(essai):
    essai.run()
    essai.file.contenu, essai.file.etag = NEWER, '"v2"'
    assert essai.run() is True
    assert essai.target.read_bytes() == NEWER


@pytest.mark.parametrize("change", ["removed", "altered", "another address"])
def test_the_version_is_asked_in_full_when_the_file_is_not_the_one_received(change, essai):
    essai.run()
    if change == "removed":
        essai.target.unlink()
    elif change == "altered":
        essai.target.write_bytes(b"autre chose")
    else:
        essai.flux = replace(essai.flux, adresse=essai.serveur.put("/ailleurs", essai.file))
    assert essai.run() is True
    assert "If-None-Match" not in essai.file.demandes[-1]
    assert essai.target.read_bytes() == FEED


def test_a_truncated_answer_is_resumed_in_the_same_run(essai):
    essai.file.humeurs = ["coupé", "coupé"]
    assert essai.run() is True
    half = len(FEED) // 2
    quarter = half + (len(FEED) - half) // 2
    assert [one.get("Range") for one in essai.file.demandes] == [None, f"bytes={half}-", f"bytes={quarter}-"]
    assert essai.file.demandes[1]["If-Range"] == '"v1"'
    assert essai.target.read_bytes() == FEED
    assert any("s'est rompue" in line and "nouvel essai (2 sur 3)" in line for line in essai.said)


def test_a_truncated_answer_is_resumed_by_the_next_run(essai):
    essai.file.humeurs = ["coupé"] * 3
    assert "s'est rompue" in essai.failure()
    assert essai.run() is True
    assert essai.file.demandes[-1]["Range"].startswith("bytes=")
    assert any("repris à" in line for line in essai.said)
    assert essai.target.read_bytes() == FEED


def test_what_was_begun_is_dropped_when_the_file_has_changed_meanwhile(essai):
    essai.file.humeurs = ["coupé"] * 3
    essai.failure()
    essai.file.contenu, essai.file.etag, essai.file.modifie = NEWER, '"v2"', "Thu, 26 Nov 2026 02:00:00 GMT"
    assert essai.run() is True
    assert essai.target.read_bytes() == NEWER


@pytest.mark.parametrize("mood", ["sans reprise", "reprise décalée", 416])
def test_a_server_that_cannot_resume_sends_it_all_again(mood, essai):
    essai.file.humeurs = ["coupé", mood]
    assert essai.run() is True
    assert essai.target.read_bytes() == FEED


@pytest.mark.parametrize("etag", ["", 'W/"v1"'])
def test_only_what_proves_the_version_allows_to_resume(etag, essai):
    essai.file.etag = etag
    essai.file.humeurs = ["coupé"]
    assert essai.run() is True
    assert essai.file.demandes[1].get("If-Range") == (essai.file.modifie if etag else None)
    assert essai.target.read_bytes() == FEED


def test_a_gzip_cut_without_a_word_is_refused_and_forgotten(essai):
    essai.file.humeurs = ["coupé sans le dire"]
    assert "attendu un fichier gzip entier, trouvé un fichier tronqué ou abîmé" in essai.failure()
    assert list(essai.folder.iterdir()) == []


def test_a_text_cut_in_the_middle_of_a_line_is_refused(tmp_path, serveur):
    cut = LINES[: LINES.rindex(b";")]
    essai = Essai(tmp_path / "sources", serveur, Fichier(cut), fichier="flux.csv", forme="texte", signe="finess;etalab;")
    assert "le fichier s'arrête au milieu d'une ligne" in essai.failure()
    essai.file.contenu = LINES
    assert essai.run() is True
    assert essai.target.read_bytes() == LINES


def test_a_maintenance_page_is_named(essai):
    essai.file.humeurs = ["page"]
    assert essai.failure() == "Téléchargement manqué : FINESS+ : le serveur rend une page HTML au lieu du fichier (maintenance ?)."


@pytest.mark.parametrize(
    ("content", "changes", "words"),
    [
        (LINES, {}, "un fichier gzip était attendu, il commence par finess;e"),
        (FEED, {"fichier": "flux.csv", "forme": "texte", "signe": "finess;etalab;"}, "un fichier texte était attendu"),
        (
            gzip.compress(b'{"autre": "chose"}' + bytes(range(256)) * 20, mtime=0),
            {"octets_min": 100},
            '« "schemaVersion" » manque à son début',
        ),
        (gzip.compress(b'"schemaVersion"', mtime=0), {}, "octets reçus, 1000 octets au moins attendus"),
        (FEED, {"octets_max": 1_001}, "annoncés, 1001 octets au plus attendus"),
        (gzip.compress(b'"schemaVersion"' + b'"' * 60_000_000, mtime=0), {}, "bombe de décompression"),
    ],
)
def test_what_is_not_the_file_is_refused(content, changes, words, tmp_path, serveur):
    essai = Essai(tmp_path / "sources", serveur, Fichier(content), **changes)
    assert words in essai.failure()
    assert list(essai.folder.iterdir()) == []


def test_a_body_larger_than_announced_bounds_is_stopped(tmp_path, serveur):
    essai = Essai(tmp_path / "sources", serveur, Fichier(FEED * 20, humeurs=["coupé sans le dire"]), octets_max=50_000)
    assert "plus de 50000 octets reçus" in essai.failure()
    assert list(essai.folder.iterdir()) == []


def test_a_silent_server_and_a_server_in_error_are_named(essai):
    essai.file.humeurs = ["muet"] * 3
    assert "plus rien reçu de 127.0.0.1 pendant 0.2 s" in essai.failure(replace(QUICK, silence=0.2))
    essai.file.humeurs = [503] * 3
    assert "127.0.0.1 répond 503" in essai.failure()
    essai.file.humeurs = [503]
    assert essai.run() is True


def test_a_missing_file_is_not_asked_again(essai):
    essai.file.humeurs = [404]
    assert "127.0.0.1 répond 404" in essai.failure()
    assert len(essai.file.demandes) == 1


@pytest.mark.parametrize("mood", ["lent", "goutte d'en-têtes"])
def test_a_server_that_never_ends_is_left_at_the_total_time_limit(mood, essai):
    essai.file.humeurs = [mood]
    assert "pas fini au bout de 0.5 s" in essai.failure(replace(QUICK, total=0.5))


def test_nobody_at_the_address_is_said(essai):
    essai.flux = replace(essai.flux, adresse="http://127.0.0.1:9/flux")
    assert "127.0.0.1 est injoignable" in essai.failure()


def test_redirects_are_followed_as_the_day_s_file_is_behind_one(essai):
    other = essai.serveur.put("/jour", Fichier(FEED))
    essai.file.humeurs = [other]
    assert essai.run() is True
    assert essai.target.read_bytes() == FEED


ELSEWHERE = ["http://data.example.org/flux", "ftp://127.0.0.1/flux", "file:///etc/passwd", "https://moi:secret@example.org/"]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_a_redirect_out_of_https_is_refused(elsewhere, essai):
    essai.file.humeurs = [elsewhere]
    assert "renvoi refusé vers" in essai.failure()


def test_redirects_without_end_are_refused(essai):
    essai.file.humeurs = [essai.flux.adresse] * 20
    assert "plus de 5 renvois" in essai.failure()
    assert len(essai.file.demandes) == 6


def test_a_missed_feed_leaves_the_version_already_there_in_use(essai):
    essai.run()
    other = replace(essai.flux, id="autre", titre="Autre", fichier="autre.json.gz", adresse=essai.serveur.put("/autre", Fichier(NEWER)))
    essai.file.humeurs = ["page"]
    assert essai.run(other) is True
    assert essai.warned == [
        "Téléchargement manqué : FINESS+ : le serveur rend une page HTML au lieu du fichier (maintenance ?). "
        "La version déjà dans le dossier (flux.json.gz) sert encore."
    ]
    assert essai.target.read_bytes() == FEED
    assert (essai.folder / "autre.json.gz").read_bytes() == NEWER


def test_nothing_follows_when_no_feed_could_be_reached(essai):
    essai.run()
    essai.file.humeurs = ["page"]
    assert essai.run() is False
    assert essai.warned[-1] == "Rien n'a été préparé : le jeu de données en service n'a pas changé."
    assert essai.target.read_bytes() == FEED


def test_nothing_follows_when_a_required_feed_was_never_received(essai):
    other = replace(essai.flux, id="autre", titre="Autre", fichier="autre.json.gz", adresse=essai.serveur.put("/autre", Fichier(NEWER)))
    essai.file.humeurs = ["page"]
    assert essai.run(other) is False
    assert (essai.folder / "autre.json.gz").read_bytes() == NEWER  # reçu, il attend la prochaine fois


def test_an_optional_feed_that_is_gone_does_not_stop_the_rest(essai):
    gone = replace(essai.flux, id="ancien", titre="Ancien", fichier="ancien.csv", adresse=essai.flux.adresse + "-absent", requis=False)
    assert essai.run(gone) is True
    assert essai.warned == ["Téléchargement manqué : Ancien : 127.0.0.1 répond 404. Ce fichier est facultatif."]


def test_a_folder_that_cannot_be_written_is_said(essai):
    essai.target.mkdir(parents=True)
    (essai.target / "occupe").touch()
    assert essai.run() is False
    assert "écriture impossible" in essai.warned[0]
