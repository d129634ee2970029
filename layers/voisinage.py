"""Une commune parmi les siennes : ses voisines et ce qu'elles ont, et ce que valent son EPCI, son département, sa région."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from layers.atlas import Atlas
from layers.indicators import moyenne_ponderee, repartition
from layers.territoires import mask


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
    `part_prioritaire` en % de la population ; None : inconnu."""

    niveau: str
    nom: str
    communes: int
    hors_region: int
    population: int | None
    densite: float | None
    apl: float | None
    part_prioritaire: float | None
    structures: dict[str, int]
    population_region: int | None

    def pour_10_000(self, categorie: str) -> float | None:
        """Les sites d'une catégorie pour 10 000 habitants des communes de la région ; None sans recensement ou sans habitant."""
        if categorie not in self.structures or not self.population_region:
            return None
        return 10_000 * self.structures[categorie] / self.population_region


@lru_cache(maxsize=2)
def sites_par_commune(atlas: Atlas) -> pd.DataFrame:
    """Le nombre de sites par commune (lignes, celles qui en ont) et catégorie du registre (colonnes)."""
    counts = pd.crosstab(atlas.sites["code_commune"], atlas.sites["categorie"])
    return counts.reindex(columns=[s.id for s in atlas.catalogue.structures], fill_value=0)


def structures_de(atlas: Atlas, code: str) -> dict[str, int] | None:
    """{catégorie: nombre de sites} de la commune, catégories du jeu de données seulement ; None hors de la région."""
    if atlas.communes.at[code, "region"] != atlas.region:
        return None
    counts = sites_par_commune(atlas)
    own = counts.loc[code] if code in counts.index else None
    return {categorie: 0 if own is None else int(own[categorie]) for categorie in categories(atlas)}


@lru_cache(maxsize=2)
def categories(atlas: Atlas) -> tuple[str, ...]:
    """Les catégories dont le jeu de données a au moins un site : d'une autre, on ne peut pas dire « aucune »."""
    counts = sites_par_commune(atlas)
    return tuple(categorie for categorie in counts.columns if counts[categorie].sum())


@lru_cache(maxsize=64)
def voisines(atlas: Atlas, code: str) -> tuple[Voisine, ...]:
    """Les communes qui partagent une frontière avec `code`, par nom ; vide pour une île.

    Gardées : une fiche les relit pour chaque profession.
    """
    around = atlas.communes.loc[[one for one in atlas.communes.at[code, "voisins"] if one in atlas.communes.index]]
    found = [_voisine(atlas, str(one), row) for one, row in around.iterrows()]
    return tuple(sorted(found, key=lambda one: (one.nom, one.code)))


def _voisine(atlas: Atlas, code: str, row: pd.Series) -> Voisine:
    apl = row.get("apl:valeur", np.nan)
    return Voisine(
        code=code,
        nom=row["nom"],
        departement=row["departement"],
        population=None if pd.isna(row["population"]) else int(row["population"]),
        classes={couche.id: row[couche.id] for couche in atlas.catalogue.of_level("commune")},
        apl=None if pd.isna(apl) else float(apl),
        structures=structures_de(atlas, code),
    )


def comparaison(atlas: Atlas, code: str) -> tuple[Ensemble, ...]:
    """La commune, ses voisines, son EPCI, son département, sa région : ceux qui existent, dans cet ordre."""
    row = atlas.communes.loc[code]
    found = [_ensemble(atlas, "com", row["nom"], atlas.communes.loc[[code]])]
    if len(row["voisins"]):
        found.append(_ensemble(atlas, "voisines", "", atlas.communes.loc[atlas.communes.index.intersection(row["voisins"])]))
    if row["epci"] in atlas.epci.index:
        found.append(_territoire(atlas, f"epci-{row['epci']}", atlas.epci.at[row["epci"], "nom"]))
    found.append(_territoire(atlas, f"dep-{row['departement']}", atlas.departements.at[row["departement"], "nom"]))
    found.append(_territoire(atlas, f"reg-{row['region']}", atlas.regions.at[row["region"], "nom"]))
    return tuple(found)


@lru_cache(maxsize=2048)
def _territoire(atlas: Atlas, territoire_id: str, nom: str) -> Ensemble:
    """Les mêmes chiffres servent à toutes les communes du territoire : ils se comptent une fois."""
    return _ensemble(atlas, territoire_id.partition("-")[0], nom, atlas.communes[mask(atlas, territoire_id)])


def _ensemble(atlas: Atlas, niveau: str, nom: str, communes: pd.DataFrame) -> Ensemble:
    population = communes["population"].dropna()
    area = float(communes["superficie_km2"].sum())
    inside = communes.index[communes["region"] == atlas.region]
    counts = sites_par_commune(atlas).reindex(inside, fill_value=0)
    apl, zonage = atlas.catalogue.couche("apl"), atlas.catalogue.couche("zonage-medecins")
    known = communes[communes[zonage.id].isin(zonage.rank)]
    return Ensemble(
        niveau=niveau,
        nom=nom,
        communes=len(communes),
        hors_region=len(communes) - len(inside),
        population=int(population.sum()) if len(population) else None,
        densite=float(population.sum()) / area if len(population) and area > 0 else None,
        apl=moyenne_ponderee(communes, apl) if f"{apl.id}:valeur" in communes else None,
        part_prioritaire=repartition(communes, zonage)[zonage.classes[0].code][1] if len(known) else None,
        structures={categorie: int(counts[categorie].sum()) for categorie in categories(atlas)} if len(inside) else {},
        population_region=_habitants(communes.loc[inside, "population"]),
    )


def _habitants(population: pd.Series) -> int | None:
    """Les habitants de communes ; None si une seule n'a pas sa population : le taux d'un total incomplet serait faux."""
    return int(population.sum()) if len(population) and population.notna().all() else None
