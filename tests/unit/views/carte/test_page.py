"""La page et ses légendes, comme des données : ce qui s'y lit, ce qui s'y coche."""

import json
from urllib.parse import urlencode

import pytest
from plotly.utils import PlotlyJSONEncoder

from tests.petit_atlas import every, petit_atlas, text_of, texts
from views.carte.legende import legends
from views.carte.page import page
from views.ecriture import phrases as w
from views.vue.vue import ANNEES, default_view, from_query


@pytest.fixture(scope="module")
def whole(small):
    return page(small)


def field(tree, key: str):
    """Le champ du navigateur qui porte cette valeur de la vue."""
    return next(one for one in every(tree, kind="Select") if getattr(one, "data-controle") == key)


def control(tree, control_id: str):
    (found,) = every(tree, id=control_id)
    return found


def test_the_controls_show_the_opening_view(small, whole):
    view = default_view(small)
    assert control(whole, "theme").value == view.theme
    assert control(whole, "structures").value == ["msp", "cds"]
    assert control(whole, "annee").value == view.annee == ANNEES[-1]
    assert (control(whole, "montagne").value, control(whole, "frr").value, control(whole, "departements").value) == ("", "", [])


def test_each_layer_can_be_chosen(small, whole):
    options = every(field(whole, "theme"), kind="Option")
    assert sorted(option.value for option in options) == sorted(couche.id for couche in small.catalogue.couches)
    assert [option.value for option in options if option.selected] == [default_view(small).theme]


def test_structures_show_their_number_and_those_without_any_are_left_out(whole):
    boxes = {box.value: text_of(box.label) for box in every(control(whole, "structures").children, kind="Checkbox")}
    assert list(boxes) == ["msp", "cds", "pharmacie"]
    assert boxes["msp"].strip() == "Maisons de santé"  # le nombre suit les filtres : le navigateur le pose
    counters = [
        getattr(one, "data-compte-structure")
        for box in every(whole, kind="Checkbox")
        for one in every(box.label, className="compte-structure")
    ]
    assert counters == list(boxes)


def test_only_the_departements_of_the_region_can_be_chosen(small, whole):
    offered = [item["value"] for item in control(whole, "departements").data]
    assert len(offered) == 13 and "75" not in offered


def test_each_filter_is_a_field_of_the_browser(small, whole):
    for key in ("montagne", "frr", "qpv"):
        assert [option.value for option in every(field(whole, key), kind="Option")] == ["", "oui", "non"]
    crossed = [option.value for option in every(field(whole, "croiser"), kind="Option")]
    assert crossed[0] == "" and "zonage-medecins:ZIP" in crossed and "zonage-medecins:ZIP,ZAC" in crossed
    for value in crossed:
        assert from_query(small, "?" + urlencode({"croiser": value}))[1] == (), value
    low, high = (one for one in every(whole, kind="Select") if getattr(one, "data-controle") == "apl")
    assert [option.value for option in every(low, kind="Option")] == ["", "1.5", "2.5", "3.5", "4.5"]
    assert [option.value for option in every(high, kind="Option")] == ["", "1.5", "2.5", "3.5", "4.5"]
    here = {code for code in small.communes.loc[small.communes["region"] == small.region, "epci"] if code in small.epci.index}
    assert {option.value for option in every(field(whole, "epci"), kind="Option")} == {"", *here}


def test_every_identifier_is_used_once(whole):
    def identifiers(component):
        if isinstance(component, (list, tuple)):
            return [one for child in component for one in identifiers(child)]
        if not hasattr(component, "to_plotly_json"):
            return []
        own = [json.dumps(component.id, sort_keys=True)] if getattr(component, "id", None) else []
        return own + identifiers(getattr(component, "children", None)) + identifiers(getattr(component, "label", None))

    found = identifiers(whole)
    assert len(set(found)) == len(found) > 20


def test_every_control_without_text_has_a_spoken_name(whole):
    for control_id in ("structures", "panneau", "controles"):
        shown = control(whole, control_id)
        assert getattr(shown, "aria-label", None) or getattr(shown, "label", None), control_id
    labelled = [one for parent in ("Label", "Fieldset") for label in every(whole, kind=parent) for one in every(label, kind="Select")]
    assert len(labelled) == len(every(whole, kind="Select"))


def test_the_page_asks_nothing_of_another_machine(whole):
    # La géographie est à part ; un espace de noms SVG n'est pas une demande.
    assert "http" not in json.dumps(whole, cls=PlotlyJSONEncoder, ensure_ascii=False)


# ---------------------------------------------------------------- légendes
def legend_of(atlas, couche_id: str):
    return next(div for div in legends(atlas) if getattr(div, "data-legende") == couche_id)


def test_one_legend_a_layer_in_the_order_of_the_catalogue(small):
    assert [getattr(div, "data-legende") for div in legends(small)] == [couche.id for couche in small.catalogue.couches]


def test_a_class_has_colour_pattern_name_and_a_box(small):
    legend = legend_of(small, "zonage-medecins")
    boxes = every(legend, kind="Checkbox")
    assert [box.value for box in boxes] == ["ZIP", "ZAC", "ZAR"]  # HZ n'existe pas dans la région
    for box in boxes:
        classe = next(c for c in small.catalogue.couche("zonage-medecins").classes if c.code == box.value)
        (swatch,) = every(box.label, className="pastille")
        assert f"motif-{classe.pattern}" in swatch.className and swatch.style == {"backgroundColor": classe.colour}
    assert texts(boxes[0].label)[0] == "ZIP" and "Intervention prioritaire" in texts(boxes[0].label)


def test_the_four_ways_of_not_having_a_class_are_named(small):
    words = text_of(legend_of(small, "zonage-medecins"))
    assert w.PAS_DE_DONNEE in words and w.MASQUE in words and w.PARTAGE in words


def test_a_legend_gives_its_source_and_date(small):
    assert f"Source{w.INSECABLE}: Agences régionales de santé, via CartoSanté, 2025." in text_of(legend_of(small, "zonage-medecins"))


def test_a_simulated_legend_says_so_and_a_published_one_does_not(small_demonstration, small):
    for couche in small_demonstration.catalogue.couches:
        said = "simulée" in text_of(legend_of(small_demonstration, couche.id))
        assert said == (couche.level == "commune"), couche.id
        assert "simul" not in text_of(legend_of(small, couche.id))


def test_a_region_without_a_class_still_has_its_legend():
    legend = legend_of(petit_atlas(), "zonage-infirmiers")
    assert every(legend, kind="Checkbox") == []
