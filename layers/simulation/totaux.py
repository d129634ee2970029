"""Les totaux publiés d'un département pour une couche communale ou une catégorie de structures (data/facts/departements.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from layers.faits.departements_schema import Mesure
from layers.registre.catalogue import Couche, Structure
from layers.socle.defauts import Checker

# Comment departements.csv nomme ce que le catalogue désigne par un identifiant.
MOUNTAIN, COMMUNES, APL = "Communes en zone de montagne", "Communes", "APL aux médecins généralistes, moyenne pondérée par la population"
FRR = "France Ruralités Revitalisation : "


@dataclass(frozen=True, eq=False)
class Totaux:
    """Les totaux d'un département, dans l'ordre des classes de la couche.

    counts : (k,) entiers, communes par classe. shares : (k,) part de la population, en fraction, de somme 1, ou None
    quand elle n'est pas publiée. period : la date que porte la source.
    """

    counts: np.ndarray
    shares: np.ndarray | None
    period: str


def totaux(measures: Mapping[str, Mesure], couche: Couche) -> Totaux | None:
    """Les totaux d'une couche de classes dans un département ; None si rien n'en est publié.

    `measures` : {nom de l'indicateur: Mesure} du département. Lève DataError si un total n'est pas un entier ou si
    departements.csv compte des communes dans une classe que le catalogue ignore.
    """
    checker = Checker("departements.csv")
    if couche.reader == "montagne":
        found = _mountain(measures, couche)
    elif couche.reader == "frr":
        found = _by_raw(checker, measures, couche, FRR, None)
    elif couche.reader == "cartosante":
        # « zonage-masseurs-kinesitherapeutes » dans le catalogue, « Zonage masseurs_kinesitherapeutes » dans la table.
        name = "Zonage " + couche.id.removeprefix("zonage-").replace("-", "_")
        found = _by_raw(checker, measures, couche, f"{name} : communes en ", f"{name} : part de la population en ")
    else:
        found = None
    if found is not None:
        whole = bool(np.all(found.counts == np.floor(found.counts)) and np.all(found.counts >= 0))
        checker.expect(whole, column="value", expected=f"des nombres entiers de communes (« {couche.id} »)", found=found.counts)
    checker.raise_if_any()
    return found and Totaux(found.counts.astype(int), found.shares, found.period)


def _mountain(measures: Mapping[str, Mesure], couche: Couche) -> Totaux | None:
    """Seules les communes classées sont comptées ; le fichier de l'éditeur range toutes les autres hors montagne."""
    if MOUNTAIN not in measures or COMMUNES not in measures:
        return None
    inside, every = measures[MOUNTAIN].value, measures[COMMUNES].value
    counts = {couche.code_of_raw.get("C"): inside, couche.code_of_raw.get("NC"): every - inside}
    return Totaux(np.array([counts.get(classe.code, 0) for classe in couche.classes]), None, measures[MOUNTAIN].period)


def _by_raw(checker: Checker, measures: Mapping[str, Mesure], couche: Couche, counted: str, shared: str | None) -> Totaux | None:
    """Les totaux dont le nom se termine par la valeur de l'éditeur ; `shared` : début du nom de la part, si elle existe."""
    counts, percents, periods = np.zeros(len(couche.classes)), np.zeros(len(couche.classes)), []
    for name, measure in measures.items():
        if name.startswith(counted):
            raw = name.removeprefix(counted)
            if checker.expect(raw in couche.code_of_raw, column="indicator", expected=f"une classe de « {couche.id} »", found=name):
                counts[couche.rank[couche.code_of_raw[raw]]] += measure.value
                periods.append(measure.period)
        elif shared and name.startswith(shared) and name.removeprefix(shared) in couche.code_of_raw:
            percents[couche.rank[couche.code_of_raw[name.removeprefix(shared)]]] += measure.value
    if not periods:
        return None
    return Totaux(counts, percents / percents.sum() if percents.sum() > 0 else None, max(periods))


def sites_number(measures: Mapping[str, Mesure], structure: Structure) -> int | None:
    """Combien de structures de cette catégorie dans le département ; None si ce n'est pas publié."""
    measure = measures.get(structure.published)
    return None if measure is None else int(measure.value)
