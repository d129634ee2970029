"""Les sigles de la carte : des boutons dans la fiche et la légende, jamais dans un lien ou un bouton, et rien n'en change le texte."""

from __future__ import annotations

import pytest
from dash import html
from dash.development.base_component import Component

from callbacks.carte import panel_for
from layers.registre.glossaire import Sens, Terme
from tests.petit_atlas import every, petit_atlas, texts
from views.carte.page import page
from views.carte.panneau import panel
from views.carte.sigles_carte import INTERDITS, a_des_sigles, bouton_des_sigles, ouvrir

SENS = (Sens("Développé", "Définition.", True, "000.txt", 12, ""),)
TERMES = (Terme("MSP", ("MSP",), SENS), Terme("MSS / MSSanté", ("MSS", "MSSanté"), SENS), Terme("CA", ("CA",), SENS))


def buttons(tree) -> list[str]:
    return ["".join(texts(one.children)) for one in every(tree, className="sigle")]


def test_an_acronym_becomes_a_button_and_the_text_stays():
    row = ouvrir(html.Dt("Maisons de santé (MSP), MSSanté et CA"), TERMES)
    assert buttons(row) == ["MSP", "MSSanté"] and "".join(texts(row)) == "Maisons de santé (MSP), MSSanté et CA"
    assert [getattr(one, "data-sigle") for one in every(row, className="sigle")] == ["msp", "mss-mssante"]


def test_the_first_is_on_the_way_of_the_tab_key_and_the_next_are_not():
    found = every(ouvrir(html.P(["MSP puis MSP", html.B("MSP")]), TERMES), className="sigle")
    assert [getattr(one, "tabIndex", None) for one in found] == [None, -1, -1]


@pytest.mark.parametrize("cadre", [html.A, html.Button, html.Summary, html.Label, html.H1])
def test_never_inside_what_is_already_a_control(cadre):
    assert buttons(ouvrir(html.Div([cadre("Les MSP"), html.P("rien")]), TERMES)) == []


def test_the_sources_of_a_figure_say_an_acronym_once():
    rows = [html.Details([html.Summary("i"), html.P("Source : MSP")], className="repond") for _ in range(3)]
    assert buttons(ouvrir(html.Div(rows), TERMES)) == ["MSP"]


def test_no_glossary_changes_nothing():
    small = petit_atlas()
    assert buttons(panel_for(small, "dep-46")) == [] and not every(page(small), className="sigles")


def nested(tree, inside: bool = False) -> list[str]:
    """Les sigles mis dans un contrôle : il ne doit pas y en avoir."""
    if isinstance(tree, (list, tuple)):
        return [found for one in tree for found in nested(one, inside)]
    if not isinstance(tree, Component):
        return []
    own = [tree.children] if inside and getattr(tree, "className", None) == "sigle" else []
    return own + nested(getattr(tree, "children", None), inside or type(tree).__name__ in INTERDITS)


@pytest.mark.parametrize("territoire", ["reg-76", "dep-30", "dep-48", "com-46102"])
def test_every_acronym_of_the_panel_opens(demonstration, territoire):
    """Hors des contrôles, aucun sigle du glossaire ne reste un mot (sauf les redites des sources), et le texte est le même."""
    shown, plain = panel_for(demonstration, territoire)[1], panel(demonstration, territoire)[1]
    assert "".join(texts(shown)) == "".join(texts(plain)) and nested(shown) == []
    found = buttons(shown)
    assert territoire == "com-46102" or {"MSP", "EHPAD", "PÂSTEL", "CPTS", "DREES"} <= set(found)
    ids = {terme.ancre for terme in demonstration.glossaire}
    assert {getattr(one, "data-sigle") for one in every(shown, className="sigle")} <= ids


def test_the_controls_and_the_legends_have_their_button(demonstration):
    # Un bouton pour toute la colonne : les sigles de la légende, du thème, des structures et des filtres.
    assert [getattr(one, "data-sigles") for one in every(page(demonstration), className="sigles")] == ["#controles"]
    assert a_des_sigles(["1 CPTS"], demonstration.glossaire) and not a_des_sigles(["Montagne"], demonstration.glossaire)
    assert bouton_des_sigles("#x").type == "button"
