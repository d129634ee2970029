"""Une position loin de sa commune n'est pas crue ; un flux dont beaucoup le sont est refusé, dès la première fois."""

from __future__ import annotations

import pandas as pd
import pytest

from layers.preparation.places import hors_de_leur_commune, refuse_un_flux_melange
from layers.socle.defauts import DataError

NAN = float("nan")
COMMUNES = pd.DataFrame({"code_commune": ["31001"], "ouest": [1.4], "sud": [43.4], "est": [1.6], "nord": [43.6]})


@pytest.mark.parametrize(
    ("longitude", "latitude", "loin"),
    [
        (1.5, 43.5, False),
        (1.6, 43.6, False),
        (1.5, 43.617, False),  # 1,9 km au nord
        (1.5, 43.619, True),  # 2,1 km
        (1.6235, 43.5, False),  # 1,9 km à l'est, à cette latitude
        (1.6262, 43.5, True),  # 2,1 km
        (43.5, 1.5, True),
        (NAN, NAN, False),
    ],
)
def test_a_position_is_believed_in_or_near_its_commune(longitude, latitude, loin):
    sites = pd.DataFrame({"code_commune": ["31001"], "longitude": [longitude], "latitude": [latitude]})
    assert list(hors_de_leur_commune(sites, COMMUNES)) == [loin]


def test_a_commune_that_is_not_known_judges_nothing():
    sites = pd.DataFrame({"code_commune": ["99999"], "longitude": [1.5], "latitude": [43.5]})
    assert not hors_de_leur_commune(sites, COMMUNES).any()


def test_a_few_misplaced_sites_are_set_aside_and_a_shuffled_feed_is_refused():
    refuse_un_flux_melange("flux", 19, 20)
    refuse_un_flux_melange("flux", 20, 1000)
    with pytest.raises(DataError, match="60 sur 1000"):
        refuse_un_flux_melange("flux", 60, 1000)
