"""Ceux à qui un territoire se compare : les autres départements de sa région, les intercommunalités, les communes du sien."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from layers.atlas import Atlas
from layers.geo.territoire import FRANCE
from layers.territoire.territoires import territoire


@lru_cache(maxsize=256)
def membres(atlas: Atlas, niveau: str, departement: str = "") -> pd.DataFrame:
    """Les territoires de la région montrée (index : leur code ; nom, population), ou toutes les régions ; une intercommunalité est
    de la région de la plupart de ses communes. À ne pas modifier."""
    if niveau == "reg":
        return atlas.regions[["nom", "population"]]
    inside = (atlas.communes["region"] == atlas.region).to_numpy()
    if niveau == "dep":
        return atlas.departements.loc[atlas.departements["region"] == atlas.region, ["nom", "population"]]
    if niveau == "com":
        rows = inside & (atlas.communes["departement"] == departement).to_numpy() if departement else inside
        return atlas.communes.loc[rows, ["nom", "population"]]
    share = pd.Series(inside, index=atlas.communes["epci"].to_numpy()).groupby(level=0).mean()
    return atlas.epci.loc[atlas.epci.index.isin(share.index[share > 0.5]), ["nom", "population"]]


@lru_cache(maxsize=512)
def semblables(atlas: Atlas, territoire_id: str) -> dict[str, str]:
    """{identifiant: nom} de ceux de son niveau, lui compris, dans l'ordre de la géographie ; d'une région, ses départements ; du
    pays, les régions. Vide si la carte ne compte pas ce territoire."""
    here = territoire(atlas, territoire_id)
    if here is None or here.niveau not in (FRANCE, "reg", "dep", "epci", "com"):
        return {}
    if here.niveau == FRANCE:
        return {f"reg-{code}": nom for code, nom in atlas.regions["nom"].items()}
    niveau = {"reg": "dep"}.get(here.niveau, here.niveau)
    departement = here.parent.removeprefix("dep-") if niveau == "com" else ""
    own = membres(atlas, niveau, departement)
    return {f"{niveau}-{code}": nom for code, nom in own["nom"].items()}
