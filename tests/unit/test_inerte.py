"""Les morceaux que Dash ne suit pas : rien de ce qui s'y lit n'est perdu, rien de ce qui se vise n'y entre."""

from __future__ import annotations

from html.parser import HTMLParser

import dash_mantine_components as dmc
import pytest
from dash import html
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from tests.petit_atlas import every
from views.inerte import ATTRIBUT, alleger, en_html, inerte
from views.page import page
from views.payloads import map_configuration


class Relue(HTMLParser):
    """Les balises et les textes d'un HTML, dans l'ordre."""

    def __init__(self, source: str):
        super().__init__()
        self.found: list = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        # L'analyseur rend un texte en plusieurs morceaux autour d'une entité.
        if self.found and isinstance(self.found[-1], str):
            self.found[-1] += data
        else:
            self.found.append(data)


def reading(node) -> list[str]:
    """Tous les textes d'un arbre, dans l'ordre, ceux des morceaux figés compris."""
    if isinstance(node, (list, tuple)):
        return [text for one in node for text in reading(one)]
    if not isinstance(node, Component):
        return [] if node is None else [str(node)]
    frozen = [one for one in Relue(getattr(node, ATTRIBUT, "")).found if isinstance(one, str)]
    props = [getattr(node, name, None) for name in ("label", "description", "children")]
    return frozen + reading([one for one in props if not isinstance(one, (dict, bool))])


def components(node) -> int:
    if isinstance(node, (list, tuple)):
        return sum(map(components, node))
    if not isinstance(node, Component):
        return 0
    return 1 + sum(components(value) for value in node.to_plotly_json()["props"].values())


@pytest.fixture(scope="module")
def whole(small):
    return page(small, map_configuration(small, "/statique/abc", "/donnees/abc"))


def test_the_page_says_the_same_with_far_fewer_components(whole):
    light = alleger(whole)
    assert "".join(reading(light)) == "".join(reading(whole))
    assert components(light) < components(whole) / 3


def test_what_a_callback_aims_at_stays_a_component(whole):
    aimed = {str(one.id) for one in every(whole) if getattr(one, "id", None)}
    assert {str(one.id) for one in every(alleger(whole)) if getattr(one, "id", None)} == aimed
    assert len(aimed) > 20


def test_a_small_piece_is_left_to_dash():
    piece = html.P(["Un ", html.Strong("deux")])
    assert alleger(piece) is piece


def test_a_frozen_piece_keeps_its_own_attributes_and_carries_the_rest():
    piece = html.Div([html.Span("a"), html.Span("b", hidden=True)], className="rangee", hidden=True)
    (frozen,) = alleger([piece])
    assert (frozen.className, frozen.hidden, frozen.children) == ("rangee", True, None)
    assert getattr(frozen, ATTRIBUT) == "<span>a</span><span hidden>b</span>"


def test_the_html_has_the_attributes_react_would_have_written():
    style = {"backgroundColor": "#0B5D66", "width": "0%"}
    cell = html.Th("ZIP", scope="col", className="n", style=style, **{"data-classe": "1", "aria-hidden": "true"})
    (tag, attributes), text = Relue(str(en_html(cell))).found
    assert (tag, text) == ("th", "ZIP")
    assert attributes.pop("style") == "background-color:#0B5D66;width:0%"
    assert attributes == {"scope": "col", "class": "n", "data-classe": "1", "aria-hidden": "true"}


def test_an_identifier_or_a_control_anywhere_inside_makes_a_piece_alive():
    assert inerte(html.Div([html.P("a"), html.P("b")]))
    assert not inerte(html.Div([html.P("a"), html.P("b", id="b")]))
    assert not inerte(html.Div(dmc.Checkbox(label="a")))


@given(st.text(), st.text())
def test_no_text_becomes_a_tag(text, title):
    found = Relue(str(en_html(html.P([html.Span(text, title=title), html.B("fin")])))).found
    tags = [one[0] for one in found if isinstance(one, tuple)]
    assert tags == ["p", "span", "b"]
    assert found[1][1]["title"] == title
