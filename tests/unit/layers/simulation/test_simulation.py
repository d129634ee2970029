"""La simulation sur une région inventée : comptes conservés, marques posées, absences gardées."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.faits.fait import DERIVE, OBSERVE, Fait
from layers.faits.par_departement import Mesures
from layers.registre.catalogue import read_catalogue
from layers.simulation.simulation import simulate
from layers.socle.defauts import DataError

CATALOGUE = read_catalogue(Path(__file__).resolve().parents[4] / "data" / "catalogue.toml")
CLASSES = {code: f"zonage-medecins.{code}.communes" for code in ("ZIP", "ZAC", "ZAR")}


def fait_de(code: str, indicateur: str, valeur: float) -> Fait:
    return Fait(
        id=f"MES-{code}-{indicateur}", indicateur=indicateur, titre=indicateur, rubrique="soins", territoire=f"dep-{code}", valeur=valeur,
        decimales=0, qualificatif="=", unite="", periode="2026-01", base_date="", perimetre="", statut=OBSERVE, fiabilite=DERIVE,
        source="source", ligne=None, table="departements.csv",
    )  # fmt: skip


def facts_of(**departements: dict[str, float]) -> Mesures:
    """Les totaux publiés de départements : facts_of(D46={indicateur de la carte: valeur})."""
    return Mesures(
        {key[1:]: {name: fait_de(key[1:], name, value) for name, value in own.items()} for key, own in departements.items()},
        {"departements.csv": "0" * 64},
    )


def region_of(n: int, departement: str = "46", region: str = "76", seed: int = 1) -> pd.DataFrame:
    """`n` communes au hasard dans un carré de 100 km, dont une grande ville."""
    random = np.random.default_rng(seed)
    population = np.exp(random.normal(6, 1.3, n)).astype(int) + 1
    population[0] = 60_000
    return pd.DataFrame(
        {
            "code_commune": [f"{departement}{i:03d}" for i in range(1, n + 1)],
            "nom": [f"Commune {i}" for i in range(1, n + 1)],
            "departement": departement,
            "region": region,
            "population": pd.array(population, dtype="Int64"),
            "longitude": random.uniform(1, 2, n),
            "latitude": random.uniform(44, 45, n),
        }
    )


def counted(dataset, couche: str) -> dict[str, int]:
    return dataset.communes[couche].value_counts().to_dict()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.integers(0, n), min_size=3, max_size=3), st.integers(0, 99))))
def test_any_totals_that_fit_are_conserved_exactly(case):
    n, cuts, seed = case
    counts = np.diff([0, *sorted(cuts)])
    totals = {name: float(count) for name, count in zip(CLASSES.values(), counts)}
    dataset = simulate(CATALOGUE, region_of(n, seed=seed), facts_of(D46=totals))
    expected = {code: int(count) for code, count in zip(CLASSES, counts) if count}
    absent = {"": n - int(counts.sum())} if counts.sum() < n else {}
    assert counted(dataset, "zonage-medecins") == expected | absent


def test_the_same_input_gives_the_same_hash():
    totals = facts_of(D46=dict.fromkeys(CLASSES.values(), 20.0) | {"ehpad": 12.0})
    assert simulate(CATALOGUE, region_of(60), totals).manifest["hash"] == simulate(CATALOGUE, region_of(60), totals).manifest["hash"]


def test_input_tables_are_left_as_they_were():
    communes = region_of(20)
    before = communes.copy()
    simulate(CATALOGUE, communes, facts_of(D46={"ehpad": 3.0}))
    pd.testing.assert_frame_equal(communes, before)


def test_codes_may_be_the_index():
    totals = facts_of(D46={CLASSES["ZIP"]: 20.0})
    as_index = simulate(CATALOGUE, region_of(20).set_index("code_commune"), totals)
    pd.testing.assert_frame_equal(as_index.communes, simulate(CATALOGUE, region_of(20), totals).communes)


def test_totals_larger_than_the_departement_are_refused():
    with pytest.raises(DataError, match=r"departements.csv.*au plus 10 communes dans le département 46.*trouvé 11"):
        simulate(CATALOGUE, region_of(10), facts_of(D46={CLASSES["ZIP"]: 11.0}))


def test_other_regions_are_absent():
    communes = pd.concat([region_of(10), region_of(10, "24", "75")], ignore_index=True)
    dataset = simulate(CATALOGUE, communes, facts_of(D46={CLASSES["ZIP"]: 10.0}, D24={CLASSES["ZIP"]: 10.0}))
    assert dataset.communes["code_commune"].tolist() == communes["code_commune"].tolist()
    assert set(dataset.communes.loc[10:, "zonage-medecins"]) == {""}


def test_what_is_not_published_is_absent():
    dataset = simulate(CATALOGUE, region_of(10), facts_of(D46={CLASSES["ZIP"]: 10.0}))
    assert all(set(dataset.communes[couche.id]) == {""} for couche in CATALOGUE.of_level("commune") if couche.id != "zonage-medecins")
    assert len(dataset.sites) == 0
    assert [source["couches"] for source in dataset.manifest["sources"]] == [["zonage-medecins"]]


def test_communes_not_in_the_mountain_are_the_others():
    dataset = simulate(CATALOGUE, region_of(30), facts_of(D46={"montagne.C.communes": 8.0, "communes": 30.0}))
    assert counted(dataset, "montagne") == {"C": 8, "NC": 22}


def test_the_access_to_doctors_says_nothing_of_nurses_nor_of_minutes():
    values = simulate(CATALOGUE, region_of(40), facts_of(D46={"apl": 3.1})).communes
    others = ("apl-infirmiers", "apl-chirurgiens-dentistes", "acces-urgences")
    assert (values["apl"] != "").all() and (values[list(others)] == "").all(axis=None)


def test_the_simulated_apl_has_the_published_weighted_mean():
    communes = region_of(80)
    dataset = simulate(CATALOGUE, communes, facts_of(D46={"apl": 3.14}))
    values = pd.to_numeric(dataset.communes["apl"])
    assert round(np.average(values, weights=communes["population"]), 2) == 3.14
    assert 0.5 < values.min() < values.max() < 8


def test_shares_of_population_come_close_when_they_are_published():
    communes = region_of(120)
    shares = {"zonage-medecins.ZIP.population": 20.0, "zonage-medecins.ZAC.population": 80.0}
    dataset = simulate(CATALOGUE, communes, facts_of(D46={CLASSES["ZIP"]: 60.0, CLASSES["ZAC"]: 60.0, **shares}))
    population = communes["population"].astype(float)
    inside = population[dataset.communes["zonage-medecins"] == "ZIP"].sum() / population.sum()
    assert inside == pytest.approx(0.20, abs=0.005)


def test_sites_are_counted_named_and_marked():
    communes = region_of(40)
    dataset = simulate(CATALOGUE, communes, facts_of(D46={"msp": 12.0, "ehpad": 30.0}))
    sites = dataset.sites
    assert sites["categorie"].value_counts().to_dict() == {"ehpad": 30, "msp": 12}
    assert sites["numero_finess"].is_unique and sites["numero_finess"].str.startswith("SIM-46-").all()
    first = sites[sites["categorie"] == "msp"].iloc[0]
    assert first["numero_finess"] == "SIM-46-MSP-001"
    name = communes.set_index("code_commune").loc[first["code_commune"], "nom"]
    assert first["nom"] == f"MSP simulée 1 ({name})"
    assert set(sites["position"]) == {"approximative"}
    assert not sites.duplicated(["longitude", "latitude"]).any()


def test_communes_without_population_or_town_hall_receive_no_site_and_lose_their_class_first():
    communes = region_of(20)
    communes.loc[3, "population"] = pd.NA
    communes.loc[5, ["longitude", "latitude"]] = np.nan
    dataset = simulate(CATALOGUE, communes, facts_of(D46={CLASSES["ZIP"]: 19.0, "ehpad": 200.0}))
    assert dataset.communes.loc[3, "zonage-medecins"] == ""
    assert dataset.communes.loc[5, "zonage-medecins"] == "ZIP"
    assert not set(dataset.sites["code_commune"]) & {"46004", "46006"}
    assert dataset.sites[["longitude", "latitude"]].notna().all(axis=None)


def test_a_departement_where_nobody_lives_cannot_receive_a_site():
    communes = region_of(5).assign(population=pd.array([pd.NA] * 5, dtype="Int64"))
    with pytest.raises(DataError, match="des communes habitées"):
        simulate(CATALOGUE, communes, facts_of(D46={"ehpad": 1.0}))
