"""Applique les corrections d'une agence, tant que l'éditeur n'a pas corrigé lui-même."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from layers.preparation.places import hors_de_leur_commune
from layers.socle.defauts import DataError, Defect
from layers.socle.noms import plain
from layers.sources.corrections import FERME, NOM, POSITION, SUITE
from layers.sources.positions import position_of

EXACTE = "exacte"
MEME_PLACE = 0.0005  # degré, une cinquantaine de mètres : l'éditeur a corrigé lui-même


def corrige(
    sites: pd.DataFrame, corrections: pd.DataFrame, fichier: str, communes: pd.DataFrame, connues: Mapping[str, dict] = MappingProxyType({})
) -> tuple[pd.DataFrame, list[str], dict[str, dict]]:
    """(`sites` corrigés, ce qui a été fait, une phrase par correction, ce que l'éditeur disait quand chacune a été prise).

    `corrige` : « service ; date ; raison » des sites changés, SUITE entre deux corrections. `connues` : la troisième valeur rendue par
    la préparation précédente. L'éditeur l'emporte dès qu'il change ce qui avait été corrigé, quelle que soit sa nouvelle valeur ; une
    correction qu'il a faite lui-même ne change rien, et se dit ; d'un site inconnu, de même. DataError si une position n'est ni dans la
    commune du site ni tout près.
    """
    sites, said, defects = sites.assign(corrige=""), [], []
    kept: dict[str, dict] = {}
    published = sites.copy()  # deux corrections d'un site se jugent chacune sur ce que dit l'éditeur
    for row, one in corrections.iterrows():
        at = sites.index[sites["numero_finess"] == one["numero"]]
        label = f"{one['numero']}, {one['champ']} ({one['service']}, {one['date']} : {one['raison']})"
        if not len(at):
            said.append(f"Correction sans site à corriger, déjà retiré par l'éditeur ou jamais publié : {label}.")
            continue
        site = published.loc[at[0]]
        key, now = f"{one['numero']} {one['champ']}", _publie(site, one["champ"])
        before = connues.get(key, {})
        same_order = {"valeur": one["valeur"], "date": one["date"]}
        kept[key] = before if same_order.items() <= before.items() else {**same_order, "editeur": now}
        if one["champ"] == FERME:
            sites = sites.drop(index=at)
            said.append(f"Site retiré, fermé selon la correction : {label}.")
        elif _pareil(one["champ"], now, one["valeur"]):
            said.append(f"Correction devenue inutile, l'éditeur dit la même chose : {label}.")
        elif now and not _pareil(one["champ"], now, kept[key]["editeur"]):
            was = kept[key]["editeur"] or "rien"
            said.append(f"Correction laissée, l'éditeur a changé cette valeur depuis ({was} → {now}) : {label}.")
        elif one["champ"] == POSITION and not _near(sites.loc[at], one["valeur"], communes):
            defects.append(Defect(fichier, int(str(row)), "valeur", "une position dans la commune du site, ou tout près", one["valeur"]))
        else:
            _apply(sites, at, one)
            said.append(f"Corrigé : {label}.")
    if defects:
        raise DataError(defects)
    return sites, said, kept


def _place(value: str) -> tuple[float, float]:
    longitude, latitude = value.split()
    found = position_of([(longitude, latitude)])[0]
    assert found is not None  # layers/sources/corrections.py l'a vérifié
    return found


def _publie(site: pd.Series, champ: str) -> str:
    """Ce que l'éditeur dit de ce champ ; « » s'il ne dit rien (une position approximative n'est pas la sienne)."""
    if champ == FERME:
        return ""
    if champ == NOM:
        return str(site["nom_long"] or site["nom"])
    if champ != POSITION:
        return str(site[champ])
    return f"{site['longitude']:.6f} {site['latitude']:.6f}" if site["position"] == EXACTE else ""


def _pareil(champ: str, left: str, right: str) -> bool:
    if champ != POSITION or not (left and right):
        return plain(left) == plain(right)
    return all(abs(one - other) < MEME_PLACE for one, other in zip(_place(left), _place(right)))


def _near(site: pd.DataFrame, value: str, communes: pd.DataFrame) -> bool:
    longitude, latitude = _place(value)
    return not hors_de_leur_commune(site.assign(longitude=longitude, latitude=latitude), communes).any()


def _apply(sites: pd.DataFrame, at: pd.Index, one: pd.Series) -> None:
    if one["champ"] == POSITION:
        sites.loc[at, ["longitude", "latitude"]] = _place(one["valeur"])
        sites.loc[at, "position"] = EXACTE
    else:
        sites.loc[at, one["champ"]] = one["valeur"]
        if one["champ"] == NOM:
            sites.loc[at, "nom_long"] = one["valeur"]
    told = " ; ".join((one["service"], one["date"], one["raison"]))
    earlier = [text for text in sites.at[at[0], "corrige"].split(SUITE) if text and text != told]
    sites.loc[at, "corrige"] = SUITE.join([*earlier, told])
