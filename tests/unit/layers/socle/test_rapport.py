"""layers/socle/rapport.py : nommer des communes sans noyer celles de la région."""

from layers.socle.rapport import MOST_ELSEWHERE, MOST_OF_REGION, NomsDesCommunes, named

LIEUX = NomsDesCommunes(
    {"31001": "Amont", "31002": "Aval", "31901": "Vallon", "75056": "Capitale", "75101": ""}, frozenset({"31001", "31002"})
)


def test_ten_codes_are_named_and_the_rest_counted():
    assert named(["01001", "01002"]) == "2 (01001, 01002)"
    assert named([f"010{number:02}" for number in range(11)]).endswith("01009, …)")


def test_the_communes_of_the_region_come_first_with_their_names():
    assert LIEUX.dits(["75056", "31002"]) == "2, dont 1 dans la région (31002 Aval) ; ailleurs : 75056 Capitale"
    assert LIEUX.dits(["31001", "31002"]) == "2, dans la région (31001 Amont, 31002 Aval)"
    assert LIEUX.dits(["75056", "98801"]) == "2, aucune dans la région (75056 Capitale, 98801)"


def test_a_former_code_says_where_it_went_and_is_of_the_region_of_today_s():
    folded = {"31901": "31002", "75101": "75056"}
    assert LIEUX.dits(folded, folded) == "2, dont 1 dans la région (31901 Vallon → 31002 Aval) ; ailleurs : 75101 → 75056 Capitale"


def test_a_long_list_is_cut_and_says_so():
    away = [f"75{number:03}" for number in range(MOST_ELSEWHERE + 1)]
    assert LIEUX.dits(away).count(",") == 1 + MOST_ELSEWHERE and LIEUX.dits(away).endswith("75004, …)")
    here = [f"31{number:03}" for number in range(MOST_OF_REGION + 1)]
    assert NomsDesCommunes({}, frozenset(here)).dits(here) == f"{len(here)}, dans la région ({', '.join(here[:-1])}, …)"
