"""Deux bibliothèques du domaine, spopt et access, répondent comme nous : elles ne servent qu'ici."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pulp
import pytest
from access import fca
from spopt.locate import MCLP, PMedian

from layers.acces.plan import planifier
from layers.acces.un_de_plus import poids
from tests.unit.layers.acces.test_plan import de_la_table
from tests.unit.layers.acces.test_un_de_plus import somme

# spopt construit ses variables à l'ancienne manière de PuLP.
pytestmark = pytest.mark.filterwarnings("ignore:.*PuLP 4.0:DeprecationWarning")
SOLVER = pulp.HiGHS(msg=False)
SEUIL = 15.0


def pays_tire(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(minutes d'un besoin à une candidate, minutes d'aujourd'hui, habitants) : 14 besoins, 9 candidates."""
    draw = np.random.default_rng(seed)
    return draw.uniform(2, 40, (14, 9)), draw.uniform(16, 45, 14), draw.integers(20, 4000, 14).astype(float)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("k", [1, 2, 4])
def test_les_habitants_gagnes_sont_ceux_de_spopt(seed, k):
    minutes, _, people = pays_tire(seed)
    told = planifier(de_la_table((minutes <= SEUIL) * people[:, None]), k)
    asked = MCLP.from_cost_matrix(minutes, people, SEUIL, p_facilities=k).solve(SOLVER)
    assert asked.problem.status == pulp.LpStatusOptimal
    assert told.prouve and told.gain == pytest.approx(asked.problem.objective.value())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("k", [1, 2, 4])
def test_le_total_de_minutes_est_celui_de_spopt_le_site_d_aujourd_hui_garde(seed, k):
    minutes, today, people = pays_tire(seed)
    told = planifier(de_la_table(np.maximum(today[:, None] - minutes, 0) * people[:, None]), k)
    # Pour spopt, aujourd'hui est une dixième candidate, déjà ouverte.
    costs = np.column_stack([minutes, today])
    asked = PMedian.from_cost_matrix(costs, people, p_facilities=k + 1, predefined_facilities_arr=np.arange(10) == 9).solve(SOLVER)
    assert asked.problem.status == pulp.LpStatusOptimal
    assert told.prouve and people @ today - told.gain == pytest.approx(asked.problem.objective.value())


@pytest.mark.parametrize("profession, au_plus", [("infirmiers", 19.9), ("sages-femmes", 29.9)])
def test_la_somme_a_deux_niveaux_est_celle_d_access(profession, au_plus):
    draw = np.random.default_rng(5)
    # Des dixièmes de minute : pour access le temps le plus long compte, pour les poids officiels il ne compte plus.
    minutes = np.round(draw.uniform(0, 40, (12, 12)), 1)
    people, offer = draw.integers(50, 5000, 12).astype(float), draw.integers(0, 5, 12).astype(float)
    costs = pd.DataFrame([{"origin": i, "dest": j, "cost": minutes[i, j]} for i in range(12) for j in range(12)])
    there = pd.DataFrame({"geoid": range(12), "demand": people, "supply": offer, "population": people}).set_index("geoid")
    asked = fca.two_stage_fca(there, there, costs, max_cost=au_plus, weight_fn=lambda cost: float(poids(np.array([cost]), profession)[0]))
    assert somme(there, minutes, offer, profession) == pytest.approx(asked.reindex(range(12)).fillna(0.0).to_numpy() * 100_000)
