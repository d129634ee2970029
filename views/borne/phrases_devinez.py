"""Les phrases de « Devinez » : une question, trois choix, une réponse."""

from __future__ import annotations

from dataclasses import dataclass

from views.ecriture import phrases as w
from views.ecriture.lieux import capitale, de
from views.ecriture.minutes import duree

TITRE = "Devinez !"


@dataclass(frozen=True)
class Sujet:
    """Un usage du registre que l'on fait deviner. `vers` : « aux urgences » ; `texte` : sous le titre de la page."""

    usage: str
    vers: str
    texte: str
    rien: str


# Le premier dont un temps se dit dans le jeu en service.
SUJETS = (
    Sujet(
        "urgences",
        "aux urgences",
        "Combien de minutes jusqu'aux urgences ?",
        "Les minutes jusqu'aux urgences ne sont pas connues ici.",
    ),
    Sujet(
        "msp",
        "à la maison de santé",
        "Combien de minutes jusqu'à la maison de santé ?",
        "Aucune distance n'est connue ici.",
    ),
)
CHOIX = "Trois réponses possibles"
VOUS, EN_VRAI = "votre réponse", "la réponse"
JUSTE = "Bravo, c'est ça !"
CHEZ_MOI, AUTRE_VILLE = "Et chez moi ?", "Une autre ville"
PUBLIEES = (
    "Minutes par la route, en {date}, jusqu'à la commune la plus proche qui avait alors des urgences "
    "ou une équipe mobile d'urgence (SMUR). Source\u00a0: {qui}."
)
ESTIMEES = "Minutes estimées d'après la distance. Lieux : répertoire Finess, {date}."
SIMULEES = "Temps simulé, pour la démonstration. Ne décidez rien d'après lui."
# Ce que le script dit du compte du jour, gardé par la borne seule : la première réponse, puis (une seule juste ou aucune), (plusieurs).
COMPTE = (
    "C'est la première réponse du jour sur cette borne.",
    "{n} réponses aujourd'hui sur cette borne, dont {justes} juste.",
    "{n} réponses aujourd'hui sur cette borne, dont {justes} justes.",
)


def question(nom: str, vers: str) -> str:
    """« D'Uzès aux urgences, combien de temps par la route ? »"""
    return f"{capitale(de(nom))} {vers}, combien de temps par la route{w.INSECABLE}?"


def phrase(nom: str, vers: str) -> str:
    """Ce qui précède le temps, en grand : « D'Uzès aux urgences, il faut »."""
    return f"{capitale(de(nom))} {vers}, il faut"


def verdict(dit: int, vrai: int, environ: bool) -> str:
    """« Bravo, c'est ça ! », « Vous aviez dit 20 min : il en faut 18 de plus. »"""
    if dit == vrai:
        return JUSTE
    gap = f"{'environ ' if environ else ''}{duree(abs(vrai - dit))} de {'plus' if vrai > dit else 'moins'}"
    return f"Vous aviez dit {duree(dit)}{w.INSECABLE}: il faut {gap}."
