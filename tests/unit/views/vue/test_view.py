"""La vue et son adresse : dans les deux sens, et quoi qu'on y écrive."""

from dataclasses import replace
from urllib.parse import quote

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.territoire.territoires import path_to
from tests.petit_atlas import DU_SUD, petit_atlas
from views.vue.vue import ANNEES, CHOIX, KEYS, LONGEST_QUERY, View, default_view, from_query, from_store, to_query

ATLAS = petit_atlas()
TERRITOIRES = ["reg-76", "dep-31", "dep-46", "epci-200000001", "epci-200000002", *(f"com-{code}" for code in DU_SUD)]
COUCHES = [couche.id for couche in ATLAS.catalogue.couches]
STRUCTURES = [structure.id for structure in ATLAS.catalogue.structures]
DEPARTEMENTS = ATLAS.departements.index[ATLAS.departements["region"] == "76"].to_list()


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Une partie de `values`, dans leur ordre."""
    return st.sets(st.sampled_from(values)).map(lambda chosen: tuple(value for value in values if value in chosen))


@st.composite
def views(draw) -> View:
    theme = draw(st.sampled_from(COUCHES))
    return View(
        territoire=draw(st.sampled_from(TERRITOIRES)),
        theme=theme,
        masquer=draw(some(list(ATLAS.catalogue.couche(theme).rank))),
        structures=draw(some(STRUCTURES)),
        departements=draw(some(DEPARTEMENTS)),
        montagne=draw(st.sampled_from(CHOIX)),
        frr=draw(st.sampled_from(CHOIX)),
        annee=draw(st.sampled_from(ANNEES)),
    )


# Ce qu'une adresse peut contenir : n'importe quel texte, et des morceaux de vraies adresses.
words = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*TERRITOIRES, *COUCHES, *STRUCTURES, *DEPARTEMENTS, "ZIP", "ZIP,ZAC", "FRR+", "oui", "2018", "0"]),
)
fields = st.tuples(st.one_of(st.sampled_from(KEYS), st.text(max_size=10)), words)
queries = st.one_of(st.text(), st.lists(fields, max_size=60).map(lambda pairs: "?" + "&".join(f"{k}={v}" for k, v in pairs)))


def assert_valid(view: View) -> None:
    assert path_to(ATLAS, view.territoire)[0].id == "reg-76"
    assert view.theme in COUCHES
    assert set(view.masquer) <= set(ATLAS.catalogue.couche(view.theme).rank)
    assert set(view.structures) <= set(STRUCTURES)
    assert set(view.departements) <= set(DEPARTEMENTS)
    assert view.montagne in CHOIX and view.frr in CHOIX and view.annee in ANNEES


@given(views())
def test_a_view_written_in_an_address_is_read_back(view):
    query = to_query(ATLAS, view)
    assert from_query(ATLAS, query) == (view, ())
    assert from_query(ATLAS, query.removeprefix("?")) == (view, ())
    assert len(query) <= LONGEST_QUERY


@given(queries)
def test_any_text_gives_a_valid_view(query):
    view, ignored = from_query(ATLAS, query)
    assert_valid(view)
    assert set(ignored) <= {*KEYS, "adresse"}


@given(queries)
def test_what_was_understood_is_written_and_read_back(query):
    view, _ = from_query(ATLAS, query)
    assert from_query(ATLAS, to_query(ATLAS, view)) == (view, ())


def test_the_opening_view_has_no_query():
    assert to_query(ATLAS, default_view(ATLAS)) == ""
    assert from_query(ATLAS, "") == from_query(ATLAS, "?") == (default_view(ATLAS), ())


def test_an_address_as_a_reader_would_type_it():
    view, ignored = from_query(ATLAS, "?territoire=dep-46&theme=frr&masquer=FRR%2B,NON&annee=2019&departements=46,31")
    assert ignored == ()
    assert view == replace(
        default_view(ATLAS), territoire="dep-46", theme="frr", masquer=("FRR+", "NON"), annee=2019, departements=("31", "46")
    )


def test_order_of_the_keys_does_not_matter_the_classes_are_those_of_the_theme():
    assert from_query(ATLAS, "?masquer=NC&theme=montagne") == from_query(ATLAS, "?theme=montagne&masquer=NC")
    assert from_query(ATLAS, "?masquer=ZIP&theme=montagne")[1] == ("masquer",)


def test_no_structure_is_not_the_opening_choice():
    assert from_query(ATLAS, "?structures=")[0].structures == ()


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("?territoire=dep-99", ("territoire",)),
        ("?territoire=dep-75", ("territoire",)),  # existe, hors de la région montrée
        ("?territoire=com-75056", ("territoire",)),
        ("?territoire=", ("territoire",)),
        ("?theme=msp", ("theme",)),  # une structure n'est pas un thème
        ("?annee=2017", ("annee",)),
        ("?annee=２０１８", ("annee",)),
        ("?annee=02018", ("annee",)),
        ("?montagne=peut-être", ("montagne",)),
        ("?masquer=ZIP,<script>", ("masquer",)),
        ("?departements=75", ("departements",)),  # existe, hors de la région montrée
        ("?source=courriel", ("adresse",)),
        ("?a=1&b=2", ("adresse",)),
        ("?annee=1&annee=2&montagne=x", ("montagne", "annee")),
        ("?" + "a" * LONGEST_QUERY, ("adresse",)),
        ("?" + "&".join(f"annee={n}" for n in range(60)), ("adresse",)),
        ("?annee=" + quote("2018; DROP TABLE"), ("annee",)),
    ],
)
def test_nonsense_gives_the_opening_view_and_says_what_it_ignored(query, ignored):
    assert from_query(ATLAS, query) == (default_view(ATLAS), ignored)


def test_what_is_understood_is_kept_beside_what_is_not():
    view, ignored = from_query(ATLAS, "?annee=2019&theme=rien")
    assert (view.annee, view.theme, ignored) == (2019, "zonage-medecins", ("theme",))


@pytest.mark.parametrize(
    "query",
    [
        "?territoire=dep-46&theme=apl&fbclid=abc",
        "?utm_source=lettre&territoire=dep-46&mtm_campaign=x&theme=apl&gclid=1",
        "?territoire=dep-46%20&theme=apl+",
        "?territoire=DEP-46&theme=APL",
        "?territoire=dep-46&amp;theme=apl",
        "?territoire=dep-46&amp%3Btheme=apl&amp;amp;utm_medium=x",
        "?territoire=dep-46&theme=apl&embed=1",
    ],
    ids=["réseau social", "mesures d'audience", "blanc de fin", "capitales", "esperluette échappée", "échappée deux fois", "dans un cadre"],
)
def test_an_address_changed_on_its_way_gives_the_same_view_without_a_word(query):
    view, ignored = from_query(ATLAS, query)
    assert (view.territoire, view.theme, ignored) == ("dep-46", "apl", ())


def test_an_old_commune_code_on_the_map_is_its_commune_of_today():
    olds = pd.Series([()] * len(ATLAS.communes), index=ATLAS.communes.index)
    olds["46001"] = ("46901",)
    atlas = replace(ATLAS, communes=ATLAS.communes.assign(anciens_codes=olds))
    assert from_query(atlas, "?territoire=com-46901") == (replace(default_view(atlas), territoire="com-46001"), ())


def test_a_stored_view_with_a_lone_surrogate_is_read_as_nonsense():
    assert from_store(ATLAS, {"theme": "\ud800", "territoire": ["\udfff"]}) == default_view(ATLAS)
