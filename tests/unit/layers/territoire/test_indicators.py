"""Les indicateurs : comptés à la main sur le petit Atlas, et recomptés par un oracle lent et évident."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.atlas import SPECIAL
from layers.faits.fait import DEDUIT, DERIVE, EXACT, SIMULE
from layers.registre.catalogue import read_catalogue
from layers.territoire.chiffres import actuels, documents
from layers.territoire.indicateurs import indicateurs, moyenne_ponderee, repartition
from layers.territoire.territoires import territoire
from tests.petit_atlas import DATA

CATALOGUE = read_catalogue(DATA / "catalogue.toml")
TERRITOIRES = ("reg-76", "dep-31", "dep-46", "epci-200000001", "epci-200000002", "com-31003", "com-46001", "com-46002")


def by_id(atlas, territoire_id: str) -> dict:
    return {value.indicateur: value for value in indicateurs(atlas, territoire_id)}


def figures(atlas, territoire_id: str, *ids: str) -> list:
    found = by_id(atlas, territoire_id)
    return [found[one].valeur for one in ids]


def test_the_region_counted_by_hand(small):
    assert figures(small, "reg-76", "population", "communes", "msp", "cds", "pharmacie") == [2000, 6, 2, 2, 1]
    assert figures(small, "reg-76", *(f"zonage-medecins.{c}.communes" for c in ("ZIP", "ZAC", "ZAR", "HZ"))) == [1, 1, 1, 0]
    # 100, 300, 800 et 0 habitants sur 2 000 ; 600 sont masqués, 200 absents.
    assert figures(small, "reg-76", *(f"zonage-medecins.{c}.population" for c in ("ZIP", "ZAC", "ZAR", "HZ"))) == [5.0, 15.0, 40.0, 0.0]


def test_a_departement_counted_by_hand(small):
    assert figures(small, "dep-31", "population", "communes", "msp", "cds") == [1000, 3, 1, 1]
    assert figures(small, "dep-46", "population", "communes", "cds") == [1000, 3, 1]
    assert not [one for one in by_id(small, "dep-46") if one.startswith("cds.")]  # un centre dentaire est compté une fois, par son usage
    assert figures(small, "dep-31", "zonage-medecins.ZIP.population", "zonage-medecins.ZAC.population") == [10.0, 30.0]


def test_a_rate_is_weighted_by_the_population_that_has_one(small):
    # (1×100 + 2×300 + 4×800) / 1 200 : Causse (3) n'a pas de population connue, Saint-Étienne et Sans-Mairie pas de taux.
    assert figures(small, "reg-76", "apl") == [3.25]
    assert figures(small, "dep-31", "apl") == [1.75]
    assert figures(small, "dep-46", "apl") == [4.0]
    # CC du Milieu : le seul taux connu est dans la commune dont la population ne l'est pas. On ne sait pas, ce n'est pas zéro.
    assert figures(small, "epci-200000002", "apl") == [None]


def test_an_unknown_population_is_not_zero(small):
    assert figures(small, "com-46001", "population") == [None]
    assert repartition(small.communes.loc[["46001"]], small.catalogue.couche("zonage-medecins"))["PART"] == (1, None)


def test_a_layer_without_data_gives_no_figure(small):
    found = by_id(small, "reg-76")
    assert not [one for one in found if one.startswith(("zonage-infirmiers", "zonage-masseurs"))]
    assert "hopital" not in found  # aucune structure de cette catégorie dans le jeu : rien, et non zéro


def test_an_unknown_territory_has_no_figure(small):
    assert indicateurs(small, "dep-99") == ()


def test_outside_the_prepared_region_no_structure_is_counted(small):
    assert not [v for v in indicateurs(small, "reg-11") if v.sujet in {one.id for one in CATALOGUE.structures}]
    assert not [v for v in indicateurs(small, "dep-75") if v.fiabilite == EXACT]


@pytest.mark.parametrize("territoire_id", TERRITOIRES)
def test_every_figure_has_its_source_date_licence_and_reliability(small, territoire_id):
    values = indicateurs(small, territoire_id)
    assert len({v.indicateur for v in values}) == len({v.id for v in values}) == len(values)
    for v in values:
        document = documents(small)[v.source]
        assert v.titre and v.unite and v.periode and document.editeur and document.licence and v.territoire == territoire_id, v
        assert v.fiabilite in (DERIVE, DEDUIT) and v.qualificatif == "="


def test_a_demonstration_says_simulated_where_it_is_and_only_there(small_demonstration):
    for territoire_id in TERRITOIRES:
        for v in indicateurs(small_demonstration, territoire_id):
            assert (v.fiabilite == SIMULE) == (v.sujet not in ("population", "communes")), v.id


def test_a_demonstration_deduces_nothing_from_names_that_it_made_up(small_demonstration):
    assert not [v.id for v in indicateurs(small_demonstration, "reg-76") if v.id.startswith("cds.")]


def test_facts_of_the_documents(small):
    lot, region = (actuels(small, territoire(small, one)) for one in ("dep-46", "reg-76"))
    assert lot["pta"].valeur == "Opérationnelle et financée" and "PTA du Lot" in lot["pta"].note
    assert (lot["medecins-recrutes"].valeur, region["medecins-recrutes"].valeur) == (1, 8)
    assert "medecins-recrutes" not in actuels(small, territoire(small, "dep-31"))
    assert (region["cpts-2019"].valeur, region["esp-en-fonctionnement"].valeur) == (37, 10)


def test_what_is_counted_replaces_what_was_counted_once_and_the_rest_stays(small):
    """Le petit Atlas a une MSP dans le Lot ; l'extrait de janvier 2026 en avait 17. Il n'a pas de CPTS : le total publié reste."""
    lot = actuels(small, territoire(small, "dep-46"))
    assert (lot["msp"].valeur, lot["cpts"].valeur, lot["cpts"].periode) == (1, 3, "2026-01")


def test_facts_are_never_given_to_a_commune_or_an_epci(small):
    for territoire_id in ("com-46001", "epci-200000001"):
        assert not [v for v in indicateurs(small, territoire_id) if v.fiabilite == EXACT]


@pytest.mark.parametrize("couche_id", ["zonage-medecins", "zonage-orthophonistes", "zonage-infirmiers", "montagne", "frr", "apl"])
@pytest.mark.parametrize("territoire_id", ["reg-76", "dep-31", "dep-46"])
def test_shares_of_all_classes_and_marks_make_the_whole(small, couche_id, territoire_id):
    column, code = {"reg": "region", "dep": "departement"}[territoire_id[:3]], territoire_id[4:]
    parts = repartition(small.communes[small.communes[column] == code], small.catalogue.couche(couche_id))
    assert math.fsum(part for _, part in parts.values()) == pytest.approx(100)
    assert sum(n for n, _ in parts.values()) == (6 if column == "region" else 3)


def test_counts_of_the_departements_add_up_to_the_region(small):
    region, *parts = (by_id(small, one) for one in ("reg-76", "dep-31", "dep-46"))
    categories = {one.id for one in CATALOGUE.structures}
    for one in region:
        if one.endswith(".communes") or region[one].sujet in categories or one in ("communes", "population"):
            assert region[one].valeur == sum(part[one].valeur for part in parts if one in part), one


lines = st.lists(
    st.tuples(st.sampled_from(["ZIP", "ZAC", "ZAR", "HZ", *SPECIAL]), st.none() | st.integers(0, 10**6), st.none() | st.floats(0, 50)),
    max_size=30,
)


def as_communes(rows) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "zonage-medecins": pd.Series([code for code, _, _ in rows], dtype="str"),
            "population": pd.Series([people for _, people, _ in rows], dtype="Int64"),
            "apl:valeur": pd.Series([rate for _, _, rate in rows], dtype="float64"),
        }
    )


@given(lines)
def test_shares_and_counts_are_those_of_a_slow_count(rows):
    couche = CATALOGUE.couche("zonage-medecins")
    found = repartition(as_communes(rows), couche)
    whole = sum(people for _, people, _ in rows if people is not None)
    for code, (n, part) in found.items():
        assert n == len([row for row in rows if row[0] == code])
        mine = sum(people for own, people, _ in rows if own == code and people is not None)
        assert part == (pytest.approx(100 * mine / whole) if whole else None)
    if whole:
        assert math.fsum(part for _, part in found.values()) == pytest.approx(100)


@given(lines)
def test_a_rate_is_the_weighted_mean_of_a_slow_count(rows):
    found = moyenne_ponderee(as_communes(rows), CATALOGUE.couche("apl"))
    weight = total = 0.0
    for _, people, rate in rows:
        if people is not None and rate is not None:
            weight, total = weight + people, total + people * rate
    if weight == 0:
        assert found is None
    else:
        assert found == pytest.approx(total / weight)
        known = [rate for _, people, rate in rows if people and rate is not None]
        assert min(known) - 1e-9 <= found <= max(known) + 1e-9


def test_the_country_is_counted_where_a_layer_is_published_everywhere(small):
    """Sept communes dont une sans donnée : ce n'est pas le pays. Toutes en ZIP : c'est lui, compté à la main."""
    assert not [one for one in indicateurs(small, "fra") if one.sujet == "zonage-medecins"]
    whole = replace(small, communes=small.communes.assign(**{"zonage-medecins": "ZIP"}))
    found = {one.indicateur: one.valeur for one in indicateurs(whole, "fra")}
    assert found["zonage-medecins.ZIP.communes"] == len(small.communes) and found["zonage-medecins.ZIP.population"] == 100
    assert found["zonage-medecins.ZAC.communes"] == 0


def test_the_country_has_its_people_and_its_communes(small):
    found = {one.indicateur: one for one in indicateurs(small, "fra")}
    assert (found["communes"].valeur, found["population"].valeur) == (len(small.communes), int(small.communes["population"].sum()))
    assert "collectivités d'outre-mer" in found["population"].note
