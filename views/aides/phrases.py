"""Les phrases françaises des aides : états, questions, unités, et ce qu'on dit de la commune."""

from __future__ import annotations

from views.ecriture import phrases as w

ETATS = {
    "s_applique": "Prévue dans cette situation",
    "s_appliquerait_si": "Prévue sous condition",
    "non_tranche": "Non tranché",
    "ne_s_applique_pas": "Demande autre chose",
}
THEMES = {
    "installation": "S'installer",
    "etudes": "Étudier, se former, accueillir un stagiaire",
    "structure": "Ouvrir une structure",
    "exercice": "Exercer",
}
LIENS = {
    "": "",
    "exclusifs": "Un seul de ces montants peut être versé.",
    "successifs": "Ces montants se suivent d'une année à l'autre. Ils ne s'additionnent pas.",
    "parts": "Ces montants dépendent de la taille ou sont des parts d'un total. Ils ne s'additionnent pas.",
}
MONTANTS = {"retenu": "correspond à votre situation", "possible": "dépend d'une réponse ou d'une donnée", "ecarte": "ne correspond pas"}
PORTEES = {"Occitanie": "Règle propre à l'Occitanie", "France": "Règle nationale"}
UNITES = {
    "€": "€",
    "€ brut": "€ brut",
    "€ par ETP IDE": "€ par infirmier à temps plein",
    "€ par ETP AM": "€ par assistant médical à temps plein",
}
PERIODICITES = {
    "": "",
    "mensuel": "par mois",
    "mensuel (d'après 002)": "par mois",
    "annuel": "par an",
    "annuel (maximum)": "par an au plus",
    "au démarrage": "au démarrage",
    "forfait réparti sur 3 ans": "en tout, répartis sur trois ans",
    "par consultation": "par consultation",
}
SANS_MONTANT = "Le montant n'est pas publié dans ces documents."
MONTANT_A_PRECISER = "Le montant dépend des conditions écrites à côté de chacun."
SANS_DUREE = "Durée non publiée."
SANS_VALIDITE = "Date d'entrée en vigueur non publiée."
HORS_REGION = "Cette aide est propre à l'Occitanie. La commune est dans une autre région."
QUARTIERS = {
    True: "La commune a au moins un quartier prioritaire de la politique de la ville.",
    False: "La commune n'a aucun quartier prioritaire de la politique de la ville dans ce fichier.",
    None: "La liste des quartiers prioritaires n'est pas publiée pour cette commune.",
}
CLASSE_INCONNUE = {
    "absente": "La classe de la commune n'est pas publiée.",
    "masquee": "La classe de la commune n'est pas disponible chez l'éditeur.",
    "partagee": "La commune réunit d'anciennes communes de classes différentes.",
}
MONTAGNE = {
    True: "La commune est classée en zone de montagne.",
    False: "La commune n'est pas classée en zone de montagne.",
    None: "Le classement de la commune en zone de montagne n'est pas publié.",
}
FRR_INCONNUE = "Le classement de la commune en France Ruralités Revitalisation n'est pas publié."
FRR_NON = "La commune n'est pas classée France Ruralités Revitalisation."
OUTRE_MER = {True: "La commune est outre-mer.", False: "La commune est en métropole."}

# Les questions du formulaire, dans l'ordre ; les réponses sont celles de layers/aides/situation.py.
QUESTIONS = {
    "profession": "Quelle est votre profession, ou celle que vous visez ?",
    "etape": "Où en êtes-vous ?",
    "mode": "Comment exercez-vous ?",
    "anciennete": "Depuis quand, dans cette commune ou chez cet employeur ?",
    "coordonne": "Travaillez-vous en équipe avec d'autres soignants (exercice coordonné) ?",
    "demi_journees": "Combien de demi-journées travaillez-vous par semaine ?",
    "qpv": "Exercez-vous dans un quartier prioritaire de la politique de la ville ?",
    "employeur": "Qui vous emploie ?",
    "projet": "Avez-vous un projet de structure ?",
    "projet_valide": "Le projet de santé est-il validé ?",
    "cahier_des_charges": "Le centre de santé respecte-t-il le cahier des charges (équipe, permanence des soins, visites à domicile) ?",
    "medecins_du_centre": "Combien de médecins généralistes compte le centre de santé ?",
    "stage": "Faites-vous un stage dans cette commune ?",
    "maitre_de_stage": "Êtes-vous maître de stage, avec un interne en médecine ?",
    "partage": "Partagez-vous votre temps entre la ville et l'hôpital ?",
    "formation_ipa": "Suivez-vous la formation d'infirmier en pratique avancée ?",
}
REPONSES = {
    "medecin-generaliste": "Médecin généraliste",
    "medecin-specialiste": "Médecin d'une autre spécialité",
    "infirmier": "Infirmier",
    "masseur-kinesitherapeute": "Masseur-kinésithérapeute",
    "orthophoniste": "Orthophoniste",
    "chirurgien-dentiste": "Chirurgien-dentiste",
    "etudiant": "Étudiant",
    "interne": "Interne",
    "professionnel": "Professionnel diplômé",
    "liberal": "En libéral",
    "salarie": "Salarié",
    "moins-d-un-an": "Je m'installe, ou depuis moins d'un an",
    "un-an-ou-plus": "Depuis un an ou plus",
    "centre-de-sante": "Un centre de santé",
    "etablissement-de-sante": "Un établissement de santé",
    "medecin-liberal": "Un médecin libéral",
    "collectivite": "Une commune, un département ou une intercommunalité (EPCI)",
    "cooperative": "Une coopérative d'intérêt collectif (SCIC)",
    "mutuelle": "Une mutuelle, une association ou une caisse de sécurité sociale",
    "autre": "Autre",
    "aucun": "Aucun",
    "msp": "Une maison de santé pluriprofessionnelle",
    "cds": "Un centre de santé",
    "cpts": "Une communauté professionnelle territoriale de santé",
    "esp": "Une équipe de soins primaires",
    "oui": "Oui",
    "non": "Non",
}


def titre_date(titre: str, annee: str) -> str:
    """« Ouvrir un centre de santé (document de 2019) »."""
    return f"{titre} (document de {annee})" if annee else titre


def il_faut(texte: str) -> str:
    """« être médecin » -> « Il faut être médecin. »"""
    return f"Il faut {texte}."


def classee(libelle: str, code: str) -> str:
    """La classe de la commune, en toutes lettres et avec son sigle."""
    return f"La commune est classée « {libelle} » ({code}) dans le zonage des médecins."


def frr(libelle: str) -> str:
    """Le classement en ruralités de la commune."""
    return f"Classement France Ruralités Revitalisation de la commune{w.INSECABLE}: {libelle}."


def montant(bornes: tuple[float, float], unite: str, periodicite: str) -> str:
    """(6900, 6900), « € brut », « mensuel » -> « 6 900 € brut par mois » ; une fourchette : « de … à … »."""
    low, high = bornes
    figure = w.entier(low) if low == high else f"de {w.entier(low)} à {w.entier(high)}"
    words = (UNITES.get(unite, unite), PERIODICITES.get(periodicite, periodicite))
    return " ".join([f"{figure}{w.INSECABLE}{words[0]}", *(words[1:] if words[1] else ())])


def depuis(day: str) -> str:
    """« 2019-10-01 » -> « En vigueur depuis le 1er octobre 2019. » ; « 2016 » -> « En vigueur depuis 2016. »"""
    if not day:
        return SANS_VALIDITE
    return f"En vigueur depuis {'le ' if len(day) == 10 else ''}{w.date(day)}."


def duree(text: str) -> str:
    """La durée telle que publiée, ou « Durée non publiée. »"""
    return f"Durée{w.INSECABLE}: {text}." if text else SANS_DUREE


PARAMETRE_DEUX_FOIS = "Un paramètre est donné deux fois. Une seule réponse par question."


def reponse_inconnue(champ: str, attendu: str) -> str:
    """Le refus d'un paramètre."""
    return f"Le paramètre {champ} n'est pas compris. Attendu : {attendu}."


def parametre_inconnu(champs: str) -> str:
    """Le refus d'un paramètre que l'API ne connaît pas."""
    return f"Un paramètre n'est pas connu. Paramètres permis : {champs}."


def entier_de(low: int, high: int) -> str:
    """Ce qu'une réponse chiffrée doit être."""
    return f"un entier de {low} à {high}"
