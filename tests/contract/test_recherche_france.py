"""Toute la France : chaque commune se retrouve, comme on la tape ; les cas qui font tomber les recherches."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.recherche.recherche import EXACTE, FAUTE, Recherche, recherche
from layers.socle.mots import mots
from tests.oracle_recherche import chercher

COG_2026 = 34_969


@pytest.fixture(scope="module")
def france(demonstration) -> Recherche:
    return recherche(demonstration)


@pytest.fixture(scope="module")
def communes(france):
    return [fiche.commune for fiche in france.fiches if not fiche.genre]


def names(france, query: str, **options) -> list[str]:
    return [one.commune.nom for one in france.chercher(query, **options)]


def codes(france, query: str, **options) -> list[str]:
    return [one.commune.code_commune for one in france.chercher(query, **options)]


def test_every_commune_of_the_cog_is_there_once(communes):
    assert len(communes) == len({one.code_commune for one in communes}) == COG_2026
    assert all(one.nom and one.nom_departement for one in communes)


def test_every_commune_is_found_by_its_code(france, communes):
    assert [one.code_commune for one in communes if one.code_commune not in codes(france, one.code_commune.lower())] == []


def test_every_old_code_leads_to_its_commune(france, demonstration):
    for code, olds in demonstration.communes["anciens_codes"].items():
        for old in olds:
            assert code in codes(france, old), (old, code)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_commune_is_found_by_its_own_name_and_departement(france, communes, data):
    one = data.draw(st.sampled_from(communes))
    found = france.chercher(f"{one.nom} ({one.nom_departement})")
    assert one in [each.commune for each in found]
    first = france.chercher(one.nom)[0]
    assert mots(first.commune.nom) == mots(one.nom) and first.correspondance == EXACTE


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_commune_is_found_by_the_beginnings_of_its_words_in_any_order(france, communes, data):
    """Quatre lettres de chaque mot et le département : assez pour qu'il reste moins de vingt communes, ou que l'oracle le dise."""
    one = data.draw(st.sampled_from(communes))
    words = data.draw(st.permutations([word[: data.draw(st.integers(4, 9))] for word in mots(one.nom)]))
    query = " ".join([*words, one.departement])
    found = france.chercher(query)
    assert one in [each.commune for each in found] or len(found) == 20, query


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=90), st.booleans())
def test_a_hostile_text_never_raises_and_is_answered_alike_twice(france, query, region_first):
    found = france.chercher(query, 20, region_first)
    assert len(found) <= 20 and france.chercher(query, 20, region_first) == found


@pytest.mark.parametrize(
    "query",
    ["sai eti lug", "31260", "villeneuve lot", "paris 1er", "carcasone", "la bastide"],
)
def test_the_oracle_agrees_on_the_whole_country(france, query):
    found = [(one.commune.code_commune, one.fiche.nom, one.correspondance) for one in france.chercher(query)]
    assert found == chercher(france.fiches, query, 20)


@pytest.mark.parametrize(
    ("query", "name", "departement"),
    [
        ("figeac", "Figeac", "46"),
        ("FIGEAC", "Figeac", "46"),
        ("His", "His", "31"),
        ("hsi", "His", "31"),
        ("Y", "Y", "80"),
        ("sai eti lug", "Saint-Étienne-de-Lugdarès", "07"),
        ("l isle jourdain gers", "L'Isle-Jourdain", "32"),
        ("L\u2019Isle-Jourdain", "L'Isle-Jourdain", "32"),
        ("lisle jourdain", "L'Isle-Jourdain", "32"),
        ("vigan", "Le Vigan", "30"),
        ("oeuilly", "Œuilly", "51"),
        ("Œuilly", "Œuilly", "51"),
        ("ste foy d'aigrefeuille", "Sainte-Foy-d'Aigrefeuille", "31"),
        ("st gely du fesc", "Saint-Gély-du-Fesc", "34"),
        ("villefranche rouergue", "Villefranche-de-Rouergue", "12"),
        ("castelnau dary", "Castelnaudary", "11"),
        ("tolouse", "Toulouse", "31"),
        ("montpelier", "Montpellier", "34"),
        ("mont pelier", "Montpellier", "34"),
        ("carcasone", "Carcassonne", "11"),
        ("conques", "Conques-en-Rouergue", "12"),
        ("marseille 13ème", "Marseille", "13"),
        ("lyon 3", "Lyon", "69"),
        ("noumea", "Nouméa", "988"),
        ("chavagnac 15", "Chavagnac", "15"),  # rétablie : sans contour
    ],
)
def test_the_first_answer(france, query, name, departement):
    first = france.chercher(query)[0].commune
    assert (first.nom, first.departement) == (name, departement)


@pytest.mark.parametrize("name", ["Saint-Martin", "Villeneuve", "Sainte-Marie", "Saint-Sauveur"])
def test_homonyms_come_all_the_most_peopled_first(france, communes, name):
    same = sorted((one for one in communes if one.nom == name), key=lambda one: (-one.population, one.code_commune))
    assert len(same) > 1
    assert [one.commune for one in france.chercher(name)][: len(same)] == same


def test_a_postcode_gives_all_its_communes(france, demonstration):
    sharing = demonstration.communes[demonstration.communes["codes_postaux"].map(lambda codes: "31260" in codes)]
    assert len(sharing) > 10
    assert codes(france, "31260")[: len(sharing)] == list(sharing.sort_values(["population", "nom"], ascending=[False, True]).index)


def test_a_small_town_is_not_hidden_by_a_larger_one_with_one_letter_more(france):
    assert names(france, "rodes")[:2] == ["Rodès", "Rodez"]
    assert france.chercher("rodes")[1].correspondance == FAUTE


def test_former_communes_and_districts_say_so(france):
    def said(query):
        one = france.chercher(query)[0]
        return one.commune.nom, one.fiche.nom, one.fiche.genre

    assert said("Conques") == ("Conques-en-Rouergue", "Conques", "déléguée")
    assert said("Saint-Cyprien-sur-Dourdou") == ("Conques-en-Rouergue", "Saint-Cyprien-sur-Dourdou", "déléguée")
    assert said("75011") == said("paris 11") == said("75111") == ("Paris", "Paris 11e Arrondissement", "arrondissement")
    assert said("paris") == ("Paris", "Paris", "")


def test_the_order_does_not_depend_on_chance(demonstration, france):
    other = Recherche(random.Random(1).sample(france.fiches, len(france.fiches)))
    for query in ("saint", "la", "31", "villeneuve", "mont", "tolouse", "sainte marie"):
        assert codes(other, query) == codes(france, query), query
