"""Ce que les documents ajoutent aux idées de « Comment ça marche », en mots simples, chacun avec sa source ; et l'avant et
après d'une CPTS."""

from __future__ import annotations

from dataclasses import dataclass

ACCES_2019 = "« Garantir l'accès aux soins en Occitanie », ARS Occitanie, septembre 2019"
ACCES = "« Occitanie, accès aux soins », ARS Occitanie, vers 2019"


@dataclass(frozen=True)
class Note:
    """Une question de visiteur et sa réponse : des phrases courtes, un point chacune ; le document et sa partie."""

    question: str
    phrases: tuple[str, ...]
    source: str


# Sous quelle idée (views/site/phrases_comment.py) se lit chaque note.
NOTES = {
    "msp": Note(
        "Qui y trouve-t-on ?",
        ("Une équipe de soignants qui travaillent ensemble, près de chez vous, autour d'un même projet de santé.",),
        f"{ACCES_2019}, « Maisons et centres de santé »",
    ),
    "cds": Note(
        "Comment le reconnaître ?",
        ("On écrit CDS. Sur la carte, « dentaire » ou « infirmier » est déduit de son nom : ce n'est pas publié.",),
        f"{ACCES}, « 400 postes de médecins généralistes »",
    ),
    "cpts": Note(
        "Où est-elle ?",
        (
            "Elle aide à trouver un médecin traitant et à être vu dans la journée sans rendez-vous.",
            "On n'y consulte pas : sur la carte, on voit son siège.",
        ),
        f"{ACCES_2019}, « De nouveaux leviers : les CPTS »",
    ),
    "telemedecine": Note(
        "Une téléconsultation, comment ça se passe ?",
        (
            "Vous parlez en vidéo à un médecin qui est ailleurs, un gériatre par exemple.",
            "Un proche ou un soignant peut rester à côté de vous.",
            "Votre médecin traitant reste au centre : c'est lui qui vous oriente.",
        ),
        f"{ACCES_2019}, « La télémédecine PÂSTEL »",
    ),
}

# Avant et après une CPTS : les quatre constats du document de 2019, dits simplement.
AVANT_APRES_SOURCE = f"{ACCES_2019}, « De nouveaux leviers : les CPTS »"
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
