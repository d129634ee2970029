"""Ce que désigne un code reçu : les mêmes réponses pour la page, la recherche, l'API, la carte, l'export et la borne."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import WITHOUT_POLYGON
from layers.recherche.designation import code_propre, commune_designee, territoire_designe
from tests.petit_atlas import petit_atlas

SANS_CONTOUR = pd.DataFrame(
    [("97501", "Île-Loin", "collectivité", "975", "Saint-Pierre-et-Miquelon", 50, ("97500",))], columns=["code_commune", *WITHOUT_POLYGON]
).set_index("code_commune")


def atlas_with_history():
    atlas = petit_atlas(sans_contour=SANS_CONTOUR)
    olds = pd.Series([()] * len(atlas.communes), index=atlas.communes.index)
    olds["46001"], olds["46003"], olds["31001"] = ("46901", "46999", "97501"), ("46999",), ("09901",)
    return replace(atlas, communes=atlas.communes.assign(anciens_codes=olds))


ATLAS = atlas_with_history()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("46102", "46102"),
        ("46102.0", "46102"),
        ("46102,00", "46102"),
        ("9001", "09001"),
        ("9001.0", "09001"),
        (" 46 102 ", "46102"),
        ("'09001", "09001"),
        ("2a004", "2A004"),
        ("\u00a046102\ufeff", "46102"),
        ("९००१", "९००१"),  # des chiffres d'ailleurs n'ont pas de zéro oublié
        ("figeac", "FIGEAC"),
    ],
)
def test_a_code_is_read_as_people_write_it(written, read):
    assert code_propre(written) == read


@pytest.mark.parametrize(
    ("written", "commune"),
    [
        ("46001", "46001"),
        ("46001.0", "46001"),
        ("46901", "46001"),  # ancienne commune
        ("9901", "31001"),  # ancienne commune, sans son zéro
        ("75109", "75056"),  # arrondissement
        ("97501", "97501"),  # sans contour, et pas l'ancien code d'une autre
        ("46999", None),  # deux communes se le partagent : aucune n'est désignée
        ("975", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_a_code_leads_to_the_commune_of_today(written, commune):
    assert commune_designee(ATLAS, written) == commune


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("DEP-46", "dep-46"),
        ("dep-9", "dep-09"),
        ("dep-2a", "dep-2A"),
        (" reg-76 ", "reg-76"),
        ("Reg-1", "reg-01"),
        ("COM-46901", "com-46001"),
        ("com-9901", "com-31001"),
        ("FRA", "fra"),
        ("Epci-200000001", "epci-200000001"),
        ("", ""),
    ],
)
def test_a_territory_is_read_as_people_write_it(written, place):
    assert territoire_designe(ATLAS, written) == place


@given(st.text(st.characters(), max_size=80))
def test_any_text_designates_something_or_nothing(text):
    known = {None, *ATLAS.communes.index, *SANS_CONTOUR.index}
    assert commune_designee(ATLAS, text) in known
    once = territoire_designe(ATLAS, text)
    assert territoire_designe(ATLAS, once) == once
