"""Ce qu'est un fait : une ligne de data/facts, avec sa source et sa ligne. None = le document ne le dit pas, jamais 0.

Chaque champ porte le nom de sa colonne et son type : layers/faits/departements.py lit les tables d'après ces classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Vague:
    """L'année où PÂSTEL atteint un département ; `status` distingue réalisé, en cours et planifié."""

    departement_code: str
    year: int
    wave: str
    status: str
    source: str
    line: int


@dataclass(frozen=True)
class TotalVague:
    """Les effectifs d'une vague entière, jamais répartis entre ses départements ; None = non publié.

    Un qualificatif (« > » : plus de) accompagne la valeur partout où elle est montrée.
    """

    wave: str
    year: int
    status: str
    departements: tuple[str, ...]
    n_ehpad: int | None
    n_etablissements: int | None
    n_msp_cds: int | None
    n_msp_cds_qualifier: str | None
    n_residents: int | None
    n_residents_qualifier: str | None
    source: str
    line: int


@dataclass(frozen=True)
class Pta:
    """L'état de la plateforme territoriale d'appui d'un territoire ; None = le document ne le dit pas."""

    departement_code: str
    status: str
    n_pta: int | None
    name: str | None
    year: str
    date_basis: str
    unique_phone_number: bool | None
    source: str
    line: int


@dataclass(frozen=True)
class Esp:
    """Les équipes de soins primaires d'un territoire ; `value` None : présence dite, nombre non publié."""

    territory_code: str
    status: str
    value: float | None
    qualifier: str | None
    unit: str | None
    date: str
    source: str
    line: int


@dataclass(frozen=True)
class Cpts:
    """Le nombre de CPTS d'un territoire en 2019 ; None = non publié."""

    departement_code: str
    n_cpts: int | None
    status: str
    date: str
    source: str
    line: int


@dataclass(frozen=True)
class Recrutement:
    """Des médecins généralistes recrutés, à une place ; à la région, les totaux publiés (8 recrutés, 53 offres)."""

    departement_code: str
    commune: str | None
    structure: str | None
    structure_2: str | None
    n_medecins: int
    mode: str
    date: str
    source: str
    line: int


@dataclass(frozen=True)
class MspCds:
    """Un effectif publié de maisons ou de centres de santé, avec son statut, son qualificatif et sa date."""

    territory_code_or_name: str
    structure_type: str
    category: str
    status: str
    value: float
    qualifier: str
    unit: str
    date: str
    source: str
    line: int


@dataclass(frozen=True)
class Reseau:
    """Un effectif publié de réseaux de santé."""

    territory_code: str
    type_reseau: str
    n_reseaux: int
    coverage: str
    date: str
    source: str
    line: int


@dataclass(frozen=True)
class Mesure:
    """Une mesure d'un territoire, comptée dans une source ouverte (departements.csv)."""

    departement_code: str
    indicator: str
    value: float
    unit: str
    source: str
    period: str


@dataclass(frozen=True)
class Facts:
    """Les faits, par code de département ; un département non cité est absent, jamais à zéro.

    vagues, pta, esp, cpts : {departement: fait} ; recrutements : une ligne par place, départements seuls ;
    totaux_vagues, msp_cds, reseaux : toutes les lignes, telles que publiées ;
    departements, regions : {code: {nom de l'indicateur: Mesure}} ;
    larges : {table: faits d'une région (76…) ou du pays (FR)}, qui ne s'ajoutent jamais à ceux des départements
    (tables pta, esp, cpts, medecins_recrutes) ;
    couches : {id de couche « fait »: {departement: valeur publiée}} ; empreintes : {table: sha256}.
    """

    vagues: Mapping[str, Vague]
    totaux_vagues: tuple[TotalVague, ...]
    pta: Mapping[str, Pta]
    esp: Mapping[str, Esp]
    cpts: Mapping[str, Cpts]
    recrutements: tuple[Recrutement, ...]
    msp_cds: tuple[MspCds, ...]
    reseaux: tuple[Reseau, ...]
    departements: Mapping[str, Mapping[str, Mesure]]
    regions: Mapping[str, Mapping[str, Mesure]]
    larges: Mapping[str, tuple]
    couches: Mapping[str, Mapping[str, str]]
    empreintes: Mapping[str, str]

    def recrutes(self, departement: str) -> int | None:
        """Médecins recrutés dans ce département ; None s'il n'est pas cité."""
        counts = [fait.n_medecins for fait in self.recrutements if fait.departement_code == departement]
        return sum(counts) if counts else None

    def recrutes_region(self) -> Recrutement | None:
        """Le total régional des médecins recrutés, tel que publié ; None s'il ne l'est pas."""
        return self._total_region("total recrutés")

    def offres_region(self) -> Recrutement | None:
        """Les offres de postes publiées dans la région (des offres, pas des recrutements) ; None si non publiées."""
        return self._total_region("offres de postes")

    def _total_region(self, mode: str) -> Recrutement | None:
        return next((fait for fait in self.larges["medecins_recrutes"] if fait.mode.startswith(mode)), None)
