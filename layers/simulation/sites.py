"""Les structures du jeu de démonstration : le nombre publié par département, placé dans les communes au prorata des habitants."""

from __future__ import annotations

import zlib

import numpy as np
import pandas as pd

from layers.faits.par_departement import Mesures
from layers.jeu.jeu import SITE_COLUMNS
from layers.registre.catalogue import Catalogue, Structure
from layers.simulation.champs import KM_PER_DEGREE, Terrain
from layers.simulation.repartition import draw, spiral
from layers.simulation.totaux import sites_number
from layers.socle.defauts import Checker

MENTION = "démonstration : répartition simulée"
DECIMALS = 6  # de degré, 0,1 m : les mêmes octets sur toute machine
SMALL_TOWN = 1500  # sous ce nombre d'habitants, une structure devient rare


def source_id(entry_id: str) -> str:
    """L'identifiant, dans le manifeste, de la source simulée d'une couche ou d'une catégorie."""
    return f"simulation-{entry_id}"


def simulated_sites(catalogue: Catalogue, terrains: list[Terrain], facts: Mesures) -> pd.DataFrame:
    """Une ligne par structure simulée (colonnes du contrat des jeux de données, degrés EPSG:4326).

    Seules les catégories dont le nombre par département est publié sont simulées ; toutes sont « approximatives ».
    """
    parts = [_in_departement(catalogue, terrain, facts) for terrain in terrains]
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(SITE_COLUMNS))
    types = {name: "float64" if name in ("longitude", "latitude") else "str" for name in SITE_COLUMNS}
    return rows.loc[:, list(SITE_COLUMNS)].astype(types)


def _in_departement(catalogue: Catalogue, terrain: Terrain, facts: Mesures) -> pd.DataFrame:
    """Les structures d'un département, écartées les unes des autres autour de chaque mairie (1 km au plus)."""
    named = [(structure, sites_number(facts.departements[terrain.code], structure)) for structure in catalogue.structures]
    parts = [_of_category(structure, number, terrain) for structure, number in named if number]
    if not parts:
        return pd.DataFrame(columns=list(SITE_COLUMNS))
    sites = pd.concat(parts, ignore_index=True)
    at = sites["commune"].to_numpy()
    longitude, latitude = terrain.longitude[at], terrain.latitude[at]
    # Par lieu et non par commune : il arrive que deux communes publient la même mairie.
    for places in pd.DataFrame({"longitude": longitude, "latitude": latitude}).groupby(["longitude", "latitude"]).indices.values():
        east, north = spiral(len(places))
        latitude[places] += north / 1000 / KM_PER_DEGREE
        longitude[places] += east / 1000 / KM_PER_DEGREE / np.cos(np.radians(latitude[places]))
    return sites.assign(longitude=np.round(longitude, DECIMALS), latitude=np.round(latitude, DECIMALS))


def _of_category(structure: Structure, number: int, terrain: Terrain) -> pd.DataFrame:
    """`number` structures d'une catégorie ; colonnes du contrat, et `commune` : la position dans le terrain."""
    name = f"{structure.bref} simulé{'e' if structure.feminine else ''}"
    random = np.random.default_rng(zlib.crc32(f"{structure.id}{terrain.code}".encode()))
    order = random.permutation(len(terrain.rows))
    weights = _weights(terrain, structure.growth)[order]
    checker = Checker("departements.csv")
    checker.expect(weights.sum() > 0, expected=f"des communes habitées et situées dans le département {terrain.code}", found="aucune")
    checker.raise_if_any()
    received = np.zeros(len(order), dtype=int)
    received[order] = draw(weights, number, float(random.random()))
    at = np.repeat(np.arange(len(order)), received)
    rank = range(1, number + 1)
    return pd.DataFrame(
        {
            "numero_finess": [f"SIM-{terrain.code}-{structure.id.upper()}-{n:03d}" for n in rank],
            "nom": [f"{name[0].upper()}{name[1:]} {n} ({terrain.noms[i]})" for n, i in zip(rank, at)],
            "categorie": structure.id,
            "sous_type": "",
            "code_commune": terrain.codes[at],
            "position": "approximative",
            "source": source_id(structure.id),
            "commune": at,
        }
    )


def _weights(terrain: Terrain, growth: float) -> np.ndarray:
    """(n,) poids de chaque commune : croît avec les habitants, presque nul dans un village, nul sans mairie connue."""
    weights = terrain.population**2 / (terrain.population + SMALL_TOWN) ** (2 - growth)
    return np.where(terrain.located, weights, 0.0)
