"""Une position loin de sa commune n'est pas crue ; un flux dont beaucoup le sont est refusé, dès la première fois."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from shapely import Polygon

from layers.geo.contours import grille
from layers.preparation.finess import _la_plus_proche
from layers.preparation.places import FORME, distances_m, hors_de_leur_commune, refuse_un_flux_melange
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


def surface(*degrees: tuple[float, float]) -> Polygon:
    """Une surface donnée en degrés, en pas de grille du monde."""
    return Polygon([grille(*point) for point in degrees])


# Une commune en équerre : son cadre contient le coin nord-est, sa surface non.
EQUERRE = surface((1.4, 43.4), (1.6, 43.4), (1.6, 43.45), (1.45, 43.45), (1.45, 43.6), (1.4, 43.6))
COIN = surface((1.45, 43.45), (1.6, 43.45), (1.6, 43.6), (1.45, 43.6))


@pytest.mark.parametrize(
    ("longitude", "latitude", "loin"),
    [
        (1.42, 43.42, False),
        (1.55, 43.55, True),  # dans le cadre, à 8 km de la surface
        (1.55, 43.4675, False),  # 1,9 km au nord de la branche
        (1.55, 43.4695, True),  # 2,2 km
        (NAN, NAN, False),
    ],
)
def test_the_surface_of_a_commune_judges_better_than_its_frame(longitude, latitude, loin):
    sites = pd.DataFrame({"code_commune": ["31001"], "longitude": [longitude], "latitude": [latitude]})
    assert list(hors_de_leur_commune(sites, COMMUNES.assign(**{FORME: [EQUERRE]}))) == [loin]
    assert list(hors_de_leur_commune(sites, COMMUNES.assign(**{FORME: [None]}))) == [False]  # surface inconnue : le cadre


def test_a_distance_to_a_surface_is_in_metres_on_the_ground():
    found = distances_m([COIN, COIN, None], np.array([1.5, 1.525, 1.5]), np.array([43.5, 43.61, 43.5]))
    assert found[0] == 0
    assert found[1] == pytest.approx(0.01 * 111_195, rel=0.002)  # un centième de degré de latitude
    assert np.isnan(found[2])


def test_a_dead_code_goes_to_the_commune_that_holds_its_point_and_not_to_the_nearest_town_hall():
    around = pd.DataFrame({"longitude": [1.52, 1.59], "latitude": [43.52, 43.41], FORME: [EQUERRE, COIN]}, index=[7, 9])
    assert _la_plus_proche(around, 1.5, 43.5) == 9
    assert _la_plus_proche(around.assign(**{FORME: [None, None]}), 1.5, 43.5) == 7
    assert _la_plus_proche(around.drop(columns=FORME), 1.5, 43.5) == 7


@pytest.mark.lent
def test_no_site_of_the_real_feeds_is_judged_far_from_its_commune(official_dir, repository, catalogue):
    """Les contours réels et les sites réels : aucune fausse alarme. Décalés de quarante kilomètres, presque tous sont loin."""
    from layers.geo.communes import read_communes
    from layers.geo.contours import Contours
    from layers.geo.polygones import Polygones
    from layers.sources.finess_plus import read_finess_plus

    communes = read_communes(repository / "data" / "geo")
    here = communes[communes["region"] == "76"].dropna(subset=["ouest"]).reset_index()
    shapes = Polygones(Contours(repository / "data" / "geo")).de(here)
    here = here.assign(**{FORME: [shapes.get(number) for number in here["numero"]]})
    sites = read_finess_plus(next((official_dir / "finess").glob("*.json.gz"))).sites
    sites = sites[sites["code_commune"].isin(here["code_commune"]) & sites["longitude"].notna()]
    assert len(sites) > 2_000
    assert sites.loc[hors_de_leur_commune(sites, here), "numero_finess"].to_list() == []
    moved = sites.assign(longitude=sites["longitude"] + 0.4, latitude=sites["latitude"] + 0.2)
    assert hors_de_leur_commune(moved, here).mean() > 0.99
