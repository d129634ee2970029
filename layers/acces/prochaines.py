"""La question « où ouvrir les prochains ? », sur une région : ses conditions, son plan, et ce qu'il laisse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from layers.acces.couverture import trajets_de
from layers.acces.demande import Terrain, couvrir, rapprocher
from layers.acces.modele import Modele
from layers.acces.plan import LIMITE_S, Plan, Suivi, planifier
from layers.acces.population import TOUTES, communes_de
from layers.acces.trajets import Trajets
from layers.atlas import Atlas

COUVRIR, RAPPROCHER = "couvrir", "rapprocher"
OBJECTIFS = (COUVRIR, RAPPROCHER)


@dataclass(frozen=True)
class Question:
    """`ou` : où l'on peut ouvrir (une population, TOUTES partout) ; parmi, sauf : codes de communes, seules permises, ou exclues ;
    un_par_departement : au moins un site dans chaque département de la région."""

    usage: str
    mesure: str
    seuil: int
    k: int
    objectif: str = COUVRIR
    ou: str = TOUTES
    parmi: tuple[str, ...] = ()
    sauf: tuple[str, ...] = ()
    un_par_departement: bool = False


def terrain_de(atlas: Atlas, modele: Modele, question: Question) -> tuple[Trajets, Terrain]:
    """Les trajets d'aujourd'hui, et le terrain du plan : toutes les communes comptent, celles des conditions sont candidates."""
    found = trajets_de(atlas, modele, question.usage)
    allowed = communes_de(found.communes, question.ou).copy()
    codes = found.communes.index
    if question.parmi:
        allowed &= codes.isin(question.parmi)
    allowed &= ~codes.isin(question.sauf)
    everybody = np.ones(len(codes), dtype=bool)
    groups = found.communes["departement"].to_numpy() if question.un_par_departement else None
    if question.objectif == COUVRIR:
        return found, couvrir(found, modele, question.mesure, question.seuil, allowed, everybody, groups)
    return found, rapprocher(found, modele, question.mesure, allowed, everybody, groups)


@lru_cache(maxsize=64)
def plan_de(atlas: Atlas, modele: Modele, question: Question) -> Plan:
    """Le plan d'une question ; gardé. SansSolution si les conditions se contredisent."""
    return calculer(atlas, modele, question, LIMITE_S, None)


def calculer(atlas: Atlas, modele: Modele, question: Question, limite_s: float, suivi: Suivi | None) -> Plan:
    """Le même, avec un temps et un suivi."""
    return planifier(terrain_de(atlas, modele, question)[1], question.k, limite_s, suivi)
