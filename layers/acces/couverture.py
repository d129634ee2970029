"""Combien de communes et d'habitants sont à portée d'un usage, au-delà, ou à vérifier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.acces.modele import Modele
from layers.acces.population import communes_de
from layers.acces.trajets import Trajets, limite_km, trajets
from layers.atlas import Atlas
from layers.usages import sites_de

KM, MINUTES = "km", "min"
MESURES = (KM, MINUTES)
# Les seuils qu'on peut demander, et ceux de la courbe.
SEUILS = range(1, 61)


@dataclass(frozen=True)
class Compte:
    """`habitants` : ceux des communes dont la population est connue ; `sans_population` : combien ne l'ont pas."""

    communes: int
    habitants: int
    sans_population: int


@dataclass(frozen=True)
class Partage:
    """Le partage d'un ensemble de communes par un seuil.

    en_deca, au_dela : selon la distance, ou l'estimation des minutes ; inconnues : ni l'une ni l'autre. En minutes, chaque
    commune est aussi surement_en_deca (toute la bande l'est), surement_au_dela ou a_verifier ; en kilomètres, rien n'est à vérifier.
    """

    total: Compte
    en_deca: Compte
    au_dela: Compte
    inconnues: Compte
    surement_en_deca: Compte
    surement_au_dela: Compte
    a_verifier: Compte

    @property
    def part_au_dela(self) -> float | None:
        """En % des habitants dont la distance est connue ; None s'il n'y en a pas."""
        known = self.en_deca.habitants + self.au_dela.habitants
        return 100 * self.au_dela.habitants / known if known else None


@lru_cache(maxsize=64)
def trajets_de(atlas: Atlas, modele: Modele, usage: str) -> Trajets:
    """Les trajets des communes de la région de `atlas` vers les sites d'un usage ; calculés une fois."""
    return trajets(communes_de_la_region(atlas), sites_de(atlas, usage), modele, limites(atlas))


def communes_de_la_region(atlas: Atlas) -> pd.DataFrame:
    """Les communes de la région montrée, dans l'ordre de leur numéro."""
    return atlas.communes[atlas.communes["region"] == atlas.region]


@lru_cache(maxsize=8)
def limites(atlas: Atlas) -> np.ndarray:
    """Pour chaque commune de la région, les kilomètres jusqu'à la plus proche d'une autre région."""
    return limite_km(communes_de_la_region(atlas), atlas.communes[atlas.communes["region"] != atlas.region])


def valeurs(found: Trajets, mesure: str, column: int = 0) -> np.ndarray:
    """La distance de chaque commune au site le plus proche (column 0) ou au suivant (1), dans l'unité de `mesure`."""
    return (found.km if mesure == KM else found.minutes)[:, column]


def bande(found: Trajets, mesure: str, column: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """(bas, haut) de la même distance : confondus en kilomètres, qui se mesurent."""
    if mesure == KM:
        return found.km[:, column], found.km[:, column]
    return found.basses[:, column], found.hautes[:, column]


def reponse(found: Trajets, mesure: str, seuil: float, kept: np.ndarray) -> Partage:
    """Le partage des communes `kept` (une valeur vraie par ligne gardée) au seuil, comparé sur la distance exacte."""
    value, (low, high) = valeurs(found, mesure), bande(found, mesure)
    people = found.communes["population"]

    def count(rows: np.ndarray) -> Compte:
        here = people[kept & rows]
        return Compte(len(here), int(here.sum()), int(here.isna().sum()))

    known = ~np.isnan(value)
    return Partage(
        total=count(np.ones(len(people), dtype=bool)),
        en_deca=count(known & (value <= seuil)),
        au_dela=count(known & (value > seuil)),
        inconnues=count(~known),
        surement_en_deca=count(known & (high <= seuil)),
        surement_au_dela=count(known & (low > seuil)),
        a_verifier=count(known & (low <= seuil) & (high > seuil)),
    )


def couverture(atlas: Atlas, modele: Modele, usage: str, mesure: str, seuil: float, population: str) -> Partage:
    """La réponse de toute la région."""
    found = trajets_de(atlas, modele, usage)
    return reponse(found, mesure, seuil, communes_de(found.communes, population))


def par_territoire(found: Trajets, mesure: str, seuil: float, kept: np.ndarray, column: str) -> Iterator[tuple[str, Partage]]:
    """(code, réponse) de chaque territoire de `column` (« departement », « epci »), la plus grande part au-delà d'abord."""
    codes = found.communes[column].to_numpy()
    answers = [(code, reponse(found, mesure, seuil, kept & (codes == code))) for code in pd.unique(codes[kept]) if code]
    yield from sorted(answers, key=lambda one: (-(one[1].part_au_dela or 0.0), one[0]))


def courbe(found: Trajets, mesure: str, kept: np.ndarray) -> tuple[float, ...]:
    """La part des habitants au-delà de 0, 1, 2… 60 kilomètres ou minutes, en % ; () si aucune distance n'est connue."""
    value = valeurs(found, mesure)
    people = found.communes["population"].astype("float64").to_numpy()
    rows = kept & ~np.isnan(value) & ~np.isnan(people)
    value, people = value[rows], people[rows]
    total = people.sum()
    return tuple(float(100 * people[value > step].sum() / total) for step in (0, *SEUILS)) if total else ()


def au_dela(found: Trajets, mesure: str, seuil: float, kept: np.ndarray) -> pd.DataFrame:
    """Les communes au-delà du seuil, la plus peuplée d'abord : les colonnes de l'Atlas, et distance, basse, haute, bord,
    rang du site."""
    value, (low, high) = valeurs(found, mesure), bande(found, mesure)
    rows = kept & ~np.isnan(value) & (value > seuil)
    told = found.communes[rows].assign(
        distance=value[rows], basse=low[rows], haute=high[rows], bord=found.bord[rows], rang=found.rangs[rows, 0]
    )
    return told.sort_values(["population", "nom"], ascending=[False, True], na_position="last")
