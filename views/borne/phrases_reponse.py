"""Les phrases de la réponse : une commune, lue debout à un mètre. Une idée par phrase, aucun sigle."""

from __future__ import annotations

from collections.abc import Iterable

from layers.commune.secteur import AUTANT, MANQUE, PEU, PLUS
from layers.socle.entrees import Usage
from views.ecriture import lieux
from views.ecriture.lieux import capitale
from views.ecriture.phrases import PEUT_ETRE

# usage du registre : (son nom pour un seul, pour plusieurs), dans l'ordre où un visiteur le lit. Un usage que le registre propose
# à la borne et qui n'est pas ici vient après, sous ses propres mots (titres).
USAGES = {
    "msp": ("Maison de santé", "Maisons de santé"),
    "cds-medecins": ("Centre avec médecins", "Centres avec médecins"),
    "pharmacie": ("Pharmacie", "Pharmacies"),
    "urgences": ("Urgences", "Urgences"),
    "garde": ("Médecin le soir, le week-end", "Médecin le soir, le week-end"),
    "cds-dentaire": ("Centre dentaire", "Centres dentaires"),
    "ehpad": ("Maison de retraite médicalisée", "Maisons de retraite médicalisées"),
}
AVANT = {"garde": "appelez d'abord le 116\u00a0117"}
CLASSES = (("ZIP", "Prioritaire"), ("ZAC", "Fragile"), ("ZAR", "Moins fragile"), ("HZ", "Hors zonage"))
HORS_ZONAGE = "HZ"
CLASSE = "La classe du secteur"
ACCES = {
    MANQUE: "il manque des médecins",
    PEU: "assez peu de médecins",
    AUTANT: "autant de médecins qu'ailleurs",
    PLUS: "plus de médecins qu'ailleurs",
}
AIDES = {"ZIP": "C'est une priorité : ceux qui s'installent sont aidés.", "ZAC": "Ceux qui s'installent peuvent être aidés."}
MAIS = {"ZIP": "mais le secteur est classé prioritaire", "ZAC": "mais le secteur est classé fragile"}
AILLEURS = "mais les aides vont d'abord à d'autres communes"
SEULE = {
    "ZIP": "est un secteur prioritaire : ceux qui s'installent sont aidés.",
    "ZAC": "est un secteur fragile : ceux qui s'installent peuvent être aidés.",
    "ZAR": "est un secteur moins fragile : les aides vont d'abord à d'autres communes.",
    "HZ": "est hors du zonage : les aides vont d'abord à d'autres communes.",
}
SANS_CLASSE = "n'a pas de classe publiée."
ENVIRON = "environ "
AU_BORD, AU_BORD_DIT = "*", f"* {capitale(PEUT_ETRE)}."
AUTRES = ("et 1 autre", "et {n} autres")
PROCHES = "Où se soigner"
DEPARTS = {True: "la mairie", False: "le milieu de la commune"}
D_OU_URGENCES = "Urgences : minutes par la route publiées en 2019 (DREES). "
D_OU = "« Environ » : minutes estimées d'après la distance. Lieux : répertoire Finess. Départ : {depart}."
# Le 3237 est un service payant ; l'affichage de la garde est une obligation du pharmacien (code de la santé publique, R. 4235-49).
QUI_APPELER = "Qui appeler"
NUMEROS_TITRE = "Appelez le 15 avant de venir aux urgences."
NUMEROS = (
    ("15", "urgence médicale"),
    ("112", "tous les secours"),
    ("114", "par SMS, pour qui n'entend pas ou ne parle pas"),
    ("116 117", "médecin le soir, le week-end"),
    ("3237", "pharmacie de garde : 0,35 € la minute, plus l'appel. Gratuit : l'affiche à la porte d'une pharmacie."),
)
URGENCE, PAR_SMS, LE_SOIR = "Urgence", "par SMS", "Médecin le soir, le week-end"
NUMEROS_COURTS = "Urgence : 15 ou 112, par SMS 114. Médecin le soir, le week-end : 116 117."
EMPORTER = "Emportez cette page."
EMPORTER_TEXTE = "Visez le carré avec votre téléphone."


def titres(usage: Usage) -> tuple[str, str]:
    """Le nom d'un usage, pour un seul lieu et pour plusieurs."""
    return USAGES.get(usage.id, (capitale(usage.singular), capitale(usage.plural)))


def acces_et_classe(nom: str, communes: int, acces: str | None, classe: str | None) -> tuple[str, str, str]:
    """(début, ce qui est en gras, fin) : la phrase de la commune, d'après l'accès de son secteur et sa classe."""
    if acces is None:
        return f"{nom} ", "", SEULE.get(classe or "", SANS_CLASSE)
    start = capitale(lieux.a(nom) if communes == 1 else f"autour {lieux.de(nom)}")
    if acces == MANQUE:
        start, strong = f"{start}, il ", ACCES[acces].removeprefix("il ")
    else:
        start, strong = f"{start}, il y a ", ACCES[acces]
    return start, strong, _fin(acces, classe)


def _fin(acces: str, classe: str | None) -> str:
    if classe not in ("ZIP", "ZAC"):
        return "." if classe is None else f", {AILLEURS}." if acces in (MANQUE, PEU) else " : les aides vont d'abord à d'autres communes."
    return f". {AIDES[classe]}" if acces in (MANQUE, PEU) else f", {MAIS[classe]}."


def en_toutes_lettres(lignes: Iterable[tuple[str, str, str]], nom: str, ou: str) -> str:
    """Ce qu'un téléphone lit sans réseau : la commune, [(quoi, où, en combien de temps)], les numéros."""
    places = (f"{what} : {how_long}. {where}" for what, where, how_long in lignes)
    return "\n".join((f"{nom} ({ou})", *places, NUMEROS_COURTS))
