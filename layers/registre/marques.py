"""Ce qu'une commune sans classe porte à la place : la table des marques, la même pour la carte, la borne, les plans, les exports, QGIS.

Leurs mots sont dans views/ecriture/phrases.py (MARQUES) ; leurs couleurs se retrouvent dans assets/1-base.css et assets/carte, qu'un essai
compare à cette table.
"""

from __future__ import annotations

from dataclasses import dataclass

# Les codes des colonnes du jeu : rien de publié, masqué par l'éditeur, des parties de classes différentes.
ABSENT, MASQUE, PARTAGE = "", "N/D", "PART"
# Deux états d'une vue, qui ne sont pas dans le jeu : la classe vient plus tard, les filtres écartent la commune.
AVENIR, HORS = "z", "h"


@dataclass(frozen=True)
class Marque:
    """`code` : celui du jeu, ou de la vue ; `lettre` : celle du navigateur et des adresses ; `nom` : celui du style (motif-absent)."""

    code: str
    lettre: str
    nom: str
    couleur: str
    motif: str


MARQUES = (
    Marque(ABSENT, "-", "absent", "#B9B7B0", "diagonale-inverse"),
    Marque(MASQUE, "x", "masque", "#9A9A9A", "horizontal"),
    Marque(PARTAGE, "y", "partage", "#9C86B8", "points-epars"),
    Marque(AVENIR, AVENIR, "avenir", "#E8EEEC", "plein"),
    Marque(HORS, HORS, "hors", "#F6F2EA", "plein"),
)
PAR_CODE = {marque.code: marque for marque in MARQUES}
# Celles du jeu : {code: lettre}.
LETTRES = {marque.code: marque.lettre for marque in MARQUES[:3]}
