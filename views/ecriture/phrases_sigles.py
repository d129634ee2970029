"""Les phrases du glossaire et des notes en mots simples."""

from __future__ import annotations

from layers.registre.glossaire import Sens
from views.ecriture.phrases import INSECABLE

GLOSSAIRE_TITRE = "Glossaire"
GLOSSAIRE_TEXTE = "Les sigles des documents. Dans toutes les pages, un sigle souligné de points s'ouvre au clic, au toucher ou au clavier."
NON_DEVELOPPE = "Sigle que les documents ne développent pas"
LETTRES = "Aller à une lettre"
CES_SIGLES = "Que veulent dire ces sigles ?"
VOIR_GLOSSAIRE = "Tout le glossaire"
AVANT_TITRE = "Avant et après une CPTS"
AVANT, APRES = "Aujourd'hui, sans CPTS", "Avec une CPTS"
AVANT_NOTE = "Ce que l'agence régionale de santé attendait des CPTS en 2019 : une intention, pas un résultat mesuré."
SOURCE = "Source"
DEVELOPPE = "Développé par le document"
EMPLOYE = "Employé sans être développé"


def nombre(n: int) -> str:
    """« 145 sens pour 144 sigles » n'aide personne : le nombre d'entrées."""
    return f"{n} sigles"


def ce_que_veut_dire(sigle: str) -> str:
    """Le nom parlé de la fenêtre d'un sigle."""
    return f"Ce que veut dire {sigle}"


def origine(sens: Sens) -> str:
    """Qui développe le sigle : le document, ou la connaissance générale."""
    if sens.du_document:
        return "Développé par un des documents."
    return (
        "Sens courant : les documents l'emploient sans l'écrire en entier."
        if sens.developpe
        else "Aucun document ne dit ce qu'il veut dire."
    )


def employe(sens: Sens, source: str) -> str:
    """Où le sigle est employé : « Développé par le document : ARS Occitanie. Garantir l'accès… »."""
    return f"{DEVELOPPE if sens.du_document else EMPLOYE}{INSECABLE}: {source}"
