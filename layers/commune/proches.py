"""Le site le plus proche pour chaque usage : à quelle distance à vol d'oiseau, dans quelle direction, et ce que
les données ne voient pas au-delà de la région."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.geo.distances import Points, distance_m
from layers.socle.entrees import DEPARTEMENT, PROXIMITE, Usage, usage_de
from layers.socle.lignes import Ligne, Lignes
from layers.usages import sites_de, usages

DIRECTIONS = ("N", "NE", "E", "SE", "S", "SO", "O", "NO")
# Plus près, l'adresse et la mairie se confondent : une direction n'aurait pas de sens.
SANS_DIRECTION_M = 500.0


@dataclass(frozen=True)
class Coordonnees:
    """Comment aller dans une structure, et ce qu'elle est ; « » : aucun fichier ne le dit. `nom_publie` : tel que l'éditeur le tape.

    `ouverture` : une date ISO ; `renseigne` : le millésime du fichier qui dit l'adresse, l'ouverture et la capacité ; `corrige` :
    « service ; date ; raison » de la correction d'une agence.
    """

    nom_publie: str
    adresse: str
    code_postal: str
    ville: str
    telephone: str
    ouverture: str
    capacite: str
    renseigne: str
    corrige: str


@dataclass(frozen=True)
class SiteProche:
    """La structure la plus proche à vol d'oiseau ; `distance_m` en mètres (départ : voir Fiche.depuis_mairie).

    `direction` : l'une des DIRECTIONS, « » à moins de 500 m. `au_dela` : une commune hors de la région est plus proche que
    cette structure ; une structure que les données n'ont pas pourrait donc l'être aussi. `usage` : ce pour quoi on y va (une
    entrée de Catalogue.usages) ; `deduit` : l'éditeur ne le dit pas. `categorie` : sa catégorie, qui a une forme sur la carte.
    """

    usage: str
    deduit: bool
    categorie: str
    numero_finess: str
    nom: str
    code_commune: str
    commune: str
    distance_m: float
    approximative: bool
    direction: str
    au_dela: bool
    longitude: float
    latitude: float
    lieu: Coordonnees


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
def _par_usage(atlas: Atlas) -> dict[str, tuple[Lignes, Points]]:
    """Les sites de chaque usage et leurs points, dans l'ordre où on les cherche ; triés une fois par Atlas. L'usage d'un
    département a une entrée par département, « dac:46 »."""
    tables: dict[str, pd.DataFrame] = {}
    departement = atlas.sites["code_commune"].map(atlas.communes["departement"])
    for usage in usages(atlas):
        own = sites_de(atlas, usage.id)
        if usage.reach == DEPARTEMENT:
            tables |= {f"{usage.id}:{code}": of for code, of in own.groupby(departement[own.index])}
        else:
            tables[usage.id] = own
    return {key: (Lignes(table), _points(table)) for key, table in tables.items()}


@lru_cache(maxsize=8)
def _par_categorie(atlas: Atlas) -> dict[str, tuple[Lignes, Points]]:
    """Les structures de chaque catégorie du registre et leurs points, dans l'ordre où on les cherche ; triées une fois par Atlas."""
    tables = {s.id: atlas.sites[atlas.sites["categorie"] == s.id] for s in sorted(atlas.catalogue.structures, key=lambda one: one.order)}
    return {key: (Lignes(table), _points(table)) for key, table in tables.items()}


def _points(table: pd.DataFrame) -> Points:
    return Points(table["longitude"].to_numpy(dtype=float), table["latitude"].to_numpy(dtype=float))


def au_plus_pres(atlas: Atlas, row: Mapping[str, Any], categories: Iterable[str]) -> tuple[str, Ligne, float] | None:
    """(catégorie, structure, distance en mètres) de la plus proche, parmi `categories`, d'une commune `row` de la région.

    À égalité, la première catégorie dans l'ordre où on les cherche. None sans structure placée, ou si la commune n'a pas de point.
    """
    wanted, here = set(categories), point(row)
    found = [
        (categorie, table.au_rang(nearest[0]), nearest[1])
        for categorie, (table, points) in _par_categorie(atlas).items()
        if categorie in wanted and (nearest := points.le_plus_proche(*here)) is not None
    ]
    return min(found, key=lambda it: it[2]) if found else None


def sites_proches(atlas: Atlas, row: Mapping[str, Any], frontiere: Limite | None) -> tuple[SiteProche, ...]:
    """Le site le plus proche de chaque usage, dans l'ordre où on les cherche ; celui du département, pour un service de département.

    `row` : la commune. Rien d'un usage sans site placé, ni d'une commune sans point.
    """
    return _proches(atlas, row, frontiere, ((one, one.id, _par_usage(atlas)) for one in usages(atlas)))


def proches_par_categorie(atlas: Atlas, row: Mapping[str, Any], frontiere: Limite | None) -> tuple[SiteProche, ...]:
    """La structure la plus proche de chaque catégorie du registre, telle que la carte la montre : son usage n'y compte pas."""
    kinds = sorted(atlas.catalogue.structures, key=lambda one: one.order)
    return _proches(atlas, row, frontiere, ((usage_de(one), one.id, _par_categorie(atlas)) for one in kinds))


def dedans(atlas: Atlas, row: Ligne, usage: str) -> tuple[SiteProche, ...]:
    """Les sites de la commune `row` où l'on va pour `usage`, du plus proche de la mairie au plus lointain, les non placés à la fin."""
    own = sites_de(atlas, usage)
    own = own[own["code_commune"] == row.name]
    here = point(row)
    metres = distance_m(*here, own["longitude"].to_numpy(dtype=float), own["latitude"].to_numpy(dtype=float))
    table, entry = Lignes(own), atlas.catalogue.usage(usage)
    return tuple(_site_proche(atlas, entry, table.au_rang(i), float(metres[i]), here, None) for i in np.argsort(metres, kind="stable"))


def _proches(atlas: Atlas, row: Mapping[str, Any], frontiere: Limite | None, cherches: Iterable) -> tuple[SiteProche, ...]:
    longitude, latitude = point(row)
    found = []
    for usage, key, tables in cherches:
        own = tables.get(f"{key}:{row['departement']}" if usage.reach == DEPARTEMENT and key not in tables else key)
        nearest = own[1].le_plus_proche(longitude, latitude) if own else None
        if own and nearest is not None:
            found.append(_site_proche(atlas, usage, own[0].au_rang(nearest[0]), nearest[1], (longitude, latitude), frontiere))
    return tuple(found)


def _site_proche(atlas: Atlas, usage: Usage, site: Ligne, metres: float, ici: tuple[float, float], frontiere: Limite | None) -> SiteProche:
    la = float(site["longitude"]), float(site["latitude"])
    return SiteProche(
        usage=usage.id,
        deduit=usage.id in site["usages_deduits"].split(),
        categorie=site["categorie"],
        numero_finess=site["numero_finess"],
        nom=site["nom"],
        code_commune=site["code_commune"],
        commune=atlas.commune(site["code_commune"])["nom"],
        distance_m=metres,
        approximative=site["position"] == "approximative",
        direction=direction(*ici, *la) if metres >= SANS_DIRECTION_M else "",
        au_dela=usage.reach == PROXIMITE and frontiere is not None and frontiere.distance_m < metres,
        longitude=la[0],
        latitude=la[1],
        lieu=lieu_de(site),
    )


def lieu_de(site: Mapping[str, Any]) -> Coordonnees:
    """Le Lieu d'une ligne d'Atlas.sites."""
    return Coordonnees(**{one.name: str(site[one.name]) for one in fields(Coordonnees)})
