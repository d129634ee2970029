"""Réunit les flux FINESS lus : un flux de base, les positions qui lui manquent prises ailleurs, les écarts comptés."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd

from layers.jeu.jeu import SITE_COLUMNS, SITE_EXTRAS
from layers.preparation.complements import complete
from layers.preparation.corrections import corrige
from layers.preparation.places import FORME, distances_m, hors_de_leur_commune, refuse_un_flux_melange
from layers.preparation.usages import activites_de, classe_par_usage
from layers.registre.catalogue import Catalogue
from layers.socle.defauts import Defect
from layers.socle.noms import plain
from layers.socle.rapport import named
from layers.sources.commune_values import CODE_COMMUNE
from layers.sources.ecarts import CATEGORIE, NUMERO, Ecart

CORRECTIONS = "corrections"
EXACT, APPROXIMATE = "exacte", "approximative"
MARGIN = 0.05  # degrés autour de l'emprise de la région : un site proche de la limite n'est pas une erreur
MOVED_M = 500
MOST_ASIDE = 5  # enregistrements mis de côté que l'on cite ; le rapport les a tous
MOST_BAD = 0.01  # part d'un flux mise de côté au-delà de laquelle il est refusé entier
FEW = 20  # moins d'enregistrements se lisent un à un
MOST_CATEGORIES = 5  # catégories FINESS citées quand le registre ne les montre pas
EARTH_M = 6_371_000


@dataclass(frozen=True, eq=False)
class FluxFiness:
    """Un flux FINESS lu. `id` de la source ; `date` que son contenu annonce ('' si aucune) ; `sites` : numero_finess,
    nom, nom_long, categorie (code FINESS), code_commune, longitude, latitude, et activites (voir layers/sources) s'il les donne ;
    `lus` : ses enregistrements, `ecarts` : ceux mis de côté ; `fichier` : celui que nomme un refus."""

    id: str
    date: str
    sites: pd.DataFrame
    lus: int = 0
    ecarts: tuple[Ecart, ...] = ()
    fichier: str = ""


@dataclass(frozen=True, eq=False)
class SitesReunis:
    """`sites` (SITE_COLUMNS), le flux de base, et par flux ce qui a été retenu, ce qui manque et ce qu'il faut savoir ; `refus` : les
    enregistrements mis de côté qui interdisent de mettre en service, sauf raison donnée ; `editeur` : ce que l'éditeur disait des
    valeurs corrigées (layers.preparation.corrections.corrige)."""

    sites: pd.DataFrame
    base: str
    retenus: dict[str, int]
    sans_correspondance: dict[str, list[str]]
    remarques: dict[str, list[str]]
    refus: tuple[Defect, ...] = ()
    editeur: dict[str, dict] = field(default_factory=dict)


def unite(
    flux: list[FluxFiness],
    communes: pd.DataFrame,
    parents: dict[str, str],
    box: tuple[float, ...],
    catalogue: Catalogue,
    connus: Collection[str] = (),
    complements: Sequence[FluxFiness] = (),
    corrigees: Mapping[str, dict] = MappingProxyType({}),
) -> SitesReunis:
    """Réunit les `flux` (au moins un) en une ligne par site des `communes` d'une région.

    `communes` : celles de la région (code_commune, departement, longitude, latitude de la mairie en degrés,
    NaN si inconnues). `parents` : {ancien code: commune}. `box` : ouest, sud, est, nord de la région, en degrés. `connus` : les codes
    de toutes les communes en vigueur ; un code qu'aucune ne porte, ni n'a porté, se place par le point du site. `corrigees` : le champ
    `editeur` que rendait la préparation en service.
    """
    placed = {one.id: _par_leur_point(one.sites, communes, parents, connus) for one in flux}
    lost = {one.id: _unmatched(one.sites, communes, parents, catalogue) for one in flux}  # un code disparu se dit, même placé
    flux = [replace(one, sites=placed[one.id][0]) for one in flux]
    kept = {one.id: _of_region(one.sites, communes, parents, catalogue) for one in flux}
    order = sorted(flux, key=lambda one: (_covers(kept[one.id], communes), one.date, len(kept[one.id])), reverse=True)
    base, others = order[0], order[1:]
    notes: dict[str, list[str]] = {one.id: _left(one.sites, communes, parents, catalogue) + placed[one.id][1] for one in flux}
    refused: list[Defect] = []
    for one in flux:
        said, defects = _aside(one, communes, parents, catalogue)
        notes[one.id] += said
        refused += defects if one is base else []
    if not _covers(kept[base.id], communes):
        notes[base.id].append("Aucun flux ne couvre tous les départements de la région : celui-ci est le plus complet.")
    sites = _with_categories_of_others(base, others, kept, notes)
    _place(sites, base, [(one, kept[one.id]) for one in others], communes, box, notes)
    for one in others:
        notes[base.id] += differences(kept[base.id], kept[one.id], one.id)
        notes[one.id] += _twins(kept[one.id])
        notes[one.id].append(f"Sert à compléter et à comparer « {base.id} », le plus récent des flux qui couvrent la région.")
    notes[base.id] += _twins(kept[base.id])
    here = set(communes["code_commune"])
    corrections = next((one for one in complements if one.id == CORRECTIONS), None)
    complements = [one for one in complements if one is not corrections]
    kept |= {one.id: _complement(one.sites, sites, here, parents) for one in complements}
    notes |= {one.id: ["Complète les sites des autres fichiers FINESS."] for one in complements}
    lost |= {one.id: [] for one in complements}
    notes[base.id] += classe_par_usage(sites, activites_de((*flux, *complements), kept), communes, catalogue)
    notes[base.id] += complete(sites, (base, *others, *complements), kept, communes)
    editeur: dict[str, dict] = {}
    if corrections:
        sites, notes[CORRECTIONS], editeur = corrige(sites, corrections.sites, corrections.fichier, communes, corrigees)
        kept[CORRECTIONS], lost[CORRECTIONS] = sites[sites["corrige"] != ""], []
    sites["nom"] = [" ".join((long_name or name).split()) for name, long_name in zip(sites["nom"], sites["nom_long"])]
    sites["categorie"] = sites["structure"]
    sites = sites.assign(**{column: "" for column in SITE_EXTRAS if column not in sites})
    return SitesReunis(
        sites=sites[[*SITE_COLUMNS, *SITE_EXTRAS]].sort_values("numero_finess").reset_index(drop=True),
        base=base.id,
        retenus={one.id: len(kept[one.id]) for one in (*flux, *complements, *filter(None, (corrections,)))},
        sans_correspondance=lost,
        remarques=notes,
        refus=tuple(refused),
        editeur=editeur,
    )


def _complement(told: pd.DataFrame, sites: pd.DataFrame, here: set[str], parents: dict[str, str]) -> pd.DataFrame:
    """Ce qu'un complément dit des sites de la région ; d'un fichier sans commune, de ceux dont il donne le numéro."""
    if "code_commune" not in told:
        return told[told["numero_finess"].isin(sites["numero_finess"])].assign(code_commune="")
    return told[told["code_commune"].map(lambda code: parents.get(code, code)).isin(here)]


def _with_categories_of_others(base: FluxFiness, others: list[FluxFiness], kept: dict[str, pd.DataFrame], notes: dict) -> pd.DataFrame:
    """Les sites du flux de base ; d'une catégorie FINESS dont il n'a aucun site, nulle part, ceux du premier autre flux qui en a.

    Le flux le plus récent décide des sites de ce qu'il publie ; ce qu'il ne publie pas n'a pas fermé pour autant.
    """
    tables, published = [kept[base.id].assign(source=base.id)], set(base.sites["categorie"])
    for other in others:
        more = kept[other.id][~kept[other.id]["categorie"].isin(published)]
        if len(more):
            tables.append(more.assign(source=other.id))
            codes = ", ".join(sorted(set(more["categorie"])))
            notes[base.id].append(f"Sites de catégories qu'il ne publie pas, pris dans « {other.id} » : {len(more)} (catégories {codes}).")
        published |= set(other.sites["categorie"])
    return pd.concat(tables, ignore_index=True)


def distance_m(left: pd.DataFrame, right: pd.DataFrame) -> np.ndarray:
    """Distance en mètres, ligne à ligne, entre deux tables longitude/latitude en degrés (plan local : exact à 1 % sous 50 km)."""
    latitude = np.radians((left["latitude"].to_numpy() + right["latitude"].to_numpy()) / 2)
    east = np.radians(left["longitude"].to_numpy() - right["longitude"].to_numpy()) * np.cos(latitude)
    north = np.radians(left["latitude"].to_numpy() - right["latitude"].to_numpy())
    return EARTH_M * np.hypot(east, north)


def differences(base: pd.DataFrame, other: pd.DataFrame, other_id: str) -> list[str]:
    """Les écarts entre deux flux, sur les mêmes catégories et la même région, en phrases qui nomment les sites (dix au
    plus de chaque) ; liste vide si aucun."""
    left, right = base.set_index("numero_finess"), other.set_index("numero_finess")
    both = left.index.intersection(right.index)
    left_both, right_both = left.loc[both], right.loc[both]
    found = [
        (left.index.difference(both), f"absents de « {other_id} »"),
        (right.index.difference(both), f"présents dans « {other_id} » seulement"),
        (both[left_both["structure"] != right_both["structure"]], f"d'une autre catégorie dans « {other_id} »"),
        (both[left_both["code_commune"] != right_both["code_commune"]], f"d'une autre commune dans « {other_id} »"),
        (both[distance_m(left_both, right_both) > MOVED_M], f"à plus de {MOVED_M} m de leur place dans « {other_id} »"),
    ]
    return [f"Sites {words} : {named(numbers)}." for numbers, words in found if len(numbers)]


def _twins(sites: pd.DataFrame) -> list[str]:
    """Les sites de mêmes nom, catégorie et commune sous plusieurs numéros : peut-être des doublons, tous gardés."""
    same = sites.assign(mots=sites["nom"].map(plain)).duplicated(["mots", "structure", "code_commune"], keep=False)
    numbers = sorted(sites.loc[same, "numero_finess"])
    return [f"Doublons possibles (mêmes nom, catégorie et commune, numéros différents), gardés : {named(numbers)}."] if numbers else []


def _par_leur_point(
    sites: pd.DataFrame, communes: pd.DataFrame, parents: dict[str, str], connus: Collection[str]
) -> tuple[pd.DataFrame, list[str]]:
    """Les sites, ceux dont le code n'est ni n'a été celui d'aucune commune rattachés à celle de leur point. Leur position est
    approximative. Et la phrase qui les nomme."""
    sites = sites.assign(par_son_point=False)
    known = set(connus) | set(communes["code_commune"]) | set(parents)
    here = tuple(set(communes["departement"]))
    dead = sites.index[~sites["code_commune"].isin(known) & sites["code_commune"].str.startswith(here) & sites["longitude"].notna()]
    moved = []
    for row in dead if "ouest" in communes.columns else ():
        x, y = sites.at[row, "longitude"], sites.at[row, "latitude"]
        around = communes[(communes["ouest"] <= x) & (x <= communes["est"]) & (communes["sud"] <= y) & (y <= communes["nord"])]
        if around.empty:
            continue
        commune = around.at[_la_plus_proche(around, x, y), "code_commune"]
        moved.append(f"{sites.at[row, 'numero_finess']} : {sites.at[row, 'code_commune']} → {commune}")
        sites.loc[row, ["code_commune", "par_son_point"]] = [commune, True]
    said = f"Sites au code de commune inconnu, placés par leur point (position approximative) : {named(moved)}."
    return sites, [said] if moved else []


def _la_plus_proche(around: pd.DataFrame, x: float, y: float):
    """Parmi les communes dont le cadre contient un point, celle dont la surface le contient, à défaut en est la plus proche ; sans
    surface connue, la plus proche par sa mairie. Rend son rang dans la table."""
    town_hall = np.hypot((around["longitude"] - x) * np.cos(np.radians(y)), around["latitude"] - y)
    if FORME not in around.columns:
        return town_hall.idxmin()
    away = distances_m(around[FORME], np.full(len(around), x), np.full(len(around), y))
    return around.index[np.lexsort((town_hall, away))[0]]  # une surface inconnue (NaN) vient en dernier


def _aside(one: FluxFiness, communes: pd.DataFrame, parents: dict[str, str], catalogue: Catalogue) -> tuple[list[str], list[Defect]]:
    """(la phrase des enregistrements mis de côté, ceux qui refusent le flux) : qui concernent ce que la région montre, ou trop nombreux."""
    if not one.ecarts:
        return [], []
    cited = " ; ".join(str(bad.defaut) for bad in one.ecarts[:MOST_ASIDE])
    said = [f"Enregistrements mal formés, mis de côté : {len(one.ecarts)} ({cited})."]
    shown = {category for structure in catalogue.structures if structure.reader == "finess" for category in structure.category}
    codes, here = set(communes["code_commune"]), tuple(set(communes["departement"]))
    defects = [bad.defaut for bad in one.ecarts if _concerns(bad, shown, codes, here, parents)]
    if len(one.ecarts) >= FEW and len(one.ecarts) > MOST_BAD * one.lus:
        share = f"{len(one.ecarts)} sur {one.lus}"
        defects.append(Defect(one.ecarts[0].defaut.file, None, "", f"au plus {100 * MOST_BAD:g} % d'enregistrements mal formés", share))
    return said, defects


def _concerns(bad: Ecart, shown: set[str], codes: set[str], here: tuple[str, ...], parents: dict[str, str]) -> bool:
    """Vrai si l'enregistrement est peut-être de ceux que la région montre ; ce qui n'a ni lieu ni numéro n'en est pas."""
    if re.fullmatch(CATEGORIE, bad.categorie) and bad.categorie not in shown:
        return False
    if re.fullmatch(CODE_COMMUNE, bad.code_commune):
        return parents.get(bad.code_commune, bad.code_commune) in codes or bad.code_commune.startswith(here)
    return bool(re.fullmatch(NUMERO, bad.numero)) and bad.numero.startswith(here)


def _known(sites: pd.DataFrame, parents: dict[str, str], catalogue: Catalogue) -> pd.DataFrame:
    """Les sites des catégories du catalogue : structure (la première qui prend leur code), et code_commune ramené au COG en vigueur."""
    structures = {category: one.id for one in reversed(catalogue.structures) if one.reader == "finess" for category in one.category}
    found = sites.assign(structure=sites["categorie"].map(structures))
    found = found[found["structure"].notna()]
    return found.assign(code_commune=found["code_commune"].map(lambda code: parents.get(code, code)))


def _of_region(sites: pd.DataFrame, communes: pd.DataFrame, parents: dict[str, str], catalogue: Catalogue) -> pd.DataFrame:
    known = _known(sites, parents, catalogue)
    return known.loc[known["code_commune"].isin(communes["code_commune"])].reset_index(drop=True)


def _left(sites: pd.DataFrame, communes: pd.DataFrame, parents: dict[str, str], catalogue: Catalogue) -> list[str]:
    """Ce que la région et le registre ne gardent pas, et combien : d'un flux national à une carte, l'écart a une raison."""
    known = _known(sites, parents, catalogue)
    others = sites.loc[~sites.index.isin(known.index), "categorie"].value_counts()
    away = int((~known["code_commune"].isin(communes["code_commune"])).sum())
    said = [f"Sites d'une catégorie que le registre ne montre pas, laissés : {others.sum()} ({_most(others)})."] if len(others) else []
    return said + ([f"Sites hors de la région, laissés : {away}."] if away else [])


def _most(counts: pd.Series) -> str:
    """« catégorie 292 : 310, catégorie 258 : 98, … » : les plus nombreuses."""
    shown = ", ".join(f"catégorie {category} : {count}" for category, count in counts.head(MOST_CATEGORIES).items())
    return shown + (", …" if len(counts) > MOST_CATEGORIES else "")


def _unmatched(sites: pd.DataFrame, communes: pd.DataFrame, parents: dict[str, str], catalogue: Catalogue) -> list[str]:
    """Les codes communes d'un département de la région qu'aucune commune en vigueur ne porte : leurs sites n'ont pas de place."""
    codes = _known(sites, parents, catalogue)["code_commune"]
    departements = tuple(set(communes["departement"]))
    return sorted(set(codes[codes.str.startswith(departements) & ~codes.isin(communes["code_commune"])]))


def _covers(sites: pd.DataFrame, communes: pd.DataFrame) -> bool:
    """Vrai si chaque département de la région a au moins un site."""
    departement = communes.set_index("code_commune")["departement"]
    return set(sites["code_commune"].map(departement)) >= set(communes["departement"])


def _place(sites: pd.DataFrame, base: FluxFiness, others: list, communes: pd.DataFrame, box: tuple[float, ...], notes: dict) -> None:
    """Garde les positions plausibles, prend celles qui manquent dans les autres flux, puis à la mairie (approximative).

    `others` : (flux, ses sites de la région). Un autre flux ne place un site que s'il le dit dans la même commune : un site
    qui a déménagé n'y est plus.
    """
    said = notes[base.id]
    outside = _drop_outside(sites, box)
    if outside:
        said.append(f"Positions refusées, hors de la région : {outside}.")
    said += _drop_away(sites, base.fichier or base.id, communes)
    for other, table in others:
        spare = table.set_index("numero_finess")
        _drop_outside(spare, box)
        notes[other.id] += _drop_away(spare, other.fichier or other.id, communes)
        moved = spare["code_commune"] != sites.set_index("numero_finess")["code_commune"].reindex(spare.index)
        taken = _fill(sites, spare[~moved], "numero_finess")
        if taken:
            said.append(f"Positions absentes, prises dans « {other.id} » ({other.date or 'date non annoncée'}) : {taken}.")
    missing = sites["longitude"].isna()
    _fill(sites, communes.set_index("code_commune"), "code_commune")
    sites["position"] = np.where(missing | sites["par_son_point"], APPROXIMATE, EXACT)
    at_town_hall = int(missing.sum())
    if at_town_hall:
        said.append(f"Sites placés à la mairie (à défaut, en un point de la commune), position approximative : {at_town_hall}.")


def _drop_outside(sites: pd.DataFrame, box: tuple[float, ...]) -> int:
    west, south, east, north = box
    there = sites["longitude"].notna() & sites["latitude"].notna()
    inside = sites["longitude"].between(west - MARGIN, east + MARGIN) & sites["latitude"].between(south - MARGIN, north + MARGIN)
    sites.loc[~inside, ["longitude", "latitude"]] = np.nan
    return int((there & ~inside).sum())


def _drop_away(sites: pd.DataFrame, fichier: str, communes: pd.DataFrame) -> list[str]:
    """Ôte les positions loin de leur commune ; rend ce qu'il faut en dire. DataError si elles sont trop nombreuses."""
    away, placed = hors_de_leur_commune(sites, communes), int(sites["longitude"].notna().sum())
    refuse_un_flux_melange(fichier, int(away.sum()), placed)
    numbers = sites.loc[away, "numero_finess"] if "numero_finess" in sites else sites.index[away]
    sites.loc[away, ["longitude", "latitude"]] = np.nan
    return [f"Positions refusées, loin de leur commune : {named(sorted(numbers))}."] if away.any() else []


def _fill(sites: pd.DataFrame, places: pd.DataFrame, key: str) -> int:
    """Complète les positions absentes de `sites` par celles de `places` (index = `key`) ; rend combien."""
    missing = sites["longitude"].isna()
    for column in ("longitude", "latitude"):
        sites[column] = sites[column].fillna(sites[key].map(places[column]))
    return int((missing & sites["longitude"].notna()).sum())
