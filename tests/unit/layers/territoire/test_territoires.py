"""Les territoires : un identifiant, un chemin jusqu'à la région, une emprise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.territoire.territoires import enfants, mask, path_to, territoire
from tests.petit_atlas import DU_SUD

HOSTILE = (
    "",
    "-",
    "reg",
    "reg-",
    "dep-",
    "epci-",
    "com-",
    "pays-FR",
    "dep-46 ",
    "DEP-46",
    "dep-046",
    "reg-76-77",
    "com-46",
    "com-99999",
    "\x00",
    "dep-" + "4" * 9999,
)


def names(atlas, territoire_id: str) -> list[str]:
    return [step.nom for step in path_to(atlas, territoire_id)]


def test_the_path_goes_from_the_region_down(small):
    assert names(small, "com-46001") == ["Occitanie", "Lot", "Causse"]
    assert names(small, "epci-200000001") == ["Occitanie", "Haute-Garonne", "CC des Rives"]
    assert names(small, "dep-46") == ["Occitanie", "Lot"]
    assert names(small, "reg-76") == ["Occitanie"]


def test_an_epci_has_the_departement_of_most_of_its_communes_and_holds_them_all(small):
    here = territoire(small, "epci-200000001")
    assert here.parent == "dep-31"  # deux communes sur trois
    # Lignes 1 (1 ; 41 ; 1,5 ; 41,5) à 6 (6 ; 46 ; 6,5 ; 46,5).
    assert here.bbox == (1.0, 41.0, 6.5, 46.5)


def test_every_kind_of_territory_is_one_type_with_its_parents_and_its_box(small):
    """La France, une région d'avant 2016, un groupe de départements, un projet de CPTS : parents, communes, emprise."""
    assert territoire(small, "fra").parents == () and len(small.communes) == mask(small, "fra").sum()
    assert territoire(small, "grp-46-81").parents == ("reg-76", "fra") and territoire(small, "anc-91").parents == ("fra",)
    assert list(small.communes.index[mask(small, "grp-46-81")]) == ["46001", "46002", "46003"]
    assert territoire(small, "grp-46-81").bbox == territoire_de(small, "46")
    assert territoire(small, "cpts-uzes-remoulins").parents == ("dep-30", "reg-76", "fra")
    assert territoire(small, "lieu-cara-sante").bbox is None  # le document ne dit pas sa commune
    assert [one.id for one in enfants(small, "dep-30") if one.niveau == "cpts"] == ["cpts-uzes-remoulins"]
    assert len([one for one in enfants(small, "fra") if one.niveau == "reg"]) == 18


def territoire_de(atlas, departement: str) -> tuple[float, ...]:
    own = atlas.communes[atlas.communes["departement"] == departement]
    return (own["ouest"].min(), own["sud"].min(), own["est"].max(), own["nord"].max())


@pytest.mark.parametrize("unknown", HOSTILE)
def test_an_unknown_territory_is_none_and_never_an_exception(small, unknown):
    assert territoire(small, unknown) is None
    assert path_to(small, unknown) == ()


@given(st.text())
def test_any_text_is_a_territory_or_none(small, text):
    for one in (text, f"com-{text}", f"dep-{text}", f"reg-{text}", f"epci-{text}"):
        here = territoire(small, one)
        assert here is None or here.id == one


def test_the_departements_share_the_region_out(small):
    parts = [mask(small, f"dep-{code}") for code in ("31", "46")]
    np.testing.assert_array_equal(np.sum(parts, axis=0), mask(small, "reg-76").astype(int))
    assert small.communes.index[mask(small, "reg-76")].to_list() == DU_SUD
    assert small.communes.index[mask(small, "com-46002")].to_list() == ["46002"]
