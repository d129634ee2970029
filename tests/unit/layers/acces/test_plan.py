"""Le plan des prochains sites : contre la force brute, le glouton, et des programmes résolus sans réduction."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.acces.couverture import KM, MINUTES, reponse, valeurs
from layers.acces.demande import PairesDeSites, couvrir, rapprocher, reduit
from layers.acces.lagrange import utiles
from layers.acces.plan import Plan, SansSolution, glouton, gloutonne, planifier
from layers.acces.prochaines import QuestionDeSites, gagnees
from layers.acces.programme import resoudre
from layers.acces.trajets import trajets
from tests.unit.layers.acces.test_acces import MODELE, pays


@st.composite
def terrains(draw, constant: bool):
    """Un petit terrain : jusqu'à 10 candidates, 12 demandes ; `constant` : chaque demande gagne toujours la même chose."""
    candidates, needs = draw(st.integers(2, 10)), draw(st.integers(1, 12))
    cells = draw(st.lists(st.lists(st.integers(0, 9), min_size=candidates, max_size=candidates), min_size=needs, max_size=needs))
    table = np.array(cells, dtype=float)
    if constant:
        table = np.where(table >= 6, 1.0, 0.0) * np.arange(1, needs + 1)[:, None]
    return de_la_table(table)


def de_la_table(table: np.ndarray, groupes: np.ndarray | None = None) -> PairesDeSites:
    table = table[table.any(axis=1)]
    need, place = np.nonzero(table)
    return PairesDeSites(np.arange(table.shape[1]) * 7, need, place, table[need, place], groupes)


def force_brute(terrain: PairesDeSites, k: int, groups: np.ndarray | None = None) -> float:
    every = range(len(terrain.candidates))
    wanted = set() if groups is None else set(groups.tolist())
    chosen = (
        [one for one in combinations(every, min(k, len(terrain.candidates))) if not wanted - {groups[j] for j in one}] if wanted else None
    )
    return max(terrain.total(list(one)) for one in (chosen if wanted else combinations(every, min(k, len(terrain.candidates)))))


@settings(derandomize=True, deadline=None, max_examples=80)
@given(st.booleans().flatmap(terrains), st.integers(1, 4))
def test_le_plan_est_celui_de_la_force_brute(terrain, k):
    told = planifier(terrain, k)
    best = force_brute(terrain, k)
    assert told.gain == pytest.approx(best) and told.prouve and told.borne == pytest.approx(best)
    assert sum(one.gain for one in told.etapes) == pytest.approx(told.gain)
    assert [one.gain for one in told.etapes] == sorted((one.gain for one in told.etapes), reverse=True)
    rank = {line: place for place, line in enumerate(terrain.candidates.tolist())}
    assert terrain.total([rank[one.ligne] for one in told.etapes]) == pytest.approx(best)
    assert best >= glouton(terrain, k).gain >= (1 - 1 / np.e) * best - 1e-9


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.booleans().flatmap(terrains))
def test_un_site_de_plus_ne_fait_jamais_perdre(terrain):
    gains = [planifier(terrain, k).gain for k in range(1, 6)]
    assert all(before <= after + 1e-9 for before, after in zip(gains, gains[1:]))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(terrains(True), st.integers(1, 4))
def test_reduire_ne_change_pas_l_optimum(terrain, k):
    small = reduit(terrain)
    assert len(small.candidates) <= len(terrain.candidates) and small.demandes <= max(terrain.demandes, 1)
    assert (force_brute(small, k) if len(small.candidates) else 0.0) == pytest.approx(force_brute(terrain, k))


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.booleans().flatmap(terrains), st.integers(2, 4))
def test_ce_que_la_borne_ecarte_n_est_dans_aucun_meilleur_plan(terrain, k):
    start = gloutonne(terrain, k)
    kept, above = utiles(terrain, k, start, terrain.total(start))
    best = force_brute(terrain, k)
    assert above >= best - 1e-9
    assert max(terrain.total(start), force_brute(terrain.seulement(kept), k)) == pytest.approx(best)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(st.booleans().flatmap(terrains), st.integers(2, 4))
def test_highs_seul_trouve_le_meme_optimum(terrain, k):
    start = gloutonne(terrain, k)
    chosen, bound = resoudre(terrain, k, start, 10.0, None)
    assert terrain.total(chosen) == pytest.approx(force_brute(terrain, k)) and bound == pytest.approx(terrain.total(chosen), abs=1e-5)


def test_une_candidate_au_moins_par_groupe():
    # Sans condition : la 0 et la 1 (18). Une par groupe : la 0 et la 2 (11), la 2 ne gagnant presque rien.
    table = np.array([[10.0, 0, 0], [0, 8.0, 0], [0, 0, 1.0]])
    assert planifier(de_la_table(table), 2).gain == 18.0
    told = planifier(de_la_table(table, np.array(["a", "a", "b"])), 2)
    assert (told.gain, told.prouve) == (11.0, True)
    with pytest.raises(SansSolution):
        planifier(de_la_table(table, np.array(["a", "b", "c"])), 2)


@settings(derandomize=True, deadline=None, max_examples=40)
@given(terrains(True), st.integers(2, 4))
def test_les_groupes_contre_la_force_brute(terrain, k):
    groups = np.arange(len(terrain.candidates)) % 2
    told = planifier(PairesDeSites(terrain.candidates, terrain.besoins, terrain.sites, terrain.gains, groups), k)
    assert told.gain == pytest.approx(force_brute(terrain, k, groups))


def region(seed: int = 5, size: int = 40):
    generator = np.random.default_rng(seed)
    places = [(float(x), float(y)) for x, y in zip(generator.uniform(1, 2, size), generator.uniform(43, 44, size))]
    communes, sites = pays(places, [("C0", *places[0]), ("C7", *places[7])], [int(one) for one in generator.integers(1, 900, size)])
    communes["montagne"] = ["C" if rank % 3 else "NC" for rank in range(size)]
    return communes, sites


def avec(communes: pd.DataFrame, sites: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Les sites, et ceux du plan ouverts aux mairies."""
    opened = communes.iloc[[one.ligne for one in plan.etapes]]
    rows = opened.assign(code_commune=opened.index)[["code_commune", "longitude", "latitude"]]
    return pd.concat([sites, rows], ignore_index=True)


@pytest.mark.parametrize(("mesure", "seuil"), [(MINUTES, 15), (MINUTES, 25), (KM, 12)])
def test_le_gain_d_un_plan_se_recompte_en_ouvrant_les_sites(mesure, seuil):
    communes, sites = region()
    found = trajets(communes, sites, MODELE)
    everybody = np.ones(len(communes), dtype=bool)
    told = planifier(couvrir(found, MODELE, mesure, seuil, everybody, everybody), 3)
    after = trajets(communes, avec(communes, sites, told), MODELE)
    before, now = (reponse(one, mesure, seuil, everybody).en_deca.habitants for one in (found, after))
    assert now - before == told.gain
    won = gagnees(found, MODELE, QuestionDeSites("msp", mesure, seuil, 3), told)
    assert communes["population"][won].sum() == told.gain
    assert (won == ((valeurs(found, mesure) > seuil) & (valeurs(after, mesure) <= seuil))).all()
    shorter = planifier(rapprocher(found, MODELE, mesure, everybody, everybody), 3)
    after = trajets(communes, avec(communes, sites, shorter), MODELE)
    people = communes["population"].to_numpy(dtype=float)
    saved = (people * (valeurs(found, mesure) - valeurs(after, mesure))).sum()
    assert saved == pytest.approx(shorter.gain, rel=1e-6)


def test_un_seuil_plus_large_laisse_moins_d_habitants_au_dela_du_meilleur_plan():
    communes, sites = region()
    found = trajets(communes, sites, MODELE)
    everybody = np.ones(len(communes), dtype=bool)
    left = []
    for seuil in (10, 15, 20, 25, 30):
        far = reponse(found, MINUTES, seuil, everybody).au_dela.habitants
        left.append(far - planifier(couvrir(found, MODELE, MINUTES, seuil, everybody, everybody), 3).gain)
    assert left == sorted(left, reverse=True)


def test_arrete_en_route_le_meilleur_plan_trouve_est_rendu_avec_sa_borne():
    generator = np.random.default_rng(1)
    table = np.where(generator.uniform(size=(60, 30)) < 0.15, 1.0, 0.0) * generator.integers(1, 50, (60, 1))
    terrain = de_la_table(table)
    told = planifier(terrain, 6, suivi=lambda _found, _bound: True)
    assert told.gain >= glouton(terrain, 6).gain and told.borne >= told.gain and told.ecart >= 0


def test_sans_demande_ou_sans_candidate_il_n_y_a_rien_a_ouvrir():
    communes, sites = region()
    found = trajets(communes, sites, MODELE)
    everybody = np.ones(len(communes), dtype=bool)
    nobody = ~everybody
    for permises, comptees in ((everybody, nobody), (nobody, everybody)):
        told = planifier(couvrir(found, MODELE, KM, 12, permises, comptees), 4)
        assert (told.gain, told.etapes, told.prouve) == (0.0, (), True)


def test_un_solveur_qui_echoue_ne_prouve_rien(monkeypatch):
    import highspy

    # Le glouton prend la candidate 0 (6 + 6), puis 1 ou 2 ; l'optimum est 1 et 2.
    table = np.array([[6, 6, 0], [6, 0, 6], [0, 5, 0], [0, 0, 5]], dtype=float)
    assert planifier(de_la_table(table), 2).gain == 22
    monkeypatch.setattr(highspy.Highs, "run", lambda _: highspy.HighsStatus.kError)
    told = resoudre(de_la_table(table), 2, [0, 1], 5.0, None)
    assert told == ([0, 1], 22.0)
    told = planifier(de_la_table(table), 2)
    assert told.gain >= told.glouton and told.borne >= 22
