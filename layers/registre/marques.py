"""Ce qu'une commune sans classe porte à la place : la table des marques, la même pour la carte, les plans et les exports."""

from __future__ import annotations

# Le code des colonnes du jeu, et sa lettre dans celles du navigateur.
ABSENT, MASQUE, PARTAGE = "", "N/D", "PART"
LETTRES = {ABSENT: "-", MASQUE: "x", PARTAGE: "y"}
# Deux états d'une vue, qui ne sont pas dans le jeu : la classe vient plus tard, les filtres écartent la commune.
AVENIR, HORS = "z", "h"
