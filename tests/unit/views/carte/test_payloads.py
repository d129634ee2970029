"""Ce que le navigateur reçoit : une lettre par commune et par couche, lisible et jamais ambiguë."""

import json

import pandas as pd
import pytest

from layers.atlas import SPECIAL
from layers.registre.marques import LETTRES
from tests.petit_atlas import DU_SUD, petit_atlas
from views.carte.envoi import RANKS, column, communes_payload, map_configuration, opening, sites_payload
from views.vue.vue import KEYS, default_view


@pytest.fixture(scope="module")
def received(small) -> dict:
    return json.loads(communes_payload(small))


def test_the_communes_of_the_region_in_the_order_of_the_tiles(received):
    assert received["premier"] == 1  # la Capitale porte le numéro 0
    assert received["codes"] == DU_SUD
    assert received["departements"] == ["31"] * 3 + ["46"] * 3
    assert received["epci"][4] == ""


def test_the_unknown_is_null_and_not_zero(received):
    assert received["populations"] == [100, 300, 600, None, 200, 800]
    assert received["points"][0] == [1.5, 43.5]
    assert received["points"][4] == [1.5, 44.7]  # sans mairie située : le point intérieur


def test_one_letter_a_commune(received):
    # ZIP, ZAC, masqué, partagé, absent, ZAR ; puis les classes de l'APL et les années de PÂSTEL.
    assert received["couches"]["zonage-medecins"] == "01xy-2"
    assert received["couches"]["apl"] == "01x2-3"
    assert received["couches"]["zonage-infirmiers"] == "------"
    assert received["couches"]["pastel"] == "333000"


def test_each_layer_of_the_registry_has_its_column(small, received):
    assert list(received["couches"]) == [couche.id for couche in small.catalogue.couches]
    assert {len(letters) for letters in received["couches"].values()} == {6}


def test_letters_of_classes_and_marks_are_all_different(small):
    assert set(LETTRES) == set(SPECIAL)
    assert len({*RANKS, *LETTRES.values()}) == len(RANKS) + len(LETTRES)
    for couche in small.catalogue.couches:
        letters = column(couche, pd.Series([*couche.rank, *SPECIAL]))
        assert len(set(letters)) == len(couche.rank) + len(SPECIAL)


def test_sites_are_those_that_have_a_place(small):
    sites = json.loads(sites_payload(small))
    assert sites["msp"] == [[1.5, 43.5, "MSP d'Amont", "31001", "", 0], [1.5, 44.6, "MSP de la Vallée", "46003", "", 0]]
    assert sites["cds"] == [[1.6, 43.5, "Centre dentaire Aval", "31002", "dentaire", 1]]
    assert sites["hopital"] == []


def test_half_a_place_is_no_place(small):
    halved = small.sites.assign(latitude=[43.5, float("nan"), 43.5, float("nan"), 44.0])
    assert len(json.loads(sites_payload(petit_atlas(sites=halved)))["msp"]) == 1


def test_the_configuration_names_what_the_script_will_load(small):
    configuration = map_configuration(small, "/statique/abc", "/donnees/def")
    assert json.loads(json.dumps(configuration, allow_nan=False)) == configuration
    assert (configuration["communes"], configuration["sites"]) == ("/donnees/def/communes-76.json", "/donnees/def/sites-76.json")
    assert configuration["simule"] is False
    assert len(configuration["departements"]) == 13
    assert list(configuration["couches"]) == [couche.id for couche in small.catalogue.couches]
    assert [classe[0] for classe in configuration["couches"]["montagne"]["classes"]] == ["C", "NC"]


def test_the_opening_view_has_the_keys_of_an_address_in_their_order(small):
    view = opening(default_view(small))
    assert tuple(view) == KEYS
    assert (view["territoire"], view["structures"], view["annee"]) == ("reg-76", ["msp", "cds"], 2021)
