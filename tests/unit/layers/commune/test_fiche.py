"""La fiche d'une commune : tout ce que l'Atlas en sait, et les états « absente », « masquée », « partagée » distincts."""

import pytest

from layers.commune.fiche import fiche


def state(small, code: str, couche_id: str):
    found = next(c for c in fiche(small, code).classements if c.couche.id == couche_id)
    return found.classe, found.libelle, found.etat, found.valeur


def test_identity(small):
    it = fiche(small, "46003")
    assert (it.code, it.nom, it.departement, it.region, it.epci, it.population) == ("46003", "Vallée", "46", "76", "200000001", 800)
    assert it.codes_postaux == ("46010", "46020")
    assert it.vague.valeur == 2018


def test_what_is_not_known_is_none(small):
    assert fiche(small, "46001").population is None
    assert fiche(small, "46002").epci is None
    assert fiche(small, "75056").vague is None


def test_known_masked_absent_and_shared_are_four_things(small):
    assert state(small, "31001", "zonage-medecins") == ("ZIP", "Zone d'intervention prioritaire", "connue", None)
    assert state(small, "31003", "zonage-medecins") == (None, None, "masquee", None)
    assert state(small, "46002", "zonage-medecins") == (None, None, "absente", None)
    assert state(small, "46001", "zonage-medecins") == (None, None, "partagee", None)


def test_a_rate_has_its_number(small):
    assert state(small, "31001", "apl") == ("A1", "Moins de 1,5", "connue", 1.0)
    assert state(small, "31003", "apl") == (None, None, "masquee", None)


def test_classes_come_in_the_order_of_the_registry(small):
    assert [c.couche for c in fiche(small, "31001").classements] == list(small.catalogue.of_level("commune"))


def test_nearest_structures_measured_by_hand(small):
    near = {s.categorie: s for s in fiche(small, "31003").sites_proches}
    assert list(near) == ["msp", "cds", "pharmacie"]  # aucun hôpital dans le jeu
    # De 44,0 à 43,5 : un demi-degré de latitude ; l'autre MSP est à six dixièmes.
    assert near["msp"].nom == "MSP d'Amont" and near["msp"].commune == "L'Isle-d'Amont"
    assert near["msp"].distance_m == pytest.approx(55_597.5, abs=0.1)
    assert near["pharmacie"].distance_m == 0
    assert near["cds"].approximative and not near["msp"].approximative


def test_a_site_without_a_place_is_not_near(small):
    assert {s.nom for s in fiche(small, "46001").sites_proches if s.categorie == "cds"} == {"Centre dentaire Aval"}


def test_without_a_town_hall_distances_start_from_an_inner_point_and_say_so(small):
    it = fiche(small, "46002")
    assert not it.depuis_mairie and fiche(small, "46003").depuis_mairie
    near = {s.categorie: s for s in it.sites_proches}
    assert near["msp"].nom == "MSP de la Vallée"
    assert near["msp"].distance_m == pytest.approx(11_119.5, abs=0.1)


def test_outside_the_prepared_region_nothing_is_near(small):
    assert fiche(small, "75056").sites_proches == ()


def test_the_town_hall_has_only_what_is_known(small):
    assert fiche(small, "31001").mairie == {
        "adresse": "1 place du Puits\n31000 L'Isle-d'Amont",
        "telephone": "05 00 00 00 00",
        "site": "https://isle.example/accueil",
    }
    assert fiche(small, "31002").mairie == {}


@pytest.mark.parametrize("unknown", ["", "00000", "3100", "310011", " 31001", "31001 ", "2a004", "x" * 10_000, "\x00"])
def test_an_unknown_code_has_no_sheet(small, unknown):
    assert fiche(small, unknown) is None
