"""Les phrases du papier : ce qu'une feuille dit de plus, ou plus court, que la page."""

from __future__ import annotations

from views.aides import phrases as wa
from views.ecriture import phrases as w

SUR_TITRE = "Fiche de la commune"
ETENDUE = "accès aux soins, commune par commune"
ACCES = "Accès à un médecin généraliste"
POURQUOI = "Pourquoi cette classe (médecins généralistes) ?"
AIDES = "Les principales aides"
AIDES_ENTETES = ("Aide", "Montant", "Durée et dates")
DATES_NON_PUBLIEES = "Durée et date d'entrée en vigueur non publiées."
PLAN = "Motif : classe (médecins). Blanc : plus loin."
SOURCES = "Sources et dates"
SOURCES_LUES = f"Sauf mention contraire{w.INSECABLE}: chiffres exacts, tels que publiés ; données sous Licence Ouverte 2.0."
PROCHES_ENTETES = ("Au plus près", "À vol d'oiseau", "Laquelle, où")
ASTERISQUE = " *"
APPEL_SEUIL = "S"
LIEU_DE_LA_PAGE = "sur la page de la commune"
FICHE_A_JOUR = "La fiche à jour"
QR = "Code QR"
SANS_AIDE = "Aucune des aides connues n'est prévue dans cette situation, même sous condition."
MONTANTS_ECARTES = "Aucun des montants publiés ne correspond à cette situation."


def titre(nom: str, departement: str, code: str) -> str:
    """Le titre du document PDF."""
    return f"{nom} ({departement}, {code}) : fiche de la commune"


def situation(dite: str, supposee: bool) -> str:
    """Pour qui les aides sont cherchées."""
    who = "supposée" if supposee else "choisie"
    return f"Situation {who}{w.INSECABLE}: {dite[0].lower()}{dite[1:]}. Pour une autre{w.INSECABLE}: {LIEU_DE_LA_PAGE}."


def autres_aides(cachees: int, refusees: int) -> str:
    """Ce que la feuille ne montre pas, compté : « … et 3 autres aides possibles sur la page… » ; "" si rien n'est tu."""
    said = []
    if cachees:
        said.append(f"{cachees} autre{'s' if cachees > 1 else ''} aide{'s' if cachees > 1 else ''} possible{'s' if cachees > 1 else ''}")
    if refusees:
        said.append(f"{w.pluriel(refusees, 'aide')} qui demande{'nt' if refusees > 1 else ''} autre chose, et quoi")
    return f"… et {' ; '.join(said)}{w.INSECABLE}: {LIEU_DE_LA_PAGE}." if said else ""


def unite(unite: str, commune: str) -> str:
    """L'unité de l'accessibilité, puis où est la commune par rapport au seuil."""
    return f"{unite[0].upper()}{w.sans_point(unite[1:])}." + (f" La commune est {w.sans_point(commune)}." if commune else "")


def documents(dates: list[tuple[str, str]]) -> str:
    """« Documents : [A] vers 2019, [B] septembre 2019. » ; ce qu'une date a entre parenthèses est dit dans les sources."""
    word = "Document" if len(dates) == 1 else "Documents"
    said = ", ".join(f"[{letter}] {day.split(' (')[0]}" for letter, day in dates)
    return f"{word}{w.INSECABLE}: {said}."


def document(titre: str, editeur: str, day: str) -> str:
    """Un document, dans la liste des sources."""
    return f"{titre}. {editeur}, {day}."


def quand(duree: str, validite: str) -> str:
    """La durée et l'entrée en vigueur, ou d'une seule phrase que rien n'est publié."""
    return DATES_NON_PUBLIEES if (duree, validite) == (wa.SANS_DUREE, wa.SANS_VALIDITE) else f"{duree} {validite}"


def seuil(dit: str) -> str:
    """D'où vient le seuil, dans la liste des sources."""
    return f"[{APPEL_SEUIL}] {dit}"


def autres_montants(n: int) -> str:
    """« et 3 autres montants »."""
    return f"et {n} autre{'s' if n > 1 else ''} montant{'s' if n > 1 else ''}"


def autres_conditions(n: int) -> str:
    """« Et 2 autres conditions. »"""
    return f"Et {n} autre{'s' if n > 1 else ''} condition{'s' if n > 1 else ''}."


VOISINES_TUES = f"Lesquelles{w.INSECABLE}: {LIEU_DE_LA_PAGE}."


def voisines_autres(n: int) -> str:
    """Les voisines d'une autre classe que la feuille ne nomme pas."""
    return f"… et {n} autre{'s' if n > 1 else ''} voisine{'s' if n > 1 else ''} d'une autre classe{w.INSECABLE}: {LIEU_DE_LA_PAGE}."


def sauf(numeros: str, licence: str) -> str:
    """La licence des sources qui n'ont pas la Licence Ouverte."""
    return f"{numeros}{w.INSECABLE}: {licence[0].lower()}{licence[1:]}."


def qr(adresse: str) -> str:
    """Le texte de remplacement du code QR."""
    return f"{QR} vers {adresse}"


def nom_de_fichier(nom: str, code: str) -> str:
    """« fiche-46102-figeac.pdf » : `nom` déjà réduit aux lettres sans accents."""
    return f"fiche-{code}-{nom}.pdf" if nom else f"fiche-{code}.pdf"


# ---------------------------------------------------------------- la commande qui écrit un département (scripts/fiches.py)
INTERROMPUE = "Interrompu. Les fiches écrites restent ; la même commande reprend où elle en était."


def departement_inconnu(code: str, connus: list[str]) -> str:
    """Le refus d'un département qui n'est pas dans la région."""
    shown = "".join(c if c.isprintable() else "?" for c in code)[:20]
    return f"Département inconnu dans la région montrée : attendu {', '.join(connus)} ; trouvé « {shown} »."


def dossier_refuse(folder: str, reason: str) -> str:
    """Un dossier où l'on ne peut pas écrire."""
    return f"Les fiches n'ont pas pu être écrites dans {folder} ({reason})."


def fiches_ecrites(n: int, deja: int, folder: str, seconds: float) -> str:
    """Le bilan : combien, où, à quelle allure."""
    kept = f" ({w.pluriel(deja, 'déjà là', 'déjà là')})" if deja else ""
    pace = f", {w.decimal(n / seconds)} par seconde" if n > 1 and seconds else ""
    return f"{w.pluriel(n, 'fiche écrite', 'fiches écrites')}{kept} dans {folder}{pace}. La liste est dans index.csv."


def fiche_refusee(what: str) -> str:
    """Une feuille que la mise en page refuse."""
    return f"Fiche non écrite : {what}."
