"""Les territoires d'un Atlas : ceux de la carte, ceux des documents, et ceux qui ont une page."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from layers.atlas import Atlas
from layers.geo.territoire import FRANCE, NIVEAUX, Territoire

# Les niveaux que la carte montre ; une adresse de carte n'en connaît pas d'autre.
CARTE = ("reg", "dep", "epci", "com")
COLONNES = {"reg": "region", "dep": "departement", "epci": "epci"}


@lru_cache(maxsize=2048)
def territoire(atlas: Atlas, territoire_id: str) -> Territoire | None:
    """Le territoire de cet identifiant, ou None s'il n'existe pas dans l'Atlas (jamais d'exception : il vient d'une URL)."""
    niveau, _, code = territoire_id.partition("-")
    if (lieu := atlas.faits.lieux.get(territoire_id)) is not None:
        return _lieu(atlas, lieu)
    table = {"com": atlas.communes, "dep": atlas.departements, "reg": atlas.regions, "epci": atlas.epci}.get(niveau)
    if table is None or code not in table.index:
        return None
    if niveau == "epci":
        return _epci(atlas, territoire_id, code)
    row = atlas.commune(code) if niveau == "com" else table.loc[code]
    above = {"com": ("departement", "region"), "dep": ("region",), "reg": ()}[niveau]
    parents = (*(f"{key[:3]}-{row[key]}" for key in above), FRANCE)
    return Territoire(territoire_id, niveau, row["nom"], code, parents, _bbox(row))


def _lieu(atlas: Atlas, lieu: Territoire) -> Territoire:
    """Un lieu des documents, avec tous ceux qui le contiennent et son emprise."""
    above = territoire(atlas, lieu.parent) if lieu.parent else None
    parents = (above.id, *above.parents) if above else ()
    box = _emprise(atlas, _mask(atlas, lieu))
    return Territoire(lieu.id, lieu.niveau, lieu.nom, "", parents, box, lieu.departements, lieu.communes, lieu.note)


def _epci(atlas: Atlas, territoire_id: str, code: str) -> Territoire | None:
    """Une intercommunalité, dans le département de la plupart de ses communes ; None si elle n'en a aucune."""
    inside = np.asarray(atlas.communes["epci"] == code)
    if not inside.any():
        return None
    members = atlas.communes.loc[inside]
    departement = f"dep-{members['departement'].mode().iloc[0]}"
    parents = (departement, *territoire(atlas, departement).parents)
    return Territoire(territoire_id, "epci", atlas.epci.loc[code, "nom"], code, parents, _emprise(atlas, inside))


def mask(atlas: Atlas, territoire_id: str) -> np.ndarray:
    """Booléens alignés sur `atlas.communes` : vrai pour les communes du territoire ; tout à faux s'il n'existe pas."""
    niveau, _, code = territoire_id.partition("-")
    if niveau == "com":
        return np.asarray(atlas.communes.index == code)
    if niveau in COLONNES:
        return np.asarray(atlas.communes[COLONNES[niveau]] == code)
    here = atlas.faits.lieux.get(territoire_id)
    return _mask(atlas, here) if here else np.zeros(len(atlas.communes), dtype=bool)


def _mask(atlas: Atlas, lieu: Territoire) -> np.ndarray:
    if lieu.id == FRANCE:
        return np.ones(len(atlas.communes), dtype=bool)
    by_departement = atlas.communes["departement"].isin(lieu.departements)
    return np.asarray(by_departement | atlas.communes.index.isin(lieu.communes))


def path_to(atlas: Atlas, territoire_id: str) -> tuple[Territoire, ...]:
    """Du plus grand au plus petit : région, département, commune ; vide si la carte ne connaît pas l'identifiant."""
    here = territoire(atlas, territoire_id)
    if here is None or here.niveau not in CARTE:
        return ()
    above = (territoire(atlas, one) for one in reversed(here.parents) if one != FRANCE)
    return (*(one for one in above if one is not None), here)


@lru_cache(maxsize=4)
def pages(atlas: Atlas) -> dict[str, Territoire]:
    """{identifiant: territoire} de ceux qui ont une page, du plus large au plus petit, puis par nom ; la région montrée d'abord.

    La France, les régions, les départements des régions montrées, et tout territoire dont parlent les documents.
    """
    shown = atlas.departements["region"].isin((atlas.region, *atlas.cartes))
    own = [f"dep-{code}" for code in atlas.departements.index[shown]]
    regions = [f"reg-{code}" for code in atlas.regions.index]
    named = [f"com-{code}" for code in atlas.faits.par_commune]
    ids = dict.fromkeys((FRANCE, *regions, *own, *atlas.faits.par_territoire, *named, *atlas.faits.lieux))
    found = [one for one in (territoire(atlas, id_) for id_ in ids) if one is not None]
    home = f"reg-{atlas.region}"
    found.sort(key=lambda one: (NIVEAUX.index(one.niveau), home not in (one.id, *one.parents), *_order(atlas, one)))
    return {one.id: one for one in found}


def _order(atlas: Atlas, one: Territoire) -> tuple:
    """Les régions dont les documents parlent le plus d'abord ; le reste par région, par code, par nom."""
    told = len(atlas.faits.par_territoire.get(one.id, ())) if one.niveau == "reg" else 0
    return (-told, one.parents[:1], one.code, one.nom)


def enfants(atlas: Atlas, territoire_id: str) -> tuple[Territoire, ...]:
    """Les territoires à page dont celui-ci est le plus proche de ceux qui les contiennent, dans l'ordre des pages."""
    return tuple(one for one in pages(atlas).values() if one.parent == territoire_id)


def nom_du_territoire(atlas: Atlas, id_: str) -> str | None:
    """Le nom d'un territoire qui a une page, ou None."""
    found = pages(atlas).get(id_)
    return found.nom if found else None


def _emprise(atlas: Atlas, inside: np.ndarray) -> tuple[float, float, float, float] | None:
    """Celle d'un ensemble de communes ; None s'il est vide."""
    if not inside.any():
        return None
    columns = [atlas.communes[name].to_numpy()[inside] for name in ("ouest", "sud", "est", "nord")]
    return (float(columns[0].min()), float(columns[1].min()), float(columns[2].max()), float(columns[3].max()))


def _bbox(row) -> tuple[float, float, float, float]:
    return (float(row["ouest"]), float(row["sud"]), float(row["est"]), float(row["nord"]))
