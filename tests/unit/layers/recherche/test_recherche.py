"""Chercher parmi quelques communes inventées, à côté d'une recherche lente et évidente (tests/oracle_recherche.py)."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from layers.atlas import OTHER_NAMES, WITHOUT_POLYGON
from layers.recherche.recherche import EXACTE, FAUTE, LONGEST, PROCHE, Recherche
from layers.recherche.repertoire import Appellation, Commune, repertoire
from tests.oracle_recherche import chercher
from tests.petit_atlas import petit_atlas

AUTRES_NOMS = pd.DataFrame(
    [
        ("46901", "Causse-Vieux", "déléguée", "46001", ()),
        ("46003", "Val du Bas", "déléguée", "46003", ()),
        ("31901", "AVAL-SUR-GARONNE", "associée", "31002", ()),  # le même nom, aux capitales près
        ("75101", "Capitale 1er Arrondissement", "arrondissement", "75056", ("75001",)),
        ("75102", "Capitale 2e Arrondissement", "arrondissement", "75056", ("75002",)),
    ],
    columns=list(OTHER_NAMES),
)
SANS_CONTOUR = pd.DataFrame(
    [("98801", "Île-Loin", "absente", "988", "Nouvelle-Calédonie", 50, ("98811",))], columns=["code_commune", *WITHOUT_POLYGON]
).set_index("code_commune")


def small_search() -> Recherche:
    atlas = petit_atlas(autres_noms=AUTRES_NOMS, sans_contour=SANS_CONTOUR)
    olds = pd.Series([()] * len(atlas.communes), index=atlas.communes.index)
    olds["46001"] = ("46901", "46902")
    olds["75056"] = ("75101", "75102")
    return Recherche(repertoire(replace(atlas, communes=atlas.communes.assign(anciens_codes=olds))))


SMALL = small_search()


def codes(query: str, limit: int = 20, **options) -> list[str]:
    return [one.commune.code_commune for one in SMALL.chercher(query, limit, **options)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Causse", ["46001"]),
        ("cAUSSE", ["46001"]),
        ("vallee", ["46003"]),
        ("Saint-Étienne-du-Cœur", ["31003"]),
        ("saint etienne du coeur", ["31003"]),
        ("st etienne", ["31003"]),
        ("saintetienne", ["31003"]),
        ("sai eti", ["31003"]),
        ("coe sai", ["31003"]),
        ("etienne la coeur", ["31003"]),  # une liaison prise pour une autre
        ("l'isle", ["31001"]),
        ("L\u2019ISLE D AMONT", ["31001"]),
        ("lisle damont", ["31001"]),
        ("isle d'amont", ["31001"]),
        ("46010", ["46003"]),  # un de ses deux codes postaux
        ("46 010", ["46003"]),
        ("31000", ["31002", "31001"]),  # code postal de deux communes : la plus peuplée d'abord
        ("31003", ["31003"]),
        ("causse 46", ["46001"]),
        ("causse lot", ["46001"]),
        ("Causse (Lot)", ["46001"]),
        ("causse 31", ["46001"]),  # pas dans ce département : le nom seul répond, à une ressemblance près
        ("introuvable", []),
        ("", []),
        ("   ", []),
        ("'-'", []),
        ("\x00", []),
        ("ZIP' OR 1=1 --", []),
        ("<script>", []),
        ("a " * 20, []),
        ("a" * (LONGEST + 1), []),
        ("a" * 10_000, []),
    ],
)
def test_finding(query, found):
    assert codes(query) == found


@pytest.mark.parametrize(
    ("query", "how"),
    [
        ("causse", EXACTE),
        ("cause", FAUTE),  # une lettre oubliée
        ("cuasse", FAUTE),  # deux lettres échangées
        ("caussse", FAUTE),
        ("vallae", FAUTE),
        ("val lee", EXACTE),  # coupé en deux : écrit d'un trait, c'est le nom
        ("val lea", FAUTE),
        ("sant etiene du coeur", PROCHE),  # deux fautes
    ],
)
def test_how_it_was_found(query, how):
    (one,) = SMALL.chercher(query)
    assert one.correspondance == how


def test_an_old_name_an_old_code_and_a_district_say_so():
    (one,) = SMALL.chercher("causse vieux")
    assert (one.commune.nom, one.fiche.nom, one.fiche.genre, one.fiche.code) == ("Causse", "Causse-Vieux", "déléguée", "46901")
    (one,) = SMALL.chercher("46902")
    assert (one.commune.nom, one.fiche.nom, one.fiche.genre, one.fiche.code) == ("Causse", "", "sans nom", "46902")
    (one,) = SMALL.chercher("val du bas")
    assert (one.commune.nom, one.fiche.code) == ("Vallée", "")  # elle a gardé le code de sa commune
    for query in ("capitale 2e", "capitale 2ème", "2eme arrondissement", "75002", "75102"):
        (one,) = SMALL.chercher(query)
        assert (one.commune.nom, one.fiche.nom) == ("Capitale", "Capitale 2e Arrondissement"), query
    assert SMALL.chercher("aval sur garonne")[0].fiche.genre == ""


def test_a_commune_without_outline_is_found_with_its_departement():
    (one,) = SMALL.chercher("ile loin")
    assert one.commune == Commune("98801", "Île-Loin", "988", "Nouvelle-Calédonie", ("98811",), 50, False, False)


def test_each_commune_comes_once_by_its_best_name():
    assert codes("cap") == ["75056"]
    assert SMALL.chercher("capitale")[0].fiche.genre == ""


def test_an_exact_name_goes_before_a_beginning_and_a_beginning_before_a_word():
    assert codes("a") == ["31002", "31001", "75056"]  # Aval ; puis un mot d'Isle-d'Amont ; puis un mot d'un arrondissement
    assert codes("sans mairie") == ["46002"]


def test_the_region_may_come_first():
    world = Recherche([sheet("01001", "Mont", 9, False), sheet("31001", "Mont", 1, True), sheet("02001", "Monts", 99, False)])
    found = [one.commune.code_commune for one in world.chercher("mont")]
    assert found == ["01001", "31001", "02001"]
    found = [one.commune.code_commune for one in world.chercher("mont", region_d_abord=True)]
    assert found == ["31001", "01001", "02001"]


def test_the_owner_of_a_code_is_never_pushed_out_by_those_who_share_it_as_a_postcode():
    many = [sheet(f"31{i:03}", f"Lieu {i}", 1000 - i, True, ("31260",)) for i in range(30)]
    world = Recherche([*many, sheet("31260", "Dernier", 0, True)])
    found = [one.commune.code_commune for one in world.chercher("31260", 20)]
    assert len(found) == 20 and found[:19] == [f"31{i:03}" for i in range(19)] and found[-1] == "31260"


def test_a_far_larger_town_one_letter_away_follows_a_small_one():
    world = Recherche([sheet("66165", "Rodès", 600, True), sheet("12202", "Rodez", 24000, True), sheet("57579", "Rhodes", 90, False)])
    found = world.chercher("rodes")
    assert [(one.commune.nom, one.correspondance) for one in found] == [("Rodès", EXACTE), ("Rodez", FAUTE)]


def test_no_more_than_asked():
    assert len(codes("31000", 1)) == 1


@given(st.text(max_size=100))
def test_any_text_finds_communes_that_exist_once(query):
    found = codes(query)
    assert len(set(found)) == len(found) <= 20
    assert codes(query) == found


# ---------------------------------------------------------------- à côté de l'oracle
def sheet(code: str, name: str, people: int | None, inside: bool, postcodes: tuple[str, ...] = (), **more) -> Appellation:
    departement = {"31": "Haute-Garonne", "46": "Lot", "2A": "Corse-du-Sud", "01": "Ain"}.get(code[:2], "Loin")
    return Appellation(Commune(code, name, code[:2], departement, postcodes, people, inside, True), name, codes_postaux=postcodes, **more)


NAME_WORDS = ["saint", "sainte", "la", "l'", "bastide", "labastide", "mont", "monts", "ain", "lot", "de", "d'", "aval", "his", "1er", "2e"]
TYPED_WORDS = ["sai", "st", "ste", "la", "bastide", "bstide", "labas", "mnot", "mo", "haute", "lot", "31", "2a", "his", "hsi", "1", "montt"]
NAMES = st.lists(st.sampled_from(NAME_WORDS), min_size=1, max_size=4).map(" ".join)
TYPED = st.one_of(
    NAMES,
    st.lists(st.sampled_from(TYPED_WORDS), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["31", "31260", "312", "2A", "2a004", "46001", "3 1", "1"]),
    st.text("saintlmob 1", max_size=14),
)


@st.composite
def worlds(draw) -> list[Appellation]:
    """Quelques communes aux noms qui se ressemblent, et d'autres noms qui mènent à elles."""
    sheets, count = [], draw(st.integers(1, 7))
    for i in range(count):
        code = f"{draw(st.sampled_from(['31', '46', '2A', '01', '99']))}{i:03}"
        people = draw(st.one_of(st.none(), st.integers(0, 3), st.just(100)))
        postcodes = draw(st.sampled_from([(), ("31260",), ("31260", "46000")]))
        sheets.append(sheet(code, draw(NAMES), people, draw(st.booleans()), postcodes))
    for j in range(draw(st.integers(0, 3))):
        place = sheets[draw(st.integers(0, count - 1))].commune
        genre = draw(st.sampled_from(["déléguée", "arrondissement", "sans nom"]))
        sheets.append(Appellation(place, "" if genre == "sans nom" else draw(NAMES), genre, f"3126{j}"))
    return sheets


@example([sheet("31001", "saint", 0, False), sheet("31002", "saint saint", 0, False)], "saint saint la", 2, False)
@example([sheet("31001", "de", 0, False), sheet("31002", "la de", 0, False)], "la de", 2, False)
@settings(max_examples=400, deadline=None)
@given(worlds(), TYPED, st.integers(1, 6), st.booleans())
def test_the_index_finds_what_reading_everything_finds(sheets, query, limit, region_first):
    found = Recherche(sheets).chercher(query, limit, region_first)
    said = [(one.commune.code_commune, one.fiche.nom, one.correspondance) for one in found]
    assert said == chercher(sheets, query, limit, region_first)
