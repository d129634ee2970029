"""Applique les corrections d'une agence, tant que l'éditeur n'a pas corrigé lui-même."""

from __future__ import annotations

import pandas as pd

from layers.preparation.places import hors_de_leur_commune
from layers.socle.defauts import DataError, Defect
from layers.socle.noms import plain
from layers.sources.corrections import FERME, NOM, POSITION
from layers.sources.positions import position_of

MEME_PLACE = 0.0005  # degré, une cinquantaine de mètres : l'éditeur a corrigé lui-même


def corrige(sites: pd.DataFrame, corrections: pd.DataFrame, fichier: str, communes: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """(`sites` corrigés, ce qui a été fait, une phrase par correction). `corrige` : « service ; date ; raison » des sites changés.

    Une correction que l'éditeur a faite lui-même ne change rien, et se dit ; d'un site inconnu, de même. DataError si une position
    n'est ni dans la commune du site ni tout près.
    """
    sites, said, defects = sites.assign(corrige=""), [], []
    for row, one in corrections.iterrows():
        at = sites.index[sites["numero_finess"] == one["numero"]]
        label = f"{one['numero']}, {one['champ']} ({one['service']}, {one['date']} : {one['raison']})"
        if not len(at):
            said.append(f"Correction sans site à corriger, déjà retiré par l'éditeur ou jamais publié : {label}.")
        elif one["champ"] == FERME:
            sites = sites.drop(index=at)
            said.append(f"Site retiré, fermé selon la correction : {label}.")
        elif _same(sites.loc[at[0]], one):
            said.append(f"Correction devenue inutile, l'éditeur dit la même chose : {label}.")
        elif one["champ"] == POSITION and not _near(sites.loc[at], one["valeur"], communes):
            defects.append(Defect(fichier, int(str(row)), "valeur", "une position dans la commune du site, ou tout près", one["valeur"]))
        else:
            _apply(sites, at, one)
            said.append(f"Corrigé : {label}.")
    if defects:
        raise DataError(defects)
    return sites, said


def _place(value: str) -> tuple[float, float]:
    longitude, latitude = value.split()
    found = position_of([(longitude, latitude)])[0]
    assert found is not None  # layers/sources/corrections.py l'a vérifié
    return found


def _same(site: pd.Series, one: pd.Series) -> bool:
    if one["champ"] == POSITION:
        longitude, latitude = _place(one["valeur"])
        return bool(abs(site["longitude"] - longitude) < MEME_PLACE and abs(site["latitude"] - latitude) < MEME_PLACE)
    return plain(str(site[one["champ"]])) == plain(one["valeur"])


def _near(site: pd.DataFrame, value: str, communes: pd.DataFrame) -> bool:
    longitude, latitude = _place(value)
    return not hors_de_leur_commune(site.assign(longitude=longitude, latitude=latitude), communes).any()


def _apply(sites: pd.DataFrame, at: pd.Index, one: pd.Series) -> None:
    if one["champ"] == POSITION:
        sites.loc[at, ["longitude", "latitude"]] = _place(one["valeur"])
        sites.loc[at, "position"] = "exacte"
    else:
        sites.loc[at, one["champ"]] = one["valeur"]
        if one["champ"] == NOM:
            sites.loc[at, "nom_long"] = one["valeur"]
    sites.loc[at, "corrige"] = " ; ".join((one["service"], one["date"], one["raison"]))
