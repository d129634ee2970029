"""Les territoires qui ont une page : ceux dont parlent les documents, et la région montrée avec ses départements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from layers.atlas import Atlas
from layers.faits.lieux import FRANCE

RANGS = ("fra", "reg", "anc", "dep", "grp", "cpts", "lieu", "com")


@dataclass(frozen=True)
class Place:
    """Un territoire d'une page. `parents` : ceux qui le contiennent, du plus proche au plus large ; `code` : "" s'il n'en a pas.

    `departements` : les codes qu'il couvre, quand c'est un ensemble de départements ; `communes` : celles qui le situent.
    """

    id: str
    niveau: str
    nom: str
    code: str
    parents: tuple[str, ...]
    departements: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    note: str = ""


@lru_cache(maxsize=4)
def places(atlas: Atlas) -> dict[str, Place]:
    """{identifiant: Place}, du plus large au plus petit, puis par nom ; la région montrée d'abord."""
    own = [f"dep-{code}" for code in atlas.departements.index[atlas.departements["region"] == atlas.region]]
    ids = dict.fromkeys((FRANCE, f"reg-{atlas.region}", *own, *atlas.faits.par_territoire, *_named(atlas), *atlas.faits.lieux))
    found = [one for one in (_place(atlas, id_) for id_ in ids) if one is not None]
    home = f"reg-{atlas.region}"
    found.sort(key=lambda one: (RANGS.index(one.niveau), home not in (one.id, *one.parents), *_order(atlas, one)))
    return {one.id: one for one in found}


def _order(atlas: Atlas, one: Place) -> tuple:
    """Les régions dont les documents parlent le plus d'abord ; le reste par région, par code, par nom."""
    told = len(atlas.faits.par_territoire.get(one.id, ())) if one.niveau == "reg" else 0
    return (-told, one.parents[:1], one.code, one.nom)


def place(atlas: Atlas, id_: str) -> Place | None:
    """Le territoire de cet identifiant, ou None s'il n'a pas de page (il vient d'une adresse : jamais d'exception)."""
    return places(atlas).get(id_)


def ids_des_lieux(atlas: Atlas) -> tuple[str, ...]:
    """Les identifiants de tous les territoires qui ont une page, dans l'ordre."""
    return tuple(places(atlas))


def nom_du_lieu(atlas: Atlas, id_: str) -> str | None:
    """Le nom d'un territoire, ou None s'il n'a pas de page."""
    found = place(atlas, id_)
    return found.nom if found else None


def _named(atlas: Atlas) -> list[str]:
    """Les communes qu'un fait nomme, quand il est publié pour plus large qu'elles."""
    return [f"com-{code}" for code in atlas.faits.par_commune if code in atlas.communes.index]


def _place(atlas: Atlas, id_: str) -> Place | None:
    niveau, _, code = id_.partition("-")
    lieu = atlas.faits.lieux.get(id_)
    if lieu is not None:
        departements = lieu.codes if niveau in ("anc", "grp") else ()
        communes = () if departements else lieu.codes
        parents = _parents(atlas, lieu.parent) if lieu.parent else ()
        return Place(id_, id_.partition("-")[0], lieu.nom, "", parents, departements, communes, lieu.note)
    if niveau == "reg" and code in atlas.regions.index:
        return Place(id_, niveau, atlas.regions.at[code, "nom"], code, (FRANCE,))
    if niveau == "dep" and code in atlas.departements.index:
        row = atlas.departements.loc[code]
        return Place(id_, niveau, row["nom"], code, (f"reg-{row['region']}", FRANCE))
    if niveau == "com" and code in atlas.communes.index:
        row = atlas.commune(code)
        return Place(id_, niveau, row["nom"], code, (f"dep-{row['departement']}", f"reg-{row['region']}", FRANCE))
    return None


def _parents(atlas: Atlas, parent: str) -> tuple[str, ...]:
    """Le parent et ceux qui le contiennent, jusqu'à la France."""
    above = _place(atlas, parent)
    return (parent, *(above.parents if above else ()))
