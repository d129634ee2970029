"""Le jeu embarqué, sur la vraie géographie : ses totaux sont ceux de data/facts, et rien n'y passe pour vrai."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from layers.faits.lecture import read_faits
from layers.faits.par_departement import mesures
from layers.geo.communes import read_communes
from layers.geo.distances import distance_m
from layers.registre.catalogue import read_catalogue
from layers.simulation.simulation import MENTION, simulate
from layers.simulation.totaux import APL, totaux

DATA = Path(__file__).resolve().parents[2] / "data"
CATALOGUE = read_catalogue(DATA / "catalogue.toml")
FAITS = read_faits(DATA / "facts", CATALOGUE)
FACTS = mesures(FAITS)
CLASSED = [couche.id for couche in CATALOGUE.of_level("commune") if not couche.bounded]
PUBLIEES = [one for one in CATALOGUE.structures if one.published]


@pytest.fixture(scope="module")
def communes():
    return read_communes(DATA / "geo")


@pytest.fixture(scope="module")
def simulated(communes):
    return simulate(CATALOGUE, communes, FACTS)


@pytest.mark.parametrize("couche_id", CLASSED)
@pytest.mark.parametrize("departement", sorted(FACTS.departements))
def test_communes_by_class_are_exactly_the_published_ones(simulated, communes, departement, couche_id):
    couche = CATALOGUE.couche(couche_id)
    published = totaux(FACTS.departements[departement], couche)
    own = simulated.communes.loc[(communes["departement"] == departement).to_numpy(), couche_id]
    counts = own[own != ""].value_counts().to_dict()
    assert counts == {classe.code: n for classe, n in zip(couche.classes, published.counts.tolist()) if n}


@pytest.mark.parametrize("couche_id", CLASSED)
def test_region_totals_are_the_published_ones(simulated, couche_id):
    couche = CATALOGUE.couche(couche_id)
    published = totaux(FAITS.mesures["reg-76"], couche)
    assert [int((simulated.communes[couche_id] == classe.code).sum()) for classe in couche.classes] == published.counts.tolist()


def test_general_practitioners_zoning_of_the_region(simulated):
    assert simulated.communes["zonage-medecins"].value_counts().to_dict() | {"": 0} == {"ZAC": 2556, "ZIP": 1420, "ZAR": 470, "": 0}


@pytest.mark.parametrize("departement", sorted(FACTS.departements))
def test_population_shares_are_within_half_a_point(simulated, communes, departement):
    inside = (communes["departement"] == departement).to_numpy()
    population = communes.loc[inside, "population"].to_numpy(dtype=float, na_value=0)
    for couche in map(CATALOGUE.couche, CLASSED):
        published = totaux(FACTS.departements[departement], couche)
        if published.shares is not None:
            own = simulated.communes.loc[inside, couche.id].to_numpy()
            found = [population[own == classe.code].sum() / population.sum() for classe in couche.classes]
            assert np.abs(np.array(found) - published.shares).max() < 0.005, couche.id


@pytest.mark.parametrize("departement", sorted(FACTS.departements))
def test_mean_apl_is_the_published_one(simulated, communes, departement):
    inside = (communes["departement"] == departement).to_numpy()
    values = pd.to_numeric(simulated.communes.loc[inside, "apl"])
    mean = np.average(values, weights=communes.loc[inside, "population"].to_numpy(dtype=float, na_value=0))
    assert round(mean, 2) == FACTS.departements[departement][APL].nombre


@pytest.mark.parametrize("structure", PUBLIEES, ids=lambda one: one.id)
def test_sites_by_departement_are_the_published_ones(simulated, communes, structure):
    sites = simulated.sites[simulated.sites["categorie"] == structure.id]
    departements = communes.loc[sites["code_commune"], "departement"].value_counts().to_dict()
    name = structure.id
    assert departements == {code: measures[name].nombre for code, measures in FACTS.departements.items() if measures[name].nombre}
    assert len(sites) == FAITS.mesures["reg-76"][name].nombre


def test_no_hospital_and_no_ess_is_invented(simulated):
    assert set(simulated.sites["categorie"]) == {one.id for one in PUBLIEES}


def test_nothing_simulated_lacks_its_mark(simulated):
    manifest, sites = simulated.manifest, simulated.sites
    assert manifest["mode"] == "demonstration"
    assert sites["numero_finess"].str.startswith("SIM-").all() and sites["numero_finess"].is_unique
    assert sites["nom"].str.contains("simulée? ").all()
    assert set(sites["position"]) == {"approximative"}
    assert set(sites["source"]) <= {source["id"] for source in manifest["sources"]}
    shown = [column for column in simulated.communes.columns[1:] if (simulated.communes[column] != "").any()]
    assert {couche for source in manifest["sources"] for couche in source["couches"]} == {*shown, *sites["categorie"]}
    assert all(MENTION in source["titre"] and MENTION in source["remarques"] for source in manifest["sources"])


def test_communes_outside_the_region_are_absent(simulated, communes):
    outside = simulated.communes.loc[(communes["region"] != "76").to_numpy()].drop(columns="code_commune")
    assert (outside == "").all(axis=None)
    assert simulated.communes["code_commune"].tolist() == communes.index.tolist()


def test_sites_stay_within_a_kilometre_of_their_town_hall(simulated, communes):
    sites = simulated.sites
    halls = communes.loc[sites["code_commune"], ["longitude", "latitude"]].to_numpy()
    places = sites[["longitude", "latitude"]].to_numpy()
    assert max(distance_m(*hall, *place) for hall, place in zip(halls, places)) < 1010
    assert not sites.duplicated(["longitude", "latitude"]).any()


def test_big_towns_hold_more_of_everything(simulated, communes):
    held = simulated.sites["code_commune"].value_counts()
    assert held.idxmax() == "31555"  # Toulouse
    assert simulated.communes.set_index("code_commune").loc["31555", "zonage-medecins"] == "ZAR"


@pytest.mark.parametrize("couche_id", ["zonage-medecins", "montagne", "frr"])
def test_classes_lie_in_patches(simulated, communes, couche_id):
    """Une commune ressemble à ses voisines bien plus que le hasard ne le ferait."""
    own = dict(zip(simulated.communes["code_commune"], simulated.communes[couche_id]))
    inside = communes[communes["region"] == "76"]
    pairs = [(own[code], own[other]) for code, others in zip(inside.index, inside["voisins"]) for other in others if own.get(other)]
    alike = np.mean([a == b for a, b in pairs])
    frequency = pd.Series([own[code] for code in inside.index]).value_counts(normalize=True)
    assert alike > float((frequency**2).sum()) + 0.15


def test_the_hash_is_the_one_of_the_tables(simulated, communes):
    assert simulate(CATALOGUE, communes, FACTS).manifest["hash"] == simulated.manifest["hash"]
    assert len(simulated.manifest["hash"]) == 64
