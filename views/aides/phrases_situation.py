"""La situation dite en une phrase, les mots du formulaire des aides et ceux de ses trois groupes de réponses."""

from __future__ import annotations

from layers.aides.situation import Situation
from views.ecriture import phrases as w

TITRE = "Les aides, et combien"
AIDES_COMMUNE = "Aides pour cette commune"
INTRO = "Les aides dépendent de la commune et de la personne. Rien n'est gardé : vos réponses ne sont que dans l'adresse de la page."
DATES = "Documents de 2015 à 2024."
SUPPOSEE = "Situation supposée, faute de réponse"
DITE = "Votre situation"
AUCUNE_REPONSE = "aucune réponse : les aides attendent de savoir qui vous êtes"
FORMULAIRE = "Changer la situation"
AUTRES_QUESTIONS = "D'autres questions (facultatif)"
SANS_REPONSE = "Sans réponse"
VALIDER = "Voir les aides"
REVENIR = "Revenir à la situation supposée"
PARTAGER = "L'adresse de cette page garde ces réponses. Copiez-la pour les partager."
CONSTATS = "Ce que les aides regardent dans la commune"
DETAILS = "Conditions, durée et documents"
REFUS = "Une réponse de l'adresse n'est pas comprise : elle est écartée, et la situation supposée est montrée."
DEMI_JOURNEES = "10 demi-journées font 5 jours"
REMPLIES = "Conditions remplies ici"
ENGAGEMENTS, A_SAVOIR, DOCUMENTS = "En échange", "À savoir", "Documents"
MONTANTS_ECARTES = "Montants prévus pour d'autres situations"

GROUPES = {
    "oui": "Aides que ces documents prévoient dans cette situation",
    "si": "Aides qu'ils prévoient sous une condition de plus",
    "non": "Aides qui demandent autre chose",
}
VIDES = {
    "oui": "Avec ces seules réponses, aucune aide recensée ici n'est prévue à coup sûr. Voyez ci-dessous ce qui manque.",
    "si": "Aucune autre aide n'est à portée dans cette situation.",
    "non": "Aucune aide n'est exclue.",
}
# Ce que porte une aide à côté de son nom : ce que le texte ne tranche pas n'est ni oui ni non.
MARQUES = {"non_tranche": "Le texte ne tranche pas"}
MONTANTS = "Montants"
MONTREES = 5  # aides sous condition montrées d'emblée ; les autres sont repliées
SANS_MONTANT_COURT = "Montant non publié"

DITES = {
    "profession": {
        "medecin-generaliste": "médecin généraliste",
        "medecin-specialiste": "médecin d'une autre spécialité",
        "infirmier": "infirmier",
        "masseur-kinesitherapeute": "masseur-kinésithérapeute",
        "orthophoniste": "orthophoniste",
        "chirurgien-dentiste": "chirurgien-dentiste",
        "autre": "autre profession",
    },
    "etape": {"etudiant": "étudiant", "interne": "interne", "professionnel": "diplômé"},
    "mode": {"liberal": "en libéral", "salarie": "salarié"},
    "anciennete": {"moins-d-un-an": "qui s'installe ou l'a fait depuis moins d'un an", "un-an-ou-plus": "en place depuis un an ou plus"},
    "coordonne": {True: "en équipe avec d'autres soignants", False: "sans équipe"},
    "qpv": {True: "dans un quartier prioritaire", False: "hors quartier prioritaire"},
    "employeur": {
        "centre-de-sante": "employé par un centre de santé",
        "etablissement-de-sante": "employé par un établissement de santé",
        "medecin-liberal": "employé par un médecin libéral",
        "collectivite": "employé par une collectivité",
        "cooperative": "employé par une coopérative",
        "mutuelle": "employé par une mutuelle ou une association",
        "autre": "autre employeur",
    },
    "projet": {
        "aucun": "sans projet de structure",
        "msp": "avec un projet de maison de santé",
        "cds": "avec un projet de centre de santé",
        "cpts": "avec un projet de communauté professionnelle",
        "esp": "avec un projet d'équipe de soins primaires",
    },
    "projet_valide": {True: "projet de santé validé", False: "projet de santé non validé"},
    "cahier_des_charges": {True: "centre conforme au cahier des charges", False: "centre non conforme au cahier des charges"},
    "stage": {True: "en stage dans la commune", False: "hors stage dans la commune"},
    "maitre_de_stage": {True: "maître de stage d'un interne", False: "sans interne en stage"},
    "partage": {True: "temps partagé entre la ville et l'hôpital", False: "sans temps partagé avec l'hôpital"},
    "formation_ipa": {True: "en formation d'infirmier en pratique avancée", False: "hors formation d'infirmier en pratique avancée"},
}


def situation_dite(situation: Situation) -> str:
    """« Médecin généraliste, diplômé, en libéral, 10 demi-journées par semaine » : les réponses données, dans l'ordre."""
    said = [_reponse(champ, value) for champ, value in vars(situation).items() if value is not None]
    text = ", ".join(said) or AUCUNE_REPONSE
    return text[0].upper() + text[1:]


def _reponse(champ: str, value: str | bool | int) -> str:
    if champ == "demi_journees":
        return f"{w.pluriel(int(value), 'demi-journée')} par semaine"
    if champ == "medecins_du_centre":
        return f"centre de {w.pluriel(int(value), 'médecin généraliste', 'médecins généralistes')}"
    return DITES[champ][value]


def non_titre(n: int) -> str:
    """Le titre du groupe replié."""
    return "1 aide demande autre chose : quoi" if n == 1 else f"{n} aides demandent autre chose : quoi"


def les_autres(n: int) -> str:
    """La suite repliée d'une longue liste."""
    return f"Les {n} autres aides de cette liste"


def plusieurs_montants(n: int) -> str:
    """Quand une aide a plusieurs montants possibles : le détail les donne, chacun avec sa condition."""
    return f"{n} montants selon le cas"


def source(titre: str, editeur: str, date: str, parties: tuple[str, ...]) -> str:
    """Le document d'où vient une aide, et ses parties."""
    where = f" ({' ; '.join(parties)})" if parties else ""
    return f"« {titre} », {editeur}, {date}{where}"


def source_courte(titre: str, date: str) -> str:
    """Le document et sa date, à côté d'un montant."""
    return f"« {titre} », {date}"


def combien(oui: int, si: int, ailleurs: str = "") -> str:
    """« 4 aides, 8 sous condition ». `ailleurs` : la région de la commune, si ses aides propres ne sont pas recensées ici."""
    sure = [w.pluriel(oui, "aide") if oui else "", f"{si} sous condition" if si else ""]
    said = ", ".join(filter(None, sure)) or "aucune de celles que Maillage recense n'y répond"
    unknown = f"{w.INSECABLE}; les aides propres à la région ({ailleurs}) ne sont pas recensées" if ailleurs else ""
    return f"{said}{unknown}"


def compte(oui: int, si: int, mention: str = "", ailleurs: str = "") -> str:
    """Combien d'aides, à côté de la carte ; `mention` : la classe dont elles dépendent est simulée ; `ailleurs` : voir `combien`."""
    simulated = f"{mention[0].upper()}{mention[1:]}. " if mention else ""
    return f"{simulated}Pour un médecin généraliste qui s'installe{w.INSECABLE}: {combien(oui, si, ailleurs)}. {DATES}"
