"""Les phrases du papier : ce qu'une feuille dit de plus, ou plus court, que la page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from views.commune.phrases_reponse import apl_dite
from views.ecriture import phrases as w
from views.ecriture.lieux import de

ETENDUE = "L'accès aux soins, commune par commune"
POUR = {"elu": "Pour les élus de la commune", "visiteur": "Les soins au plus près de chez vous"}
SOINS = {"elu": "Les soins au plus près", "visiteur": "Où se soigner"}
DESSINS = {"elu": "mairie", "visiteur": "commune"}
VISEZ = {"elu": "À jour, avec toutes les aides", "visiteur": "Visez ce carré avec votre téléphone : la même page, à jour"}
# (dessin, mot, ce qu'il veut dire)
MOTS = (
    ("msp", "Maison de santé", "Plusieurs soignants y travaillent ensemble, chacun à son compte."),
    ("cds", "Centre de santé", "Les soignants y sont salariés. Vous n'avancez pas la part de l'Assurance maladie."),
    ("telemedecine", "Téléconsultation", "Voir un médecin par écran, sans se déplacer."),
)
ACCES, ACCES_INCONNU = "L'accès aux médecins", "L'accès aux médecins n'est pas publié ici."
CONTOURS = "Contours : IGN."
JEU = "{jeu}."
QR = "Code QR"
SUITE = "…"


def coupe(texte: str, plus: int) -> str:
    """Le texte, ou son début si la page n'a pas la place du reste."""
    return texte if len(texte) <= plus else texte[: plus - 1].rstrip(" ,") + SUITE


def titre(nom: str, departement: str, code: str) -> str:
    """Le titre du document PDF."""
    return f"{nom} ({departement}, {code}) : fiche de la commune"


def carte(nom: str, classes: bool) -> str:
    """Le texte de remplacement de la carte : ce qu'elle montre est dit à côté d'elle."""
    coloured = ", colorée selon la classe des communes pour les médecins" if classes else ""
    return f"Carte autour {de(nom)}{coloured}. Les lieux de soins qu'elle situe sont dans la liste."


def secteur(noms: str) -> str:
    """La légende du trait autour du secteur."""
    return f"secteur de {noms}" if noms else "secteur"


def acces_titre(serie: Mapping[str, float]) -> str:
    """Le constat de la courbe : « Moins de consultations qu'en 2015 »."""
    years = sorted(serie)
    if len(years) < 2:
        return ACCES
    first, last = (apl_dite(serie[year]) for year in (years[0], years[-1]))
    if first == last:
        return f"Autant de consultations qu'en {years[0]}"
    return f"{'Moins' if serie[years[-1]] < serie[years[0]] else 'Plus'} de consultations qu'en {years[0]}"


def acces_dit(serie: Mapping[str, float]) -> str:
    """La courbe, lue à voix haute."""
    return ", ".join(f"{year}{w.INSECABLE}: {apl_dite(value)}" for year, value in sorted(serie.items()))


def acces_texte(apl: float | None, ensembles: Sequence[tuple[str, float]], seuil: float, annee: str) -> str:
    """L'unité, le seuil, et ce que valent le département et la région."""
    if apl is None:
        return ACCES_INCONNU
    others = "".join(f" ; {nom}{w.INSECABLE}: {apl_dite(value)}" for nom, value in ensembles)
    when = f"En {annee}, le" if annee.isdigit() else "Le"
    return (
        f"Consultations possibles par habitant et par an. Sous {w.decimal(seuil)}, on dit que les médecins manquent. "
        f"{when} secteur{w.INSECABLE}: {apl_dite(apl)}{others}."
    )


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
