"""Les phrases de la borne : lues debout, à un mètre, en quatre-vingt-dix secondes."""

from __future__ import annotations

from views.ecriture import phrases as w

ACCUEIL_TITRE = "Les soins près de chez vous"
ACCUEIL_TEXTE = "Touchez ce que vous voulez voir."
PORTES = (
    ("/borne/commune", "Ma commune", "Les soins les plus proches de chez vous.", "commune"),
    ("/borne/carte", "La carte", "Où les soignants manquent, où ils sont.", "zonage"),
    ("/borne/comment-ca-marche", "Comment ça marche ?", "Maison de santé, zonage, télémédecine : six idées simples.", "msp"),
)
# La quatrième, plus mince : un jeu, pas un service.
JEU = ("/borne/devinez", "Devinez !", "Combien de minutes de route ?", "devinez")
NAVIGATION = "Se déplacer"
RETOUR, ACCUEIL = "Retour", "Accueil"
TEXTE_GRAND = "Texte plus grand"

NE_DECIDEZ_RIEN = "Ne décidez rien d'après elle."
COMMENT_TEXTE = "Six idées simples. Touchez un dessin."

# ---------------------------------------------------------------- chercher
CHERCHER_TITRE = "Quelle est votre commune ?"
CHERCHER_TEXTE = "Écrivez les premières lettres, ou le code postal."
CHERCHER_CHAMP = "Nom de la commune, ou code postal"
CHERCHER_INVITE = "Les communes trouvées s'affichent ici."
RESULTATS = "Communes trouvées"
CLAVIER = "Clavier"
ESPACE, EFFACER, TOUT_EFFACER = "Espace", "Effacer une lettre", "Tout effacer"
ACCENTS = {
    "é": "e accent aigu",
    "è": "e accent grave",
    "ê": "e accent circonflexe",
    "ë": "e tréma",
    "à": "a accent grave",
    "â": "a accent circonflexe",
    "ç": "c cédille",
    "î": "i accent circonflexe",
    "ô": "o accent circonflexe",
    "û": "u accent circonflexe",
    "œ": "e dans l'o",
    "'": "apostrophe",
    "-": "tiret",
}
# (touche, largeur en touches) ; un nom de plus d'une lettre est une commande, que assets/borne/clavier.mjs connaît.
TOUCHES = (
    tuple((chiffre, 2) for chiffre in "1234567890"),
    tuple((lettre, 2) for lettre in "azertyuiop"),
    tuple((lettre, 2) for lettre in "qsdfghjklm"),
    (*((lettre, 2) for lettre in "wxcvbn'-"), ("effacer", 4)),
    tuple((lettre, 2) for lettre in "éèêàâçîôûœ"),
    (("espace", 14), ("tout-effacer", 6)),
)
COMMANDES = {"espace": ESPACE, "effacer": EFFACER, "tout-effacer": TOUT_EFFACER}
PHRASES_RECHERCHE = {
    "invite": CHERCHER_INVITE,
    "nombre": ["{n} commune trouvée.", "{n} communes trouvées."],
    "beaucoup": "{n} communes ou plus. Ajoutez des lettres.",
    "proches": "Aucune commune ne porte ce nom. Vouliez-vous dire…",
    "aucune": "Aucune commune ne répond. Essayez le code postal.",
    "ancienne": "ancienne commune : {nom}",
    "hors": "hors de la région",
    "panne": "La recherche ne répond pas. Un instant.",
}

# ---------------------------------------------------------------- la fiche

# ---------------------------------------------------------------- la carte
CARTE_TITRE = "Où manque\u2011t\u2011on de soignants ?"
CARTE_TEXTE = "Touchez un département, puis une commune."
CARTE_LISTE = "Chercher par le nom"
COULEURS = "Colorer la carte selon"
AGRANDIR, REDUIRE, REGION = "Agrandir", "Réduire", "Toute la région"
STRUCTURES = "Maisons et centres de santé"
VOIR_LA_FICHE = "Voir la fiche"
PHRASES_CARTE = {
    "nombre": ["{n} commune", "{n} communes"],
    "touchez": "Touchez d'abord un département.",
    "puis": "Touchez une commune.",
    "part": "{part} des habitants vivent en {classe}.",
    "erreur": "La carte ne peut pas s'afficher ici. « Ma commune » dit la même chose, en mots.",
    "inconnu": w.PAS_DE_DONNEE,
    "masque": w.MASQUE,
    "partage": w.PARTAGE,
    "habitants": ["{n} habitant", "{n} habitants"],
    "memeLieu": "{n} structures ici",
    "voirLaFiche": VOIR_LA_FICHE,
    "simule": "Démonstration : répartition simulée.",
}

# ---------------------------------------------------------------- veille, décompte, panne
DECOMPTE_TITRE = "Vous êtes encore là ?"
DECOMPTE_TEXTE = "Sans réponse, tout s'efface pour laisser la place."
DECOMPTE_RESTE = ["Plus que {n} seconde.", "Plus que {n} secondes."]
ENCORE = "Je regarde encore"
PANNE_TITRE = "Un instant"
PANNE_TEXTE = "La borne redémarre. Elle revient toute seule."
# Après le nom du service, dans le titre de ses pages : on les distingue de celles du site.
BORNE = "borne"


def emporter(nom: str) -> str:
    """Le nom du code QR, pour une synthèse vocale."""
    return f"Code QR : la fiche de {nom}, à emporter sur un téléphone."


def touche(nom: str) -> str:
    """Le nom parlé d'une touche : « é, e accent aigu », « Effacer une lettre », « a »."""
    if nom in COMMANDES:
        return COMMANDES[nom]
    return f"{nom}, {ACCENTS[nom]}" if nom in ACCENTS else nom


def suivante(titre: str) -> str:
    """Le bouton qui mène à l'idée d'après."""
    return f"Suite{w.INSECABLE}: {titre[0].lower()}{titre[1:]}"
