"""Distances, minutes, comptes et fermetures, calculés à la main ou d'une autre façon."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.acces.couverture import KM, MINUTES, au_dela, courbe, couverture, par_territoire, reponse, trajets_de
from layers.acces.fermeture import fermetures, sans_second, touchees
from layers.acces.modele import Droite, Modele, Relief, read_modele
from layers.acces.population import TOUTES, communes_de, populations_presentes
from layers.acces.trajets import AUCUN, distances_km, trajets
from tests.petit_atlas import DATA, NAN, petit_atlas

MODELE = Modele(
    plaine=Relief(Droite(4.0, 1.0), Droite(2.0, 0.5), Droite(8.0, 1.5)),
    montagne=Relief(Droite(5.0, 2.0), Droite(1.0, 1.0), Droite(9.0, 3.0)),
    erreurs={},
    provenance={},
)


def pays(points, sites, population=None, relief="NC"):
    """Des communes C0, C1… aux points donnés, et des sites (code_commune, longitude, latitude)."""
    codes = [f"C{rank}" for rank in range(len(points))]
    lon, lat = zip(*points)
    communes = pd.DataFrame(
        {
            "nom": codes,
            "departement": ["31"] * len(codes),
            "population": pd.array(population or [10] * len(codes), dtype="Int64"),
            "longitude": lon,
            "latitude": lat,
            "longitude_interieure": lon,
            "latitude_interieure": lat,
            "montagne": relief,
        },
        index=codes,
    )
    return communes, pd.DataFrame(sites, columns=["code_commune", "longitude", "latitude"])


def test_une_minute_se_calcule_a_la_main_en_plaine_et_en_montagne():
    km = np.array([[10.0, 20.0], [10.0, 20.0], [10.0, 20.0]])
    minutes, basses, hautes = MODELE.minutes(km, np.array(["NC", "C", ""]))
    assert minutes[:2].tolist() == [[14.0, 24.0], [25.0, 45.0]]
    assert basses[:2].tolist() == [[7.0, 12.0], [11.0, 21.0]]
    assert hautes[:2].tolist() == [[23.0, 38.0], [39.0, 69.0]]
    # Le relief n'est pas publié : pas de minutes, et non celles de la plaine.
    assert np.isnan([minutes[2], basses[2], hautes[2]]).all()


def test_zero_dans_la_commune_meme_loin_de_la_mairie_et_sans_position():
    communes, sites = pays([(1.0, 43.0), (1.5, 43.0)], [("C0", 1.2, 43.0), ("C1", NAN, NAN)])
    found = trajets(communes, sites, MODELE)
    assert found.rangs.tolist() == [[0, AUCUN], [1, 0]]
    assert found.km[0, 0] == found.km[1, 0] == found.minutes[0, 0] == found.hautes[1, 0] == 0.0
    assert np.isnan(found.km[0, 1])


def test_un_lieu_sans_site_ou_sans_point_n_a_pas_de_distance():
    communes, sites = pays([(1.0, 43.0), (NAN, NAN)], [("C0", 1.0, 43.0)])
    found = trajets(communes, sites, MODELE)
    assert found.rangs[1, 0] == AUCUN and np.isnan(found.km[1, 0]) and np.isnan(found.minutes[1, 0])
    empty = trajets(communes, sites.iloc[:0], MODELE)
    assert (empty.rangs == AUCUN).all() and np.isnan(empty.km).all()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.floats(-5, 9), st.floats(41, 51)), min_size=3, max_size=12, unique=True))
def test_les_deux_plus_proches_sont_ceux_de_la_table_entiere_et_des_geodesiques(places):
    communes, sites = pays(places, [(f"S{rank}", *place) for rank, place in enumerate(places)])
    found = trajets(communes, sites, MODELE)
    all_points = np.array(places)
    table = np.sort([distances_km(np.tile(one, (len(places), 1)), all_points) for one in all_points], axis=1)[:, :2]
    assert np.allclose(found.km, table, atol=2e-4)
    sphere, ellipsoid = pyproj.Geod(a=6_371_008.8, b=6_371_008.8), pyproj.Geod(ellps="WGS84")
    for row, (lon, lat) in enumerate(places):
        for column in (0, 1):
            there = places[found.rangs[row, column]]
            assert found.km[row, column] == pytest.approx(sphere.inv(lon, lat, *there)[2] / 1000, abs=2e-6)
            assert found.km[row, column] == pytest.approx(ellipsoid.inv(lon, lat, *there)[2] / 1000, rel=0.006, abs=2e-6)


@pytest.mark.parametrize(("lon", "lat"), [(-61.5, 16.2), (-52.6, 4.9), (45.2, -12.8), (55.5, -21.1), (9.1, 42.1)])
def test_outre_mer_et_dans_les_iles_la_distance_est_celle_de_la_geodesique(lon, lat):
    measured = distances_km(np.array([[lon, lat]]), np.array([[lon + 0.2, lat + 0.1]]))[0]
    assert measured == pytest.approx(pyproj.Geod(ellps="WGS84").inv(lon, lat, lon + 0.2, lat + 0.1)[2] / 1000, rel=0.006)


def test_le_seuil_se_compare_a_la_distance_exacte():
    # À l'équateur, un degré fait 111,195 080 km : 9,999 9 km puis 10,000 1 km, que l'arrondi à 0,1 km confond.
    degree = 111.19508023
    communes, sites = pays([(0.0, 0.0), (9.9999 / degree, 0.0), (-10.0001 / degree, 0.0)], [("S", 0.0, 0.0)], [5, 10, 100])
    found = trajets(communes, sites, MODELE)
    told = reponse(found, KM, 10, np.ones(3, dtype=bool))
    assert (told.en_deca.habitants, told.au_dela.habitants, told.a_verifier.communes) == (15, 100, 0)
    assert list(au_dela(found, KM, 10, np.ones(3, dtype=bool)).index) == ["C2"]


def test_trois_etats_en_minutes_et_une_population_inconnue():
    # Distances 0 (dans la commune), 10 et 20 km ; bandes 7 à 23 et 12 à 38 minutes.
    degree = 111.19508023
    communes, sites = pays([(0.0, 0.0), (10 / degree, 0.0), (20 / degree, 0.0)], [("C0", 0.0, 0.0)], [5, 10, None])
    found = trajets(communes, sites, MODELE)
    told = reponse(found, MINUTES, 11, np.ones(3, dtype=bool))
    assert (told.surement_en_deca.habitants, told.a_verifier.habitants, told.surement_au_dela.habitants) == (5, 10, 0)
    assert told.surement_au_dela.communes == told.surement_au_dela.sans_population == 1
    assert told.total.habitants == 15 and told.part_au_dela == pytest.approx(100 * 10 / 15)


def test_le_petit_atlas_se_compte_a_la_main():
    atlas = petit_atlas()
    # Vers les MSP : Amont et Vallée en ont une. Aval est à 8,065 km d'Amont (0,1° à 43,5°), Cœur à 55,6 km, Causse à 11,1 km
    # de Vallée, Sans-Mairie (point intérieur) à 11,1 km aussi.
    told = couverture(atlas, MODELE, "msp", KM, 10, TOUTES)
    assert (told.en_deca.communes, told.en_deca.habitants) == (3, 100 + 300 + 800)
    assert (told.au_dela.communes, told.au_dela.habitants, told.au_dela.sans_population) == (3, 600 + 200, 1)
    assert told.part_au_dela == pytest.approx(40.0)
    # En minutes, Sans-Mairie n'a pas de relief publié : ni en deçà, ni au-delà.
    minutes = couverture(atlas, MODELE, "msp", MINUTES, 30, TOUTES)
    assert (minutes.inconnues.communes, minutes.inconnues.habitants) == (1, 200)
    found = trajets_de(atlas, MODELE, "msp")
    everybody = communes_de(found.communes, TOUTES)
    assert {code: one.au_dela.habitants for code, one in par_territoire(found, KM, 10, everybody, "departement")} == {"31": 600, "46": 200}
    curve = courbe(found, KM, everybody)
    assert (curve[0], curve[10], curve[60]) == (pytest.approx(100 * 1100 / 2000), pytest.approx(40.0), 0.0)
    assert communes_de(found.communes, "zip").sum() == 1 and communes_de(found.communes, "frr").sum() == 3
    assert populations_presentes(found.communes) == ("tous", "zip", "montagne", "frr")


def test_une_part_ne_monte_jamais_quand_le_seuil_monte():
    found = trajets_de(petit_atlas(), MODELE, "msp")
    for mesure in (KM, MINUTES):
        curve = courbe(found, mesure, communes_de(found.communes, TOUTES))
        assert all(before >= after for before, after in zip(curve, curve[1:]))


def test_une_fermeture_se_recompte_en_otant_le_site():
    generator = np.random.default_rng(3)
    places = [(float(x), float(y)) for x, y in zip(generator.uniform(1, 2, 40), generator.uniform(43, 44, 40))]
    sites = [(f"C{rank}", *places[rank]) for rank in range(0, 40, 5)] + [("C0", 1.01, 43.01)]
    communes, table = pays(places, sites, [int(x) for x in generator.integers(1, 900, 40)])
    for mesure, seuil in ((KM, 12), (MINUTES, 20)):
        found = trajets(communes, table, MODELE)
        everybody = np.ones(40, dtype=bool)
        before = reponse(found, mesure, seuil, everybody).en_deca.habitants
        told = {one.rang: one for one in fermetures(found, mesure, seuil)}
        assert len(told) == len(table)
        for rang, one in told.items():
            without = trajets(communes, table.drop(index=rang), MODELE)
            assert before - reponse(without, mesure, seuil, everybody).en_deca.habitants == one.passent
            assert one.surs <= one.possibles and one.surs <= one.passent <= one.possibles
            rows = found.rangs[:, 0] == rang
            assert one.desservis == int(communes["population"][rows].sum()) == int(touchees(found, rang)["population"].sum())
        alone = sum(one.passent for one in told.values())
        assert alone == sans_second(found, mesure, seuil)


def test_sans_autre_site_tout_le_monde_passe_et_rien_ne_s_ajoute():
    communes, sites = pays([(1.0, 43.0), (1.01, 43.0)], [("C0", 1.0, 43.0)], [30, 12])
    (one,) = fermetures(trajets(communes, sites, MODELE), MINUTES, 20)
    assert (one.passent, one.surs, one.sans_repli, one.ajout) == (42, 42, 42, None)


def test_le_modele_du_depot_tient_ses_promesses():
    erreurs = read_modele(DATA / "acces" / "modele.toml").erreurs
    mean = sum(erreurs[f"pli-{one}"]["erreur_moyenne"] for one in range(1, 6)) / 5
    assert mean <= 3.3
    assert erreurs["occitanie"]["erreur_moyenne"] <= 3.7 and erreurs["occitanie-montagne"]["erreur_moyenne"] <= 5.5
    assert erreurs["france"]["accord_30"] >= 93 and erreurs["occitanie"]["accord_30"] >= 93
    for where in ("france", "plaine", "montagne", "occitanie-plaine", "occitanie-montagne"):
        assert 88 <= erreurs[where]["dans_la_bande"] <= 92
