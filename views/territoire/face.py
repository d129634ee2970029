"""Deux territoires face à face, de n'importe quel niveau : les mêmes taux, la même épine, l'écart de ce qui est écrit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.geo.territoire import FRANCE, Territoire
from layers.recherche.designation import territoire_designe
from layers.recherche.recherche import PROCHE, recherche
from layers.socle.noms import plain
from layers.taux.declares import FAVORABLE, NEUTRE, PART, communs
from layers.taux.semblables import membres, semblables
from layers.territoire.territoires import territoire
from views.taux.dits import ecart
from views.taux.profil import LigneDeProfil, profil
from views.territoire import phrases_face as t
from views.territoire.dossier import sources

NIVEAUX = (FRANCE, "reg", "dep", "epci", "com")
IDENTIFIANT = re.compile(r"(?:reg|dep|epci|com|anc|grp|cpts|lieu)-.*|fra")
VOISINES = 6


@dataclass(frozen=True)
class RangeeDeFace:
    """Un taux des deux : sa ligne, l'écart (b − a, « » si l'un manque ou si c'est une classe), le côté le moins favorable (0, 1 ou
    None), et si les deux valeurs sont publiées."""

    ligne: LigneDeProfil
    ecart: str
    moins: int | None
    publies: bool


@dataclass(frozen=True)
class Face:
    """Ce que le gabarit reçoit. `autres` : (nom du groupe, ((adresse, nom), …)), de quoi remplacer b d'un geste."""

    a: Territoire
    b: Territoire
    titre: str
    rangees: tuple[RangeeDeFace, ...]
    niveau: str
    region: str
    sources: str
    autres: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def designe(cartes: Mapping[str, Atlas], texte: str) -> str:
    """L'identifiant que dit `texte` : lui-même, un nom de région, de département, d'intercommunalité, ou une commune que la
    recherche trouve ; « » si rien."""
    atlas = next(iter(cartes.values()))
    if IDENTIFIANT.fullmatch(texte.casefold()):
        found = territoire_designe(atlas, texte)
        return found if territoire(atlas, found) else ""
    asked = plain(texte)
    named = next((id_ for id_, nom in proposes(cartes, partout=True) if asked and plain(nom) == asked), "")
    if named:
        return named
    best = next(iter(recherche(atlas).chercher(texte, limite=1, region_d_abord=True)), None)
    return f"com-{best.commune.code_commune}" if best and best.correspondance != PROCHE else ""


def demandes(cartes: Mapping[str, Atlas], a: str, b: str) -> tuple[str, str]:
    """Les deux territoires que dit une adresse ; à défaut du second, la région du premier, ou la France ; à défaut du premier, le
    premier département. « » pour ce qui ne désigne rien."""
    atlas = next(iter(cartes.values()))
    # Une région d'outre-mer n'a qu'un département : elle est l'autre.
    first, second, *_ = (*(f"dep-{code}" for code in membres(atlas, "dep").index), f"reg-{atlas.region}")
    b = designe(cartes, b) if b else second if not a else ""
    a = designe(cartes, a) if a else (first if b != first else second)
    here = territoire(atlas, a) if a and not b else None
    return a, b or (here.parents[-2] if here and len(here.parents) > 1 else FRANCE if here and a != FRANCE else f"reg-{atlas.region}")


def nom_dit(atlas: Atlas, id_: str) -> str:
    """Ce qu'un champ montre d'un territoire : son nom ; d'une commune, son code aussi, qu'un autre département peut porter."""
    here = territoire(atlas, id_)
    if here is None:
        return id_
    return f"{here.nom} {here.code}" if here.niveau == "com" else here.nom


def proposes(cartes: Mapping[str, Atlas], partout: bool = False) -> Iterator[tuple[str, str]]:
    """(identifiant, nom) de ce que le champ propose : le pays, les régions montrées, leurs départements, et les intercommunalités de
    la première ; `partout` : de toutes, qui se tapent sans être proposées."""
    yield FRANCE, "France"
    every = list(cartes.values())
    yield from ((f"reg-{atlas.region}", atlas.regions.at[atlas.region, "nom"]) for atlas in every)
    for niveau, of in (("dep", every), ("epci", every if partout else every[:1])):
        for atlas in of:
            yield from ((f"{niveau}-{code}", nom) for code, nom in membres(atlas, niveau)["nom"].items())


def comparable(cartes: Mapping[str, Atlas], id_: str) -> bool:
    """Vrai pour le pays, une région, et ce que contiennent les régions montrées : leurs taux se comptent."""
    atlas = next(iter(cartes.values()))
    here = territoire(atlas, id_)
    return here is not None and here.niveau in NIVEAUX and (here.niveau in (FRANCE, "reg") or _region(here) in cartes)


def _region(here: Territoire) -> str:
    return next((id_.removeprefix("reg-") for id_ in (here.id, *here.parents) if id_.startswith("reg-")), "")


def face(cartes: Mapping[str, Atlas], modele: Modele, a: str, b: str) -> Face | None:
    """Le face à face de deux territoires dont les taux se comptent ; None sinon."""
    if not (comparable(cartes, a) and comparable(cartes, b)):
        return None
    opening = next(iter(cartes.values()))
    here, there = territoire(opening, a), territoire(opening, b)
    assert here and there  # comparable() les a trouvés
    of = {one.id: cartes.get(_region(one), opening) for one in (here, there)}
    atlas = of[a] if _region(here) in cartes else of[b]
    sujets = {here.id: here.nom, there.id: there.nom}
    peers = pairs(atlas, here, there)
    lines = profil(atlas, modele, communs(atlas, (here.niveau, there.niveau)), sujets, peers, of)
    rows = tuple(_rangee(one) for one in lines)
    level = next(iter(peers), FRANCE).partition("-")[0]
    region = atlas.regions.at[atlas.region, "nom"]
    said = sources(atlas, lines)
    behind = tuple(sum(one.moins == side for one in rows) for side in (0, 1))
    title = t.constat(here, there, (behind[0], behind[1]), sum(one.publies for one in rows))
    return Face(here, there, title, rows, level, region, said, tuple(_autres(cartes, atlas, here, there)))


def pairs(atlas: Atlas, here: Territoire, there: Territoire) -> dict[str, str]:
    """Les points de l'épine : ceux du niveau des deux s'ils ont le même, sinon les départements de la région, ou les régions."""
    if here.niveau == there.niveau and here.niveau not in (FRANCE, "reg"):
        return {**semblables(atlas, here.id), **semblables(atlas, there.id)}
    if FRANCE in (here.niveau, there.niveau) or here.niveau == there.niveau == "reg":
        small = next((one for one in (here, there) if one.niveau not in (FRANCE, "reg")), None)
        return semblables(atlas, small.id) if small and small.niveau in ("dep", "epci") else semblables(atlas, FRANCE)
    small = here if NIVEAUX.index(here.niveau) > NIVEAUX.index(there.niveau) else there
    return semblables(atlas, small.id) if small.niveau != "com" else semblables(atlas, f"reg-{atlas.region}")


def _rangee(one: LigneDeProfil) -> RangeeDeFace:
    marks = one.sujets if len(one.sujets) == 2 else one.sujets * 2
    a, b = (each.valeur for each in marks)
    both = a.ecrit is not None and b.ecrit is not None
    classes = a.taux.genre == PART and any(each.id.startswith("com-") for each in marks)
    gap = "" if classes else ecart(a, b)
    if a.ecrit is None or b.ecrit is None or a.ecrit == b.ecrit or a.taux.sens == NEUTRE:
        return RangeeDeFace(one, gap, None, both)
    return RangeeDeFace(one, gap, 0 if (a.ecrit < b.ecrit) == (a.taux.sens == FAVORABLE) else 1, both)


def _autres(cartes: Mapping[str, Atlas], atlas: Atlas, here: Territoire, there: Territoire):
    """Par quoi remplacer le second : ce qui contient le premier, puis ses semblables ; d'une commune, ses voisines."""
    above = [one for one in (territoire(atlas, id_) for id_ in here.parents) if one]
    if here.niveau == "com" and (epci := atlas.communes.at[here.code, "epci"]):
        above = [one for one in (territoire(atlas, f"epci-{epci}"),) if one] + above
    yield t.CE_QUI_LE_CONTIENT, tuple(_lien(here.id, one.id, one.nom) for one in above if one.id != there.id)
    known = _voisines(atlas, here) if here.niveau == "com" else semblables(atlas, here.id)
    if here.niveau == "epci":
        known = {id_: nom for id_, nom in known.items() if (one := territoire(atlas, id_)) and one.parent == here.parent}
    yield t.SEMBLABLES, tuple(_lien(here.id, id_, nom) for id_, nom in known.items() if id_ not in (here.id, there.id))
    told = atlas.faits.par_territoire
    spoken = [one for one in cartes.values() if one.region != atlas.region and told.get(f"reg-{one.region}")]
    others = spoken if here.niveau in ("reg", FRANCE) else []
    if others:
        yield t.AUTRES_REGIONS, tuple(_lien(here.id, f"reg-{one.region}", one.regions.at[one.region, "nom"]) for one in others)


def _voisines(atlas: Atlas, here: Territoire) -> dict[str, str]:
    """Les communes qui touchent celle-ci, dans l'ordre de la géographie."""
    near = atlas.communes.at[here.code, "voisins"]
    own = atlas.communes.loc[atlas.communes.index.isin(near), "nom"].head(VOISINES)
    return {f"com-{code}": nom for code, nom in own.items()}


def _lien(a: str, b: str, nom: str) -> tuple[str, str]:
    return f"/comparer?a={a}&b={b}", nom
