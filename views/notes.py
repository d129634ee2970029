"""De courtes notes, en mots simples : ce qu'est une CPTS, une maison de santé, une téléconsultation. Chacune dit sa source."""

from __future__ import annotations

from dataclasses import dataclass

ACCES_2019 = "« Garantir l'accès aux soins en Occitanie », ARS Occitanie, septembre 2019"
ACCES = "« Occitanie, accès aux soins », ARS Occitanie, vers 2019"


@dataclass(frozen=True)
class Note:
    """Une question de visiteur et sa réponse : des phrases courtes, un point chacune ; le document et ses lignes."""

    id: str
    question: str
    phrases: tuple[str, ...]
    source: str
    fichier: str
    lignes: str


NOTES = (
    Note(
        "msp",
        "Une maison de santé, c'est quoi ?",
        (
            "Une équipe de soignants qui travaillent ensemble près de chez vous : médecins, infirmiers, kinésithérapeutes…",
            "Ils ont écrit un même projet de santé et se coordonnent pour leurs patients.",
            "Son nom complet est maison de santé pluriprofessionnelle (MSP).",
        ),
        ACCES_2019,
        "002_f07156a7a428da42.txt",
        "234",
    ),
    Note(
        "cds",
        "Et un centre de santé ?",
        (
            "Un lieu de soins, comme une maison de santé, mais où les soignants sont salariés.",
            "Une commune, un hôpital, une association ou une mutuelle peut le porter.",
            "On écrit CDS. Sur la carte, « dentaire » ou « infirmier » est déduit de son nom : ce n'est pas publié.",
        ),
        ACCES,
        "000_a935a1f4f75d0f18.txt",
        "178 à 196",
    ),
    Note(
        "cpts",
        "Une CPTS, c'est quoi ?",
        (
            "Des soignants d'un même territoire qui s'organisent entre eux, avec les hôpitaux et les maisons de retraite.",
            "Elle aide à trouver un médecin traitant et à être vu dans la journée sans rendez-vous.",
            "Ce n'est pas un lieu où l'on consulte : sur la carte, on voit son siège.",
        ),
        ACCES_2019,
        "002_f07156a7a428da42.txt",
        "326 à 330",
    ),
    Note(
        "teleconsultation",
        "Une téléconsultation, comment ça se passe ?",
        (
            "Vous parlez en vidéo à un médecin qui est ailleurs, un gériatre par exemple.",
            "Un proche ou un soignant peut rester à côté de vous.",
            "Votre médecin traitant reste au centre : c'est lui qui vous oriente.",
        ),
        ACCES_2019,
        "002_f07156a7a428da42.txt",
        "286 à 294",
    ),
)

# Avant et après une CPTS : les quatre constats du document de 2019, dits simplement.
AVANT_APRES_SOURCE = f"{ACCES_2019} (002_f07156a7a428da42.txt, lignes 336 à 372)"
AVANT_APRES = (
    (
        "Trouver un médecin",
        "Trouver un médecin traitant, ou être vu sans rendez-vous, peut être difficile.",
        "Les soignants s'organisent pour que chacun ait un médecin traitant et puisse être vu sans rendez-vous.",
    ),
    (
        "Votre parcours",
        "Vous parlez à beaucoup de soignants, qui se coordonnent peu.",
        "Ils organisent ensemble les étapes de vos soins.",
    ),
    (
        "L'hôpital",
        "À l'entrée et à la sortie, l'hôpital et votre médecin se parlent peu.",
        "Les informations médicales circulent, avant et après l'hospitalisation.",
    ),
    (
        "Les soignants",
        "Surchargés, ils peinent à retrouver le sens de leur métier.",
        "L'activité se répartit mieux, autour d'un projet de soins partagé.",
    ),
)
