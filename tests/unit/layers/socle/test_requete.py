"""La partie « ? » d'une adresse, débarrassée de ce que d'autres y ont mis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.socle.requete import sans_etrangers


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("q=figeac", "q=figeac"),
        ("q=S%C3%A8te&region_d_abord=oui", "q=S%C3%A8te&region_d_abord=oui"),
        ("fbclid=abc", ""),
        ("territoire=dep-46&fbclid=abc", "territoire=dep-46"),
        ("utm_source=a&utm_medium=b&q=x&mtm_campaign=c&gclid=d&UTM_Term=e", "q=x"),
        ("xtor=EPR-1&at_medium=courriel&q=x", "q=x"),
        ("territoire=dep-46%20", "territoire=dep-46"),
        ("territoire=+dep-46%C2%A0", "territoire=dep-46"),
        ("territoire=dep-46&amp;theme=apl", "territoire=dep-46&theme=apl"),
        ("a=1&amp%3Bamp;b=2", "a=1&b=2"),
        ("%66bclid=abc&q=x", "q=x"),
        ("structures=", "structures="),
        ("q=a%20b", "q=a%20b"),
        ("q=%26utm_source%3D1", "q=%26utm_source%3D1"),
        ("utm=1", "utm=1"),  # le nom seul n'est pas de la famille
    ],
)
def test_what_is_foreign_goes_and_what_is_ours_keeps_its_writing(given, kept):
    assert sans_etrangers(given) == kept


@given(st.text("ab&=+%20;amputm_ ", max_size=40))
def test_cleaning_twice_is_cleaning_once(query):
    once = sans_etrangers(query)
    assert sans_etrangers(once) == once
