"""Les phrases communes aux pages sans carte : en-tête, pied, recherche, refus."""

from __future__ import annotations

# (adresse, nom) : le menu de toutes les pages.
PAGES = (
    ("/", "La carte"),
    ("/commune", "Ma commune"),
    ("/territoires", "Territoires"),
    ("/couverture", "Couverture"),
    ("/graphiques", "Chiffres"),
    ("/comment-ca-marche", "Comment ça marche"),
)
# Les pages de chiffres, et ce qu'elles laissent emporter.
ONGLETS = (
    ("/graphiques", "Graphiques"),
    ("/comparer", "Comparer"),
    ("/tableau/", "Tous les chiffres"),
    ("/pacte", "Pacte territoire santé"),
)
# Sous toutes les pages.
# Sans audit en cours de validité, c'est le seul niveau qui s'annonce (RGAA, obligations ; décret n° 2019-768).
ACCESSIBILITE = ("/accessibilite", "Accessibilité : non conforme")
PLAN_DU_SITE = ("/plan", "Plan du site")
GLOSSAIRE = ("/glossaire", "Glossaire")
MENTIONS = ("/mentions-legales", "Mentions légales")
DONNEES_PERSONNELLES = ("/donnees-personnelles", "Données personnelles")
CONTACT = ("/contact", "Contact")
SCHEMA = ("/accessibilite/schema", "Schéma pluriannuel d'accessibilité")
PIED = (PLAN_DU_SITE, GLOSSAIRE, ACCESSIBILITE, MENTIONS, DONNEES_PERSONNELLES, CONTACT)
SIGNALER = "Signaler une erreur sur cette page"
# À part du menu.
REUNION = ("/reunion", "Mode réunion")
SES_FEUILLES = "Les feuilles A4 de ses communes"
ONGLETS_NOM = "Pages de chiffres"
# Un nombre qui répond.
DESACCORD = "Les documents ne disent pas tous la même chose"
CALCUL_DE, CALCULE_ICI = "Comment se calcule", "Calculé par Maillage"
SES_GRAPHIQUES, LE_COMPARER = "Ses graphiques", "Le comparer"
DONNEES_CSV, DONNEES_XLSX = "Données CSV", "Classeur XLSX"
# Les pages qui expliquent.
COMPRENDRE = "Pages qui expliquent"
ONGLETS_COMPRENDRE = (("/comment-ca-marche", "Comment ça marche"), ("/glossaire", "Glossaire"))
# Sous quelle entrée du menu se range une page qui n'y est pas.
FAMILLE = {
    "/carte-en-mots": "/",
    "/couverture/si-une-ferme": "/couverture",
    "/couverture/les-prochaines": "/couverture",
    **dict.fromkeys(dict(ONGLETS), "/graphiques"),
    **dict.fromkeys(dict(ONGLETS_COMPRENDRE), "/comment-ca-marche"),
}
MENU, MENU_COURT = "Pages", "Menu"
A_PROPOS = "À propos :"
SUR_CETTE_PAGE = "Sur cette page"
ALLER_AU_CONTENU = "Aller au contenu"
CHERCHER_BOUTON = "Chercher"
CHERCHER_EXEMPLE = "Nom, code postal ou code INSEE"
OUVRIR_MAILLAGE = "Ouvrir dans Maillage"
LICENCE = "Licence Ouverte 2.0"
CREDITS = "Contours : IGN, ADMIN EXPRESS COG. Noms, codes et populations : INSEE. Mairies : DILA."
PAGE_INTROUVABLE = "Cette page n'existe pas"
COMMUNE_INTROUVABLE = "Aucune commune de 2026 ne porte ce code INSEE."
CEDEX = "Un CEDEX n'est pas le code d'une commune\u202f: voici la ville qu'il dessert sans doute."
CEDEX_SEUL = "Un CEDEX n'est pas le code d'une commune."
CEDEX_COURT = "d'après le CEDEX, qui n'est pas le code d'une commune"
VOULIEZ_VOUS = "Vouliez-vous dire…"
CODE_INSEE, CODES_POSTAUX = "Code INSEE", "Codes postaux"
SANS_CONTOUR_TITRE = "Une commune sans fiche"
REGION_INCONNUE = "Ce service n'a pas de carte de cette région."
ANCIENNE = "ancienne commune :"
CHERCHER_TITRE = "Trouver ma commune"
CHERCHER_CHAMP = "Le nom de la commune, ou son code"
AUTOUR_DE_MOI = "Autour de moi"
AUTOUR_TEXTE = "Votre position reste dans cet appareil."
AUTOUR = {
    "attente": "Votre appareil cherche où il est…",
    "trouvees": "Les mairies les plus proches :",
    "mairie": "mairie à environ {km} km",
    "moins": "1",
    "refus": "Votre navigateur garde sa position pour lui. Écrivez le nom de la commune.",
    "panne": "Votre appareil ne sait pas où il est. Écrivez le nom de la commune.",
    "loin": "Aucune mairie de la région n'est à moins de 30 km. Écrivez le nom de la commune.",
}
VUES, OUBLIER, VOISINES_DE = "Vues récemment", "Oublier ces communes", "Près de {nom}"
# Les phrases de la liste proposée sous un champ (assets/carte/recherche.mjs).
RECHERCHE = {
    "liste": "Communes trouvées",
    "nombre": ["{n} commune trouvée", "{n} communes trouvées"],
    "tropDeCommunes": "Les {n} premières communes. Ajoutez des lettres pour préciser.",
    "proches": "Aucune commune ne porte ce nom. Vouliez-vous dire…",
    "aucune": "Aucune commune ne répond. Essayez le code postal.",
    "ancienne": "ancienne commune : {nom}",
    "ancienCode": "ancien code INSEE : {code}",
    "code": "code INSEE : {code}",
    "hors": "hors de la région",
    "panne": "La recherche ne répond pas. Réessayez dans un instant.",
}
CHERCHER_DEPARTEMENTS = "Ou par département"
CHERCHER_TEXTE = "Écrivez le nom de votre commune, son code postal ou son code INSEE. Les accents et les tirets ne comptent pas."
RECHERCHE_TROP_LONGUE = "Cette recherche est trop longue. Quelques lettres du nom suffisent."


def sans_contour(raison: str) -> str:
    """Pourquoi une commune n'a pas de fiche. Ne rien montrer n'est pas dire qu'il n'y a rien."""
    return (
        f"Maillage n'a pas le contour de cette commune ({raison}). Il ne lui rattache donc ni zonage, ni aide, ni structure de soins, "
        "ce qui ne veut pas dire qu'elle n'en a pas."
    )


def code_inconnu(cedex: bool, proposees: int) -> str:
    """Ce qu'on répond à un code qui ne désigne aucune commune ; `cedex` : ce peut être un CEDEX ; `proposees` : communes qui suivent."""
    return " ".join((COMMUNE_INTROUVABLE, (CEDEX if proposees else CEDEX_SEUL) if cedex else VOULIEZ_VOUS if proposees else "")).strip()


def trouvees(n: int, demande: str, approchees: bool = False, cedex: bool = False) -> str:
    """Combien de communes répondent à la recherche ; `approchees` : aucune, mais des noms voisins ; `cedex` : l'une l'est par un CEDEX."""
    if n == 0:
        return f"Aucune commune ne répond à « {demande} »."
    if cedex:
        return f"« {demande} »\u202f: {CEDEX[0].lower()}{CEDEX[1:]}" if approchees else f"{trouvees(n, demande)} {CEDEX}"
    if approchees:
        return f"Aucune commune ne porte le nom « {demande} ». {VOULIEZ_VOUS}"
    return f"{n} commune répond à « {demande} »." if n == 1 else f"{n} communes répondent à « {demande} »."
