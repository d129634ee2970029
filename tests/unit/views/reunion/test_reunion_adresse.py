"""L'adresse d'une réunion : un côté ou deux, dans les deux sens, et quoi qu'on y écrive."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.petit_atlas import petit_atlas
from tests.unit.views.vue.test_view import assert_valid, queries, views
from views.reunion import phrases as r
from views.reunion.page import (
    Cote,
    adresse_de_la_carte,
    cartes,
    configuration_reunion,
    depart,
    ecrire_adresse,
    lire_adresse,
    structures,
    themes,
)
from views.vue.vue import LONGEST_QUERY, default_view

ATLAS = replace(petit_atlas(), cartes=("76", "93"))
CARTES = cartes(ATLAS)
OUVERTURE = Cote("76", default_view(CARTES["76"]))


@st.composite
def frames(draw) -> tuple[float, float, float, float]:
    """Un cadre de quatre décimales, ouest < est et sud < nord."""
    ouest, est = sorted(draw(st.lists(st.integers(-1_800_000, 1_800_000), min_size=2, max_size=2, unique=True)))
    sud, nord = sorted(draw(st.lists(st.integers(-900_000, 900_000), min_size=2, max_size=2, unique=True)))
    return (ouest / 10_000, sud / 10_000, est / 10_000, nord / 10_000)


@st.composite
def sides(draw) -> Cote:
    """Un côté d'Occitanie, quelconque, ou la carte d'ouverture de Provence-Alpes-Côte d'Azur."""
    frame = draw(st.none() | frames())
    if draw(st.booleans()):
        return Cote("93", default_view(CARTES["93"]), frame)
    return Cote("76", draw(views()), frame)


@given(st.lists(sides(), min_size=1, max_size=2).map(tuple))
def test_sides_written_in_an_address_are_read_back(cotes):
    written = ecrire_adresse(CARTES, cotes)
    assert written.startswith("/reunion")
    assert lire_adresse(CARTES, written.removeprefix("/reunion")) == (cotes, ())
    assert len(written) < 4_000


@pytest.mark.parametrize(
    ("cotes", "expected"),
    [
        ((OUVERTURE,), "/reunion"),
        ((replace(OUVERTURE, cadre=(0.5, 43.0, 2.25, 44.1)),), "/reunion?cadre=0.5,43,2.25,44.1"),
        ((OUVERTURE, OUVERTURE), "/reunion?contre=region%3D76"),
        ((Cote("93", default_view(CARTES["93"])),), "/reunion?region=93"),
        (
            (OUVERTURE, replace(OUVERTURE, view=replace(OUVERTURE.view, theme="apl", territoire="dep-46"))),
            "/reunion?contre=region%3D76%26territoire%3Ddep-46%26theme%3Dapl",
        ),
    ],
)
def test_only_what_differs_from_the_opening_is_written(cotes, expected):
    assert ecrire_adresse(CARTES, cotes) == expected


@given(queries)
def test_no_address_breaks_the_reading(query):
    for text in (query, f"contre={quote(query)}"):
        cotes, _ = lire_adresse(CARTES, text)
        assert 1 <= len(cotes) <= 2
        for cote in cotes:
            assert cote.region in CARTES
            if cote.region == "76":
                assert_valid(cote.view)


@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("theme=apl", ()),
        ("region=84", ("region",)),
        ("region=<script>", ("region",)),
        ("theme=rien", ("theme",)),
        ("cadre=1,2", ("cadre",)),
        ("cadre=1,2,0,3", ("cadre",)),
        ("cadre=nan,1,2,3", ("cadre",)),
        ("cadre=0,1,inf,3", ("cadre",)),
        ("cadre=0,1,1e9,3", ("cadre",)),
        ("cadre=a,b,c,d", ("cadre",)),
        ("inconnue=1", ("adresse",)),
        ("contre=theme%3Drien", ("theme",)),
        ("contre=" + quote("contre=theme%3Dapl"), ("adresse",)),
        ("contre=" + "x" * (2 * LONGEST_QUERY), ("adresse",)),
        ("&" * 60, ("adresse",)),
        ("contre=" + quote("&" * 60), ("contre",)),
    ],
)
def test_what_an_address_says_in_vain_is_named(query, ignored):
    assert lire_adresse(CARTES, query)[1] == ignored


@pytest.mark.parametrize(
    ("path", "query", "expected"),
    [
        ("/", "mode=reunion", "/reunion"),
        ("/", "theme=apl&mode=reunion&territoire=dep-46", "/reunion?territoire=dep-46&theme=apl"),
        ("/region/93/", "theme=apl&mode=reunion", "/reunion?region=93&theme=apl"),
        ("/", "theme=%3Cscript%3E&mode=reunion", "/reunion"),
        ("/region/84/", "mode=reunion", ""),
        ("/commune/46102", "mode=reunion", ""),
        ("/reunion", "mode=reunion", ""),
    ],
)
def test_a_map_page_leads_to_the_same_view(path, query, expected):
    assert adresse_de_la_carte(CARTES, path, query) == expected


def test_the_opening_sides_are_those_of_a_meeting_file():
    cotes = (replace(OUVERTURE, cadre=(0.5, 43.0, 2.25, 44.1)), Cote("93", replace(default_view(CARTES["93"]), theme="apl")))
    assert depart(CARTES, cotes) == [
        {"region": "76", "recherche": "", "cadre": [0.5, 43.0, 2.25, 44.1]},
        {"region": "93", "recherche": "?theme=apl", "cadre": None},
    ]


def test_the_configuration_has_every_map_once():
    found = configuration_reunion(ATLAS, "/statique/x", "/donnees/y")
    assert list(found["cartes"]) == ["76", "93"] and found["ouverte"] == "76"
    assert found["cartes"]["76"]["communes"] == "/donnees/y/communes-76.json"
    assert found["cartes"]["93"]["tuiles"] == "/statique/x/region-93.pmtiles"
    assert [one["code"] for one in found["cartes"]["93"]["departements"]] == ["04", "05", "06", "13", "83", "84"]
    # Les autres couches n'ont de classe dans aucune commune du petit atlas.
    assert found["cartes"]["76"]["publiees"] == [
        *("zonage-medecins", "zonage-orthophonistes", "apl", "montagne", "frr", "pastel", "pta", "cpts-2019", "esp")
    ]
    assert {code for code, _ in found["cartes"]["76"]["epci"]} == {"200000001", "200000002"}
    assert found["sources"]["zonage-medecins"].startswith("Source")
    assert found["anneesDesCouches"]["zonage-medecins"] == "2025"
    assert (found["empreinte"], found["simule"]) == (ATLAS.hash, False)


def test_every_key_the_script_reads_is_sent(repository):
    found = configuration_reunion(ATLAS, "/statique/x", "/donnees/y")
    script = "".join(one.read_text(encoding="utf-8") for one in (repository / "assets" / "reunion").glob("*.mjs"))
    read = set(re.findall(r"\bconfig\.(\w+)", script))
    assert "fond" in read
    for one in found["cartes"].values():
        assert read <= {*found, *one}


def test_choices_name_every_layer_and_only_known_structures():
    assert [one for _, members in themes(ATLAS) for one, _ in members] == [couche.id for couche in ATLAS.catalogue.couches]
    assert [one[0] for one in structures(ATLAS)] == ["msp", "cds", "pharmacie"]


def test_every_key_of_the_help_is_said_once():
    keys = [key for ones, _ in r.TOUCHES for key in ones]
    assert len(keys) == len(set(keys))
