"""« Comment ça marche » : six idées dites à quelqu'un qui n'en a jamais entendu parler. Une idée par phrase, vingt mots au plus."""

from __future__ import annotations

from dataclasses import dataclass

from layers.registre.catalogue import Structure

TITRE = "Comment ça marche"
QUESTION = "Comment ça marche ?"
INTRO = "Six mots reviennent partout dans Maillage. Les voici, avec un dessin et un chiffre chacun."
SOMMAIRE = "Les six idées"
POUR_VOUS = "Pour vous"
SANS_CHIFFRE = "Le chiffre de cette région n'est pas publié."
LES_CLASSES = "Les classes, du plus grand manque au plus petit"


@dataclass(frozen=True)
class Texte:
    """Une idée. `sigle` et son nom en toutes lettres (« » s'il n'y en a pas), ce que c'est, ce que cela change pour le visiteur."""

    id: str
    titre: str
    question: str
    sigle: str
    en_toutes_lettres: str
    phrases: tuple[str, ...]
    pour_vous: str


IDEES = (
    Texte(
        "zonage",
        "Le zonage",
        "Ma commune manque-t-elle de médecins ?",
        "",
        "",
        (
            "Les médecins ne sont pas répartis partout de la même façon.",
            "L'agence régionale de santé regarde donc chaque territoire.",
            "Elle donne une classe à chaque commune, du plus grand manque au plus petit.",
            "Un soignant qui s'installe là où l'on manque peut recevoir une aide.",
            "Chaque profession a son propre zonage : médecins, infirmiers, kinésithérapeutes, orthophonistes.",
        ),
        "La classe ne dit pas où vous devez vous soigner. Vous pouvez consulter partout.",
    ),
    Texte(
        "msp",
        "La maison de santé",
        "Qui travaille dans une maison de santé ?",
        "MSP",
        "maison de santé pluriprofessionnelle",
        (
            "Une maison de santé réunit plusieurs soignants : médecins, infirmiers, kinésithérapeutes, et d'autres encore.",
            "Ils écrivent ensemble un projet de santé pour les habitants du secteur.",
            "Chacun reste à son compte.",
            "Souvent ils partagent les mêmes murs, mais ce n'est pas obligatoire.",
        ),
        "Vos soignants se parlent : c'est plus simple quand il vous en faut plusieurs.",
    ),
    Texte(
        "cds",
        "Le centre de santé",
        "Quelle différence avec une maison de santé ?",
        "CDS",
        "centre de santé",
        (
            "Dans un centre de santé, les soignants sont salariés.",
            "Une commune, une mutuelle, un hôpital ou une association les emploie.",
            "Certains centres ont des médecins. D'autres ne soignent que les dents, ou n'ont que des infirmiers.",
        ),
        "Un centre de santé pratique le tiers payant : vous n'avancez pas la part de l'Assurance maladie.",
    ),
    Texte(
        "cpts",
        "La communauté de soignants",
        "Pourquoi les soignants d'un territoire s'organisent-ils ?",
        "CPTS",
        "communauté professionnelle territoriale de santé",
        (
            "Une CPTS rassemble les soignants d'un même territoire.",
            "Cabinets, pharmacies, hôpitaux et services sociaux y travaillent ensemble.",
            "Ce n'est pas un lieu de soins : on n'y prend pas rendez-vous.",
            "Elle cherche des solutions pour tout le monde : trouver un médecin, être vu vite, prévenir.",
        ),
        "Sans médecin traitant ? La CPTS de votre territoire peut vous orienter.",
    ),
    Texte(
        "dac",
        "L'appui à la coordination",
        "Qui aide quand tout se complique ?",
        "DAC",
        "dispositif d'appui à la coordination",
        (
            "Parfois la maladie, l'âge et la solitude s'additionnent.",
            "Il faut alors plusieurs soignants, une aide à la maison, des démarches.",
            "Le DAC aide à tout organiser.",
            "Il remplace les anciennes plateformes territoriales d'appui, les PTA.",
        ),
        "Parlez-en à votre médecin : il peut appeler le DAC pour vous.",
    ),
    Texte(
        "telemedecine",
        "La télémédecine",
        "Peut-on voir un médecin à distance ?",
        "",
        "",
        (
            "La téléconsultation, c'est voir un médecin par écran.",
            "La téléexpertise, c'est votre soignant qui demande l'avis d'un autre, avec votre accord.",
            "En Occitanie, le programme PÂSTEL s'adresse aux personnes âgées.",
            "Il a été prévu en quatre vagues, de 2018 à 2021, département par département.",
        ),
        "Un avis de spécialiste, sans se déplacer.",
    ),
)


def part_en_zip(region: str) -> str:
    """Ce que dit le chiffre du zonage."""
    return f"de la population de la région {region} vit dans une commune en zone d'intervention prioritaire (ZIP)."


def compte(structure: Structure, n: int, region: str) -> str:
    """Ce que dit un nombre de structures, accordé : « maisons de santé dans la région Occitanie. »"""
    return f"{structure.compte(n)} dans la région {region}."


def vagues(n: int, total: int) -> str:
    """Ce que dit le chiffre de la télémédecine."""
    verbe = "est" if n < 2 else "sont"
    return f"départements sur {total} {verbe} dans une vague PÂSTEL. Les vagues de 2020 et 2021 étaient prévues à la date du document."
