"""Les feuilles d'un département, par la page : les deux gestionnaires font un vrai travail, on le suit, on l'arrête, on l'emporte.

Chaque essai parle comme le navigateur : la demande, puis des questions portant les jetons que Dash a signés.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
import zipfile

import psutil
import pytest

from app import create_app
from callbacks.feuilles import gestionnaire
from scripts.redis_serveur import ABSENT, trouver_redis
from settings import ROOT, Settings
from taches import pages
from taches.disque import Disque
from views.papier import phrases_departement as t
from views.papier.departement import INDEX

URL = "/feuilles/_dash-update-component"
PATIENCE_S = 60
DU_46 = ["46001", "46002", "46003"]


class Visiteur:
    """Un navigateur sur /feuilles/."""

    def __init__(self, server):
        self.client = server.test_client()
        html = self.client.get("/feuilles/").get_data(as_text=True)
        self.end = json.loads(re.search(r'_dash-config" type="application/json">(.*?)</script>', html)[1])["end_id"]

    def poser(self, departement: object, clics: object = 1, **jetons):
        body = {
            "output": "etat.data",
            "outputs": {"id": "etat", "property": "data"},
            "inputs": [{"id": "preparer", "property": "n_clicks", "value": clics}],
            "state": [{"id": "departement", "property": "value", "value": departement}],
            "changedPropIds": ["preparer.n_clicks"],
        }
        return self.client.post(URL, query_string={"endId": self.end, **jetons}, json=body)

    def demander(self, departement: object = "46") -> dict:
        answer = self.poser(departement)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return {name: answer.get_json()[name] for name in ("cacheKey", "job")}

    def question(self, jetons: dict) -> dict:
        answer = self.poser("46", None, **jetons)
        assert answer.status_code in (200, 204), answer.get_data(as_text=True)
        return answer.get_json() or {}

    def attendre(self, jetons: dict, dites: list | None = None) -> dict:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            said = self.question(jetons)
            if "progress" in said and dites is not None:
                dites.append(said["progress"])
            if "response" in said:
                return said["response"]["etat"]["data"]
            time.sleep(0.05)
        raise AssertionError("le travail n'a pas fini")

    def arreter(self, *jobs: str, end: str | None = None):
        body = {
            "output": "arreter.id", "outputs": {"id": "arreter", "property": "id"}, "changedPropIds": ["arreter.n_clicks"],
            "inputs": [{"id": "arreter", "property": "n_clicks", "value": 1}],
        }  # fmt: skip
        return self.client.post(URL, query_string={"endId": end or self.end, "cancelJob": list(jobs)}, json=body)


@pytest.fixture
def attente(tmp_path):
    folder = tmp_path / "attente"
    folder.mkdir()
    return folder


@pytest.fixture
def disque(small, attente, tmp_path, monkeypatch):
    """Un serveur dont le travail est celui du petit Atlas."""
    command = (sys.executable, "-m", "tests.petit_enfant", str(attente))
    made = []

    def make(atlas, settings):
        made.append(gestionnaire(atlas, settings))
        made[-1].commande = command
        return made[-1]

    monkeypatch.setattr("callbacks.feuilles.gestionnaire", make)
    server = create_app(small, Settings(debit=0)).server
    yield server, made[0]
    (attente / "attendre").unlink(missing_ok=True)


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
def file(small, attente, redis_adresse, tmp_path):
    """Un serveur dont les travaux partent à un ouvrier Celery."""
    environment = {**os.environ, "MAILLAGE_TACHES": redis_adresse, "MAILLAGE_ESSAI_ATTENTE": str(attente), "MAILLAGE_DATA": "demonstration"}
    command = [sys.executable, "-m", "celery", "-A", "tests.petit_ouvrier", "worker", "--concurrency", "2", "--loglevel", "info"]
    with (tmp_path / "ouvrier.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    settings = Settings(debit=0, taches=redis_adresse)
    server = create_app(small, settings).server
    yield server, gestionnaire(small, settings)
    (attente / "attendre").unlink(missing_ok=True)
    process.terminate()
    process.wait(PATIENCE_S)


def archive_de(visiteur: Visiteur, said: dict) -> tuple[list[str], list[dict]]:
    """(les PDF, les lignes de la liste) du ZIP d'un résultat."""
    answer = visiteur.client.get(f"/feuilles/{said['clef']}.zip")
    assert answer.status_code == 200 and answer.mimetype == "application/zip" and len(answer.data) == said["octets"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as opened:
        assert opened.testzip() is None
        rows = list(csv.DictReader(opened.read(INDEX).decode("utf-8-sig").splitlines(), delimiter=";"))
        names = [name for name in opened.namelist() if name.endswith(".pdf")]
        assert all(opened.read(name).startswith(b"%PDF-") for name in names)
    return names, rows


@pytest.mark.parametrize("genre", ["disque", "file"])
def test_a_departement_is_prepared_followed_stopped_and_taken_away(genre, request, attente):
    server, manager = request.getfixturevalue(genre)
    (attente / "attendre").touch()
    visitor, told = Visiteur(server), []
    # Quelqu'un ouvre la carte, servie par une autre application du même serveur : le travail n'en est pas moins le nôtre.
    assert visitor.client.get("/_dash-layout").status_code == 200
    first = visitor.demander()
    job = first["job"].partition("~")[0]
    until = time.monotonic() + PATIENCE_S
    while "progress" not in (said := visitor.question(first)):
        assert "response" not in said and time.monotonic() < until, said
        time.sleep(0.05)
    assert said["progress"]["avance.children"] == "0 feuille sur 3" and places.vit(manager.depot, job)

    assert visitor.arreter(first["job"]).status_code in (200, 204)
    assert visitor.attendre(first) == {"etat": "arrete"}
    # Rien ne reste : ni bail, ni place, ni archive ; la suite part de zéro, aussitôt.
    assert not places.vit(manager.depot, job) and manager.depot.lire("place:0") is None
    (attente / "attendre").unlink()
    said = visitor.attendre(visitor.demander(), told)
    assert (said["etat"], said["departement"], said["feuilles"], said["refusees"]) == ("pret", "46", 3, 0)
    names, rows = archive_de(visitor, said)
    assert len(names) == 3 and [row["code_commune"] for row in rows] == DU_46 and {row["fichier"] for row in rows} == set(names)

    # Le même, demandé par un autre : son résultat est déjà là, sans travail.
    again = Visiteur(server)
    shared = again.demander()
    assert again.attendre(shared) == said and manager.depot.lire("place:0") is None


def lancee(process: psutil.Process) -> list[str]:
    """La ligne de commande d'un processus ; aucune s'il vient de finir."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def processes(manager: Disque) -> list[psutil.Process]:
    return [one for one in psutil.Process().children(recursive=True) if manager.commande[-1] in lancee(one)]


def test_stop_kills_the_process(disque, attente):
    server, manager = disque
    (attente / "attendre").touch()
    visitor = Visiteur(server)
    asked = visitor.demander()
    (running,) = processes(manager)
    visitor.arreter(asked["job"])
    running.wait(PATIENCE_S)
    assert not processes(manager)


def test_two_askers_share_one_work_and_the_second_takes_over(disque, attente):
    server, manager = disque
    (attente / "attendre").touch()
    first, second = Visiteur(server), Visiteur(server)
    one, two = first.demander(), second.demander()
    assert manager.depot.lire("place:1") is None and manager.depot.lire("suite:0") == two["job"].partition("~")[0].encode()
    first.arreter(one["job"])
    (attente / "attendre").unlink()
    assert first.attendre(one) == {"etat": "arrete"}
    assert second.attendre(two)["feuilles"] == 3


def test_a_third_preparation_is_refused_in_a_sentence(disque, attente):
    server, manager = disque
    for number in range(places.PREPARATIONS):
        manager.depot.ecrire(f"place:{number}", b"un autre", 60)
    visitor = Visiteur(server)
    assert visitor.attendre(visitor.demander()) == {"etat": "refus", "pourquoi": t.COMPLET}
    assert not processes(manager)


def test_a_work_that_dies_says_so_and_leaves_its_place(disque, attente):
    server, manager = disque
    manager.commande = (sys.executable, "-c", "raise SystemExit(3)")
    visitor = Visiteur(server)
    assert visitor.attendre(visitor.demander()) == {"etat": "echec", "pourquoi": t.ECHEC}
    assert manager.depot.lire("place:0") is None


# ---------------------------------------------------------------- hostiles
@pytest.mark.parametrize("asked", [None, "", "99", "75", "../46", "<script>", 46, ["46"], {"a": 1}, "4" * 10_000, "46\x00"])
def test_an_unknown_departement_starts_nothing(disque, asked):
    server, manager = disque
    visitor = Visiteur(server)
    assert visitor.attendre(visitor.demander(asked)) == {"etat": "refus", "pourquoi": t.INCONNU}
    assert not processes(manager)


@pytest.fixture
def victime():
    """Un processus que personne d'ici n'a le droit d'arrêter."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("jeton", ["{pid}", "-1", "0", "{pid}~" + "0" * 64, "1;2", "x" * 3000, "~", "\x00", "{pid}~" + "é" * 64])
@pytest.mark.parametrize("nom", ["cancelJob", "oldJob", "job", "cacheKey", "endId"])
def test_a_forged_token_kills_nothing(disque, victime, nom, jeton):
    server, _ = disque
    visitor = Visiteur(server)
    said = jeton.replace("{pid}", str(victime.pid))
    statuses = {visitor.poser("99", **{nom: said}).status_code}
    if nom == "cancelJob":
        statuses.add(visitor.arreter(said).status_code)
    assert statuses <= {200, 204, 400} and victime.poll() is None


def test_even_a_signed_number_kills_no_process_but_its_own(disque, victime):
    """Un numéro de processus bien signé, puis un travail de ce service dont le système a redonné le numéro."""
    from dash import _callback_signing as signing

    server, manager = disque
    visitor = Visiteur(server)
    secret = manager.get_or_create_signing_secret(bytes)
    end = signing.unsign(secret, signing.END_SCOPE, visitor.end)
    assert end
    forged = signing.sign(secret, signing.job_scope(end), str(victime.pid))
    assert visitor.arreter(forged).status_code in (200, 204) and victime.poll() is None
    work = "ab" * 16
    places.admettre(manager.depot, "0" * 40, work)
    manager.depot.ecrire("processus:" + work, f"{victime.pid} 1.0".encode(), 60)
    visitor.arreter(signing.sign(secret, signing.job_scope(end), work))
    assert victime.poll() is None and not places.vit(manager.depot, work)


def test_the_token_of_another_visitor_stops_nothing(disque, attente):
    server, manager = disque
    (attente / "attendre").touch()
    one = Visiteur(server).demander()
    Visiteur(server).arreter(one["job"])
    assert places.vit(manager.depot, one["job"].partition("~")[0])


def test_too_many_tokens_or_an_unknown_one_are_refused(disque):
    visitor = Visiteur(disque[0])
    token = "a" * 32 + "~" + "0" * 64
    assert visitor.arreter(*[token] * 9).status_code == 400
    assert visitor.poser("99", autre=token).status_code == 400
    assert visitor.client.post(f"{URL}?endId={token}&endId={token}", json={}).status_code == 400


@pytest.mark.parametrize("clef", ["0" * 40, "..%2f..%2fetc%2fpasswd", "A" * 40, "0" * 39, "0" * 400, "%00", "cache.db"])
def test_an_unknown_archive_is_a_page_that_says_why(disque, clef):
    answer = disque[0].test_client().get(f"/feuilles/{clef}.zip")
    assert answer.status_code == 404 and "erreur interne" not in answer.get_data(as_text=True)


HOSTILE = {"etat": "pret", "clef": "../x", "departement": "46", "octets": 1, "feuilles": 1, "refusees": 0}
REASONS = [{"etat": "refus", "pourquoi": "<b>"}, {"etat": "refus", "pourquoi": {}}]
NOTHING = [None, 1, [], {"etat": "pret"}, {"etat": ["pret"]}, HOSTILE, *REASONS]


@pytest.mark.parametrize("etat", NOTHING, ids=str)
def test_a_state_that_is_not_ours_shows_nothing(disque, etat):
    body = {
        "output": "..issue.children...annonce.children@", "outputs": [], "inputs": [{"id": "etat", "property": "data", "value": etat}],
        "changedPropIds": ["etat.data"],
    }  # fmt: skip
    client = disque[0].test_client()
    declared = next(one for one in client.get("/feuilles/_dash-dependencies").json if one["output"].startswith("..issue.children"))
    names = declared["output"][2:-2].split("...")
    body |= {"output": declared["output"], "outputs": [dict(zip(("id", "property"), name.rpartition(".")[::2])) for name in names]}
    said = client.post(URL, json=body)
    assert said.status_code == 200 and said.get_json()["response"]["issue"]["children"] == []
