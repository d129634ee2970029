"""Les communes qui ressemblent à une commune : la méthode est écrite dans docs/communes-semblables.md.

Trois grandeurs, en logarithme parce qu'on passe de 300 à 600 habitants comme de 30 000 à 60 000 : la population, la densité,
la distance à une ville. Chacune est ramenée à son écart-type dans la région, puis la distance est euclidienne.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import SPECIAL, Atlas
from layers.commune.voisinage import categories, structures_de
from layers.geo.distances import distance_m
from layers.socle.lignes import Ligne, Lignes

COMBIEN = 10
# Une ville : le plus souvent, un hôpital, un lycée, des spécialistes.
VILLE_HABITANTS = 10_000
ZONAGE = "zonage-medecins"


@dataclass(frozen=True)
class Semblable:
    """Une commune semblable. `ecart` : la distance de la méthode, 0 pour une commune en tout point pareille.

    `ville_m` : mètres à vol d'oiseau jusqu'à la ville la plus proche, 0 pour une ville. `meme_classe` : celle des médecins.
    """

    code: str
    nom: str
    departement: str
    population: int
    densite: float
    ville_m: float
    meme_classe: bool
    ecart: float
    structures: dict[str, int]


@dataclass(frozen=True)
class Manque:
    """Une catégorie de structures que la commune n'a pas, et les communes semblables qui en ont, dans leur ordre."""

    categorie: str
    communes: tuple[str, ...]


def semblables(atlas: Atlas, code: str) -> tuple[Semblable, ...]:
    """Les dix communes de la région les plus semblables à `code`, la plus semblable d'abord.

    D'abord celles qui ont la même classe pour les médecins ; s'il en manque, les autres. À égalité, l'ordre des codes. Vide hors
    de la région, ou si la population ou la superficie de la commune n'est pas connue.
    """
    table = comparables(atlas)
    if code not in table.index:
        return ()
    own = table.index.get_loc(code)
    gap = np.sqrt(((table.axes - table.axes[own]) ** 2).sum(axis=1))
    classes = table.colonnes["classe"]
    same = (classes == classes[own]) & (classes[own] not in SPECIAL)
    # Une commune ne se ressemble pas à elle-même : la dernière, et hors du compte.
    order = np.lexsort((table.ordre, gap, ~same, np.arange(len(gap)) == own))[: min(COMBIEN, len(gap) - 1)]
    return tuple(_semblable(atlas, table.au_rang(i), bool(same[i]), float(gap[i])) for i in order)


def manques(atlas: Atlas, code: str, found: tuple[Semblable, ...]) -> tuple[Manque, ...]:
    """Les catégories dont `code` n'a aucun site et que des communes semblables ont ; la plus répandue d'abord."""
    mine = structures_de(atlas, code)
    if mine is None:
        return ()
    lacking = [
        Manque(categorie, tuple(one.nom for one in found if one.structures[categorie]))
        for categorie in categories(atlas)
        if not mine[categorie]
    ]
    return tuple(sorted((one for one in lacking if one.communes), key=lambda one: -len(one.communes)))


class Comparables(Lignes):
    """Les communes comparables de la région : nom, population, densite, ville_m, classe.

    `axes` : leurs trois logarithmes, ramenés à leur écart-type (une ligne par commune). `ordre` : la place de leur code parmi
    les codes triés.
    """

    def __init__(self, table: pd.DataFrame, logarithmes: pd.DataFrame):
        super().__init__(table)
        self.axes = (logarithmes / logarithmes.std(ddof=0).replace(0.0, 1.0)).to_numpy(dtype=float)
        self.ordre = table.index.argsort().argsort()


@lru_cache(maxsize=8)
def comparables(atlas: Atlas) -> Comparables:
    """Celles de l'Atlas, mesurées une fois."""
    communes = atlas.communes[(atlas.communes["region"] == atlas.region) & atlas.communes["population"].notna()]
    communes = communes[communes["superficie_km2"] > 0]
    population = communes["population"].to_numpy(dtype=float)
    density = population / communes["superficie_km2"].to_numpy(dtype=float)
    town = _ville_m(atlas, communes)
    table = pd.DataFrame(
        {
            "nom": communes["nom"],
            "departement": communes["departement"],
            "population": population.astype(int),
            "densite": density,
            "ville_m": town,
            "classe": communes[ZONAGE],
            "x": np.log10(1 + population),
            "y": np.log10(1 + density),
            "z": np.log10(1 + town / 1000),
        },
        index=communes.index,
    ).dropna(subset=["x", "y", "z"])
    return Comparables(table.drop(columns=["x", "y", "z"]), table[["x", "y", "z"]])


def _ville_m(atlas: Atlas, communes: pd.DataFrame) -> np.ndarray:
    """Mètres jusqu'à la ville la plus proche de France ; 0 pour une ville, NaN s'il n'y en a aucune."""
    towns = atlas.communes[atlas.communes["population"].fillna(0) >= VILLE_HABITANTS]
    longitudes, latitudes = _axis(towns, "longitude"), _axis(towns, "latitude")
    if not len(towns):
        return np.full(len(communes), np.nan)
    found = [
        0.0 if code in towns.index else float(np.nanmin(distance_m(longitude, latitude, longitudes, latitudes)))
        for code, longitude, latitude in zip(communes.index, _axis(communes, "longitude"), _axis(communes, "latitude"))
    ]
    return np.array(found)


def _axis(communes: pd.DataFrame, name: str) -> np.ndarray:
    return communes[name].fillna(communes[f"{name}_interieure"]).to_numpy(dtype=float)


def _semblable(atlas: Atlas, row: Ligne, same: bool, gap: float) -> Semblable:
    return Semblable(
        str(row.name),
        row["nom"],
        row["departement"],
        int(row["population"]),
        float(row["densite"]),
        float(row["ville_m"]),
        same,
        gap,
        structures_de(atlas, str(row.name)) or {},
    )
