"""Les phrases de la page « Les feuilles d'un département »."""

from __future__ import annotations

from views.ecriture import phrases as w

TITRE = "Les feuilles A4 d'un département"
TEXTE = (
    "Une feuille à imprimer par commune, toutes dans un seul fichier à télécharger, avec leur liste. "
    "La préparation prend quelques minutes ; vous pouvez l'arrêter."
)
CHOIX = "Département"
PREPARER, ARRETER = "Préparer les feuilles", "Arrêter"
EN_COURS = "Préparation des feuilles"
DEPART = "La préparation commence."
INCONNU = "Choisissez un département de la liste."
COMPLET = "Deux préparations sont en cours. Recommencez dans quelques minutes."
DEJA = "Une préparation est déjà en cours depuis votre connexion. Attendez sa fin, ou arrêtez-la."
ARRETE = "Préparation arrêtée. Rien n'a été gardé."
ECHEC = "La préparation n'a pas abouti. Recommencez ; si elle échoue encore, signalez-le."
EXPIRE = "Ces feuilles ne sont plus gardées : elles le sont trente minutes. Préparez-les de nouveau."
INJOIGNABLE = "Le service ne répond pas. Recommencez dans un instant."
INDISPONIBLE = "La préparation n'est pas possible sur ce serveur pour le moment. Chaque commune garde sa feuille, sur sa fiche."
SANS_SCRIPT = "Cette page a besoin de JavaScript. Chaque commune a sa feuille, sur sa fiche."
LIEN = "Toutes les feuilles A4 du département (ZIP)"
MEGA = 1_000_000


def choix(nom: str, code: str, communes: int) -> str:
    """« Lot (46), 313 communes »"""
    return f"{nom} ({code}), {w.pluriel(communes, 'commune', 'communes')}"


def avance(fait: int, total: int) -> str:
    """« 78 feuilles sur 313 »"""
    return f"{w.entier(fait)} {'feuilles' if fait > 1 else 'feuille'} sur {w.entier(total)}"


def annonce(fait: int, total: int) -> str:
    """Ce qui est dit à voix haute : le départ, puis un quart, la moitié, les trois quarts ; la même phrase entre deux."""
    quarter = 4 * fait // total if total else 0
    return DEPART if quarter == 0 else f"{25 * quarter} % des feuilles sont prêtes."


def telecharger(octets: int, feuilles: int) -> str:
    """« Télécharger (ZIP, 27 Mo, 313 feuilles) »"""
    size = f"{w.entier(round(octets / MEGA))} Mo" if octets >= MEGA else f"{w.entier(max(1, round(octets / 1000)))} ko"
    return f"Télécharger (ZIP, {size}, {w.pluriel(feuilles, 'feuille', 'feuilles')})"


def pret(nom: str) -> str:
    """L'annonce de la fin."""
    return f"Les feuilles sont prêtes : {nom}. Le fichier est gardé trente minutes."


def refusees(n: int) -> str:
    """Combien manquent, et où elles sont nommées."""
    return (
        f"{w.pluriel(n, 'feuille n’a', 'feuilles n’ont')} pas pu être écrites : la liste index.csv les nomme."
        if n > 1
        else ("Une feuille n’a pas pu être écrite : la liste index.csv la nomme.")
    )


NON_ECRITE = "feuille non écrite : "
