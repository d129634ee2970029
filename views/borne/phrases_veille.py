"""Les phrases de la boucle : lues en passant, à trois mètres."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class QuestionDeVeille:
    """Un usage du registre, et ce qu'on en dit. `dit` : ce qui précède « à 40 min »."""

    usage: str
    dit: str
    autres: str
    dessin: str


QUESTIONS = (
    QuestionDeVeille("urgences", "Les urgences sont", "Jusqu'aux urgences, par la route", "scene-nuit"),
    QuestionDeVeille("msp", "La maison de santé la plus proche est", "Jusqu'à une maison de santé", "scene-jour"),
    QuestionDeVeille("pharmacie", "La pharmacie la plus proche est", "Jusqu'à une pharmacie", "scene-montagne"),
    QuestionDeVeille("garde", "Le médecin du soir et du week-end est", "Jusqu'à un médecin le soir, le week-end", "scene-nuit"),
)
DATEE = "urgences"  # les minutes que l'éditeur publie
PUBLIE, ESTIME = ", publié en 2019", ""
ENVIRON = "environ "
ET_CHEZ_VOUS = "Et chez vous ?"
TITRE = "Les soins près de chez vous"
INVITE = "Touchez l'écran"
