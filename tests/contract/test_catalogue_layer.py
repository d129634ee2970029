"""Ajouter une couche, c'est une entrée du registre et un fichier : on le fait, et tout la montre, sans toucher au code.

Le fichier et l'entrée sont ceux de docs/ajouter-une-couche.md : le guide est exécuté.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from callbacks import api as routes
from callbacks.carte import address_values, panel_for
from layers.atlas import Atlas, load_atlas
from layers.prepare import main
from layers.territoire.indicateurs import CARTE
from tests.guide import applique, etapes
from tests.petit_atlas import every, text_of
from tests.serveur import client_de
from views.api import api
from views.carte.envoi import communes_payload, map_configuration
from views.carte.legende import legends
from views.carte.page import page
from views.carte.repartition import repartitions
from views.vue.vue import from_query, to_query

ROOT = Path(__file__).resolve().parents[2]
SAGES_FEMMES = "zonage-sages-femmes"
GUIDE = ROOT / "docs" / "ajouter-une-couche.md"


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """Le projet avec une cinquième profession, comme le guide le dit : une entrée, un fichier, puis la commande `prepare`."""
    root = tmp_path_factory.mktemp("projet")
    data = root / "data"
    shutil.copytree(ROOT / "data" / "geo", data / "geo")
    shutil.copytree(ROOT / "data" / "facts", data / "facts")
    shutil.copy(ROOT / "data" / "catalogue.toml", data / "catalogue.toml")
    for one in etapes(GUIDE):
        applique(one, root)
    assert main([str(root / "sources"), "--data", str(data), "--out", str(data / "official")]) == 0
    return load_atlas(data, "official")


def test_the_atlas_has_its_classes(atlas):
    assert atlas.communes.loc[["46102", "46042", "31555", "46001"], SAGES_FEMMES].to_list() == ["PEU", "BIEN", "N/D", ""]


def test_the_browser_receives_it(atlas):
    received = json.loads(communes_payload(atlas))
    letters = dict(zip(received["codes"], received["couches"][SAGES_FEMMES]))
    assert (letters["46102"], letters["46042"], letters["31555"], letters["46001"]) == ("0", "1", "x", "-")
    described = map_configuration(atlas, "", "")["couches"][SAGES_FEMMES]
    assert described["titre"] == "Zonage des sages-femmes libérales"
    assert described["classes"][0][:4] == ["PEU", "Peu dotée en sages-femmes", "#8C2D04", "croix"]


def test_it_can_be_chosen_and_has_its_legend(atlas):
    assert "Sages-femmes" in [text_of(one) for one in every(page(atlas), kind="Option") if one.value == SAGES_FEMMES]
    legend = next(one for one in legends(atlas) if getattr(one, "data-legende") == SAGES_FEMMES)
    assert [box.value for box in every(legend, kind="Checkbox")] == ["PEU", "BIEN"]
    assert "mars 2026" in text_of(legend) and "Peu dotée en sages-femmes" in text_of(legend)


def test_an_address_names_it(atlas):
    view, ignored = from_query(atlas, f"?theme={SAGES_FEMMES}&masquer=BIEN")
    assert ignored == () and (view.theme, view.masquer) == (SAGES_FEMMES, ("BIEN",))
    assert from_query(atlas, to_query(atlas, view)) == (view, ())
    assert address_values(atlas, {"recherche": to_query(atlas, view)}, [SAGES_FEMMES])[1] == [["PEU"]]


def test_the_panel_and_the_card_show_it(atlas):
    (shown,) = [one for one in every(repartitions(atlas), className="repartition") if getattr(one, "data-repartition") == SAGES_FEMMES]
    assert "Zonage des sages-femmes libérales" in text_of(shown) and "Bien dotée en sages-femmes" in text_of(shown)
    card = text_of(panel_for(atlas, "com-46102"))
    assert "Sages-femmes Peu dotée en sages-femmes" in card and "mars 2026" in card


def test_the_api_answers_it(atlas):
    client = client_de(atlas, routes)
    assert SAGES_FEMMES in [layer["id"] for layer in client.get("/api/v1/layers").json]
    got = client.get("/api/v1/communes/46102").json["zonages"]["sages-femmes"]
    assert (got["classe"], got["libelle"], got["millesime"]) == ("PEU", "Peu dotée en sages-femmes", "2026-03")
    assert client.get("/api/v1/communes/31555").json["zonages"]["sages-femmes"]["etat"] == "masquee"
    figures = {one["id"]: one["valeur"] for one in client.get("/api/v1/territoires/dep-46").json["indicateurs"]}
    assert (figures[f"{SAGES_FEMMES}.PEU.communes"], figures[f"{SAGES_FEMMES}.BIEN.communes"]) == (1, 1)
    lot = atlas.departements.loc["46", "population"]
    figeac = atlas.communes.loc["46102", "population"]
    assert figures[f"{SAGES_FEMMES}.PEU.population"] == round(100 * figeac / lot, 1)


def test_the_others_have_no_data_and_say_nothing_false(atlas):
    # Aucun autre fichier n'a été préparé : rien n'en est compté ; un chiffre publié par département garde sa source et sa date.
    assert set(atlas.communes["zonage-medecins"]) == {""}
    others = {
        one["id"]: one for one in api.territory(atlas, "dep-46")["indicateurs"] if one["id"].startswith(("zonage-medecins", "msp", "cds"))
    }
    counted = [one for one in others.values() if one["fait"].startswith(CARTE)]
    assert counted == [] and all(one["source"] and one["periode"] for one in others.values())
    assert (others["zonage-medecins.ZIP.communes"]["valeur"], others["zonage-medecins.ZIP.communes"]["periode"]) == (115, "2025")
    assert {one["id"] for one in api.territory(atlas, "epci-200067361")["indicateurs"]} & set(others) == set()
