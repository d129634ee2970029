"""Les feuilles d'un département, par la page : la file de cette machine et celle de Redis font un vrai travail, on le suit, on
l'arrête, on l'emporte. Chaque essai parle comme le navigateur."""

from __future__ import annotations

import csv
import io
import os
import socket
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import replace

import pytest

import taches.file
import views.papier.departement
from app import create_app
from scripts.redis_serveur import ABSENT, trouver_redis
from settings import ROOT, Settings
from taches.atelier import Taches
from taches.file import ENCOURS
from views.papier import phrases_departement as t
from views.papier.departement import INDEX
from web.contexte import NOM

PATIENCE_S = 60
DU_46 = ["46001", "46002", "46003"]


class Visiteur:
    """Un navigateur sur /feuilles/, à une adresse à lui."""

    def __init__(self, server, adresse: str = "192.0.2.1"):
        self.client = server.test_client()
        self.envers = {"environ_base": {"REMOTE_ADDR": adresse}}

    def demander(self, departement: object = "46") -> dict:
        answer = self.client.post("/feuilles/preparer", json={"departement": departement}, **self.envers)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    def etat(self, demande: dict) -> dict:
        answer = self.client.get(f"/feuilles/etat/{demande['travail']}")
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    def jusqua(self, demande: dict, bon) -> dict:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if bon(said := self.etat(demande)):
                return said
            time.sleep(0.05)
        raise AssertionError(f"le travail en est resté à {said}")

    def attendre(self, demande: dict) -> dict:
        return self.jusqua(demande, lambda said: said["etat"] != "encours")

    def arreter(self, demande: dict) -> dict:
        return self.client.post("/feuilles/arreter", json=demande).get_json()


@pytest.fixture
def retenue(monkeypatch):
    """Ce qui retient la feuille suivante, dans l'atelier de ce processus : mis, elle passe."""
    passe, true = threading.Event(), views.papier.departement.papier
    monkeypatch.setattr(views.papier.departement, "papier", lambda *args: passe.wait(PATIENCE_S) and true(*args))
    yield passe
    passe.set()


@pytest.fixture
def disque(small, retenue):
    """Un serveur dont l'atelier est dans ce processus ; le travail y attend `retenue`."""
    server = create_app(small, Settings(debit=0)).server
    yield server, retenue.set
    retenue.set()


@pytest.fixture(scope="module")
def redis_adresse(tmp_path_factory):
    """Un vrai Redis, pour cet essai seul."""
    found = trouver_redis()
    if found is None:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    command = [found, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            import redis

            client, until = redis.Redis(port=port), time.monotonic() + PATIENCE_S
            while time.monotonic() < until:
                try:
                    client.ping()
                    break
                except redis.ConnectionError:
                    time.sleep(0.05)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


@pytest.fixture
def redis(small, redis_adresse, tmp_path):
    """Un serveur dont les longs travaux partent à un ouvrier, par Redis."""
    pause = tmp_path / "attendre"
    pause.touch()
    environment = {**os.environ, "MAILLAGE_TACHES": redis_adresse, "MAILLAGE_DATA": "demonstration"}
    command = [sys.executable, "-m", "tests.petit_ouvrier", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        yield create_app(small, Settings(debit=0, taches=redis_adresse)).server, lambda: pause.unlink(missing_ok=True)
        pause.unlink(missing_ok=True)
        process.terminate()


def archive_de(visiteur: Visiteur, lien: dict) -> tuple[list[str], list[dict]]:
    """(les PDF, les lignes de la liste) du ZIP d'un résultat."""
    answer = visiteur.client.get(lien["adresse"])
    assert answer.status_code == 200 and answer.mimetype == "application/zip" and lien["nom"] == "maillage-feuilles-46-lot.zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as opened:
        assert opened.testzip() is None
        rows = list(csv.DictReader(opened.read(INDEX).decode("utf-8-sig").splitlines(), delimiter=";"))
        names = [name for name in opened.namelist() if name.endswith(".pdf")]
        assert all(opened.read(name).startswith(b"%PDF-") for name in names)
    return names, rows


@pytest.mark.parametrize("genre", ["disque", "redis"])
def test_a_departement_is_prepared_followed_stopped_and_taken_away(genre, request):
    server, laisser = request.getfixturevalue(genre)
    visitor = Visiteur(server)
    first = visitor.demander()
    said = visitor.jusqua(first, lambda it: it.get("total"))
    assert (said["etat"], said["fait"], said["total"], said["avance"]) == ("encours", 0, 3, "0 feuille sur 3")
    assert visitor.arreter(first)["phrases"] == [t.ARRETE] and visitor.etat(first)["etat"] == "arrete"
    laisser()
    time.sleep(0.5)  # l'atelier s'aperçoit de l'arrêt à la feuille suivante
    said = visitor.attendre(visitor.demander())
    assert said["etat"] == "pret" and "3\u00a0feuilles" in said["lien"]["texte"] and said["manque"] == ""
    names, rows = archive_de(visitor, said["lien"])
    assert len(names) == 3 and [row["code_commune"] for row in rows] == DU_46 and {row["fichier"] for row in rows} == set(names)
    # Le même, demandé par un autre : son résultat est déjà là, sans travail.
    again = Visiteur(server, "192.0.2.9")
    assert again.etat(again.demander()) == said


def taches_de(server) -> Taches:
    return server.extensions[NOM].taches


def compter(server, monkeypatch) -> list[str]:
    """Les travaux que l'atelier a commencés."""
    begun: list[str] = []
    file = taches_de(server).longues
    true = file.travaux["feuilles"]

    def counted(atelier, dire, departement):
        begun.append(departement)
        return true.fonction(atelier, dire, departement)

    monkeypatch.setattr(file, "travaux", {"feuilles": replace(true, fonction=counted)})
    return begun


def test_eight_askers_share_one_work_without_a_process_each(disque, monkeypatch):
    server, laisser = disque
    begun = compter(server, monkeypatch)
    visitors = [Visiteur(server, f"192.0.2.{number}") for number in range(8)]
    asked = [one.demander() for one in visitors]
    assert len({one["travail"] for one in asked}) == 8
    visitors[0].jusqua(asked[0], lambda it: it.get("total"))
    # Celui qui a commencé s'en va : le travail continue pour les autres.
    assert visitors[0].arreter(asked[0])["etat"] == "arrete"
    laisser()
    assert {one.attendre(it)["etat"] for one, it in zip(visitors[1:], asked[1:])} == {"pret"}
    assert begun == ["46"]


def test_a_visitor_has_one_preparation_and_the_service_two(disque):
    server, _ = disque
    one, two, three = (Visiteur(server, f"192.0.2.{number}") for number in range(3))
    first = one.demander("46")
    assert one.demander("31")["manque"] == t.DEJA and "travail" in one.demander("46")
    assert "travail" in two.demander("31")
    file = taches_de(server).longues
    assert file.travaux["feuilles"].places == 2
    with pytest.raises(taches.file.Complet):
        file.soumettre("feuilles", {"departement": "09"}, "c" * 40, "un troisième")
    assert three.etat(first)["etat"] == "encours"


def test_a_work_that_fails_says_so_and_leaves_its_place(disque, monkeypatch):
    server, laisser = disque
    file = taches_de(server).longues
    broken = replace(file.travaux["feuilles"], fonction=lambda *_, **__: 1 / 0)
    monkeypatch.setattr(file, "travaux", {"feuilles": broken})
    visitor = Visiteur(server)
    assert visitor.attendre(visitor.demander())["manque"] == t.ECHEC
    monkeypatch.undo()
    laisser()
    assert visitor.attendre(visitor.demander())["etat"] == "pret"


def test_a_work_whose_atelier_was_killed_is_said_dead_and_begun_again(disque, monkeypatch):
    server, laisser = disque
    visitor, file = Visiteur(server), taches_de(server).longues
    asked = visitor.demander()
    visitor.jusqua(asked, lambda it: it.get("total"))
    cle = file.etat(asked["travail"]).cle
    monkeypatch.setattr(taches.file.time, "time", lambda now=time.time: now() + taches.file.SILENCE_S + 1)
    assert file.etat(asked["travail"]).etat == "echec"
    again = visitor.demander()
    assert file._lu(cle).essai == 2 and again != asked
    laisser()


def test_a_result_is_kept_half_an_hour(disque, monkeypatch):
    server, laisser = disque
    laisser()
    visitor = Visiteur(server)
    link = visitor.attendre(visitor.demander())["lien"]
    assert visitor.client.get(link["adresse"]).status_code == 200
    monkeypatch.setattr(taches.file.time, "time", lambda now=time.time: now() + taches.file.GARDE_S)
    gone = visitor.client.get(link["adresse"])
    assert gone.status_code == 404 and "trente minutes" in gone.get_data(as_text=True)


def test_an_absent_redis_is_said(small):
    server = create_app(small, Settings(debit=0, taches="redis://127.0.0.1:1/0")).server
    assert Visiteur(server).demander()["manque"] == t.INDISPONIBLE


# ---------------------------------------------------------------- hostiles
@pytest.mark.parametrize("asked", ["", "99", "75", "../46", "<script>", "4" * 10_000, "46\x00"])
def test_an_unknown_departement_starts_nothing(disque, asked):
    assert Visiteur(disque[0]).demander(asked)["manque"] == t.INCONNU


def test_half_a_character_is_refused_as_another_shape(disque):
    """Un demi-caractère n'est pas un texte : le bord du service le refuse avant toute page."""
    answer = disque[0].test_client().post("/feuilles/preparer", json={"departement": "\ud800"})
    assert answer.status_code == 400 and "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("body", [1, [], {}, {"departement": None}, {"departement": 46}, {"departement": ["46"]}, {"departement": {}}])
def test_another_shape_is_refused(disque, body):
    client = disque[0].test_client()
    assert client.post("/feuilles/preparer", json=body).status_code == 400
    assert client.post("/feuilles/preparer", data=b"[" * 100_000, content_type="application/json").status_code == 400
    assert client.post("/feuilles/preparer", data={"departement": "46"}).status_code == 415


@pytest.mark.parametrize("jeton", ["0", "-1", "0" * 32, "g" * 32, "x" * 3000, "~", "é" * 32])
def test_an_identifier_that_is_not_ours_stops_and_shows_nothing(disque, jeton):
    server, _ = disque
    visitor = Visiteur(server)
    asked = visitor.demander()
    assert visitor.client.post("/feuilles/arreter", json={"travail": jeton}).status_code in (200, 400)
    answer = visitor.client.get(f"/feuilles/etat/{jeton}")
    assert answer.status_code in (404, 414) or answer.get_json()["etat"] == "refus"
    assert visitor.etat(asked)["etat"] == ENCOURS


@pytest.mark.parametrize("clef", ["0" * 40, "..%2f..%2fetc%2fpasswd", "A" * 40, "0" * 39, "0" * 400, "%00", "file.db"])
def test_an_unknown_archive_is_a_page_that_says_why(disque, clef):
    answer = disque[0].test_client().get(f"/feuilles/{clef}.zip")
    assert answer.status_code == 404 and "erreur interne" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("query", ["?departement=", "?autredepartement=46", "?x=departement=", "?departement=%ff", "?departement=99"])
def test_any_link_to_the_page_opens_it(disque, query):
    answer = disque[0].test_client().get(f"/feuilles/{query}")
    assert answer.status_code == 200 and answer.get_data(as_text=True).count(" checked>") == 1


def test_a_link_chooses_its_departement(disque):
    assert 'value="46" checked>' in disque[0].test_client().get("/feuilles/?departement=46").get_data(as_text=True)
