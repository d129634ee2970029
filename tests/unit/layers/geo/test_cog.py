"""layers/geo/cog.py : un fichier d'une année passée, ramené aux communes en vigueur."""

from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.geo.cog import bring_to_current, parents_of
from layers.geo.fusion import Partie, cell_of, fusion, parties_of


def communes(**olds: tuple[str, ...]) -> pd.DataFrame:
    codes = [code.removeprefix("c") for code in olds]
    return pd.DataFrame({"anciens_codes": list(olds.values())}, index=pd.Index(codes, name="code_commune"))


def table(**rows: str) -> pd.DataFrame:
    return pd.DataFrame({"code_commune": [code.removeprefix("c") for code in rows], "valeur": list(rows.values())}, dtype="str")


def brought(known: pd.DataFrame, rows: pd.DataFrame, kind: str = "class", **poids: int):
    return bring_to_current(rows, known.index, parents_of(known), kind, {code.removeprefix("c"): n for code, n in poids.items()})


def test_a_former_commune_gives_its_value_to_a_commune_without_a_row():
    found = brought(communes(c12218=("12076", "12114")), table(c12076="TD"))
    assert found.valeurs.to_dict() == {"12218": "TD"}
    assert found.repliees == {"12076": "12218"}
    assert found.sans_ligne == [] and found.parties == {}


def test_the_row_of_the_seat_is_only_a_part_of_the_commune_of_today():
    found = brought(communes(c01001=("01002",)), table(c01001="ZIP", c01002="ZAC"))
    assert found.valeurs.to_dict() == {"01001": "PART"}
    assert found.parties == {"01001": (Partie("01001", "ZIP"), Partie("01002", "ZAC"))}
    assert found.repliees == {"01002": "01001"}


def test_former_communes_that_differ_are_shared_and_those_that_agree_are_not():
    known = communes(c01001=("01002", "01003"), c02001=("02002", "02003"))
    found = brought(known, table(c01002="ZIP", c01003="ZAC", c02002="ZIP", c02003="ZIP"))
    assert found.valeurs.to_dict() == {"01001": "PART", "02001": "ZIP"}
    assert found.partagees == ["01001"]


def test_a_part_that_the_publisher_masks_is_a_part_that_differs():
    found = brought(communes(c01001=("01002",)), table(c01001="ZIP", c01002="N/D"))
    assert found.valeurs.to_dict() == {"01001": "PART"}
    assert found.parties["01001"][1] == Partie("01002", "N/D")


def test_several_rows_of_one_code_that_differ_make_a_shared_commune():
    rows = pd.DataFrame({"code_commune": ["01001", "01001", "01002", "01002"], "valeur": ["ZIP", "ZAC", "ZIP", "ZIP"]})
    assert brought(communes(c01001=(), c01002=()), rows).valeurs.to_dict() == {"01001": "PART", "01002": "ZIP"}


def test_the_arrondissements_of_paris_lyon_and_marseille_are_folded():
    known = communes(c75056=(), c69123=(), c13055=())
    found = brought(known, table(c75101="HZ", c75120="HZ", c69381="ZIP", c69389="ZAC", c13216="ZIP"))
    assert found.valeurs.to_dict() == {"75056": "HZ", "69123": "PART", "13055": "ZIP"}


def test_the_row_of_a_whole_city_wins_over_its_arrondissements_unless_it_is_masked():
    found = brought(communes(c75056=(), c13055=()), table(c75056="HZ", c75101="ZIP", c13055="N/D", c13201="ZIP", c13202="ZAC"))
    assert found.valeurs.to_dict() == {"75056": "HZ", "13055": "PART"}
    assert found.remplacees == {"75101": "75056"}
    assert found.parties == {"13055": (Partie("13201", "ZIP"), Partie("13202", "ZAC"))}


def test_a_whole_city_masked_and_without_its_arrondissements_stays_masked():
    assert brought(communes(c13055=()), table(c13055="N/D")).valeurs.to_dict() == {"13055": "N/D"}


def test_what_does_not_match_is_listed_on_both_sides():
    found = brought(communes(c01001=(), c01002=(), c97601=()), table(c01001="ZIP", c98801="ZAC"))
    assert found.sans_correspondance == ["98801"]
    assert found.sans_ligne == ["01002", "97601"]
    assert (found.nouvelles, found.hors_champ) == (["01002"], ["97601"])  # rétablie depuis ; département que le fichier ignore
    assert found.valeurs.to_dict() == {"01001": "ZIP", "01002": "", "97601": ""}


def test_a_former_code_that_two_communes_claim_has_no_parent():
    assert parents_of(communes(c01001=("01009",), c01002=("01009",))) == {}


def test_a_rate_is_weighted_by_the_population_of_the_parts():
    known, rows = communes(c01001=("01002",)), table(c01001="2.00", c01002="5.000")
    found = brought(known, rows, "rate", c01001=300, c01002=100)
    assert found.valeurs.to_dict() == {"01001": "2.750"}  # (2 × 300 + 5 × 100) / 400
    assert (found.moyennes, found.partagees) == (["01001"], [])
    assert found.parties["01001"] == (Partie("01001", "2.00"), Partie("01002", "5.000"))


@pytest.mark.parametrize("poids", [{}, {"c01001": 300}, {"c01001": 0, "c01002": 0}])
def test_a_rate_whose_weights_are_not_known_is_shared_rather_than_guessed(poids):
    found = brought(communes(c01001=("01002",)), table(c01001="2.0", c01002="5.0"), "rate", **poids)
    assert found.valeurs.to_dict() == {"01001": "PART"}
    assert len(found.parties["01001"]) == 2


def test_a_rate_with_a_masked_part_is_shared():
    found = brought(communes(c01001=("01002",)), table(c01001="2.0", c01002="N/D"), "rate", c01001=1, c01002=1)
    assert found.valeurs.to_dict() == {"01001": "PART"}


def test_counts_are_added_even_when_they_are_equal_and_a_masked_one_masks_the_sum():
    known = communes(c01001=("01002",), c02001=("02002",))
    found = brought(known, table(c01001="3", c01002="3", c02001="4", c02002="N/D"), "count")
    assert found.valeurs.to_dict() == {"01001": "6", "02001": "N/D"}
    assert found.parties == {"02001": (Partie("02001", "4"), Partie("02002", "N/D"))}


def test_the_parts_go_through_a_cell_of_text_with_their_names():
    parts = (Partie("01001", "ZIP"), Partie("01002", "N/D"))
    cell = cell_of(parts, {"01002": 'L\'"Été" | ; = ,'})
    assert parties_of(cell) == (Partie("01001", "ZIP"), Partie("01002", "N/D", 'L\'"Été" | ; = ,'))
    assert parties_of("") == ()


CODES = st.sampled_from([f"010{number:02}" for number in range(30)])
KNOWN_CLASSES = st.sampled_from(["ZIP", "ZAC", "N/D"])
COUNTS = st.integers(0, 1000).map(str)


def situations(values):
    """Un code officiel quelconque et un fichier quelconque, aux codes mêlés, d'une ligne par code ou de plusieurs."""

    @st.composite
    def drawn(draw):
        current = draw(st.lists(CODES, unique=True, min_size=1))
        olds = [tuple(draw(st.lists(CODES, unique=True, max_size=4))) for _ in current]
        rows = draw(st.lists(st.tuples(CODES, values), max_size=40))
        known = pd.DataFrame({"anciens_codes": olds}, index=pd.Index(current, name="code_commune"))
        return known, pd.DataFrame(rows, columns=["code_commune", "valeur"], dtype="str")

    return drawn()


@given(situations(KNOWN_CLASSES))
def test_the_join_never_adds_nor_drops_a_commune_and_every_code_is_counted_once(situation):
    known, rows = situation
    found = brought(known, rows)
    assert list(found.valeurs.index) == list(known.index)
    counted = found.directes + len(found.repliees) + len(found.remplacees) + len(found.sans_correspondance)
    assert counted == rows["code_commune"].nunique()
    assert set(found.valeurs) <= {"ZIP", "ZAC", "N/D", "PART", ""}
    assert sorted(found.nouvelles + found.hors_champ) == sorted(found.sans_ligne)


@given(situations(KNOWN_CLASSES))
def test_no_class_is_dropped_in_silence(situation):
    """Chaque ligne dont le code a une commune se retrouve dans la valeur de celle-ci, ou dans ses parties."""
    known, rows = situation
    found, parents = brought(known, rows), parents_of(known)
    for code, value in zip(rows["code_commune"], rows["valeur"]):
        commune = code if code in known.index else parents.get(code)
        if commune is None:
            assert code in found.sans_correspondance
        elif commune in found.parties:
            assert Partie(code, value) in found.parties[commune]
        else:
            assert found.valeurs[commune] == value


@given(situations(COUNTS))
def test_counts_are_conserved(situation):
    known, rows = situation
    found = brought(known, rows, "count")
    matched = rows[~rows["code_commune"].isin(found.sans_correspondance)]
    assert sum(int(value) for value in found.valeurs if value) == matched["valeur"].astype(int).sum()


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 5000)), min_size=2, max_size=8))
def test_a_weighted_rate_is_between_the_parts_and_gives_back_the_total(parts):
    named = [(f"010{n:02}", f"{value / 100:.2f}") for n, (value, _) in enumerate(parts)]
    poids = {f"010{n:02}": weight for n, (_, weight) in enumerate(parts)}
    found = fusion(named, "rate", poids)
    values, total = [Decimal(value) for _, value in named], sum(poids.values())
    if len(set(values)) == 1:
        assert found.valeur == named[0][1]
    elif total == 0:
        assert found.valeur == "PART"
    else:
        assert min(values) <= Decimal(found.valeur) <= max(values)
        whole = sum(value * poids[code] for (code, _), value in zip(named, values))
        assert abs(Decimal(found.valeur) * total - whole) <= Decimal("0.005") * total
