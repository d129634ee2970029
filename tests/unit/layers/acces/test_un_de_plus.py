"""Un professionnel de plus : la différence de la somme à deux niveaux, calculée en entier avant et après."""

from __future__ import annotations

import numpy as np
import pytest

from layers.acces.un_de_plus import POIDS, poids, un_de_plus
from tests.unit.layers.acces.test_acces import MODELE, pays


def test_les_poids_officiels():
    assert poids(np.array([0.0, 9.9, 10.0, 14.9, 15.0, 19.9, 20.0, np.nan]), "infirmiers").tolist() == pytest.approx(
        [1, 1, 2 / 3, 2 / 3, 1 / 3, 1 / 3, 0, 0]
    )
    assert poids(np.array([9.9, 19.9, 29.9, 30.0]), "sages-femmes").tolist() == pytest.approx([1, 2 / 3, 1 / 3, 0])


def somme(communes, minutes, offer, profession) -> np.ndarray:
    """L'accessibilité de chaque commune, écrite comme sa définition."""
    weights, people = poids(minutes, profession), communes["population"].to_numpy(dtype=float)
    ratio = [offer[j] / sum(weights[k, j] * people[k] for k in range(len(people))) for j in range(len(people))]
    return np.array([sum(weights[i, j] * ratio[j] for j in range(len(people))) for i in range(len(people))]) * 100_000


@pytest.mark.parametrize("profession", list(POIDS))
def test_le_gain_est_la_difference_des_deux_sommes(profession):
    generator = np.random.default_rng(2)
    places = [(float(x), float(y)) for x, y in zip(generator.uniform(1, 1.4, 15), generator.uniform(43, 43.3, 15))]
    communes, _ = pays(places, [], [int(x) for x in generator.integers(50, 5000, 15)])
    minutes = np.zeros((15, 15))
    for j in range(15):
        told = un_de_plus(communes, MODELE, f"C{j}", profession)
        minutes[:, j] = told["minutes"].reindex(communes.index).fillna(999)
    offer = generator.integers(0, 4, 15).astype(float)
    before = somme(communes, minutes, offer, profession)
    offer[7] += 1
    added = somme(communes, minutes, offer, profession) - before
    gain = un_de_plus(communes, MODELE, "C7", profession)["gain"].reindex(communes.index).fillna(0.0)
    assert gain.to_numpy() == pytest.approx(added)
    # Tout ce qu'un professionnel ajoute, pondéré par les habitants, est un professionnel.
    assert (gain * communes["population"].astype(float)).sum() == pytest.approx(100_000)
