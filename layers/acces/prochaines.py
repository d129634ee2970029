"""La question « où ouvrir les prochains ? », sur une région : ses conditions, son plan, et ce qu'il laisse."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from layers.acces.couverture import KM, trajets_de, valeurs
from layers.acces.demande import PairesDeSites, couvrir, rapprocher, reduit
from layers.acces.modele import Modele
from layers.acces.plan import K_MAX, LIMITE_S, Plan, Suivi, glouton, planifier
from layers.acces.population import TOUTES, communes_de
from layers.acces.trajets import Trajets, distances_km, points
from layers.atlas import Atlas

COUVRIR, RAPPROCHER = "couvrir", "rapprocher"
OBJECTIFS = (COUVRIR, RAPPROCHER)


@dataclass(frozen=True)
class QuestionDeSites:
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


def terrain_de(atlas: Atlas, modele: Modele, question: QuestionDeSites) -> tuple[Trajets, PairesDeSites]:
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
def plan_de(atlas: Atlas, modele: Modele, question: QuestionDeSites) -> Plan:
    """Le plan d'une question ; gardé. SansSolution si les conditions se contredisent."""
    return calculer(atlas, modele, question, LIMITE_S, None)


def calculer(atlas: Atlas, modele: Modele, question: QuestionDeSites, limite_s: float, suivi: Suivi | None) -> Plan:
    """Le même, avec un temps et un suivi."""
    return planifier(terrain_de(atlas, modele, question)[1], question.k, limite_s, suivi)


def gagnees(found: Trajets, modele: Modele, question: QuestionDeSites, plan: Plan) -> np.ndarray:
    """Vrai pour chaque commune au-delà du seuil aujourd'hui, et en deçà une fois le plan ouvert."""
    here, relief = points(found.communes), found.communes["montagne"].to_numpy()
    best = np.full(len(here), np.nan)
    for step in plan.etapes:
        km = distances_km(here, np.broadcast_to(here[step.ligne], here.shape))
        there = km if question.mesure == KM else modele.minutes(km, relief)[0]
        there[step.ligne] = 0.0
        best = np.fmin(best, there)
    return (valeurs(found, question.mesure) > question.seuil) & (best <= question.seuil)


@lru_cache(maxsize=64)
def courbe_gloutonne(atlas: Atlas, modele: Modele, question: QuestionDeSites) -> tuple[float, ...]:
    """Ce que gagne le plan glouton de 0, 1, 2… K_MAX sites ; il ne gagne plus rien après son dernier site. `question.k` est sans effet."""
    steps = glouton(reduit(terrain_de(atlas, modele, replace(question, k=K_MAX, un_par_departement=False))[1]), K_MAX).etapes
    gains = [step.gain for step in steps] + [0.0] * (K_MAX - len(steps))
    return tuple(np.cumsum([0.0, *gains]).tolist())
