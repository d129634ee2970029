"""Tout ce que l'Atlas sait d'une commune, en un seul objet : la page et l'API montrent le même."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from layers.atlas import ABSENT, MASQUE, PARTAGE, Atlas
from layers.commune.proches import Limite, SiteProche, limite, point, sites_proches
from layers.faits.fait import Fait
from layers.faits.par_departement import annees
from layers.geo.fusion import Partie, parties_of
from layers.geo.perimetres import Zone
from layers.registre.catalogue import Couche, Perimetre
from layers.socle.lignes import Ligne


@dataclass(frozen=True)
class PartieClassee:
    """Une ancienne commune ou un arrondissement d'une commune dont les parties diffèrent. `nom` : celui d'avant la fusion,
    à défaut le code. classe, libelle, valeur : comme dans Classement ; None quand l'éditeur ne publie pas."""

    code: str
    nom: str
    classe: str | None
    libelle: str | None
    valeur: float | None


@dataclass(frozen=True)
class Classement:
    """La classe d'une commune dans une couche. `classe` None : `etat` dit pourquoi (absente, masquée, partagée).
    `valeur` : le chiffre d'une couche chiffrée, None s'il est inconnu ou si la couche n'en a pas."""

    couche: Couche
    classe: str | None
    libelle: str | None
    etat: str
    valeur: float | None
    parties: tuple[PartieClassee, ...] = ()

    @property
    def moyenne(self) -> bool:
        """Vrai quand la valeur est calculée ici, de celles des anciennes communes (`parties`)."""
        return bool(self.parties) and self.etat == "connue"


@dataclass(frozen=True)
class ZonesDeCommune:
    """Les zones d'une commune dans un périmètre : None si elles ne sont pas publiées, () si la commune n'en a aucune."""

    perimetre: Perimetre
    zones: tuple[Zone, ...] | None
    millesime: str


@dataclass(frozen=True)
class Ouverture:
    """Quand la mairie est ouverte : du jour `debut` au jour `fin`, plages d'heures « HH:MM:SS »."""

    debut: str
    fin: str
    plages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fiche:
    """Une commune : identité, classements dans l'ordre du registre, vague PÂSTEL, structures proches, mairie.

    `depuis_mairie` : faux quand la mairie n'est pas située ; les distances partent alors d'un point intérieur de la
    commune et sont approximatives. `population`, `epci`, `vague` : None quand ils ne sont pas connus.
    `mairie` : {adresse, telephone, courriel, site} sans les champs vides ; `horaires` est vide quand ils ne sont pas connus.
    `sites_proches` et `limite` (la commune hors région la plus proche) sont vides hors de la région préparée.
    `superficie_km2` : celle du contour dessiné par la carte ; None si elle n'a pas été mesurée.
    """

    code: str
    nom: str
    departement: str
    region: str
    epci: str | None
    population: int | None
    codes_postaux: tuple[str, ...]
    classements: tuple[Classement, ...]
    vague: Fait | None
    dans_la_region: bool
    sites_proches: tuple[SiteProche, ...]
    limite: Limite | None
    depuis_mairie: bool
    mairie: dict[str, str]
    horaires: tuple[Ouverture, ...]
    superficie_km2: float | None
    rattachements: tuple[ZonesDeCommune, ...] = ()


def fiche(atlas: Atlas, code: str) -> Fiche | None:
    """La fiche de la commune `code` (code INSEE de cinq caractères), ou None si elle n'existe pas en 2026."""
    if code not in atlas.communes.index:
        return None
    row = atlas.commune(code)
    inside = row["region"] == atlas.region
    frontiere = limite(atlas, *point(row)) if inside else None
    return Fiche(
        code=code,
        nom=row["nom"],
        departement=row["departement"],
        region=row["region"],
        epci=row["epci"] or None,
        population=None if pd.isna(row["population"]) else int(row["population"]),
        codes_postaux=tuple(row["codes_postaux"]),
        classements=tuple(classement(couche, row) for couche in atlas.catalogue.of_level("commune")),
        vague=annees(atlas.faits).get(row["departement"]),
        dans_la_region=inside,
        sites_proches=sites_proches(atlas, row, frontiere) if inside else (),
        limite=frontiere,
        depuis_mairie=not pd.isna(row["longitude"]),
        mairie=_mairie(atlas, code),
        horaires=_horaires(atlas, code),
        superficie_km2=None if pd.isna(row["superficie_km2"]) else float(row["superficie_km2"]),
        rattachements=tuple(_rattachements(atlas, code)),
    )


def _rattachements(atlas: Atlas, code: str) -> Iterator[ZonesDeCommune]:
    """Les zones de la commune, périmètre par périmètre ; un périmètre partiel n'est dit que là où il est publié."""
    for one in atlas.catalogue.perimetres:
        zones = atlas.zones(one.id, code)
        if zones is not None or not one.partiel:
            yield ZonesDeCommune(one, zones, atlas.millesime(one.id))


def classement(couche: Couche, row: Ligne) -> Classement:
    """La classe de la commune `row` dans `couche`, et ce qu'il faut dire quand il n'y en a pas."""
    code = row[couche.id]
    number = row.get(f"{couche.id}:valeur", np.nan)
    state = {ABSENT: "absente", MASQUE: "masquee", PARTAGE: "partagee"}.get(code, "connue")
    known = state == "connue"
    label = couche.classes[couche.rank[code]].label if known else None
    parts = tuple(_partie(couche, part) for part in parties_of(row.get(f"{couche.id}:parties", "")))
    return Classement(couche, code if known else None, label, state, None if pd.isna(number) else float(number), parts)


def _partie(couche: Couche, part: Partie) -> PartieClassee:
    """Une partie telle que la fiche la montre ; une valeur masquée par l'éditeur n'a ni classe ni nombre."""
    name = part.nom or part.code
    if part.valeur == MASQUE:
        return PartieClassee(part.code, name, None, None, None)
    number = float(part.valeur) if couche.bounded else None
    code = part.valeur if number is None else couche.class_of_number(number)
    label = couche.classes[couche.rank[code]].label if code in couche.rank else None
    return PartieClassee(part.code, name, code, label, number)


def _mairie(atlas: Atlas, code: str) -> dict[str, str]:
    if code not in atlas.mairies.index:
        return {}
    row = atlas.mairies.loc[code]
    # L'annuaire laisse parfois vide la ligne de la rue.
    known = {key: "\n".join(filter(None, row[key].split("\n"))) for key in ("adresse", "telephone", "courriel", "site")}
    return {key: text for key, text in known.items() if text}


def _horaires(atlas: Atlas, code: str) -> tuple[Ouverture, ...]:
    text = atlas.mairies.at[code, "horaires"] if code in atlas.mairies.index else ""
    days = json.loads(text) if text else []
    return tuple(Ouverture(first, last, tuple((opens, closes) for opens, closes in hours)) for first, last, hours in days)
