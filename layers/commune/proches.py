"""La structure la plus proche de chaque catégorie : à quelle distance à vol d'oiseau, dans quelle direction, et ce que
les données ne voient pas au-delà de la région."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.geo.distances import Points
from layers.socle.entrees import FICHE
from layers.socle.lignes import Ligne, Lignes

DIRECTIONS = ("N", "NE", "E", "SE", "S", "SO", "O", "NO")
# Plus près, l'adresse et la mairie se confondent : une direction n'aurait pas de sens.
SANS_DIRECTION_M = 500.0


@dataclass(frozen=True)
class SiteProche:
    """La structure la plus proche à vol d'oiseau ; `distance_m` en mètres (départ : voir Fiche.depuis_mairie).

    `direction` : l'une des DIRECTIONS, « » à moins de 500 m. `au_dela` : une commune hors de la région est plus proche que
    cette structure ; une structure que les données n'ont pas pourrait donc l'être aussi.
    """

    categorie: str
    nom: str
    code_commune: str
    commune: str
    distance_m: float
    approximative: bool
    direction: str
    au_dela: bool
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Limite:
    """La commune hors de la région la plus proche, et sa distance en mètres : jusqu'où les données voient tout."""

    code_commune: str
    nom: str
    departement: str
    distance_m: float


def direction(longitude: float, latitude: float, vers_longitude: float, vers_latitude: float) -> str:
    """Le rumb (DIRECTIONS) du premier point vers le second, degrés EPSG:4326 : le cap au départ du plus court chemin."""
    lon1, lat1, lon2, lat2 = np.radians([longitude, latitude, vers_longitude, vers_latitude])
    east = np.sin(lon2 - lon1) * np.cos(lat2)
    north = np.cos(lat1) * np.sin(lat2) - np.sin(lat1) * np.cos(lat2) * np.cos(lon2 - lon1)
    return DIRECTIONS[round(float(np.degrees(np.arctan2(east, north))) / 45) % 8]


def point(row: Mapping[str, Any]) -> tuple[float, float]:
    """(longitude, latitude) de la mairie d'une commune, à défaut d'un point intérieur ; NaN si aucun n'est connu."""
    here = ("longitude", "latitude") if not pd.isna(row["longitude"]) else ("longitude_interieure", "latitude_interieure")
    return float(row[here[0]]), float(row[here[1]])


def limite(atlas: Atlas, longitude: float, latitude: float) -> Limite | None:
    """La commune hors de la région la plus proche d'un point ; None si toutes sont dans la région ou si le point manque."""
    others, points = _dehors(atlas)
    found = points.le_plus_proche(longitude, latitude)
    if found is None:
        return None
    row = others.au_rang(found[0])
    return Limite(str(row.name), row["nom"], row["departement"], found[1])


@lru_cache(maxsize=8)
def _dehors(atlas: Atlas) -> tuple[Lignes, Points]:
    """Les communes hors de la région (nom, département) et leurs points, triés une fois par Atlas."""
    others = atlas.communes.loc[atlas.communes["region"] != atlas.region]
    longitudes = others["longitude"].fillna(others["longitude_interieure"]).to_numpy(dtype=float)
    latitudes = others["latitude"].fillna(others["latitude_interieure"]).to_numpy(dtype=float)
    return Lignes(others[["nom", "departement"]]), Points(longitudes, latitudes)


@lru_cache(maxsize=8)
def _structures(atlas: Atlas) -> dict[str, tuple[Lignes, Points]]:
    """Les structures de chaque catégorie et leurs points, dans l'ordre où on les cherche ; triées une fois par Atlas."""
    categories = [s.id for s in sorted(atlas.catalogue.structures, key=lambda one: one.order)]
    tables = {categorie: atlas.sites[atlas.sites["categorie"] == categorie] for categorie in categories}
    return {
        categorie: (Lignes(table), Points(table["longitude"].to_numpy(dtype=float), table["latitude"].to_numpy(dtype=float)))
        for categorie, table in tables.items()
    }


def structures_proches(atlas: Atlas, longitude: float, latitude: float) -> Iterator[tuple[str, Ligne, float]]:
    """(catégorie, structure, distance en mètres) de la plus proche d'un point dans chaque catégorie, dans l'ordre où on
    les cherche. À égalité, la première de la table ; rien d'une catégorie sans structure placée, ni d'un point inconnu (NaN)."""
    for categorie, (table, points) in _structures(atlas).items():
        found = points.le_plus_proche(longitude, latitude)
        if found is not None:
            yield categorie, table.au_rang(found[0]), found[1]


def au_plus_pres(atlas: Atlas, row: Mapping[str, Any], categories: Iterable[str]) -> tuple[str, Ligne, float] | None:
    """(catégorie, structure, distance en mètres) de la plus proche, parmi `categories`, d'une commune `row` de la région.

    À égalité, la première catégorie dans l'ordre où on les cherche. None sans structure placée, ou si la commune n'a pas de point.
    """
    wanted = set(categories)
    found = [it for it in structures_proches(atlas, *point(row)) if it[0] in wanted]
    return min(found, key=lambda it: it[2]) if found else None


def sites_proches(atlas: Atlas, row: Mapping[str, Any], frontiere: Limite | None, lieu: str = FICHE) -> tuple[SiteProche, ...]:
    """La structure la plus proche de chaque catégorie proposée à `lieu` et placée, dans l'ordre où on les cherche. `row` : la commune."""
    longitude, latitude = point(row)
    return tuple(
        SiteProche(
            categorie,
            site["nom"],
            site["code_commune"],
            atlas.commune(site["code_commune"])["nom"],
            metres,
            site["position"] == "approximative",
            direction(longitude, latitude, float(site["longitude"]), float(site["latitude"])) if metres >= SANS_DIRECTION_M else "",
            frontiere is not None and frontiere.distance_m < metres,
            float(site["longitude"]),
            float(site["latitude"]),
        )
        for categorie, site, metres in structures_proches(atlas, longitude, latitude)
        if lieu in atlas.catalogue.structure(categorie).places
    )
