"""Tout ce que l'Atlas sait d'une commune, en un seul objet : la page et l'API montrent le même."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.access import nearest
from layers.atlas import ABSENT, MASQUE, PARTAGE, Atlas
from layers.catalogue import Couche, Perimetre
from layers.facts import Vague
from layers.perimetres import Zone

PROCHES = ("msp", "cds", "pharmacie", "hopital")


@dataclass(frozen=True)
class Classement:
    """La classe d'une commune dans une couche. `classe` None : `etat` dit pourquoi (absente, masquée, partagée).
    `valeur` : le chiffre d'une couche chiffrée, None s'il est inconnu ou si la couche n'en a pas."""

    couche: Couche
    classe: str | None
    libelle: str | None
    etat: str
    valeur: float | None


@dataclass(frozen=True)
class Rattachement:
    """Les zones d'une commune dans un périmètre : None si elles ne sont pas publiées, () si la commune n'en a aucune."""

    perimetre: Perimetre
    zones: tuple[Zone, ...] | None
    millesime: str


@dataclass(frozen=True)
class SiteProche:
    """La structure la plus proche à vol d'oiseau ; `distance_m` en mètres (départ : voir Fiche.depuis_mairie)."""

    categorie: str
    nom: str
    code_commune: str
    commune: str
    distance_m: float
    approximative: bool


@dataclass(frozen=True)
class Fiche:
    """Une commune : identité, classements dans l'ordre du registre, vague PÂSTEL, structures proches, mairie.

    `depuis_mairie` : faux quand la mairie n'est pas située ; les distances partent alors d'un point intérieur de la
    commune et sont approximatives. `population`, `epci`, `vague` : None quand ils ne sont pas connus.
    `mairie` : {adresse, telephone, courriel, site} sans les champs vides. `sites_proches` est vide hors de la région préparée.
    """

    code: str
    nom: str
    departement: str
    region: str
    epci: str | None
    population: int | None
    codes_postaux: tuple[str, ...]
    classements: tuple[Classement, ...]
    vague: Vague | None
    sites_proches: tuple[SiteProche, ...]
    depuis_mairie: bool
    mairie: dict[str, str]
    rattachements: tuple[Rattachement, ...] = ()


def fiche(atlas: Atlas, code: str) -> Fiche | None:
    """La fiche de la commune `code` (code INSEE de cinq caractères), ou None si elle n'existe pas en 2026."""
    if code not in atlas.communes.index:
        return None
    row = atlas.communes.loc[code]
    return Fiche(
        code=code,
        nom=row["nom"],
        departement=row["departement"],
        region=row["region"],
        epci=row["epci"] or None,
        population=None if pd.isna(row["population"]) else int(row["population"]),
        codes_postaux=tuple(row["codes_postaux"]),
        classements=tuple(classement(couche, row) for couche in atlas.catalogue.of_level("commune")),
        vague=atlas.facts.vagues.get(row["departement"]),
        sites_proches=_proches(atlas, row) if row["region"] == atlas.region else (),
        depuis_mairie=not pd.isna(row["longitude"]),
        mairie=_mairie(atlas, code),
        rattachements=tuple(Rattachement(p, atlas.zones(p.id, code), atlas.millesime(p.id)) for p in atlas.catalogue.perimetres),
    )


def classement(couche: Couche, row: pd.Series) -> Classement:
    """La classe de la commune `row` dans `couche`, et ce qu'il faut dire quand il n'y en a pas."""
    code = row[couche.id]
    number = row.get(f"{couche.id}:valeur", np.nan)
    state = {ABSENT: "absente", MASQUE: "masquee", PARTAGE: "partagee"}.get(code, "connue")
    known = state == "connue"
    label = couche.classes[couche.rank[code]].label if known else None
    return Classement(couche, code if known else None, label, state, None if pd.isna(number) else float(number))


def _proches(atlas: Atlas, row: pd.Series) -> tuple[SiteProche, ...]:
    here = ("longitude", "latitude") if not pd.isna(row["longitude"]) else ("longitude_interieure", "latitude_interieure")
    longitude, latitude = (float(row[column]) for column in here)
    found = []
    for categorie in PROCHES:
        best = nearest(atlas.sites, longitude, latitude, categorie)
        if best is not None:
            site, metres = best
            commune = atlas.communes.at[site["code_commune"], "nom"]
            found.append(SiteProche(categorie, site["nom"], site["code_commune"], commune, metres, site["position"] == "approximative"))
    return tuple(found)


def _mairie(atlas: Atlas, code: str) -> dict[str, str]:
    if code not in atlas.mairies.index:
        return {}
    row = atlas.mairies.loc[code]
    return {key: row[key] for key in ("adresse", "telephone", "courriel", "site") if row[key]}
