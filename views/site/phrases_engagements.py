"""Les dix engagements du Pacte territoire santé 2, et les faits qui disent leur objectif et ce qui en est atteint."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mesure:
    """Un objectif et ce qui l'atteint, nommés par leurs faits (« IND-0050 »). `atteint` « » : aucun document ne le mesure.

    `fois` : un second fait par lequel multiplier `atteint` (« plus que triplé »). `note` : ce qu'il faut savoir.
    `unite` : comment dire celle de l'objectif, quand celle du fait se lit mal.
    """

    nom: str
    objectif: str
    atteint: str = ""
    fois: str = ""
    note: str = ""
    unite: str = ""


@dataclass(frozen=True)
class Engagement:
    """Un des dix engagements ; ses objectifs chiffrés (aucun pour certains) ; d'autres faits qui l'éclairent."""

    numero: int
    titre: str
    mesures: tuple[Mesure, ...] = ()
    autres: tuple[str, ...] = ()


ENGAGEMENTS = (
    Engagement(
        1,
        "Développer les stages des futurs médecins en cabinet de ville",
        (Mesure("Étudiants de deuxième cycle passés par un stage de médecine générale", "IND-0032"),),
        ("IND-0033", "IND-0034"),
    ),
    Engagement(
        2,
        "Faciliter l'installation des jeunes médecins dans les territoires fragiles",
        (
            Mesure(
                "Installations par contrat PTMG ou PTMA",
                "IND-0035",
                "IND-0040",
                note="Sont comptés ceux qui ont, ou ont eu, un contrat PTMG ; l'objectif compte aussi les autres spécialistes (PTMA).",
            ),
            Mesure(
                "Contrats d'engagement de service public (CESP)",
                "IND-0036",
                "IND-0038",
                note="L'objectif est dit en bourses, puis en contrats ; il était d'abord de 1 500.",
            ),
        ),
        ("IND-0039", "IND-0041"),
    ),
    Engagement(
        3,
        "Favoriser le travail en équipe",
        (Mesure("Maisons de santé ouvertes", "IND-0050", "IND-0049", note="Environ 800 étaient prévues pour la fin de 2015."),),
        ("IND-0047", "IND-0051", "IND-0052"),
    ),
    Engagement(
        4,
        "Assurer l'accès aux soins urgents en moins de 30 minutes",
        (
            Mesure(
                "Médecins correspondants du SAMU (MCS)",
                "IND-0054",
                "IND-0055",
                "IND-0056",
                "Le nombre de 2015 n'est pas publié : le document dit qu'il a plus que triplé depuis les 150 de 2012.",
            ),
        ),
        ("IND-0057", "IND-0058"),
    ),
    Engagement(5, "Augmenter le numerus clausus régional là où les médecins manquent", (), ("IND-0059", "IND-0060", "IND-0061")),
    Engagement(
        6,
        "Augmenter le nombre de médecins libéraux enseignants",
        (
            Mesure(
                "Chefs de clinique de médecine générale",
                "IND-0082",
                "IND-0081",
                note="80 est le nombre au moment du Pacte, qui prévoit de le doubler.",
            ),
        ),
    ),
    Engagement(
        7,
        "Soutenir la recherche en soins primaires",
        (Mesure("Maisons ou centres de santé universitaires", "IND-0083", unite="par département"),),
    ),
    Engagement(8, "Mieux accompagner les professionnels dans leur quotidien", (), ("IND-0085", "IND-0086")),
    Engagement(
        9,
        "Favoriser la télémédecine pour les patients chroniques et les soins urgents",
        (),
        ("IND-0093", "IND-0094", "IND-0104", "IND-0105"),
    ),
    Engagement(
        10,
        "Soutenir une organisation des soins adaptée à chaque territoire",
        (
            Mesure("Projets d'ESP ou de CPTS accompagnés", "IND-0111"),
            Mesure("Infirmiers ASALEE en plus (ETP)", "IND-0113", note="167 ETP travaillaient déjà : l'objectif s'y ajoute."),
        ),
        ("IND-0117", "IND-0114", "IND-0119"),
    ),
)
