"""Plusieurs cartes dans un service : mêmes tables, chaque région avec ses communes et ses structures, adresses distinctes."""

from __future__ import annotations

import json

import pytest

from layers.regions import adresse_de_carte, atlas_des_cartes
from layers.socle.defauts import DataError
from tests.petit_atlas import every, petit_atlas, text_of
from views.carte.envoi import communes_payload, maps, sites_payload
from views.carte.page import page
from views.ecriture import phrases as w
from views.vue.vue import from_query


@pytest.fixture(scope="module")
def deux():
    """Le petit Atlas, qui montre aussi la région 11, où est Capitale."""
    return atlas_des_cartes(petit_atlas(cartes=("76", "11")))


def test_each_map_has_its_communes_and_together_they_share_the_tables(deux):
    ouverture, autre = deux
    assert (ouverture.region, autre.region) == ("76", "11")
    assert autre.communes is ouverture.communes
    codes = [json.loads(communes_payload(one))["codes"] for one in deux]
    assert codes == [list(one.communes.index[one.communes["region"] == one.region]) for one in deux]
    assert not set(codes[0]) & set(codes[1]) and codes[1]


def test_a_map_has_the_structures_of_its_region_only(deux):
    for one in deux[1:]:
        assert set(one.sites["code_commune"]) <= set(one.communes.index[one.communes["region"] == one.region])
    told = json.loads(sites_payload(deux[1]))
    assert sum(map(len, told.values())) == len(deux[1].sites)


def test_addresses(deux):
    for one in deux:
        assert [adresse_de_carte(one, region) for region in ("76", "11", "84")] == ["/", "/region/11/", ""]
    assert adresse_de_carte(petit_atlas(), "76") == "/" and adresse_de_carte(petit_atlas(), "84") == ""


def test_the_search_knows_which_map_a_departement_is_on(deux):
    ouverture, autre = deux
    mine = {code for code, region in ouverture.departements["region"].items() if region == "76"}
    theirs = {code for code, region in ouverture.departements["region"].items() if region == "11"}
    assert {code for code, address in maps(ouverture).items() if address == ""} == mine
    assert {code for code, address in maps(autre).items() if address == ""} == theirs
    assert all(maps(ouverture)[code] == "/region/11/" for code in theirs) and all(maps(autre)[code] == "/" for code in mine)


def test_a_territory_of_one_region_is_not_on_the_map_of_another(deux):
    ouverture, autre = deux
    departement = next(code for code, region in ouverture.departements["region"].items() if region == "11")
    assert from_query(autre, f"?territoire=dep-{departement}")[0].territoire == f"dep-{departement}"
    assert from_query(ouverture, f"?territoire=dep-{departement}") == (from_query(ouverture, "")[0], ("territoire",))


def test_what_is_not_published_in_a_region_is_said(deux):
    _, autre = deux
    shown = page(autre)
    options = {one.value: one for one in every(shown, kind="Option")}
    assert options["pastel"].disabled and w.PAS_DE_DONNEE.lower() in str(options["pastel"].children)
    assert not options["zonage-medecins"].disabled
    boxes = every(shown, id="structures")[0]
    assert len(autre.sites) or w.STRUCTURES_NON_RECENSEES in text_of(boxes)
    links = {one.href for one in every(shown, kind="A") if str(getattr(one, "href", "")).startswith("/")}
    assert "/" in links and "/region/11/" not in links


def test_a_region_that_does_not_exist_is_refused_by_name():
    with pytest.raises(DataError, match="MAILLAGE_AUTRES_REGIONS.*99"):
        atlas_des_cartes(petit_atlas(cartes=("76", "99")))
