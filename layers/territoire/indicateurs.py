"""Les indicateurs d'un territoire : comptés dans l'Atlas ou publiés par un document, chacun avec sa source.

Les effectifs s'additionnent ; les taux sont pondérés par la population, jamais additionnés.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import ABSENT, MASQUE, SPECIAL, Atlas
from layers.faits.valeur import DEDUIT, DERIVE, SIMULE, Valeur
from layers.registre.catalogue import Couche, Structure
from layers.territoire.indicateurs_publies import faits
from layers.territoire.territoires import mask, territoire
from layers.usages import sites_de, usages


@lru_cache(maxsize=256)
def indicateurs(atlas: Atlas, territoire_id: str) -> tuple[Valeur, ...]:
    """Tous les indicateurs d'un territoire (région, département, EPCI ou commune), dans l'ordre du panneau.

    Vide si le territoire est inconnu. L'Atlas est figé : le résultat l'est aussi.
    """
    if territoire(atlas, territoire_id) is None:
        return ()
    communes = atlas.communes[mask(atlas, territoire_id)]
    return (
        *_demographie(atlas, communes),
        *(valeur for couche in atlas.catalogue.of_level("commune") for valeur in _couche(atlas, couche, communes)),
        *(valeur for structure in atlas.catalogue.structures for valeur in _structure(atlas, structure, communes, territoire_id)),
        *_usages(atlas, communes),
        *faits(atlas, territoire_id),
    )


@lru_cache(maxsize=4)
def indicateurs_du_pays(atlas: Atlas) -> tuple[Valeur, ...]:
    """Les couches de communes comptées sur toute la France, où elles y sont publiées ; vide pour les autres.

    Une couche dont une commune sur cent au moins n'a pas de donnée n'est pas celle du pays ; en deçà, la note dit combien.
    """
    found: list[Valeur] = []
    for couche in atlas.catalogue.of_level("commune"):
        missing = int(atlas.communes[couche.id].isin((ABSENT, MASQUE)).sum())
        if missing * 100 < len(atlas.communes):
            note = f"{missing} communes n'ont pas de donnée, ou une donnée masquée." if missing else ""
            found += [replace(one, note=" ".join(filter(None, (one.note, note)))) for one in _couche(atlas, couche, atlas.communes)]
    return tuple(found)


def _demographie(atlas: Atlas, communes: pd.DataFrame) -> Iterator[Valeur]:
    counts = {"population": _total(communes["population"]), "communes": len(communes)}
    for indicateur in atlas.catalogue.indicateurs:
        if indicateur.id in counts:
            yield Valeur(
                indicateur.id,
                indicateur.title,
                counts[indicateur.id],
                indicateur.unit,
                indicateur.vintage,
                indicateur.source,
                indicateur.publisher,
                indicateur.licence,
                DERIVE,
                "entete",
                indicateur.id,
            )


def _total(population: pd.Series) -> int | None:
    """Somme des populations connues ; None si aucune ne l'est."""
    known = population.dropna()
    return int(known.sum()) if len(known) else None


def _couche(atlas: Atlas, couche: Couche, communes: pd.DataFrame) -> Iterator[Valeur]:
    """Par classe : le nombre de communes et la part de la population ; une moyenne pondérée pour un taux."""
    if bool(communes[couche.id].isin(SPECIAL).all()):
        return
    common = {
        "periode": atlas.millesime(couche.id),
        "source": couche.source,
        "editeur": couche.publisher,
        "licence": couche.licence,
        "fiabilite": fiabilite_des_comptes(atlas),
        "groupe": couche.group,
        "sujet": couche.id,
        "note": couche.note,
    }
    if couche.kind == "rate":
        yield Valeur(
            id=couche.id, titre=f"{couche.title}, moyenne pondérée", valeur=moyenne_ponderee(communes, couche), unite=couche.unit, **common
        )
    parts = repartition(communes, couche)
    for classe in couche.classes:
        n, part = parts[classe.code]
        yield Valeur(
            id=f"{couche.id}.{classe.code}.communes",
            titre=f"{couche.short} : communes, {classe.label}",
            valeur=n,
            unite="communes",
            classe=classe.code,
            **common,
        )
        yield Valeur(
            id=f"{couche.id}.{classe.code}.population",
            titre=f"{couche.short} : part de la population, {classe.label}",
            valeur=part,
            unite="%",
            classe=classe.code,
            **common,
        )


def fiabilite_des_comptes(atlas: Atlas) -> str:
    """Compter des communes déduit un chiffre de données publiées ; ou de données simulées."""
    return SIMULE if atlas.simulated else DERIVE


def repartition(communes: pd.DataFrame, couche: Couche) -> dict[str, tuple[int, float | None]]:
    """{code de classe ou marque spéciale: (nombre de communes, part de la population en %)}.

    La part est celle de la population du territoire entier, communes sans classe comprises ; None si elle est nulle.
    """
    population = communes["population"].to_numpy(dtype=float, na_value=np.nan)
    return repartition_des_codes(communes[couche.id].to_numpy(), population, couche)


def repartition_des_codes(codes: np.ndarray, population: np.ndarray, couche: Couche) -> dict[str, tuple[int, float | None]]:
    """Comme `repartition`, des codes de classe et de la population (NaN : inconnue) de communes, dans le même ordre."""
    whole = np.nansum(population)
    result = {}
    for code in (*couche.rank, *SPECIAL):
        chosen = codes == code
        part = float(100 * np.nansum(population[chosen]) / whole) if whole > 0 else None
        result[code] = (int(chosen.sum()), part)
    return result


def moyenne_ponderee(communes: pd.DataFrame, couche: Couche) -> float | None:
    """Moyenne d'un taux pondérée par la population des communes où il est connu ; None s'il ne l'est nulle part."""
    columns = (communes[name].to_numpy(dtype=float, na_value=np.nan) for name in (f"{couche.id}:valeur", "population"))
    return moyenne(*columns)


def moyenne(values: np.ndarray, weights: np.ndarray) -> float | None:
    """La moyenne de `values` pondérée par `weights`, là où les deux sont connus (ni l'un ni l'autre NaN) ; None s'ils ne le sont
    nulle part, ou si les poids connus sont nuls."""
    known = ~(np.isnan(values) | np.isnan(weights))
    if not weights[known].sum() > 0:
        return None
    return float(np.average(values[known], weights=weights[known]))


def _structure(atlas: Atlas, structure: Structure, communes: pd.DataFrame, territoire_id: str) -> Iterator[Valeur]:
    """Le nombre de sites d'une catégorie, et de chaque sous-type déduit ; rien hors de la région préparée."""
    if not bool((communes["region"] == atlas.region).all()) or structure.id not in atlas.categories:
        return
    sites = atlas.sites[(atlas.sites["categorie"] == structure.id) & atlas.sites["code_commune"].isin(communes.index)]
    common = {
        "unite": "sites",
        "periode": atlas.millesime(structure.id),
        "source": structure.source,
        "editeur": structure.publisher,
        "licence": structure.licence,
        "groupe": "structures",
        "sujet": structure.id,
    }
    yield Valeur(structure.id, structure.title, len(sites), fiabilite=SIMULE if atlas.simulated else DERIVE, **common)
    if atlas.simulated:
        return
    for subtype in structure.subtypes:
        n = int((sites["sous_type"] == subtype.code).sum())
        note = "Sous-type déduit du nom du centre : il n'est pas publié."
        yield Valeur(
            f"{structure.id}.{subtype.code}",
            f"{structure.short}, {subtype.label} (déduit du nom)",
            n,
            fiabilite=DEDUIT,
            classe=subtype.code,
            note=note,
            **common,
        )
    if structure.subtypes:
        known = {subtype.code for subtype in structure.subtypes}
        others = int((~sites["sous_type"].isin(known)).sum())
        note = "Le nom de ces centres ne dit pas leur type."
        yield Valeur(
            f"{structure.id}.indetermine",
            f"{structure.short}, type non déductible du nom",
            others,
            fiabilite=DEDUIT,
            classe="indetermine",
            note=note,
            **common,
        )


def _usages(atlas: Atlas, communes: pd.DataFrame) -> Iterator[Valeur]:
    """Le nombre de sites de chaque usage écrit au registre que l'on propose ; rien hors de la région préparée."""
    if atlas.simulated or not bool((communes["region"] == atlas.region).all()):
        return
    written = {one.id for one in atlas.catalogue.usages_ecrits} - {one.id for one in atlas.catalogue.structures}
    for usage in usages(atlas):
        if usage.id not in written or not usage.places:
            continue
        sites = sites_de(atlas, usage.id)
        here = sites[sites["code_commune"].isin(communes.index)]
        of = atlas.catalogue.structure(sites["categorie"].iloc[0])
        deduced = bool(sites["deduit"].any())
        yield Valeur(
            usage.id,
            f"{usage.tete}{' (déduit du nom)' if deduced else ''}",
            len(here),
            "sites",
            atlas.millesime(of.id),
            of.source,
            of.publisher,
            of.licence,
            DEDUIT if deduced else DERIVE,
            "structures",
            usage.id,
        )
