"""Les filtres : ils se combinent, et une commune dont on ne sait rien n'est ni « oui » ni « non »."""

from dataclasses import replace

import pytest

from layers.territoire.indicateurs import repartition
from views.vue.filtres import choices, included, tally
from views.vue.vue import default_view


def kept(small, **changes) -> list[str]:
    return small.communes.index[included(small, replace(default_view(small), **changes))].to_list()


def test_classes_that_say_yes_and_no(small):
    assert choices(small.catalogue) == {
        "montagne": {"oui": ["C"], "non": ["NC"]},
        "frr": {"oui": ["FRR+", "FRR", "BEN", "PART-FRR", "PART-BEN"], "non": ["NON"]},
    }


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["31001", "31002", "31003", "46001", "46002", "46003"]),
        ({"departements": ("46",)}, ["46001", "46002", "46003"]),
        ({"montagne": "oui"}, ["31003", "46001", "46003"]),
        ({"montagne": "non"}, ["31001", "31002"]),  # Sans-Mairie : absente du fichier, ni l'un ni l'autre
        ({"montagne": "oui", "frr": "oui"}, ["46001", "46003"]),
        ({"montagne": "oui", "frr": "oui", "departements": ("31",)}, []),
        ({"territoire": "dep-31"}, ["31001", "31002", "31003"]),
        ({"territoire": "dep-31", "departements": ("46",)}, []),
        ({"territoire": "epci-200000001"}, ["31001", "31002", "46003"]),
        ({"territoire": "com-46001"}, ["46001", "46002", "46003"]),  # une commune compte avec son département
    ],
)
def test_filters_combine(small, changes, codes):
    assert kept(small, **changes) == codes


def test_the_tally_is_the_distribution_of_the_territory(small):
    for couche in small.catalogue.couches:
        counted = tally(small, replace(default_view(small), theme=couche.id))
        expected = repartition(small.communes[small.communes["region"] == "76"], couche)
        assert {code: (row["communes"], row["part"]) for code, row in counted.iterrows()} == expected


def test_the_tally_counted_by_hand(small):
    counted = tally(small, default_view(small))
    assert counted["communes"].to_dict() == {"ZIP": 1, "ZAC": 1, "ZAR": 1, "HZ": 0, "": 1, "N/D": 1, "PART": 1}
    assert counted["part"].to_dict() == {"ZIP": 5, "ZAC": 15, "ZAR": 40, "HZ": 0, "": 10, "N/D": 30, "PART": 0}


def test_with_nobody_left_a_share_is_unknown(small):
    counted = tally(small, replace(default_view(small), montagne="oui", frr="oui", departements=("31",)))
    assert counted["communes"].sum() == 0
    assert counted["part"].isna().all()
