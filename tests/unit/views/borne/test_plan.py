"""Les signes du plan de la borne : où sont les lieux, jamais sur le nom de la commune, jamais l'un sur l'autre."""

from __future__ import annotations

from layers.geo.contours import grille
from views.borne.plan import BORD, SIGNE, SOUS, _places
from views.borne.reponse import LigneDeReponse
from views.dessin.cadre import Cadre


def lieu(usage: str, longitude: float, latitude: float) -> LigneDeReponse:
    return LigneDeReponse(usage, usage, "", "", "sur place", longitude, latitude)


def pixels(lieux, nom):
    x, y = grille(2.0, 44.6)
    cadre = Cadre(x - 200, y - 80, 1.0, 400, 160)
    return [(400 * a / 100, 160 * b / 100, usage) for a, b, usage in _places(cadre, lieux, nom)]


def test_a_sign_under_the_name_goes_below_it_and_two_stand_side_by_side():
    found = pixels([lieu("msp", 2.0, 44.6), lieu("pharmacie", 2.0, 44.6)], (200.0, 70.0, 40.0))
    assert [usage for *_, usage in found] == ["msp", "pharmacie"]
    assert [round(y) for _, y, _ in found] == [70 + SOUS, 70 + SOUS]
    assert found[1][0] - found[0][0] >= SIGNE


def test_far_from_the_name_a_sign_stays_where_its_place_is():
    ((x, y, _),) = pixels([lieu("msp", 2.0, 44.6)], (20.0, 20.0, 10.0))
    assert abs(x - 200) < 0.1 and abs(y - 80) < 0.1


def test_a_place_outside_the_window_has_no_sign():
    assert pixels([lieu("msp", 3.0, 44.6)], (200.0, 70.0, 40.0)) == [] and BORD > 0
