"""layers/jeu/attente.py : un jeu préparé pendant que le service tourne est dit, à l'API comme dans les pages."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from callbacks import api as routes
from layers.jeu.attente import Attente, en_attente
from layers.jeu.echange import put_in_service
from layers.jeu.jeu import MANIFEST, SITE_COLUMNS, read_manifest, write_dataset
from layers.socle.defauts import DataError
from settings import Settings
from tests.petit_atlas import every, text_of
from tests.serveur import client_de
from views.carte.page import page
from views.ecriture import phrases as w
from views.gabarits import Gabarits

SITES = pd.DataFrame(columns=list(SITE_COLUMNS), dtype="str")


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / "data" / "official").mkdir(parents=True)
    return tmp_path


def prepare(folder: Path, day: str = "2026-11-20") -> str:
    """Met un jeu en service dans `folder` ; rend son empreinte."""
    communes = pd.DataFrame({"code_commune": ["01001"]}, dtype="str")
    digest = write_dataset(folder, communes, SITES, {"mode": "official", "hash": "", "date": day, "sources": []})
    put_in_service(folder)
    return digest


def test_nothing_waits_when_nothing_is_watched_prepared_or_new(root):
    folder = root / "data" / "official"
    assert en_attente(None, "ab") is None
    assert en_attente(folder / "absent", "ab") is None
    assert en_attente(folder, "ab") is None
    assert en_attente(folder, prepare(folder)) is None


def test_another_set_waits_and_a_broken_one_is_said(root):
    folder = root / "data" / "official"
    digest = prepare(folder)
    assert en_attente(folder, "ab") == Attente(digest, "2026-11-20")
    (folder / MANIFEST).write_text("{", encoding="utf-8")
    assert en_attente(folder, digest) == Attente("", "")


@pytest.mark.parametrize("content", ["null", "5", "true", "NaN", '[1,"a"]', "[" * 100_000, "{}", '{"mode": 1}', "\ud800", ""])
def test_whatever_the_manifest_became_the_service_goes_on(small, root, content):
    folder = root / "data" / "official"
    prepare(folder)
    (folder / MANIFEST).write_text(content, encoding="utf-8", errors="surrogatepass")
    assert en_attente(folder, "ab") == Attente("", "")
    client = client_de(small, routes, root=root, data_mode="auto")
    assert client.get("/healthz").status_code == 200
    told = client.get("/readyz").json
    assert (told["pret"], told["jeu_du_disque"], told["data"]["hash"]) == (True, "illisible", small.hash)


def test_a_folder_that_cannot_be_read_is_said(root, monkeypatch):
    prepare(root / "data" / "official")

    def refused(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refused)
    monkeypatch.setattr(Path, "exists", refused)
    assert en_attente(root / "data" / "official", "ab") == Attente("", "")


@pytest.mark.parametrize(("key", "value"), [("mode", "x"), ("date", 5), ("sources", None), ("sources", [1]), ("sources", [{"nom": "a"}])])
def test_a_manifest_whose_values_are_wrong_is_refused(root, key, value):
    folder = root / "data" / "official"
    prepare(folder)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**manifest, key: value}), encoding="utf-8")
    with pytest.raises(DataError, match=key):
        read_manifest(folder)


def test_each_process_says_which_set_it_shows(small, root):
    client = client_de(small, routes, root=root, data_mode="auto")
    told = client.get("/readyz").json
    assert told["data"]["hash"] == small.hash and told["jeu_du_disque"] == "le même" and told["processus"] > 0
    digest = prepare(root / "data" / "official")
    told = client.get("/readyz").json
    assert (told["jeu_du_disque"], told["en_attente"]["hash"]) == ("un autre, prêt", digest)


def test_a_demonstration_that_was_asked_for_watches_nothing(root):
    assert Settings(root=root).watched == root / "data" / "official"
    assert Settings(root=root, data_mode="demonstration").watched is None


def test_the_running_service_says_so_as_soon_as_the_set_is_there(small, root):
    settings = Settings(root=root)
    gabarits = Gabarits(small, settings)
    client = client_de(small, routes, root=root, data_mode="auto")
    assert client.get("/healthz").json["en_attente"] is None
    assert "Un autre jeu" not in gabarits.page("refus.html", message="Rien.")
    digest = prepare(settings.official)
    said = "Un autre jeu de données est prêt (20 novembre 2026) : le service va le montrer."
    found = client.get("/healthz").json
    assert found["en_attente"] == {"hash": digest, "date": "2026-11-20", "message": said}
    assert found["data"]["hash"] == small.hash  # montré : toujours celui du démarrage
    assert said in gabarits.page("refus.html", message="Rien.")


def test_the_service_that_shows_that_set_says_nothing(small, root):
    digest = prepare(root / "data" / "official")
    atlas = replace(small, manifest={**small.manifest, "hash": digest})
    assert client_de(atlas, routes, root=root, data_mode="auto").get("/healthz").json["en_attente"] is None


def test_words_do_not_promise_a_date_or_a_set_that_is_not_there():
    assert w.attente("ab", "") == "Un autre jeu de données est prêt : le service va le montrer."
    assert "illisible" in w.attente("", "")


def test_the_page_holds_its_hash_and_an_empty_hidden_notice(small):
    (notice,) = every(page(small), id="avis-donnees")
    assert notice.hidden and getattr(notice, "data-empreinte") == small.hash and getattr(notice, "data-changees") == w.DONNEES_CHANGEES
    assert text_of(notice) == w.RECHARGER
