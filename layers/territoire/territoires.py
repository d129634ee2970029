"""Les territoires : une région, un département, un EPCI ou une commune, nommés par un identifiant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from layers.atlas import Atlas

PREFIXES = ("reg", "dep", "epci", "com")


@dataclass(frozen=True)
class Territoire:
    """Un territoire : `id` (« reg-76 », « dep-46 », « epci-200067361 », « com-46102 »), `code` sans préfixe,
    `parent` (identifiant du territoire au-dessus, "" pour une région), `bbox` (ouest, sud, est, nord, EPSG:4326)."""

    id: str
    niveau: str
    code: str
    nom: str
    parent: str
    bbox: tuple[float, float, float, float]


@lru_cache(maxsize=1024)
def territoire(atlas: Atlas, territoire_id: str) -> Territoire | None:
    """Le territoire de cet identifiant, ou None s'il n'existe pas dans l'Atlas (jamais d'exception : il vient d'une URL)."""
    niveau, _, code = territoire_id.partition("-")
    if niveau == "com" and code in atlas.communes.index:
        row = atlas.commune(code)
        return Territoire(territoire_id, niveau, code, row["nom"], f"dep-{row['departement']}", _bbox(row))
    if niveau == "dep" and code in atlas.departements.index:
        row = atlas.departements.loc[code]
        return Territoire(territoire_id, niveau, code, row["nom"], f"reg-{row['region']}", _bbox(row))
    if niveau == "reg" and code in atlas.regions.index:
        row = atlas.regions.loc[code]
        return Territoire(territoire_id, niveau, code, row["nom"], "", _bbox(row))
    if niveau == "epci" and code in atlas.epci.index:
        members = atlas.communes.loc[mask(atlas, territoire_id)]
        if len(members):
            box = (members["ouest"].min(), members["sud"].min(), members["est"].max(), members["nord"].max())
            parent = f"dep-{members['departement'].mode().iloc[0]}"
            return Territoire(territoire_id, niveau, code, atlas.epci.loc[code, "nom"], parent, tuple(float(x) for x in box))
    return None


def mask(atlas: Atlas, territoire_id: str) -> np.ndarray:
    """Booléens alignés sur `atlas.communes` : vrai pour les communes du territoire."""
    niveau, _, code = territoire_id.partition("-")
    if niveau == "com":
        return np.asarray(atlas.communes.index == code)
    column = {"reg": "region", "dep": "departement", "epci": "epci"}[niveau]
    return np.asarray(atlas.communes[column] == code)


def path_to(atlas: Atlas, territoire_id: str) -> tuple[Territoire, ...]:
    """Du plus grand au plus petit : région, département, commune ; vide si l'identifiant est inconnu."""
    steps: list[Territoire] = []
    current = territoire(atlas, territoire_id)
    while current is not None:
        steps.append(current)
        current = territoire(atlas, current.parent) if current.parent else None
    return tuple(reversed(steps))


def _bbox(row) -> tuple[float, float, float, float]:
    return (float(row["ouest"]), float(row["sud"]), float(row["est"]), float(row["nord"]))
