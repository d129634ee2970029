"""layers/preparation/finess.py : quel flux sert de base, d'où viennent les positions, ce que dit un nom."""

import numpy as np
import pandas as pd
import pytest

from layers.preparation.finess import FluxFiness, differences, distance_m, unite
from layers.preparation.usages import subtype_of

BOX = (1.2, 43.4, 1.8, 44.6)
COMMUNES = pd.DataFrame(
    {
        "code_commune": ["31001", "46001"],
        "departement": ["31", "46"],
        "longitude": [1.5, 1.3],
        "latitude": [43.5, 44.5],
        "ouest": [1.4, 1.2],
        "sud": [43.4, 44.4],
        "est": [1.6, 1.4],
        "nord": [43.6, 44.6],
    }
)


def feed(name: str, date: str, *sites: tuple) -> FluxFiness:
    columns = ["numero_finess", "nom", "nom_long", "categorie", "code_commune", "longitude", "latitude"]
    return FluxFiness(name, date, pd.DataFrame(list(sites), columns=columns))


def site(numero: str, commune: str = "31001", categorie: str = "603", longitude: float = 1.51, latitude: float = 43.51) -> tuple:
    return (numero, "NOM COURT", "", categorie, commune, longitude, latitude)


BOTH = (site("310000001"), site("460000001", "46001", longitude=1.31, latitude=44.51))


def united(catalogue, *feeds: FluxFiness, parents: dict | None = None):
    return unite(list(feeds), COMMUNES, parents or {}, BOX, catalogue)


def test_the_most_recent_feed_is_the_base(catalogue):
    assert united(catalogue, feed("ancien", "2026-01-01", *BOTH), feed("recent", "2026-05-12", *BOTH)).base == "recent"


def test_a_more_recent_feed_that_misses_a_departement_is_not_the_base(catalogue):
    found = united(catalogue, feed("ancien", "2026-01-01", *BOTH), feed("recent", "2026-05-12", BOTH[0]))
    assert found.base == "ancien"
    assert len(found.sites) == 2


def test_when_no_feed_covers_the_region_it_is_said(catalogue):
    found = united(catalogue, feed("seul", "2026-05-12", BOTH[0]))
    assert "Aucun flux ne couvre tous les départements de la région" in found.remarques["seul"][0]


def test_a_missing_position_comes_from_the_other_feed_then_from_the_town_hall(catalogue):
    base = feed("base", "2026-05-12", site("310000001", longitude=np.nan), *BOTH[1:], site("310000003", longitude=np.nan))
    found = united(catalogue, base, feed("autre", "", *BOTH))
    places = found.sites.set_index("numero_finess")[["longitude", "latitude", "position"]]
    assert tuple(places.loc["310000001"]) == (1.51, 43.51, "exacte")
    assert tuple(places.loc["310000003"]) == (1.5, 43.5, "approximative")
    assert "Positions absentes, prises dans « autre » (date non annoncée) : 1." in found.remarques["base"]
    assert "Sites placés à la mairie (à défaut, en un point de la commune), position approximative : 1." in found.remarques["base"]


def test_another_feed_does_not_place_a_site_that_has_moved_to_another_commune(catalogue):
    base = feed("base", "2026-05-12", site("310000001", "46001", longitude=np.nan), *BOTH[1:], site("310000003"))
    found = united(catalogue, base, feed("autre", "2025-01-01", *BOTH))
    moved = found.sites.set_index("numero_finess").loc["310000001"]
    assert (moved["longitude"], moved["latitude"], moved["position"]) == (1.3, 44.5, "approximative")
    assert "Sites d'une autre commune dans « autre » : 1 (310000001)." in found.remarques["base"]


def test_sites_of_the_same_name_category_and_commune_are_kept_and_said(catalogue):
    found = united(catalogue, feed("base", "2026-05-12", *BOTH, site("310000003")))
    assert len(found.sites) == 3
    twins = "Doublons possibles (mêmes nom, catégorie et commune, numéros différents), gardés : 2 (310000001, 310000003)."
    assert twins in found.remarques["base"]


def test_a_position_outside_the_region_is_refused_and_said(catalogue):
    found = united(catalogue, feed("base", "2026-05-12", site("310000001", longitude=43.5, latitude=1.5), BOTH[1]))
    first = found.sites.iloc[0]
    assert (first["longitude"], first["latitude"], first["position"]) == (1.5, 43.5, "approximative")
    assert "Positions refusées, hors de la région : 1." in found.remarques["base"]


def test_only_the_region_and_the_categories_of_the_catalogue_are_kept(catalogue):
    elsewhere, other = site("750000001", "75056"), site("310000009", categorie="999")
    found = united(catalogue, feed("base", "2026-05-12", *BOTH, elsewhere, other))
    assert found.sites["numero_finess"].to_list() == ["310000001", "460000001"]
    assert found.sites["categorie"].to_list() == ["msp", "msp"]


def test_a_site_of_a_former_commune_follows_it_and_an_unknown_commune_is_listed(catalogue):
    sites = (*BOTH, site("310000003", "31999"), site("310000004", "31888"))
    found = united(catalogue, feed("base", "2026-05-12", *sites), parents={"31999": "31001"})
    assert found.sites.set_index("numero_finess").loc["310000003", "code_commune"] == "31001"
    assert found.sans_correspondance == {"base": ["31888"]}


def test_differences_between_feeds_are_counted():
    columns = ["numero_finess", "structure", "code_commune", "longitude", "latitude"]
    left = pd.DataFrame(
        [("1", "msp", "31001", 1.5, 43.5), ("2", "cds", "31001", 1.5, 43.5), ("3", "msp", "31001", 1.5, 43.5)], columns=columns
    )
    right = pd.DataFrame(
        [("1", "msp", "31001", 1.5, 43.505), ("2", "msp", "31001", 1.5, 43.5), ("4", "msp", "31001", 1.5, 43.5)], columns=columns
    )
    assert differences(left, right, "autre") == [
        "Sites absents de « autre » : 1 (3).",
        "Sites présents dans « autre » seulement : 1 (4).",
        "Sites d'une autre catégorie dans « autre » : 1 (2).",
        "Sites à plus de 500 m de leur place dans « autre » : 1 (1).",
    ]
    assert differences(left, left, "autre") == []


def test_one_minute_of_latitude_is_a_nautical_mile():
    here, there = (pd.DataFrame({"longitude": [2.0], "latitude": [latitude]}) for latitude in (44.0, 44.0 + 1 / 60))
    assert distance_m(here, there)[0] == pytest.approx(1853, abs=2)


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("CABINET DENTAIRE", "dentaire"),
        ("CTRE DENT MUT", "dentaire"),
        ("Centre médical et dentaire", "polyvalent"),
        ("CDS médico-dentaire", "polyvalent"),
        ("CENTRE DE SOINS INFIRMIERS", "infirmier"),
        ("CSI DU CANTON", "infirmier"),
        ("CENTRE D'OPHTALMOLOGIE", "ophtalmologique"),
        ("CENTRE MÉDICAL MUTUALISTE", "medical"),
        ("CENTRE DE SANTÉ", ""),
        ("CENTRE DE SOINS", ""),
        ("RESIDENCE DENTELLE", ""),  # un mot compte entier
        ("", ""),
    ],
)
def test_a_subtype_is_what_the_name_says_and_nothing_more(name, subtype, catalogue):
    assert subtype_of(name, catalogue.by_id["cds"].subtypes) == subtype


def test_what_the_region_and_the_registry_leave_is_counted_by_category(catalogue):
    codes = ["182"] * 3 + ["258"] * 2 + ["603"] * 2
    sites = pd.DataFrame(
        {
            "numero_finess": [f"31000000{number}" for number in range(7)],
            "nom": "S",
            "nom_long": "",
            "categorie": codes,
            "code_commune": ["31001"] * 6 + ["75056"],
            "longitude": 1.5,
            "latitude": 43.5,
        }
    )
    found = unite([FluxFiness("base", "2026-01-01", sites)], COMMUNES, {}, BOX, catalogue)
    assert found.retenus == {"base": 1}
    assert found.remarques["base"][:2] == [
        "Sites d'une catégorie que le registre ne montre pas, laissés : 5 (catégorie 182 : 3, catégorie 258 : 2).",
        "Sites hors de la région, laissés : 1.",
    ]
