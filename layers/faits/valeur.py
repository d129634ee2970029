"""Un indicateur d'un territoire, avec tout ce qui en répond."""

from __future__ import annotations

from dataclasses import dataclass

EXACT, DERIVE, DEDUIT, SIMULE = "exact", "dérivé", "déduit", "simulé"


@dataclass(frozen=True)
class Valeur:
    """Un indicateur d'un territoire. `valeur` None : non publié, jamais zéro.

    `qualificatif` : « = », « > », « ≥ », « ≈ » tel que publié. `fiabilite` : exact (publié tel quel), dérivé
    (compté ou calculé ici depuis des données publiées), déduit, simulé. `groupe` : la rubrique du panneau ;
    `sujet` et `classe` : la couche ou la structure et sa classe, pour ranger sans relire l'identifiant.
    """

    id: str
    titre: str
    valeur: float | int | str | None
    unite: str
    periode: str
    source: str
    editeur: str
    licence: str
    fiabilite: str
    groupe: str
    sujet: str
    classe: str = ""
    qualificatif: str = "="
    note: str = ""
