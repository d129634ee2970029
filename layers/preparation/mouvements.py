"""Ce qui change d'un jeu de données au suivant, en phrases : les communes qui changent de valeur, les structures qui vont et viennent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from layers.jeu.jeu import COORDINATES, DataSet
from layers.preparation.continuite import MOVED_M, Candidat
from layers.preparation.finess import distance_m
from layers.socle.rapport import NomsDesCommunes, named

NOTHING = "Aucune valeur et aucune structure ne change."


def mouvements(ready: Candidat, served: DataSet, titres: Mapping[str, str], lieux: NomsDesCommunes) -> list[str]:
    """Ce qui change du jeu en service `served` au jeu prêt `ready`, dans l'ordre de `titres` ({couche ou périmètre: titre}).

    Une couche que l'un des deux n'a pas n'est pas un changement de valeurs : les contrôles de continuité en répondent.
    """
    before, after = (table.communes.set_index("code_commune") for table in (served, ready))
    said = []
    for one, title in titres.items():
        if one in before.columns and one in after.columns:
            said += [f"{title} : {words}." for words in _of_layer(before[one].reindex(after.index, fill_value=""), after[one], lieux)]
    return [*said, *_of_sites(ready.sites, served.sites)] or [NOTHING]


def _of_layer(before: pd.Series, after: pd.Series, lieux: NomsDesCommunes) -> list[str]:
    if (before == "").all() or (after == "").all():
        return []
    changed = {code: f"{before[code]} puis {after[code]}" for code in after.index[(before != after) & (before != "") & (after != "")]}
    told = replace(lieux, noms={code: f"{lieux.noms.get(code, '')}, {words}".lstrip(", ") for code, words in changed.items()})
    kinds = [
        ("communes qui changent de valeur", list(changed), told),
        ("communes qui n'en avaient pas et en ont une", list(after.index[(before == "") & (after != "")]), lieux),
        ("communes qui en avaient une et n'en ont plus", list(after.index[(before != "") & (after == "")]), lieux),
    ]
    return [f"{words}, {places.dits(codes)}" for words, codes, places in kinds if codes]


def _of_sites(ready: pd.DataFrame, served: pd.DataFrame) -> list[str]:
    after, before = ready.set_index("numero_finess"), served.set_index("numero_finess")
    both = before.index.intersection(after.index)
    places = [table.loc[both, list(COORDINATES)].astype("float64") for table in (before, after)]
    moved = both[distance_m(*places) > MOVED_M] if len(both) else both
    kinds = [
        ("Structures nouvelles", [_site(after, number) for number in after.index.difference(before.index)]),
        ("Structures qui ne sont plus là", [_site(before, number) for number in before.index.difference(after.index)]),
        (f"Structures déplacées de plus de {MOVED_M} m", [_site(after, number) for number in moved]),
    ]
    return [f"{words} : {named(labels)}." for words, labels in kinds if labels]


def _site(sites: pd.DataFrame, number: str) -> str:
    return f"{number} {sites.at[number, 'nom']}".strip()
