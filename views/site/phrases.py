"""Les phrases de la déclaration d'accessibilité ; ses faits sont dans data/accessibilite.toml."""

from __future__ import annotations

from collections.abc import Callable

from views.ecriture.phrases_pages import ACCESSIBILITE

INSECABLE = "\u00a0"
TITRE = "Déclaration d'accessibilité"
ADRESSE, LIEN = ACCESSIBILITE
DESCRIPTION = "Ce qui est accessible dans Maillage, ce qui ne l'est pas, et comment cela a été vérifié."
ENGAGEMENT = (
    "Maillage s'engage à être accessible, comme le demande l'article 47 de la loi du 11 février 2005 : que chacun ait la même "
    "information, qu'il voie la carte ou non, qu'il pointe ou non. Cette déclaration vaut pour toutes les pages de ce site. C'est "
    "une auto-évaluation : aucun audit extérieur n'a été fait."
)
ETAT = "État de conformité"
SANS_AUDIT = (
    "Aucun audit en cours de validité ne mesure sa conformité : sans audit, un site ne peut s'annoncer que « non conforme », quel que "
    "soit le résultat de ses propres vérifications (RGAA, « Obligations d'accessibilité » ; décret n° 2019-768 du 24 juillet 2019)."
)
RESULTATS, GRILLE = "Résultats des tests", "Les 106 critères, un à un"
GRILLE_TEXTE = "Chaque thème s'ouvre. Un critère non applicable porte sur ce que ces pages n'ont pas."
COLONNES = ("N°", "Critère", "Résultat", "Comment", "Remarque")
CONFORME, NON_ACCESSIBLES = "Ce qui est conforme, en bref", "Contenus non accessibles"
NON_CONFORME, DISPENSES = "Non-conformités", "Dérogations et contenus dispensés"
CRITERE = "Critère"
ETABLISSEMENT = "Établissement de cette déclaration"
TECHNOLOGIES, ENVIRONNEMENT, MOYENS = "Technologies", "Environnement de test", "Comment cela a été vérifié"
LIMITES = "Ce qui n'a pas été vérifié"
PAGES = "Pages vérifiées"
PAGES_TEXTE = "Une page de chaque sorte, dans tous ses états : panneaux, dialogues, listes dépliées, et les pages d'erreur."
CONTACT = "Retour d'information et contact"
CONTACT_TEXTE = (
    "Un contenu ou un service vous est inaccessible ? Dites-le : une autre façon d'y accéder vous sera proposée, ou le contenu vous "
    "sera donné sous une autre forme."
)
SANS_CONTACT = "L'adresse de contact n'est pas encore renseignée par l'organisme qui met ce service en ligne."
ECRIRE = "Écrire à"
RECOURS = "Voies de recours"
RECOURS_TEXTE = (
    "Si vous avez signalé un défaut qui vous empêche d'accéder à un contenu ou à un service et que vous n'avez pas eu de réponse "
    "satisfaisante, vous pouvez :"
)
RECOURS_VOIES = (
    "écrire un message au Défenseur des droits ;",
    "contacter le délégué du Défenseur des droits dans votre région ;",
    "envoyer un courrier par la poste, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.",
)


def etat(nom: str, referentiel: str) -> str:
    """L'état de conformité, en une phrase."""
    reference = f"le référentiel général d'amélioration de l'accessibilité, {referentiel}"
    return f"Maillage est {nom} avec {reference}."


def etablie(date: str) -> str:
    """Quand la déclaration a été établie."""
    return f"Déclaration établie le {date}, par l'équipe de Maillage elle-même."


def resultats(conformes: int, applicables: int, taux: str) -> str:
    """« 79 des 82 critères applicables sont respectés, soit 96,3 %. »"""
    return f"{conformes} des {applicables} critères applicables sont respectés, soit {taux}."


def detail(non_conformes: int, non_applicables: int) -> str:
    """« 3 critères ne le sont pas ; 24 ne s'appliquent pas. »"""
    several = f"{non_conformes} critères ne le sont pas" if non_conformes > 1 else "Un critère ne l'est pas"
    return f"{several if non_conformes else 'Aucun ne manque'} ; {non_applicables} ne s'appliquent pas à ces pages."


def theme(numero: int, nom: str, combien: Callable[[str], int]) -> str:
    """« 3. Couleurs : 2 conformes, 1 non conforme »"""
    counts = ((combien(etat), etat) for etat in ("conforme", "non conforme", "non applicable"))
    said = ", ".join(f"{n}{INSECABLE}{etat}{'s' if n > 1 else ''}" for n, etat in counts if n)
    return f"{numero}. {nom}{INSECABLE}: {said}"
