"""Les communes semblables : la méthode de docs/communes-semblables.md, refaite lentement, et ses bords."""

import math
import random
import statistics
from dataclasses import replace

import pytest

from layers.commune.similaires import COMBIEN, VILLE_HABITANTS, Semblable, manques, semblables
from layers.commune.voisinage import structures_de
from tests.graine import GRAINE
from tests.petit_atlas import petit_atlas

EARTH_M = 6_371_008.8


def point(row) -> tuple[float, float]:
    known = not math.isnan(row["longitude"])
    return (row["longitude"], row["latitude"]) if known else (row["longitude_interieure"], row["latitude_interieure"])


def crow_m(a, b) -> float:
    """Haversine, écrite à la main."""
    (lon1, lat1), (lon2, lat2) = [tuple(math.radians(x) for x in p) for p in (a, b)]
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(h))


class Oracle:
    """La méthode, sans tableau : une commune à la fois."""

    def __init__(self, atlas):
        rows = [(code, row) for code, row in atlas.communes.iterrows()]
        towns = [point(row) for _, row in rows if (_people(row) or 0) >= VILLE_HABITANTS]
        self.mine = {}
        for code, row in rows:
            people = _people(row)
            if row["region"] != atlas.region or people is None or not row["superficie_km2"] > 0:
                continue
            town = 0.0 if people >= VILLE_HABITANTS else min(crow_m(point(row), one) for one in towns)
            numbers = (math.log10(1 + people), math.log10(1 + people / row["superficie_km2"]), math.log10(1 + town / 1000))
            self.mine[code] = (row["zonage-medecins"], numbers)
        columns = zip(*(numbers for _, numbers in self.mine.values()))
        self.scale = [statistics.pstdev(column) for column in columns]

    def ten(self, code: str) -> list[str]:
        classe, here = self.mine[code]
        ranked = []
        for other, (theirs, there) in self.mine.items():
            gap = math.sqrt(sum(((a - b) / s) ** 2 for a, b, s in zip(here, there, self.scale)))
            if other != code:
                ranked.append((theirs != classe or classe in ("", "N/D", "PART"), round(gap, 9), other))
        return [other for _, _, other in sorted(ranked)[:COMBIEN]]


def _people(row) -> int | None:
    return None if str(row["population"]) in ("<NA>", "nan") else int(row["population"])


def test_the_ten_of_drawn_communes_are_those_of_the_oracle(official):
    # Deux départements et leurs villes : l'oracle est lent, une commune à la fois.
    atlas = replace(official, communes=official.communes[official.communes["departement"].isin(["46", "31", "15"])])
    oracle = Oracle(atlas)
    for code in [*random.Random(GRAINE).sample(sorted(oracle.mine), 40), "31555", "46102"]:
        assert [one.code for one in semblables(atlas, code)] == oracle.ten(code), (code, GRAINE)


@pytest.fixture(scope="module")
def with_a_town():
    """Le petit pays, où Capitale est une ville de 20 000 habitants."""
    communes = petit_atlas().communes.copy()
    communes.loc["75056", "population"] = 20_000
    return petit_atlas(communes=communes)


def test_the_same_class_comes_first(with_a_town):
    found = semblables(with_a_town, "31001")
    # Seule ZIP de son pays : les autres viennent ensuite, de la plus semblable à la moins semblable ; Causse n'a pas de population.
    assert {one.code for one in found} == {"31002", "31003", "46002", "46003"}
    assert not any(one.meme_classe for one in found)
    assert [one.ecart for one in found] == sorted(one.ecart for one in found)


def test_no_class_is_the_same_as_no_class(with_a_town):
    assert not any(one.meme_classe for one in semblables(with_a_town, "46002"))


@pytest.mark.parametrize("code", ["75056", "46001"])
def test_outside_the_region_or_without_a_population_nothing_is_compared(with_a_town, code):
    assert semblables(with_a_town, code) == ()


def test_without_any_town_nothing_is_compared(small):
    assert semblables(small, "31001") == ()


def test_population_zero_is_compared_like_any_other(with_a_town):
    communes = with_a_town.communes.copy()
    communes.loc["31001", "population"] = 0
    assert len(semblables(petit_atlas(communes=communes), "31001")) == 4


def test_what_they_have_that_mine_lacks(with_a_town):
    found = semblables(with_a_town, "31002")
    lacking = {one.categorie: set(one.communes) for one in manques(with_a_town, "31002", found)}
    # Aval a un centre dentaire ; L'Isle et Vallée ont une maison de santé, Saint-Étienne une pharmacie.
    assert lacking == {"msp": {"L'Isle-d'Amont", "Vallée"}, "pharmacie": {"Saint-Étienne-du-Cœur"}}
    assert [one.categorie for one in manques(with_a_town, "31002", found)] == ["msp", "pharmacie"]


def test_what_real_ones_have_is_counted_by_hand(official):
    found = semblables(official, "31260")
    lacking = manques(official, "31260", found)
    assert all(structures_de(official, "31260")[one.categorie] == 0 for one in lacking)
    for one in lacking:
        assert list(one.communes) == [s.nom for s in found if structures_de(official, s.code)[one.categorie]]


def test_outside_the_region_nothing_is_lacking(small):
    assert manques(small, "75056", (Semblable("31001", "x", "31", 1, 1.0, 0.0, True, 0.0, {"msp": 1}),)) == ()
