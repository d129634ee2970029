"""Deux classes d'une couche se distinguent pour tout œil : par leur couleur, ou par leur motif."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from layers.atlas import Atlas
from settings import ROOT
from tests.couleurs import VISIONS, contrast, difference, lab

# Sous cet écart, deux aplats qui ne se touchent pas se confondent ; il faut un motif.
SEEN_APART = 10
BASE = (ROOT / "assets" / "1-base.css").read_text(encoding="utf-8")
SCRIPT = (ROOT / "assets" / "carte" / "page.mjs").read_text(encoding="utf-8")
PAPER, GROUND = "#FFFFFF", "#FBFAF7"


def variable(name: str) -> str:
    found = re.search(rf"--{name}: (#[0-9A-F]{{6}})", BASE)
    assert found, name
    return found[1]


def marks() -> dict[str, tuple[str, str]]:
    """{marque: (couleur, motif)} de ce qui n'est pas une classe : sans donnée, masqué, partagé, hors du filtre, à venir."""
    found = re.search(r"const GRIS = \{(.+)\};", SCRIPT)
    assert found
    return {name: (colour, pattern) for name, colour, pattern in re.findall(r'(\w+): \["(#\w{6})", "([\w-]+)"\]', found[1])}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((50, 2.5, 0), (50, 3.1736, 0.5854), 1.0),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_the_published_one(one, other, expected):
    """Quatre paires du jeu d'essai de Sharma, Wu et Dalal."""
    assert difference(one, other) == pytest.approx(expected, abs=5e-5)


def test_without_green_red_and_green_come_close_and_in_grey_hue_is_lost():
    red, green = "#C84B31", "#5E8C31"
    apart = {vision: difference(lab(red, vision), lab(green, vision)) for vision in VISIONS}
    assert apart["deutéranopie"] < apart["ordinaire"] / 2
    assert lab(red, "gris")[1:] == pytest.approx((0, 0), abs=0.02)


@pytest.mark.parametrize("vision", VISIONS)
def test_two_classes_of_a_layer_are_told_apart(demonstration: Atlas, vision):
    confused = []
    for couche in demonstration.catalogue.couches:
        for one, other in combinations(couche.classes, 2):
            near = difference(lab(one.colour, vision), lab(other.colour, vision)) < SEEN_APART
            if near and one.pattern == other.pattern:
                confused.append((couche.id, one.code, other.code))
    assert confused == []


@pytest.mark.parametrize("vision", VISIONS)
def test_what_has_no_class_is_told_apart_from_the_classes(demonstration: Atlas, vision):
    """« Pas de donnée », « masqué » et « plusieurs classes » ne passent pour aucune classe. (Hors du filtre et à venir
    sont des fonds : ce qui n'est pas montré.)"""
    confused = []
    for couche in demonstration.catalogue.couches:
        for classe in couche.classes:
            for name in ("absent", "masque", "partage"):
                colour, pattern = marks()[name]
                if difference(lab(classe.colour, vision), lab(colour, vision)) < SEEN_APART and classe.pattern == pattern:
                    confused.append((couche.id, classe.code, name))
    assert confused == []


def test_what_is_drawn_stands_out():
    """3 pour 1 pour ce qui se voit sans se lire, 4,5 pour les textes (WCAG 1.4.3 et 1.4.11)."""
    for ground in (PAPER, GROUND, variable("accent-pale")):
        assert contrast(variable("accent"), ground) >= 4.5  # liens, et contour du focus
        assert contrast(variable("discret"), ground) >= 4.5
    assert contrast(variable("alerte"), variable("alerte-pale")) >= 4.5
    assert contrast("#8C8A83", PAPER) >= 3 and contrast("#8C8A83", GROUND) >= 3  # bord des champs
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_a_swatch_stands_out_by_its_edge():
    """Une classe pâle se voit sur le papier par le bord de sa pastille, encre à 55 %."""
    found = re.search(r"\.pastille \{[^}]*border: 1px solid rgba\((\d+), (\d+), (\d+), \.(\d+)\)", BASE)
    assert found
    *ink, alpha = (int(part) for part in found.groups())
    edge = "#" + "".join(f"{round(part * alpha / 100 + 255 * (1 - alpha / 100)):02X}" for part in ink)
    assert contrast(edge, PAPER) >= 3
