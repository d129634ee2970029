"""Tous les chiffres d'un territoire : ceux des documents, ceux que la carte compte, et ceux qui s'en déduisent.

Une fiche ne montre jamais un chiffre simulé : du jeu de démonstration, elle ne prend rien.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from layers.atlas import Atlas
from layers.faits.fait import DERIVE, OBSERVE, Document, Fait, est_chiffre, rang
from layers.faits.valeur import Valeur
from layers.territoire.indicateurs import indicateurs, indicateurs_du_pays
from layers.territoire.pages import Place, places

# Ce que la carte publie aussi comme faits de documents : ces groupes sont déjà dans data/facts.
DEJA_DITS = ("telemedecine", "coordination", "recrutements")
RUBRIQUES = {"zonage": "zonages", "territoire": "zonages", "entete": "profil"}
RUBRIQUES_PAR_SUJET = {"apl": "acces"}
GEOGRAPHIE, PAYS = ("reg", "dep"), "fra"
# La même unité, dite comme la disent les faits.
UNITES = {"sites": "établissements", "consultations par an et par habitant": "consultations/an/hab."}
CARTE, CALCUL = "carte", "calcul"


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
        """Le chiffre observé le plus récent d'un indicateur, tout le territoire compris ; None s'il n'y en a pas."""
        own = [one for one in self.par_couple.get((territoire, indicateur), ()) if courant(one)]
        return max(own, key=lambda one: rang(one.periode), default=None)


def courant(fait: Fait) -> bool:
    """Vrai pour ce qui peut être montré comme la valeur d'un territoire : ni visé, ni prévu, ni partiel, ni douteux à lire."""
    return fait.montrable and fait.valeur is not None and fait.statut == OBSERVE and not fait.perimetre


@lru_cache(maxsize=4)
def chiffres(atlas: Atlas) -> Chiffres:
    """Les chiffres de tous les territoires qui ont une page. Compté une fois par Atlas."""
    documents = dict(atlas.faits.documents)
    order = {rubrique.id: rank for rank, rubrique in enumerate(atlas.faits.rubriques)}
    by_place = {}
    for id_, here in places(atlas).items():
        published = atlas.faits.par_territoire.get(id_, ())
        counted = () if atlas.simulated else tuple(_counted(atlas, here, published, documents))
        both = (*published, *counted)
        by_place[id_] = tuple(sorted((*both, *_per_head(atlas, id_, both)), key=lambda fait: order[fait.rubrique]))
    every = [fait for own in by_place.values() for fait in own]
    return Chiffres(
        MappingProxyType(by_place),
        _grouped(every, lambda fait: fait.indicateur),
        MappingProxyType({id_: fait for fait in every for id_ in (*fait.doubles, fait.id)}),
        _grouped(every, lambda fait: (fait.territoire, fait.indicateur)),
        MappingProxyType(documents),
    )


def _counted(atlas: Atlas, here: Place, published: Iterable[Fait], documents: dict[str, Document]) -> Iterable[Fait]:
    """Ce que la carte compte du pays, d'une région ou d'un département, sauf ce qu'un fait dit déjà à l'identique."""
    if here.niveau not in (*GEOGRAPHIE, PAYS):
        return
    known = {(fait.indicateur, fait.unite): fait.valeur for fait in published if courant(fait)}
    unused = _classes_without_commune(atlas, here) if here.niveau != PAYS else set()
    for value in indicateurs_du_pays(atlas) if here.niveau == PAYS else indicateurs(atlas, here.id):
        if value.groupe in DEJA_DITS or value.valeur is None or (value.classe and (value.sujet, value.classe) in unused):
            continue
        fait = _of_map(atlas, here.id, value)
        if _same(known.get((fait.indicateur, fait.unite)), fait):
            continue
        documents.setdefault(fait.source, Document(fait.source, value.source, value.editeur, value.periode, value.licence))
        yield fait


def _classes_without_commune(atlas: Atlas, here: Place) -> set[tuple[str, str]]:
    """(couche, classe) dont aucune commune de la région n'est : ses zéros n'apprennent rien."""
    region = next(id_ for id_ in (here.id, *here.parents) if id_.startswith("reg-"))
    counts = [value for value in indicateurs(atlas, region) if value.classe and value.unite == "communes"]
    return {(value.sujet, value.classe) for value in counts if value.valeur == 0}


def _of_map(atlas: Atlas, territoire: str, value: Valeur) -> Fait:
    topics = {**RUBRIQUES_PAR_SUJET, **{one.id: one.topic for one in atlas.catalogue.structures}}
    rubrique = topics.get(value.sujet) or RUBRIQUES.get(value.groupe, "soins")
    valeur, decimales = _written(value)
    return Fait(
        id=f"CARTE-{territoire}-{value.id}", indicateur=value.id, titre=value.titre, rubrique=rubrique, territoire=territoire,
        valeur=valeur, decimales=decimales, qualificatif=value.qualificatif, unite=UNITES.get(value.unite, value.unite),
        periode=value.periode.partition(" (")[0], base_date="date annoncée par le fichier", perimetre="", statut=OBSERVE,
        fiabilite=value.fiabilite,
        source=value.source, ligne=None, table=CARTE, note=value.note,
        formule="Compté, ou pondéré par la population, commune par commune dans les données de la carte.",
    )  # fmt: skip


def _written(value: Valeur) -> tuple[float | int | str, int]:
    """(la valeur arrondie comme elle s'écrit, ses décimales) : une part au dixième, un taux au centième, un effectif entier."""
    number = value.valeur
    if isinstance(number, str):
        return number, 0
    if value.unite == "%":
        return round(float(number), 1), 1
    return (int(number), 0) if float(number).is_integer() else (round(float(number), 2), 2)


def _same(before, fait: Fait) -> bool:
    """Vrai si le fait publié dit la même chose, à l'arrondi de ce qui est publié près."""
    if before is None or isinstance(before, str) or isinstance(fait.valeur, str):
        return before is not None and before == fait.valeur
    return math.isclose(before, fait.valeur, abs_tol=0.05 if fait.unite == "%" else 0.005)


def _per_head(atlas: Atlas, territoire: str, faits: Iterable[Fait]) -> Iterable[Fait]:
    """Les établissements par habitant : l'effectif et la population sont des faits, la formule les cite."""
    latest: dict[str, Fait] = {}
    for fait in faits:
        if courant(fait) and (fait.indicateur not in latest or rang(fait.periode) >= rang(latest[fait.indicateur].periode)):
            latest[fait.indicateur] = fait
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
            fiabilite=DERIVE,
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
