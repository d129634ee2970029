"""Les phrases de la déclaration d'accessibilité ; ses faits sont dans data/accessibilite.toml."""

from __future__ import annotations

TITRE = "Déclaration d'accessibilité"
LIEN = "Accessibilité : partiellement conforme"
ADRESSE = "/accessibilite"
DESCRIPTION = "Ce qui est accessible dans Maillage, ce qui ne l'est pas, et comment cela a été vérifié."
ENGAGEMENT = (
    "Maillage veut que chacun ait la même information, qu'il voie la carte ou non, qu'il pointe ou non. Cette déclaration dit où "
    "nous en sommes. C'est une auto-évaluation : aucun audit extérieur n'a été fait."
)
ETAT = "État de conformité"
CONFORME, NON_CONFORME = "Ce qui est conforme", "Ce qui ne l'est pas, ou n'a pas été évalué"
ETABLISSEMENT = "Comment cela a été vérifié"
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
    return f"Maillage est {nom} avec {reference}, d'après ses propres vérifications."


def etablie(date: str) -> str:
    """Quand la déclaration a été établie."""
    return f"Déclaration établie le {date}, par l'équipe de Maillage elle-même."
