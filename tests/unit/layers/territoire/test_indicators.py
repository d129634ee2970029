"""Les indicateurs : comptés à la main sur le petit Atlas, et recomptés par un oracle lent et évident."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from layers.faits.valeur import DEDUIT, DERIVE, EXACT, SIMULE

from layers.atlas import SPECIAL
from layers.registre.catalogue import read_catalogue
from layers.territoire.indicateurs import indicateurs, indicateurs_du_pays, moyenne_ponderee, repartition
from tests.petit_atlas import DATA

CATALOGUE = read_catalogue(DATA / "catalogue.toml")
TERRITOIRES = ("reg-76", "dep-31", "dep-46", "epci-200000001", "epci-200000002", "com-31003", "com-46001", "com-46002")


def by_id(atlas, territoire_id: str) -> dict:
    return {value.id: value for value in indicateurs(atlas, territoire_id)}


def figures(atlas, territoire_id: str, *ids: str) -> list:
    found = by_id(atlas, territoire_id)
    return [found[one].valeur for one in ids]


def test_the_region_counted_by_hand(small):
    assert figures(small, "reg-76", "population", "communes", "msp", "cds", "pharmacie") == [2000, 6, 2, 2, 1]
    assert figures(small, "reg-76", *(f"zonage-medecins.{c}.communes" for c in ("ZIP", "ZAC", "ZAR", "HZ"))) == [1, 1, 1, 0]
    # 100, 300, 800 et 0 habitants sur 2 000 ; 600 sont masqués, 200 absents.
    assert figures(small, "reg-76", *(f"zonage-medecins.{c}.population" for c in ("ZIP", "ZAC", "ZAR", "HZ"))) == [5.0, 15.0, 40.0, 0.0]


def test_a_departement_counted_by_hand(small):
    assert figures(small, "dep-31", "population", "communes", "msp", "cds", "cds.dentaire", "cds.indetermine") == [1000, 3, 1, 1, 1, 0]
    assert figures(small, "dep-46", "population", "communes", "cds", "cds.dentaire", "cds.indetermine") == [1000, 3, 1, 0, 1]
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
    assert not [v for v in indicateurs(small, "reg-11") if v.groupe == "structures"]
    assert not [v for v in indicateurs(small, "dep-75") if v.fiabilite == EXACT]


@pytest.mark.parametrize("territoire_id", TERRITOIRES)
def test_every_figure_has_its_source_date_licence_and_reliability(small, territoire_id):
    values = indicateurs(small, territoire_id)
    assert len({v.id for v in values}) == len(values)
    for v in values:
        assert v.titre and v.unite and v.periode and v.source and v.editeur and v.licence, v
        assert v.fiabilite in (EXACT, DERIVE, DEDUIT)
        assert v.qualificatif in ("=", ">", "≥", "≈")


def test_a_demonstration_says_simulated_where_it_is_and_only_there(small_demonstration):
    for territoire_id in TERRITOIRES:
        for v in indicateurs(small_demonstration, territoire_id):
            simulated = v.groupe == "structures" or v.sujet in {c.id for c in small_demonstration.catalogue.of_level("commune")}
            assert (v.fiabilite == SIMULE) == simulated, v.id


def test_a_demonstration_deduces_nothing_from_names_that_it_made_up(small_demonstration):
    assert not [v.id for v in indicateurs(small_demonstration, "reg-76") if v.id.startswith("cds.")]


def test_wave_totals_stay_those_of_the_whole_wave(small):
    lot = by_id(small, "dep-46")
    assert lot["pastel"].valeur == 2018
    assert (lot["pastel.residents"].valeur, lot["pastel.residents"].qualificatif) == (7000, ">")
    assert (lot["pastel.msp-cds"].valeur, lot["pastel.msp-cds"].qualificatif) == (30, ">")
    assert "pastel.ehpad" not in lot  # non publié pour cette vague
    assert all("Lot, Tarn" in lot[one].note and "entière" in lot[one].titre for one in lot if one.startswith("pastel."))
    assert not [one for one in by_id(small, "reg-76") if one.startswith("pastel.")]


def test_facts_of_the_documents(small):
    lot, garonne, region = (by_id(small, one) for one in ("dep-46", "dep-31", "reg-76"))
    assert (lot["pta"].valeur, lot["pta"].note) == ("Opérationnelle et financée", "PTA du Lot")
    assert (lot["medecins-recrutes"].valeur, garonne["medecins-recrutes"].valeur, region["medecins-recrutes"].valeur) == (1, None, 8)
    assert (region["cpts-2019"].valeur, region["esp"].valeur, region["pastel"].valeur) == (37, 10, "2018 à 2021")


def test_places_of_the_recruited_doctors_read_as_a_sentence(small):
    note = by_id(small, "dep-30")["medecins-recrutes"].note
    assert note == "2 à Bessèges et Salindres, salarié"


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
    for one in region:
        if one.endswith(".communes") or region[one].groupe == "structures" or one in ("communes", "population"):
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
    """Six communes dont une sans donnée : ce n'est pas le pays. Toutes en ZIP : c'est lui, compté à la main."""
    assert not [one for one in indicateurs_du_pays(small) if one.sujet == "zonage-medecins"]
    whole = replace(small, communes=small.communes.assign(**{"zonage-medecins": "ZIP"}))
    found = {one.id: one.valeur for one in indicateurs_du_pays(whole)}
    assert found["zonage-medecins.ZIP.communes"] == len(small.communes) and found["zonage-medecins.ZIP.population"] == 100
    assert found["zonage-medecins.ZAC.communes"] == 0
