"""Les phrases communes aux pages sans carte : en-tête, pied, recherche, refus."""

from __future__ import annotations

# (adresse, nom) : le menu de toutes les pages.
PAGES = (
    ("/", "La carte"),
    ("/commune", "Ma commune"),
    ("/territoires", "Territoires"),
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
REGION_INCONNUE = "Ce service n'a pas de carte de cette région."
ANCIENNE = "ancienne commune :"
CHERCHER_TITRE = "Trouver ma commune"
CHERCHER_TEXTE = "Écrivez le nom de votre commune, son code postal ou son code INSEE. Les accents et les tirets ne comptent pas."
RECHERCHE_TROP_LONGUE = "Cette recherche est trop longue. Quelques lettres du nom suffisent."


def trouvees(n: int, demande: str, approchees: bool = False) -> str:
    """Combien de communes répondent à la recherche ; `approchees` : aucune, mais des noms voisins."""
    if n == 0:
        return f"Aucune commune ne répond à « {demande} »."
    if approchees:
        return f"Aucune commune ne porte le nom « {demande} ». Vouliez-vous dire…"
    return f"{n} commune répond à « {demande} »." if n == 1 else f"{n} communes répondent à « {demande} »."
