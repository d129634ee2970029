"""Joint ce qui a été lu aux communes en vigueur : les deux tables d'un jeu de données et son manifeste."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from layers.catalogue import Catalogue, Perimetre
from layers.cog import Rapprochement, bring_to_current, parents_of
from layers.dataset import SITE_COLUMNS
from layers.finess_sites import Flux, Reunion, unite
from layers.fusion import cell_of
from layers.intake import Intake, Lu
from layers.perimetres import Rattachement, rattache
from layers.rapport import named
from layers.recognise import EXTRAIT, HISTORIQUE, PLUS

ISO_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
FINESS_TITLES = {
    PLUS: "FINESS+ « structures », flux quotidien",
    HISTORIQUE: "FINESS, flux historique géolocalisé",
    EXTRAIT: "FINESS, extrait régional par activité",
}


@dataclass(frozen=True, eq=False)
class Assembled:
    """Les tables du jeu (voir layers/dataset.py), le manifeste sans empreinte, et les couches que le registre connaît."""

    communes: pd.DataFrame
    sites: pd.DataFrame
    manifest: dict
    known: tuple[str, ...]


def assemble(
    intake: Intake, catalogue: Catalogue, communes: pd.DataFrame, anciennes: pd.DataFrame, region: str, box: tuple[float, ...]
) -> Assembled:
    """Joint les fichiers de `intake` aux `communes` (layers.communes.read_communes), une à une et dans leur ordre.

    `anciennes` : voir layers.communes.read_anciennes_communes. `box` : ouest, sud, est, nord de `region`, en degrés. Une
    couche sans fichier a une colonne vide ; une couche dont des communes ont des parties qui diffèrent a aussi `<id>:parties`.
    """
    parents = parents_of(communes)
    noms = dict(zip(anciennes["code"], anciennes["nom"]))
    poids = {code: int(population) for code, population in zip(anciennes["code"], anciennes["population"]) if not pd.isna(population)}
    by_id = {lu.id: lu for lu in intake.lus}
    columns, sources = {}, []
    for couche in catalogue.of_level("commune"):
        lu = by_id.get(couche.id)
        columns[couche.id] = [""] * len(communes)
        if lu:
            found = bring_to_current(lu.table, communes.index, parents, couche.kind, poids)
            columns[couche.id] = found.valeurs.to_list()
            if found.parties:
                columns[f"{couche.id}:parties"] = [cell_of(found.parties.get(code, ()), noms) for code in communes.index]
            sources.append(_commune_source(lu, couche, found))
    for perimetre in catalogue.perimetres:
        lu = by_id.get(perimetre.id)
        if lu:
            attached = rattache(lu.table, perimetre, communes, parents)
            columns |= {perimetre.id: attached.codes, f"{perimetre.id}:nom": attached.noms}
            sources.append(_perimetre_source(lu, perimetre, attached))
    table = pd.DataFrame({"code_commune": communes.index.to_list(), **columns}, dtype="str")
    flux = [Flux(lu.id, lu.date, lu.table) for lu in intake.lus if lu.id in FINESS_TITLES]
    sites = pd.DataFrame(columns=list(SITE_COLUMNS), dtype="str")
    if flux:
        reunion = unite(flux, _of_region(communes, region), parents, box, catalogue)
        sites = reunion.sites
        sources += [_site_source(by_id[one.id], reunion, catalogue) for one in flux]
    manifest = {"mode": "official", "hash": "", "date": _latest(sources), "region": region, "sources": sources}
    return Assembled(table, sites, manifest, tuple(catalogue.by_id))


def _of_region(communes: pd.DataFrame, region: str) -> pd.DataFrame:
    """Les communes de la région, avec la mairie ; à défaut de mairie connue, un point de leur territoire."""
    kept = communes[communes["region"] == region]
    points = {column: kept[column].fillna(kept[f"{column}_interieure"]) for column in ("longitude", "latitude")}
    return kept.assign(**points).reset_index()


def _commune_source(lu: Lu, couche, found: Rapprochement) -> dict:
    said = [
        (found.repliees, "Lignes d'anciennes communes ou d'arrondissements portées à leur commune"),
        (found.remplacees, "Lignes d'arrondissements laissées, leur commune ayant la sienne"),
        (found.partagees, "Communes dont les anciennes communes diffèrent, dites « partagées » avec leurs parties"),
        (found.moyennes, "Communes dont le taux est la moyenne de leurs anciennes communes, pondérée par la population"),
        (found.nouvelles, "Communes en vigueur sans ligne, dans un département que le fichier couvre (créées ou rétablies depuis)"),
        (found.hors_champ, "Communes en vigueur sans ligne, dans un département que le fichier ne couvre pas"),
    ]
    remarks = [*lu.remarques, *(f"{words} : {named(codes)}." for codes, words in said if codes)]
    return {
        **_identity(lu, couche.title, couche.publisher, couche.licence, couche.vintage),
        "lignes_retenues": found.directes + len(found.repliees),
        "sans_correspondance": found.sans_correspondance,
        "communes_sans_ligne": found.sans_ligne,
        "fusions": _by_commune(found.repliees),
        "couches": [couche.id],
        "remarques": remarks,
    }


def _by_commune(folded: dict[str, str]) -> dict[str, list[str]]:
    """{ancien code: commune} -> {commune: ses anciens codes, triés}."""
    return {commune: sorted(old for old, new in folded.items() if new == commune) for commune in sorted(set(folded.values()))}


def _perimetre_source(lu: Lu, perimetre: Perimetre, found: Rattachement) -> dict:
    remarks = [*lu.remarques]
    if found.repliees:
        remarks.append(f"Lignes d'anciennes communes portées à leur commune : {named(found.repliees)}.")
    if perimetre.exhaustive and found.plusieurs:
        remarks.append(f"Communes réunies d'anciennes communes de zones différentes, toutes dites : {named(found.plusieurs)}.")
    if perimetre.exhaustive and found.sans_ligne:
        remarks.append(f"Communes en vigueur sans ligne dans le fichier : {named(found.sans_ligne)}.")
    if not perimetre.exhaustive:
        known = len(found.codes) - len(found.sans_ligne)
        remarks.append(f"Le fichier couvre {known} communes, celles des régions qui y ont au moins une zone.")
    return {
        **_identity(lu, perimetre.title, perimetre.publisher, perimetre.licence, lu.date or perimetre.vintage),
        "lignes_retenues": found.retenues,
        "sans_correspondance": found.sans_correspondance,
        "communes_sans_ligne": found.sans_ligne if perimetre.exhaustive else [],
        "couches": [perimetre.id],
        "remarques": remarks,
    }


def _site_source(lu: Lu, reunion: Reunion, catalogue: Catalogue) -> dict:
    """La source d'un flux de sites ; seul le flux de base porte les structures montrées."""
    structures = [one for one in catalogue.structures if one.reader == "finess"]
    present = set(reunion.sites["categorie"])
    remarks = [*lu.remarques, *reunion.remarques[lu.id]]
    if not lu.date:
        remarks.append("Le fichier n'annonce pas de date.")
    return {
        **_identity(lu, FINESS_TITLES[lu.id], structures[0].publisher, structures[0].licence, lu.date or "non précisé dans le fichier"),
        "lignes_retenues": reunion.retenus[lu.id],
        "sans_correspondance": reunion.sans_correspondance[lu.id],
        "couches": [one.id for one in structures if one.id in present] if lu.id == reunion.base else [],
        "remarques": remarks,
    }


def _identity(lu: Lu, title: str, publisher: str, licence: str, vintage: str) -> dict:
    return {
        "id": lu.id,
        "titre": title,
        "fichier": lu.fichier,
        "sha256": lu.sha256,
        "editeur": publisher,
        "licence": licence,
        "millesime": vintage,
        "lignes_lues": lu.lignes,
    }


def _latest(sources: list[dict]) -> str:
    """La plus récente des dates que les données annoncent (ISO, parfois sans le jour) ; '' si aucune."""
    return max((source["millesime"] for source in sources if ISO_DATE.fullmatch(source["millesime"])), default="")
