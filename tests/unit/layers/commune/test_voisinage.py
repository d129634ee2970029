"""Les voisines d'une commune, et la commune comparée à ce qui l'entoure."""

import pytest

from layers.commune.voisinage import categories, comparaison, structures_de, voisines
from tests.petit_atlas import petit_atlas
from views.commune import phrases as f


@pytest.fixture(scope="module")
def bordered():
    """Aval touche L'Isle, Saint-Étienne et, hors de la région, Capitale."""
    atlas = petit_atlas()
    communes = atlas.communes.copy()
    communes.at["31002", "voisins"] = ("31001", "31003", "75056", "99999")
    return petit_atlas(communes=communes)


def test_neighbours_are_in_the_order_of_their_names_and_unknown_codes_are_left_out(bordered):
    assert [one.nom for one in voisines(bordered, "31002")] == ["Capitale", "L'Isle-d'Amont", "Saint-Étienne-du-Cœur"]


def test_a_neighbour_outside_the_region_has_no_count_of_sites(bordered):
    outside, isle, _ = voisines(bordered, "31002")
    assert outside.structures is None
    assert isle.structures == {"msp": 1, "cds": 0, "pharmacie": 0}
    assert (isle.population, isle.apl, isle.classes["zonage-medecins"]) == (100, 1.0, "ZIP")


def test_an_island_has_no_neighbour(small):
    assert voisines(small, "46003") == ()
    assert [one.niveau for one in comparaison(small, "46003")] == ["com", "epci", "dep", "reg"]


def test_a_category_without_a_site_in_the_data_is_not_counted_as_zero(small):
    assert categories(small) == ("msp", "cds", "pharmacie")
    assert "hopital" not in structures_de(small, "31001")


def test_a_site_without_a_place_still_counts_in_its_commune(small):
    assert structures_de(small, "46001")["cds"] == 1


def test_the_commune_among_its_own(bordered):
    com, around, epci, dep, reg = comparaison(bordered, "31002")
    assert (com.population, com.densite, com.apl, com.part_prioritaire) == (300, 30.0, 2.0, 0.0)
    # Les voisines : 1 000 + 100 + 600 habitants sur 30 km² ; l'APL de Saint-Étienne est masquée.
    assert (around.communes, around.hors_region, around.population) == (3, 1, 1700)
    assert around.densite == pytest.approx(1700 / 30)
    assert around.apl == pytest.approx((1000 * 5 + 100 * 1) / 1100)
    assert around.part_prioritaire == pytest.approx(100 * 100 / 1700)
    assert (epci.nom, epci.population) == ("CC des Rives", 1200)
    assert dep.usages == {"msp": 1, "cds": 1, "pharmacie": 1, "cds-dentaire": 1}
    assert (reg.communes, reg.hors_region, reg.population) == (6, 0, 2000)


def test_what_nobody_publishes_is_none(small):
    com = comparaison(small, "46002")[0]
    assert (com.apl, com.part_prioritaire) == (None, None)
    assert comparaison(small, "46001")[0].population is None


def test_outside_the_region_sites_are_not_counted(small):
    com = comparaison(small, "75056")[0]
    assert (com.hors_region, com.usages) == (1, {})


def test_the_sites_of_real_neighbours_add_up(official):
    """Les voisines de Figeac : la somme des fiches une à une est celle de la comparaison."""
    each = [one.structures for one in voisines(official, "46102")]
    around = comparaison(official, "46102")[1]
    assert {one: around.usages[one] for one in categories(official) if one in around.usages} == {
        one: sum(each_of[one] for each_of in each) for one in categories(official) if one in around.usages
    }


def test_a_rate_counts_only_the_inhabitants_of_the_region(bordered):
    """Les voisines d'Aval : 1 000 habitants hors de la région ; 100 + 600 dedans, pour une maison de santé et une pharmacie."""
    com, around, _, dep, _ = comparaison(bordered, "31002")
    assert around.population_region == 700
    assert around.pour_10_000("msp") == around.pour_10_000("pharmacie") == pytest.approx(10_000 / 700)
    assert com.pour_10_000("msp") == 0.0 and com.pour_10_000("cds") == pytest.approx(10_000 / 300)
    assert dep.pour_10_000("msp") == pytest.approx(10_000 / 1000)


def test_no_rate_without_every_population_or_outside_the_region(small):
    assert comparaison(small, "46001")[0].pour_10_000("cds") is None
    assert comparaison(small, "75056")[0].pour_10_000("msp") is None
    assert comparaison(small, "31001")[0].pour_10_000("hopital") is None


def test_a_count_is_said_with_its_rate():
    assert f.sites_et_taux(58, 3.286) == "58 (3,3)"
    assert f.sites_et_taux(0, 0.0) == "0" and f.sites_et_taux(1, None) == "1"
