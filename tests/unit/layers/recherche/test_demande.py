"""Ce qu'on tape, lu avant d'être cherché : quatre chiffres, un nombre de tableur, un CEDEX."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.recherche.demande import repondre
from layers.recherche.recherche import EXACTE, PROCHE, Recherche
from layers.recherche.repertoire import Appellation, Commune


def sheet(code: str, name: str, people: int, postcodes: tuple[str, ...], departement: str = "") -> Appellation:
    return Appellation(Commune(code, name, departement or code[:2], "", postcodes, people, True, True), name, codes_postaux=postcodes)


FRANCE = Recherche(
    [
        sheet("31555", "Toulouse", 500_000, ("31000", "31500")),
        sheet("31059", "Belbèze-en-Comminges", 100, ("31260",)),
        sheet("31069", "Blagnac", 26_000, ("31700",)),
        sheet("39533", "Toulouse-le-Château", 200, ("39230",)),
        sheet("13055", "Marseille", 870_000, ("13001", "13002")),
        sheet("13103", "Salon-de-Provence", 45_000, ("13300",)),
        sheet("09122", "Foix", 10_000, ("09000",)),
        sheet("09001", "Aigues-Juntes", 60, ("09240",)),
        sheet("90010", "Belfort", 46_000, ("90000",)),
        sheet("46102", "Figeac", 10_000, ("46100",)),
        sheet("2A004", "Ajaccio", 70_000, ("20000", "20090")),
        sheet("2B033", "Bastia", 48_000, ("20200",)),
        sheet("97501", "Miquelon-Langlade", 600, ("97500",), "975"),
    ]
)


def found(query: str) -> list[tuple[str, str, bool]]:
    return [(one.commune.nom, one.correspondance, one.cedex) for one in repondre(FRANCE, query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("9000", "Foix"),  # code postal sans son zéro ; 9000… de Belfort vient ensuite
        ("9001", "Aigues-Juntes"),
        ("9122", "Foix"),
        ("46102.0", "Figeac"),
        ("9001.0", "Aigues-Juntes"),
        ("97501", "Miquelon-Langlade"),
        ("975", "Miquelon-Langlade"),
    ],
)
def test_a_code_damaged_by_a_spreadsheet_finds_its_commune(query, first):
    assert found(query)[0] == (first, EXACTE, False)


def test_four_digits_may_also_be_the_beginning_of_a_code():
    assert [name for name, *_ in found("9000")] == ["Foix", "Belfort"]


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("Toulouse cedex 9", [("Toulouse", EXACTE, True), ("Toulouse-le-Château", EXACTE, True)]),
        ("TOULOUSE CEDEX", [("Toulouse", EXACTE, True), ("Toulouse-le-Château", EXACTE, True)]),
        ("31059 Toulouse Cedex 9", [("Toulouse", EXACTE, True)]),
        ("31059 Toulouse", [("Toulouse", EXACTE, True)]),
        ("31059", [("Belbèze-en-Comminges", EXACTE, False), ("Toulouse", PROCHE, True)]),  # aussi un code INSEE
        ("31098", [("Toulouse", PROCHE, True)]),
        ("31706", [("Blagnac", PROCHE, True)]),
        ("13381", [("Marseille", PROCHE, True), ("Salon-de-Provence", PROCHE, True)]),
        ("20296", [("Bastia", PROCHE, True)]),
        ("46102", [("Figeac", EXACTE, False)]),  # un code INSEE d'une petite ville n'est qu'un code INSEE
        ("31500", [("Toulouse", EXACTE, False)]),  # un code postal ordinaire n'est pas un CEDEX
        ("cedex", []),
        ("99999", []),
    ],
)
def test_a_cedex_leads_to_its_town_and_says_so(query, answer):
    assert found(query) == answer


@given(st.text(st.characters(), max_size=90), st.integers(1, 20))
def test_any_text_is_answered(query, limit):
    codes = [one.commune.code_commune for one in repondre(FRANCE, query, limit)]
    assert len(codes) == len(set(codes)) <= limit
