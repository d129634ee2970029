"""Le jeu de démonstration : classes et structures simulées, dont les totaux par département sont ceux de data/facts.

Rien ici n'est vrai d'une commune. Chaque valeur simulée est reconnaissable : manifeste en mode « demonstration »,
structures nommées « simulée » et numérotées « SIM- », position approximative.
"""

from __future__ import annotations

import re
import zlib

import numpy as np
import pandas as pd

from layers.faits.par_departement import Mesures
from layers.jeu.jeu import DataSet, hash_of
from layers.jeu.tracabilite import DIT_PAR_LE_REGISTRE, DIT_PAR_UN_DOCUMENT
from layers.registre.catalogue import Catalogue, Couche, Structure
from layers.simulation.champs import Terrain, centred, codes_of, terrains, upland, waves
from layers.simulation.repartition import cut, shares, swap_towards
from layers.simulation.sites import MENTION, simulated_sites, source_id
from layers.simulation.totaux import Totaux, totaux
from layers.socle.defauts import Checker

FACTS_FILE = "departements.csv"
ABSENT = ""
TOWN_WEIGHTS = (0.0, 0.5, 1.0, 2.0, 4.0, -0.5, -1.0)
CLOSE_ENOUGH = 0.002  # somme des écarts de parts : le dixième de point que les parts publiées portent
ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}\Z")


def simulate(catalogue: Catalogue, communes: pd.DataFrame, facts: Mesures, region: str = "76") -> DataSet:
    """Le jeu simulé de `region`, aux tables du contrat des jeux de données ; déterministe.

    communes : la géographie (code_commune en colonne ou en index, nom, departement, region, population, longitude,
    latitude ; NaN ou vide = inconnu). Le nombre de communes par classe et de structures par département est exactement
    celui de data/facts ; les parts de population en sont approchées ; l'APL simulée a la moyenne pondérée publiée.
    Hors de la région, et là où rien n'est publié : "" (absent). Lève DataError si les totaux dépassent les communes.
    """
    departements = terrains(communes, sorted(facts.departements), region)
    columns = {couche.id: _column(couche, departements, facts, len(communes)) for couche in catalogue.of_level("commune")}
    values = pd.DataFrame({"code_commune": codes_of(communes), **columns}, dtype="str")
    sites = simulated_sites(catalogue, departements, facts)
    return DataSet(communes=values, sites=sites, manifest=_manifest(catalogue, values, sites, facts))


def _column(couche: Couche, departements: list[Terrain], facts: Mesures, size: int) -> np.ndarray:
    """(size,) la valeur de la couche dans chaque commune, "" là où rien n'est simulé."""
    column = np.full(size, ABSENT, dtype=object)
    for terrain in departements:
        measures = facts.departements[terrain.code]
        # Un taux n'est simulé que d'après sa propre moyenne publiée : celle des généralistes ne dit rien des infirmiers ni des minutes.
        if couche.bounded and couche.id in measures:
            column[terrain.rows] = _rates(terrain, measures[couche.id].nombre)
        published = None if couche.bounded else totaux(measures, couche)
        if published is not None:
            codes = np.array([*(classe.code for classe in couche.classes), ABSENT], dtype=object)
            column[terrain.rows] = codes[_ranks(couche, terrain, published)]  # UNASSIGNED = -1 : la dernière, ABSENT
    return column


def _seed(name: str) -> int:
    return zlib.crc32(name.encode())


def _ranks(couche: Couche, terrain: Terrain, published: Totaux) -> np.ndarray:
    """(n,) rang de la classe de chaque commune : les comptes publiés, exactement, en plages d'un seul tenant."""
    checker = Checker(FACTS_FILE)
    total, there = int(published.counts.sum()), len(terrain.rows)
    room = f"au plus {there} communes dans le département {terrain.code} (« {couche.id} »)"
    checker.expect(total <= there, column="value", expected=room, found=total)
    checker.raise_if_any()
    # Ce qui n'a pas de classe publiée reste absent : d'abord les communes de population inconnue, puis au hasard.
    spare = np.random.default_rng(_seed(couche.id + terrain.code)).random(there) + terrain.counted
    if couche.reader == "montagne":
        return cut(-upland(terrain.points), published.counts, spare)
    if published.shares is None or not terrain.population.sum() > 0:
        return cut(_ease(couche.id, terrain, 1.0), published.counts, spare)
    return _towards_shares(couche, terrain, published, spare)


def _towards_shares(couche: Couche, terrain: Terrain, published: Totaux, spare: np.ndarray) -> np.ndarray:
    """(n,) rangs aux comptes exacts, aux parts de population les plus proches qu'on trouve, les champs essayés tour à tour."""
    size = len(published.counts)

    def gap(ranks: np.ndarray) -> float:
        return float(np.abs(shares(ranks, terrain.population, size) - published.shares).sum())

    scores = [_ease(couche.id, terrain, weight) for weight in TOWN_WEIGHTS]
    starts = sorted(((score, cut(score, published.counts, spare)) for score in scores), key=lambda start: gap(start[1]))
    best = starts[0][1]
    for score, ranks in starts:
        swapped = swap_towards(ranks, score, terrain.population, published.shares)
        best = swapped if gap(swapped) < gap(best) else best
        if gap(best) < CLOSE_ENOUGH:
            break
    return best


def _ease(name: str, terrain: Terrain, town_weight: float) -> np.ndarray:
    """(n,) où l'offre de soins est plausiblement aisée : près des villes, au gré d'ondes propres à chaque couche."""
    return terrain.pull + 0.8 * centred(waves(terrain.points, _seed(name))) + town_weight * terrain.size


def _rates(terrain: Terrain, mean: float) -> np.ndarray:
    """(n,) textes à deux décimales dont la moyenne pondérée par la population est `mean`, à deux décimales."""
    relative = 1 + 0.55 * np.tanh(_ease("zonage-medecins", terrain, 0.5) / 2.5)
    weights = terrain.population if terrain.population.sum() > 0 else np.ones(len(terrain.rows))
    rates = np.round(mean * relative / np.average(relative, weights=weights), 2)
    return np.array([f"{rate:.2f}" for rate in rates], dtype=object)


def _manifest(catalogue: Catalogue, values: pd.DataFrame, sites: pd.DataFrame, facts: Mesures) -> dict:
    """Une source par couche et par catégorie simulée ; chacune dit qu'elle est une démonstration."""
    sources = []
    for couche in catalogue.of_level("commune"):
        kept = int((values[couche.id] != ABSENT).sum())
        if kept:
            sources.append(_source(couche, couche.vintage, kept, facts))
    for structure in catalogue.structures:
        kept = int((sites["categorie"] == structure.id).sum())
        if kept:
            sources.append(_source(structure, _vintage(facts, structure.id), kept, facts))
    return {"mode": "demonstration", "hash": hash_of(values, sites), "date": _date(facts), "sources": sources}


def _source(entry: Couche | Structure, vintage: str, kept: int, facts: Mesures) -> dict:
    return {
        "id": source_id(entry.id),
        "titre": f"{entry.title} ({MENTION})",
        "fichier": f"data/facts/{FACTS_FILE}",
        "sha256": facts.empreintes[FACTS_FILE],
        "editeur": entry.publisher,
        "licence": entry.licence,
        "millesime": vintage,
        "millesime_dit_par": DIT_PAR_LE_REGISTRE if isinstance(entry, Couche) else DIT_PAR_UN_DOCUMENT,
        "lignes_lues": len(facts.departements),
        "lignes_retenues": kept,
        "sans_correspondance": [],
        "couches": [entry.id],
        "remarques": [MENTION],
    }


def _vintage(facts: Mesures, indicator: str) -> str:
    return max(measures[indicator].periode for measures in facts.departements.values() if indicator in measures)


def _date(facts: Mesures) -> str:
    """La date la plus récente que portent les totaux ("" s'il n'y en a aucune au format ISO)."""
    periods = {measure.periode for measures in facts.departements.values() for measure in measures.values()}
    return max((period for period in periods if ISO_DATE.match(period)), default="")
