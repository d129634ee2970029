"""Une commune parmi les siennes : ses voisines et ce qu'elles ont, et ce que valent son EPCI, son département, sa région."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.registre.catalogue import Couche
from layers.socle.lignes import Ligne
from layers.territoire.indicateurs import moyenne, repartition_des_codes
from layers.territoire.territoires import mask
from layers.usages import sites_de, usages

APL, ZONAGE = "apl", "zonage-medecins"


@dataclass(frozen=True)
class Voisine:
    """Une commune voisine. `structures` : {catégorie: nombre de sites}, None hors de la région (les données n'en ont pas).

    `classes` : {couche: code de classe, ou marque spéciale d'Atlas}. `population` None : non publiée.
    """

    code: str
    nom: str
    departement: str
    population: int | None
    classes: dict[str, str]
    apl: float | None
    structures: dict[str, int] | None


@dataclass(frozen=True)
class Ensemble:
    """Un ensemble de communes à comparer. Les sites ne se comptent que dans la région : `hors_region` dit combien de ses
    communes n'y sont pas, `population_region` compte les habitants des autres. `densite` en habitants par km²,
    `part_prioritaire` en % de la population ; None : inconnu. `usages` : {usage du registre: nombre de sites}."""

    niveau: str
    nom: str
    communes: int
    hors_region: int
    population: int | None
    densite: float | None
    apl: float | None
    part_prioritaire: float | None
    usages: dict[str, int]
    population_region: int | None

    def pour_10_000(self, usage: str) -> float | None:
        """Les sites d'un usage pour 10 000 habitants des communes de la région ; None sans recensement ou sans habitant."""
        if usage not in self.usages or not self.population_region:
            return None
        return 10_000 * self.usages[usage] / self.population_region


@dataclass(frozen=True, eq=False)
class Colonnes:
    """Ce qu'une comparaison lit des communes d'un Atlas, dans leur ordre. population : NaN si elle n'est pas connue.

    apl : NaN si elle n'est pas connue ; None si le jeu n'a pas cette couche. sites : une ligne par commune, une colonne par
    catégorie de `categories` ; usages : de même, une colonne par usage, dans l'ordre de layers.usages.usages.
    dedans : la commune est dans la région, seule où les sites se comptent.
    """

    population: np.ndarray
    superficie_km2: np.ndarray
    apl: np.ndarray | None
    zonage: np.ndarray
    dedans: np.ndarray
    categories: tuple[str, ...]
    sites: np.ndarray
    usages: np.ndarray


@lru_cache(maxsize=8)
def colonnes(atlas: Atlas) -> Colonnes:
    """Les colonnes d'un Atlas, tirées une fois."""
    communes = atlas.communes
    counts = pd.crosstab(atlas.sites["code_commune"], atlas.sites["categorie"]).reindex(communes.index, fill_value=0)
    known = tuple(one.id for one in atlas.catalogue.structures if one.id in counts.columns and bool(counts[one.id].sum()))
    return Colonnes(
        population=communes["population"].to_numpy(dtype=float, na_value=np.nan),
        superficie_km2=communes["superficie_km2"].to_numpy(dtype=float),
        apl=communes[f"{APL}:valeur"].to_numpy(dtype=float) if f"{APL}:valeur" in communes else None,
        zonage=communes[ZONAGE].to_numpy(),
        dedans=(communes["region"] == atlas.region).to_numpy(),
        categories=known,
        sites=counts[list(known)].to_numpy(dtype=int),
        usages=np.array([_par_commune(atlas, one.id) for one in usages(atlas)], dtype=int).reshape(-1, len(communes)).T,
    )


def _par_commune(atlas: Atlas, usage: str) -> np.ndarray:
    return sites_de(atlas, usage)["code_commune"].value_counts().reindex(atlas.communes.index, fill_value=0).to_numpy(dtype=int)


def structures_de(atlas: Atlas, code: str) -> dict[str, int] | None:
    """{catégorie: nombre de sites} de la commune, catégories du jeu de données seulement ; None hors de la région."""
    table, rang = colonnes(atlas), atlas.communes.index.get_loc(code)
    return dict(zip(table.categories, table.sites[rang].tolist())) if table.dedans[rang] else None


def categories(atlas: Atlas) -> tuple[str, ...]:
    """Les catégories dont le jeu de données a au moins un site : d'une autre, on ne peut pas dire « aucune »."""
    return colonnes(atlas).categories


@lru_cache(maxsize=64)
def voisines(atlas: Atlas, code: str) -> tuple[Voisine, ...]:
    """Les communes qui partagent une frontière avec `code`, par nom ; vide pour une île.

    Gardées : une fiche les relit pour chaque profession.
    """
    around = (atlas.lignes.au_rang(rang) for rang in atlas.lignes.rangs(atlas.commune(code)["voisins"]))
    return tuple(sorted((_voisine(atlas, row) for row in around), key=lambda one: (one.nom, one.code)))


def _voisine(atlas: Atlas, row: Ligne) -> Voisine:
    apl = row.get(f"{APL}:valeur", np.nan)
    return Voisine(
        code=str(row.name),
        nom=row["nom"],
        departement=row["departement"],
        population=None if pd.isna(row["population"]) else int(row["population"]),
        classes={couche.id: row[couche.id] for couche in atlas.catalogue.of_level("commune")},
        apl=None if pd.isna(apl) else float(apl),
        structures=structures_de(atlas, str(row.name)),
    )


def comparaison(atlas: Atlas, code: str) -> tuple[Ensemble, ...]:
    """La commune, ses voisines, son EPCI, son département, sa région : ceux qui existent, dans cet ordre."""
    row = atlas.commune(code)
    found = [_ensemble(atlas, "com", row["nom"], atlas.lignes.rangs([code]))]
    if len(row["voisins"]):
        found.append(_ensemble(atlas, "voisines", "", atlas.lignes.rangs(row["voisins"])))
    if row["epci"] in atlas.epci.index:
        found.append(_territoire(atlas, f"epci-{row['epci']}", atlas.epci.at[row["epci"], "nom"]))
    found.append(_territoire(atlas, f"dep-{row['departement']}", atlas.departements.at[row["departement"], "nom"]))
    found.append(_territoire(atlas, f"reg-{row['region']}", atlas.regions.at[row["region"], "nom"]))
    return tuple(found)


@lru_cache(maxsize=2048)
def _territoire(atlas: Atlas, territoire_id: str, nom: str) -> Ensemble:
    """Les mêmes chiffres servent à toutes les communes du territoire : ils se comptent une fois."""
    return _ensemble(atlas, territoire_id.partition("-")[0], nom, np.flatnonzero(mask(atlas, territoire_id)))


def _ensemble(atlas: Atlas, niveau: str, nom: str, rangs: np.ndarray) -> Ensemble:
    """L'ensemble des communes à ces places de l'Atlas."""
    table, zonage = colonnes(atlas), atlas.catalogue.couche(ZONAGE)
    everyone, codes = table.population[rangs], table.zonage[rangs]
    people = everyone[~np.isnan(everyone)]
    area = float(np.nansum(table.superficie_km2[rangs]))
    inside = rangs[table.dedans[rangs]]
    return Ensemble(
        niveau=niveau,
        nom=nom,
        communes=len(rangs),
        hors_region=len(rangs) - len(inside),
        population=int(people.sum()) if len(people) else None,
        densite=float(people.sum()) / area if len(people) and area > 0 else None,
        apl=None if table.apl is None else moyenne(table.apl[rangs], everyone),
        part_prioritaire=_part_prioritaire(codes, everyone, zonage),
        usages=dict(zip((one.id for one in usages(atlas)), table.usages[inside].sum(axis=0).tolist())) if len(inside) else {},
        population_region=_habitants(table.population[inside]),
    )


def _part_prioritaire(codes: np.ndarray, population: np.ndarray, zonage: Couche) -> float | None:
    """La part de la population dans la première classe du zonage, en % ; None si aucune commune n'a de classe."""
    if not any(code in zonage.rank for code in codes):
        return None
    return repartition_des_codes(codes, population, zonage)[zonage.classes[0].code][1]


def _habitants(population: np.ndarray) -> int | None:
    """Les habitants de communes ; None si une seule n'a pas sa population : le taux d'un total incomplet serait faux."""
    return int(population.sum()) if len(population) and not np.isnan(population).any() else None
