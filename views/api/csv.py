"""Les chiffres d'un territoire à emporter : une ligne par fait, avec toutes les colonnes qui en répondent."""

from __future__ import annotations

from layers.atlas import Atlas
from layers.territoire.chiffres import chiffres
from layers.territoire.territoires import nom_du_territoire
from views.api.faits import fait
from views.api.phrases import VIDE
from views.export.classeurs import Feuille, provenance


def feuille(atlas: Atlas, id_: str) -> Feuille | None:
    """Les chiffres d'un territoire ; None s'il n'a pas de fiche.

    Les colonnes sont celles de l'API (docs/api.md) ; une valeur vide n'est pas publiée, ou n'est pas lisible : `fiabilite` le dit.
    """
    every = chiffres(atlas)
    own = every.par_territoire.get(id_)
    if own is None:
        return None
    colonnes = tuple(fait(every, next(iter(every.par_id.values()))))
    lignes = tuple(tuple(fait(every, one).values()) for one in own)
    return Feuille(f"{nom_du_territoire(atlas, id_)} ({id_})", (*provenance(atlas), VIDE), colonnes, lignes)
