"""Tous les chiffres d'un territoire : ceux des documents, ceux que la carte compte, et ceux qui s'en déduisent.

Ce qui est compté dans le jeu en service l'emporte sur un total compté une fois (departements.csv) : celui-ci devient un relevé
précédent, à sa date, ou disparaît dans le compte quand il dit la même chose à la même date. Une fiche ne montre jamais un chiffre
simulé : du jeu de démonstration, elle ne prend rien.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from layers.atlas import Atlas
from layers.faits.fait import CONSTATS, DERIVE, PRECEDENT, SIMULE, Document, Fait, est_chiffre, rang
from layers.faits.mesures import TABLE
from layers.geo.territoire import FRANCE, Territoire
from layers.territoire.indicateurs import documents_de_la_carte, indicateurs
from layers.territoire.territoires import pages

GEOGRAPHIE = (FRANCE, "reg", "dep")
CALCUL = "calcul"


@dataclass(frozen=True)
class Chiffres:
    """par_territoire : {id: faits, dans l'ordre des rubriques} ; par_indicateur, par_id, par_couple (territoire, indicateur) :
    les mêmes, rangés autrement ; documents : {source: Document}, ceux des documents et ceux de la carte."""

    par_territoire: Mapping[str, tuple[Fait, ...]]
    par_indicateur: Mapping[str, tuple[Fait, ...]]
    par_id: Mapping[str, Fait]
    par_couple: Mapping[tuple[str, str], tuple[Fait, ...]]
    documents: Mapping[str, Document]

    def dernier(self, territoire: str, indicateur: str) -> Fait | None:
        """Le chiffre constaté le plus récent d'un indicateur, tout le territoire compris ; None s'il n'y en a pas."""
        return derniers(self.par_couple.get((territoire, indicateur), ())).get(indicateur)


def courant(fait: Fait) -> bool:
    """Vrai pour ce qui peut être montré comme la valeur d'un territoire : ni visé, ni prévu, ni partiel, ni douteux à lire."""
    return fait.montrable and fait.valeur is not None and fait.statut in CONSTATS and not fait.perimetre


def derniers(faits: Iterable[Fait]) -> dict[str, Fait]:
    """{indicateur: son constat le plus récent}, dans l'ordre des faits."""
    found: dict[str, Fait] = {}
    for fait in filter(courant, faits):
        if fait.indicateur not in found or rang(found[fait.indicateur].periode) <= rang(fait.periode):
            found[fait.indicateur] = fait
    return found


@lru_cache(maxsize=4)
def chiffres(atlas: Atlas) -> Chiffres:
    """Les chiffres de tous les territoires qui ont une page. Compté une fois par Atlas."""
    order = {rubrique.id: rank for rank, rubrique in enumerate(atlas.faits.rubriques)}
    by_place = {}
    for here in pages(atlas).values():
        both = reunis(atlas, here, () if atlas.simulated else _comptes(atlas, here))
        by_place[here.id] = tuple(sorted(both, key=lambda fait: order[fait.rubrique]))
    every = [fait for own in by_place.values() for fait in own]
    return Chiffres(
        MappingProxyType(by_place),
        _grouped(every, lambda fait: fait.indicateur),
        MappingProxyType({id_: fait for fait in every for id_ in (*fait.doubles, fait.id)}),
        _grouped(every, lambda fait: (fait.territoire, fait.indicateur)),
        documents(atlas),
    )


@lru_cache(maxsize=4)
def documents(atlas: Atlas) -> Mapping[str, Document]:
    """{source: ce d'où vient un fait} : les documents, et les jeux de données que la carte compte."""
    return MappingProxyType({**documents_de_la_carte(atlas), **atlas.faits.documents})


@lru_cache(maxsize=512)
def actuels(atlas: Atlas, here: Territoire) -> Mapping[str, Fait]:
    """{indicateur: le chiffre qui vaut aujourd'hui} d'un territoire de la carte, intercommunalités et communes comprises.

    De la démonstration, ce qui est simulé y est, et le dit.
    """
    return MappingProxyType(derniers(reunis(atlas, here, indicateurs(atlas, here.id))))


def reunis(atlas: Atlas, here: Territoire, counted: tuple[Fait, ...]) -> list[Fait]:
    """Les faits publiés d'un territoire, ce qui en est compté, et ce qui s'en déduit par habitant."""
    now = {fait.indicateur: fait for fait in counted if fait.valeur is not None}
    published = []
    for fait in atlas.faits.par_territoire.get(here.id, ()):
        own = now.get(fait.indicateur)
        if fait.table != TABLE or own is None:
            published.append(fait)
        elif _meme(fait, own):
            now[fait.indicateur] = replace(own, doubles=(*own.doubles, fait.id))
        else:
            published.append(replace(fait, statut=PRECEDENT))
    both = [*published, *now.values()]
    return [*both, *_par_habitant(atlas, here.id, both)]


def _comptes(atlas: Atlas, here: Territoire) -> tuple[Fait, ...]:
    """Ce que la carte compte du pays, d'une région ou d'un département ; sans les classes dont sa région n'a aucune commune.

    D'une commune, seulement ce qu'un document en dit aussi : elle a sa fiche pour le reste.
    """
    if here.niveau == "com":
        told = {fait.indicateur for fait in atlas.faits.par_territoire.get(here.id, ())}
        return tuple(fait for fait in indicateurs(atlas, here.id) if fait.indicateur in told)
    if here.niveau not in GEOGRAPHIE:
        return ()
    unused = set() if here.niveau == FRANCE else _classes_sans_commune(atlas, here)
    return tuple(fait for fait in indicateurs(atlas, here.id) if fait.indicateur.rpartition(".")[0] not in unused)


def _classes_sans_commune(atlas: Atlas, here: Territoire) -> set[str]:
    """« couche.classe » dont aucune commune de la région n'est : ses zéros n'apprennent rien."""
    region = next(id_ for id_ in (here.id, *here.parents) if id_.startswith("reg-"))
    counts = (fait for fait in indicateurs(atlas, region) if fait.unite == "communes" and fait.valeur == 0)
    return {fait.indicateur.rpartition(".")[0] for fait in counts}


def _meme(before: Fait, now: Fait) -> bool:
    """Vrai si le total publié dit la même chose que le compte, à la même date, à l'arrondi de ce qui est publié près."""
    if before.periode != now.periode or not (est_chiffre(before) and est_chiffre(now)):
        return False
    return math.isclose(before.nombre, now.nombre, abs_tol=0.051 if now.unite == "%" else 0.005)


def _par_habitant(atlas: Atlas, territoire: str, faits: Iterable[Fait]) -> Iterable[Fait]:
    """Les établissements par habitant : l'effectif et la population sont des faits, la formule les cite."""
    latest = derniers(faits)
    population = latest.get("population")
    for indicateur, base in ((one.id, one.per_inhabitants) for one in atlas.catalogue.structures if one.per_inhabitants):
        count = latest.get(indicateur)
        if not (est_chiffre(count) and est_chiffre(population) and population.nombre):
            continue
        spaced = f"{base:,}".replace(",", "\u202f")
        yield replace(
            count,
            id=f"CALC-{territoire}-{indicateur}",
            indicateur=f"{indicateur}-par-habitant",
            titre=f"{count.titre}, pour {spaced} habitants",
            rubrique="acces",
            valeur=round(count.nombre / population.nombre * base, 1),
            decimales=1,
            unite=f"pour {spaced} habitants",
            fiabilite=DERIVE if count.fiabilite != SIMULE else SIMULE,
            table=CALCUL,
            formule=f"{count.valeur} ÷ {population.valeur} × {base} ({count.titre}, {count.periode} ; population, {population.periode}).",
            doubles=(),
            contradictions=(),
        )


def _grouped(faits: Iterable[Fait], key: Callable) -> Mapping:
    found: dict = {}
    for fait in faits:
        found.setdefault(key(fait), []).append(fait)
    return MappingProxyType({key: tuple(own) for key, own in found.items()})
