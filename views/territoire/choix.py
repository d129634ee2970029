"""Les territoires que les listes proposent : France et régions, départements, puis les autres dont parlent les documents."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.geo.territoire import Territoire
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import pages
from views.territoire.phrases_comparer import GROUPES

LARGES = ("fra", "reg", "anc")


@dataclass(frozen=True)
class Choix:
    """Une ligne d'une liste : son identifiant, son nom, si elle est choisie."""

    id: str
    nom: str
    choisi: bool


@dataclass(frozen=True)
class Groupe:
    """Un groupe d'une liste (« Départements »)."""

    nom: str
    choix: tuple[Choix, ...]


def liste(atlas: Atlas, choisi: str) -> tuple[Groupe, ...]:
    """Les groupes d'une liste déroulante : les territoires qui ont au moins un chiffre."""
    found: dict[str, list[Choix]] = {key: [] for key in GROUPES}
    for id_, here in pages(atlas).items():
        if chiffres(atlas).par_territoire.get(id_) or id_ == choisi:
            key = "large" if here.niveau in LARGES else "dep" if here.niveau == "dep" else "lieu"
            found[key].append(Choix(id_, libelle(here), id_ == choisi))
    return tuple(Groupe(GROUPES[key], tuple(choix)) for key, choix in found.items() if choix)


def libelle(here: Territoire) -> str:
    """Le nom dans une liste : un département avec son code, une région d'avant 2016 le dit."""
    return {"dep": f"{here.nom} ({here.code})"}.get(here.niveau, here.nom)


def region_de(atlas: Atlas, id_: str) -> str:
    """« reg-76 » pour un territoire d'Occitanie ou pour elle-même, « » s'il n'est dans aucune région."""
    here = pages(atlas).get(id_)
    return next((one for one in (id_, *(here.parents if here else ())) if one.startswith("reg-")), "")
