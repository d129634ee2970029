"""Les morceaux que Dash ne suit pas : rien de ce qui s'y lit n'est perdu, rien de ce qui se vise n'y entre."""

from __future__ import annotations

import json

import dash_mantine_components as dmc
import pytest
from dash import html
from dash.development.base_component import Component

from tests.petit_atlas import every
from views.carte.inerte import ATTRIBUT, alleger, inerte, noeuds
from views.carte.page import page


def said(nodes: list) -> list[str]:
    """Les textes de nœuds figés, dans l'ordre."""
    return [text for one in nodes for text in ([one] if isinstance(one, str) else said(one[2:]))]


def reading(node) -> list[str]:
    """Tous les textes d'un arbre, dans l'ordre, ceux des morceaux figés compris."""
    if isinstance(node, (list, tuple)):
        return [text for one in node for text in reading(one)]
    if not isinstance(node, Component):
        return [] if node is None else [str(node)]
    # L'étiquette d'un groupe d'options est un attribut de son élément : figé ou non, elle n'est pas un texte.
    names = ("children",) if type(node).__name__ == "Optgroup" else ("label", "description", "children")
    props = [getattr(node, name, None) for name in names]
    return said(json.loads(getattr(node, ATTRIBUT, "[]"))) + reading([one for one in props if not isinstance(one, (dict, bool))])


def components(node) -> int:
    if isinstance(node, (list, tuple)):
        return sum(map(components, node))
    if not isinstance(node, Component):
        return 0
    return 1 + sum(components(value) for value in node.to_plotly_json()["props"].values())


@pytest.fixture(scope="module")
def whole(small):
    return page(small)


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
    assert json.loads(getattr(frozen, ATTRIBUT)) == [["span", {}, "a"], ["span", {"hidden": ""}, "b"]]


def test_the_attributes_are_those_react_would_have_written():
    style = {"backgroundColor": "#0B5D66", "width": "0%"}
    more = {"data-classe": "1", "aria-hidden": "true"}
    cell = html.Th(["ZIP", 3], scope="col", className="n", style=style, hidden=False, colSpan=2, **more)
    ((tag, attributes, *children),) = noeuds(cell)
    assert (tag, children) == ("th", ["ZIP", "3"])
    assert attributes.pop("style") == "background-color:#0B5D66;width:0%"
    assert attributes == {"scope": "col", "class": "n", "colspan": "2", "data-classe": "1", "aria-hidden": "true"}


def test_an_identifier_or_a_control_anywhere_inside_makes_a_piece_alive():
    assert inerte(html.Div([html.P("a"), html.P("b")]))
    assert not inerte(html.Div([html.P("a"), html.P("b", id="b")]))
    assert not inerte(html.Div(dmc.Checkbox(label="a")))
