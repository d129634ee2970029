"""Ce que la carte compte d'un territoire : des faits comme ceux des documents, chacun avec sa source.

Les effectifs s'additionnent ; les taux sont pondérés par la population, jamais additionnés.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import pandas as pd

from layers.atlas import ABSENT, MASQUE, SPECIAL, Atlas
from layers.faits.fait import DEDUIT, DERIVE, OBSERVE, PRESQUE_RIEN, SIMULE, Document, Fait
from layers.geo.territoire import FRANCE
from layers.registre import comptes
from layers.registre.catalogue import Couche, Indicateur, Perimetre, Structure
from layers.territoire.territoires import mask, territoire
from layers.usages import sites_de, usages

CARTE = "carte"
COMPTE = "Compté, ou pondéré par la population, commune par commune dans les données de la carte."
RUBRIQUES = {"zonage": "zonages", "territoire": "zonages"}
RUBRIQUES_PAR_SUJET = {"apl": "acces"}
# La même unité, dite comme la disent les documents.
UNITES = {"consultations par an et par habitant": "consultations/an/hab."}
ETABLISSEMENTS = "établissements"
SANS_CARTE = "Les collectivités d'outre-mer, qui ne sont pas des départements, n'y sont pas."


@lru_cache(maxsize=512)
def indicateurs(atlas: Atlas, territoire_id: str) -> tuple[Fait, ...]:
    """Tout ce qui se compte d'un territoire, dans l'ordre du registre ; vide s'il est inconnu, ou si c'est un lieu des documents.

    Simulé quand le jeu l'est. L'Atlas est figé : le résultat l'est aussi. De la France ne sont comptées que les couches publiées
    partout : une commune sur cent au moins sans donnée, et ce n'est pas le pays ; en deçà, la note dit combien.
    """
    here = territoire(atlas, territoire_id)
    if here is None or here.niveau not in (FRANCE, "reg", "dep", "epci", "com"):
        return ()
    inside = mask(atlas, territoire_id)
    communes, whole = atlas.communes[inside], here.niveau == FRANCE
    # Les structures ne sont recensées que dans la région de l'Atlas.
    prepared = bool((communes["region"] == atlas.region).all())
    couches = [one for one in atlas.catalogue.of_level("commune") if not whole or _du_pays(atlas, one)]
    found = (
        *_demographie(atlas, communes, whole),
        *(one for couche in couches for one in _couche(atlas, couche, communes, whole)),
        *(_structures(atlas, inside) if prepared else ()),
        *(_usages(atlas, inside) if prepared and not atlas.simulated else ()),
        *(_quartiers(atlas, here.code) if here.niveau == "com" else ()),
    )
    return tuple(replace(one, id=f"CARTE-{territoire_id}-{one.indicateur}", territoire=territoire_id) for one in found)


@lru_cache(maxsize=4)
def documents_de_la_carte(atlas: Atlas) -> Mapping[str, Document]:
    """{source d'un fait compté: le jeu de données d'où il vient}, pour chaque entrée du registre."""
    entries = (*atlas.catalogue.indicateurs, *atlas.catalogue.couches, *atlas.catalogue.structures, *atlas.catalogue.perimetres)
    return MappingProxyType({one.source: Document(one.source, one.source, one.publisher, "", one.licence) for one in entries})


def _compte(
    atlas: Atlas, entry: Couche | Structure | Indicateur | Perimetre, indicateur: str, titre: str, valeur, unite: str, **plus
) -> Fait:
    """Le fait d'un compte ; son territoire s'y met ensuite. Une part est au dixième, un taux au centième, un effectif entier."""
    periode, _, precision = atlas.millesime(entry.id).removeprefix("en vigueur au ").partition(" (")
    written, decimales, dit = _ecrit(valeur, unite)
    topic = getattr(entry, "topic", "") or RUBRIQUES_PAR_SUJET.get(entry.id)
    rubrique = topic or RUBRIQUES.get(getattr(entry, "group", ""), "soins")
    given = {
        "rubrique": rubrique, "fiabilite": fiabilite_des_comptes(atlas), "note": getattr(entry, "note", ""), "formule": COMPTE,
        **plus,
    }  # fmt: skip
    return Fait(
        id="", indicateur=indicateur, titre=titre, territoire="", valeur=written, decimales=decimales,
        qualificatif="≈" if dit else "=", dit=dit, unite=UNITES.get(unite, unite), periode=periode,
        base_date=precision.removesuffix(")"), perimetre="", statut=OBSERVE,
        source=entry.source, ligne=None, table=CARTE, **given,
    )  # fmt: skip


def _ecrit(valeur: float | int | None, unite: str) -> tuple[float | int | None, int, str]:
    """(la valeur arrondie comme elle s'écrit, ses décimales, ce qui se dit à sa place) : une part de presque rien n'est pas zéro."""
    if valeur is None:
        return None, 0, ""
    if unite == "%":
        return round(float(valeur), 1), 1, PRESQUE_RIEN if 0 < valeur < 0.05 else ""
    return (int(valeur), 0, "") if isinstance(valeur, (int, np.integer)) else (round(float(valeur), 2), 2, "")


def _demographie(atlas: Atlas, communes: pd.DataFrame, whole: bool) -> Iterator[Fait]:
    """Population et communes du code géographique, celles que la carte ne dessine pas comprises."""
    apart = atlas.sans_contour
    here = apart["departement"].isin(communes["departement"].unique()) if len(communes) > 1 else apart["departement"] == ""
    undrawn = apart[here & apart["departement"].isin(atlas.departements.index)]
    people = pd.concat([communes["population"], pd.to_numeric(undrawn["population"], errors="coerce")])
    counts = {"population": _total(people), "communes": len(communes) + len(undrawn)}
    for entry in atlas.catalogue.indicateurs:
        if entry.id in counts:
            note = SANS_CARTE if whole else ""
            yield _compte(atlas, entry, entry.id, entry.title, counts[entry.id], entry.unit, rubrique="profil", fiabilite=DERIVE, note=note)


def _total(population: pd.Series) -> int | None:
    """Somme des populations connues ; None si aucune ne l'est."""
    known = population.dropna()
    return int(known.sum()) if len(known) else None


def _manquantes(atlas: Atlas, couche: Couche) -> int:
    return int(atlas.communes[couche.id].isin((ABSENT, MASQUE)).sum())


def _du_pays(atlas: Atlas, couche: Couche) -> bool:
    """Vrai si la couche est publiée pour presque toutes les communes."""
    return _manquantes(atlas, couche) * 100 < len(atlas.communes)


def _couche(atlas: Atlas, couche: Couche, communes: pd.DataFrame, whole: bool) -> Iterator[Fait]:
    """Par classe : le nombre de communes et la part de la population ; une moyenne pondérée pour un taux."""
    if bool(communes[couche.id].isin(SPECIAL).all()):
        return
    missing = _manquantes(atlas, couche) if whole else 0
    said = f"{missing} communes n'ont pas de donnée, ou une donnée masquée." if missing else ""
    note = " ".join(filter(None, (couche.note, said)))
    if couche.kind == "rate":
        yield _compte(atlas, couche, couche.id, comptes.moyenne(couche), moyenne_ponderee(communes, couche), couche.unit, note=note)
    parts = repartition(communes, couche)
    for classe in couche.classes:
        for quoi, valeur, unite in zip((comptes.COMMUNES, comptes.POPULATION), parts[classe.code], ("communes", "%")):
            titre = comptes.titre(couche, classe, quoi)
            yield _compte(atlas, couche, comptes.identifiant(couche, classe.code, quoi), titre, valeur, unite, note=note)


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


def _structures(atlas: Atlas, inside: np.ndarray) -> Iterator[Fait]:
    """Le nombre de sites de chaque catégorie recensée ; ce pour quoi on y va est compté par `_usages`."""
    for structure in atlas.catalogue.structures:
        if structure.id in atlas.categories:
            n = int(_sites_par_commune(atlas, structure.id)[inside].sum())
            yield _compte(atlas, structure, structure.id, structure.title, n, ETABLISSEMENTS)


@lru_cache(maxsize=256)
def _sites_par_commune(atlas: Atlas, categorie: str, usage: str = "") -> np.ndarray:
    """Les sites d'une catégorie, ou d'un usage, dans chaque commune ; aligné sur atlas.communes."""
    sites = sites_de(atlas, usage) if usage else atlas.sites[atlas.sites["categorie"] == categorie]
    return sites["code_commune"].value_counts().reindex(atlas.communes.index, fill_value=0).to_numpy()


def _quartiers(atlas: Atlas, code: str) -> Iterator[Fait]:
    """Combien de zones d'un périmètre que toute commune n'a pas (des quartiers prioritaires) ; rien s'il n'est pas publié ici."""
    for perimetre in (one for one in atlas.catalogue.perimetres if not one.exhaustive):
        zones = atlas.zones(perimetre.id, code)
        if zones is not None:
            yield _compte(atlas, perimetre, perimetre.id, perimetre.title, len(zones), perimetre.id.upper(), rubrique="zonages")


def _usages(atlas: Atlas, inside: np.ndarray) -> Iterator[Fait]:
    """Le nombre de sites de chaque usage écrit au registre que l'on propose."""
    written = {one.id for one in atlas.catalogue.usages_ecrits} - {one.id for one in atlas.catalogue.structures}
    for usage in usages(atlas):
        if usage.id not in written or not usage.places:
            continue
        sites = sites_de(atlas, usage.id)
        n = int(_sites_par_commune(atlas, "", usage.id)[inside].sum())
        of = atlas.catalogue.structure(sites["categorie"].iloc[0])
        deduced = bool(sites["deduit"].any())
        titre = f"{usage.tete}{' (déduit du nom)' if deduced else ''}"
        yield _compte(atlas, of, usage.id, titre, n, ETABLISSEMENTS, fiabilite=DEDUIT if deduced else DERIVE)
