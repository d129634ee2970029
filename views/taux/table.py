"""Ce que compte le tableau des taux : ses territoires, leurs valeurs, leurs rangs, et le constat qui lui sert de titre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.socle.noms import plain
from layers.taux.declares import PART, Taux
from layers.taux.rangs import Rang, rangs
from layers.taux.semblables import membres
from layers.taux.valeurs import Valeur, par_territoire
from views.taux import phrases_classement as t
from views.taux.adresse import HABITANTS, HAUT, NOM, DemandeDeTaux
from views.taux.dits import dit, dites, lue


@dataclass(frozen=True, eq=False)
class TableDeTaux:
    """Ce qu'un tableau compte : `ordre`, les identifiants dans l'ordre demandé ; `noms`, `habitants` (None : inconnus) de chacun ;
    `valeurs`, `rangs`, `plus_grand` de chaque taux, par son identifiant."""

    atlas: Atlas
    taux: tuple[Taux, ...]
    ordre: tuple[str, ...]
    noms: Mapping[str, str]
    habitants: Mapping[str, int | None]
    valeurs: Mapping[str, Mapping[str, Valeur]]
    rangs: Mapping[str, Mapping[str, Rang]]
    plus_grand: Mapping[str, float]


def tableau(demande: DemandeDeTaux, modele: Modele) -> TableDeTaux:
    """Le tableau d'une demande, toutes pages comprises."""
    names, people = _membres(demande.atlas, demande.niveau, demande.departement)
    counted = {one.id: _colonne(demande.atlas, modele, one, demande.niveau, demande.departement) for one in demande.taux}
    found, ranked, largest = ({key: own[k] for key, own in counted.items()} for k in range(3))
    return TableDeTaux(demande.atlas, demande.taux, _trie(demande, names, people, found), names, people, found, ranked, largest)


@lru_cache(maxsize=64)
def _membres(atlas: Atlas, niveau: str, departement: str) -> tuple[dict[str, str], dict[str, int | None]]:
    """({identifiant: nom}, {identifiant: habitants})."""
    members = membres(atlas, niveau, departement)
    ids = [f"{niveau}-{code}" for code in members.index]
    people = (None if pd.isna(n) else int(n) for n in members["population"])
    return dict(zip(ids, members["nom"])), dict(zip(ids, people))


@lru_cache(maxsize=128)
def _colonne(atlas: Atlas, modele: Modele, one: Taux, niveau: str, departement: str):
    """({identifiant: valeur}, {identifiant: rang}, la plus grande valeur) d'un taux."""
    every, (names, _) = par_territoire(atlas, modele, one, niveau), _membres(atlas, niveau, departement)
    found = {id_: every.get(id_) or Valeur(one, None, 100.0) for id_ in names}
    return found, rangs(found), max((abs(each.nombre) for each in found.values() if each.nombre), default=0.0)


def _trie(demande: DemandeDeTaux, names: Mapping[str, str], people: Mapping[str, int | None], found) -> tuple[str, ...]:
    """Les identifiants dans l'ordre demandé, par nom à égalité ; ce qui n'est pas publié reste en dernier dans les deux sens."""
    by_name = sorted(names, key=lambda id_: plain(names[id_]))
    if demande.tri == NOM:
        return tuple(reversed(by_name) if demande.ordre == HAUT else by_name)
    numbers = people if demande.tri == HABITANTS else {id_: one.nombre for id_, one in found[demande.tri].items()}
    way = -1 if demande.ordre == HAUT else 1
    known = sorted((id_ for id_ in by_name if numbers[id_] is not None), key=lambda id_: way * numbers[id_])
    return (*known, *(id_ for id_ in by_name if numbers[id_] is None))


def constat(demande: DemandeDeTaux, table: TableDeTaux) -> str:
    """Le titre : qui est le plus souvent dernier ; à défaut, l'étendue de la colonne qui trie."""
    if demande.niveau != "com" and (often := _souvent_derniers(table)):
        return t.derniers([(table.noms[id_], demande.niveau, n) for id_, n in often])
    key = demande.tri if demande.tri in table.valeurs else next(iter(table.valeurs), "")
    known = {id_: one for id_, one in table.valeurs.get(key, {}).items() if one.nombre is not None}
    if not known:
        return t.TITRE
    one = known[next(iter(known))].taux
    if demande.niveau == "com" and one.genre == PART:
        return t.classees(sum(bool(each.nombre) for each in known.values()), len(known), dites(demande.atlas, one))
    low, high = (way(known, key=lambda id_: known[id_].nombre) for way in (min, max))
    ends = ((lue(demande.atlas, known[id_]), table.noms[id_], _egaux(known, id_)) for id_ in (low, high))
    return t.etendue(dit(demande.atlas, one).titre, demande.niveau, *ends)


def _egaux(known: Mapping[str, Valeur], id_: str) -> int:
    """Combien de territoires ont la valeur écrite de celui-ci, lui compris."""
    return sum(one.ecrit == known[id_].ecrit for one in known.values())


def _souvent_derniers(table: TableDeTaux) -> list[tuple[str, int]]:
    """(identifiant, nombre de colonnes) des deux territoires le plus souvent derniers ; vide si aucun ne l'est deux fois."""
    count = Counter(id_ for own in table.rangs.values() for id_, one in own.items() if one.dernier and one.extreme and one.egaux == 1)
    often = sorted(count.items(), key=lambda one: (-one[1], table.noms[one[0]]))[:2]
    return often if often and often[0][1] > 1 else []
