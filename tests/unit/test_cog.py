"""layers/cog.py : un fichier d'une année passée, ramené aux communes en vigueur."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from layers.cog import bring_to_current, parents_of


def communes(**olds: tuple[str, ...]) -> pd.DataFrame:
    codes = [code.removeprefix("c") for code in olds]
    return pd.DataFrame({"anciens_codes": list(olds.values())}, index=pd.Index(codes, name="code_commune"))


def table(**rows: str) -> pd.DataFrame:
    return pd.DataFrame({"code_commune": [code.removeprefix("c") for code in rows], "valeur": list(rows.values())}, dtype="str")


def brought(known: pd.DataFrame, rows: pd.DataFrame):
    return bring_to_current(rows, known.index, parents_of(known))


def test_a_former_commune_gives_its_value_to_a_commune_without_a_row():
    found = brought(communes(c12218=("12076", "12114")), table(c12076="TD"))
    assert found.valeurs.to_dict() == {"12218": "TD"}
    assert found.repliees == {"12076": "12218"}
    assert found.sans_ligne == []


def test_a_former_commune_never_replaces_the_row_of_its_commune():
    found = brought(communes(c01001=("01002",)), table(c01001="ZIP", c01002="ZAC"))
    assert found.valeurs.to_dict() == {"01001": "ZIP"}
    assert found.remplacees == {"01002": "01001"}


def test_former_communes_that_differ_are_shared_and_those_that_agree_are_not():
    known = communes(c01001=("01002", "01003"), c02001=("02002", "02003"))
    found = brought(known, table(c01002="ZIP", c01003="ZAC", c02002="ZIP", c02003="ZIP"))
    assert found.valeurs.to_dict() == {"01001": "PART", "02001": "ZIP"}
    assert found.partagees == ["01001"]


def test_the_arrondissements_of_paris_lyon_and_marseille_are_folded():
    known = communes(c75056=(), c69123=(), c13055=())
    found = brought(known, table(c75101="HZ", c75120="HZ", c69381="ZIP", c69389="ZAC", c13216="ZIP"))
    assert found.valeurs.to_dict() == {"75056": "HZ", "69123": "PART", "13055": "ZIP"}


def test_what_does_not_match_is_listed_on_both_sides():
    found = brought(communes(c01001=(), c01002=()), table(c01001="ZIP", c98801="ZAC"))
    assert found.sans_correspondance == ["98801"]
    assert found.sans_ligne == ["01002"]
    assert found.valeurs.to_dict() == {"01001": "ZIP", "01002": ""}


def test_a_former_code_that_two_communes_claim_has_no_parent():
    assert parents_of(communes(c01001=("01009",), c01002=("01009",))) == {}


CODES = st.sampled_from([f"010{number:02}" for number in range(30)])


@st.composite
def situations(draw):
    """Un code officiel quelconque et un fichier quelconque, aux codes mêlés."""
    current = draw(st.lists(CODES, unique=True, min_size=1))
    olds = [tuple(draw(st.lists(CODES, unique=True, max_size=4))) for _ in current]
    rows = draw(st.dictionaries(CODES, st.sampled_from(["ZIP", "ZAC", "N/D"])))
    known = pd.DataFrame({"anciens_codes": olds}, index=pd.Index(current, name="code_commune"))
    return known, pd.DataFrame({"code_commune": list(rows), "valeur": list(rows.values())}, dtype="str")


@given(situations())
def test_the_join_never_adds_nor_drops_a_commune_and_every_row_is_counted_once(situation):
    known, rows = situation
    found = brought(known, rows)
    assert list(found.valeurs.index) == list(known.index)
    assert found.directes + len(found.repliees) + len(found.remplacees) + len(found.sans_correspondance) == len(rows)
    assert set(found.valeurs) <= {"ZIP", "ZAC", "N/D", "PART", ""}
    assert found.sans_ligne == [code for code, value in found.valeurs.items() if value == ""]
    direct = dict(zip(rows["code_commune"], rows["valeur"]))
    assert all(found.valeurs[code] == direct[code] for code in known.index if code in direct)
