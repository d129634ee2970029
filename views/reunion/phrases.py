"""Les phrases de la réunion : lues du fond d'une salle, ou par celui qui présente."""

from __future__ import annotations

TITRE = "Réunion"
DESCRIPTION = "La carte en grand, deux cartes côte à côte, des vues préparées et les décisions prises devant elles."
ALLER_AUX_COMMANDES = "Aller aux commandes"
COMMANDES = "Commandes de la réunion"
QUITTER = "Quitter la réunion"
COTES = ("Carte de gauche", "Carte de droite")

# ---------------------------------------------------------------- la barre
PRECEDENTE, SUIVANTE = "Vue précédente", "Vue suivante"
COMPARER = "Comparer"
FIGER = "Figer une décision"
LISTE = "Vues et décisions"
REGLER = "Régler la vue"
AIDE, AIDE_NOM = "?", "Aide : les touches du clavier"
RECADRER = "Recadrer"
FERMER = "Fermer"

# ---------------------------------------------------------------- régler
COTE_REGLE = "Carte à régler"
GAUCHE, DROITE = "À gauche", "À droite"
TERRITOIRE, THEME, ANNEE = "Territoire", "Colorer les communes selon", "Année de PÂSTEL"
STRUCTURES, MONTAGNE, FRR = "Structures sur la carte", "Zone de montagne", "Ruralités (FRR)"
CLASSES_AIDE = "Une classe se montre ou se masque dans la légende, d'un clic."
TOUT_MONTRER = "Enlever les filtres"
INTERCOMMUNALITES = "Intercommunalités"
NON_PUBLIE_ICI = "pas de donnée ici"

# ---------------------------------------------------------------- les vues préparées
NOM_REUNION = "Titre de la réunion"
VUES = "Vues préparées"
VUES_AUCUNE = "Aucune vue préparée. Réglez la carte, puis « Ajouter cette vue » : elle se retrouve d'une touche."
AJOUTER = "Ajouter cette vue"
REMPLACER = "Remplacer par la vue montrée"
RANGER, RANGE = "Modifier la liste", "Terminer"
MONTER, DESCENDRE, RETIRER = "Monter", "Descendre", "Retirer"
TITRE_DE_VUE = "Titre de la vue {n}"

# ---------------------------------------------------------------- les décisions
DECISIONS = "Décisions"
DECISIONS_AUCUNE = "Aucune décision figée. « Figer une décision » garde la vue montrée, ses nombres et la date."
REVOIR, MODIFIER = "Revoir", "Modifier"
DECISION_TITRE, DECISION_NOTE = "Titre de la décision", "Note"
DECISION_FIGEE = "Ce qui est gardé avec elle"
DECISION_IMMOBILE = "La vue ne bouge pas pendant que vous écrivez."
ENREGISTRER, ANNULER = "Enregistrer la décision", "Annuler"

# ---------------------------------------------------------------- le fichier
FICHIER = "La réunion en fichier"
FICHIER_JSON, RELEVE = "Fichier de la réunion (JSON)", "Relevé de décisions (DOCX)"
OUVRIR = "Ouvrir un fichier de réunion"
TOUT_EFFACER = "Tout effacer"
GARDEE_ICI = "La réunion en cours est gardée par ce navigateur seul, jusqu'à « Tout effacer »."
CONFIRMER, OUI, NON = "Êtes-vous sûr ?", "Oui", "Non"

# ---------------------------------------------------------------- l'aide
AIDE_TITRE = "Les touches du clavier"
AIDE_TEXTE = "Chaque touche a son bouton. Elles se taisent dans un champ et dans un volet ; dans une carte, les flèches déplacent la carte."
COLONNES_AIDE = ("Touche", "Ce qu'elle fait")
TOUCHES = (
    (("→", "Page suivante", "Espace"), SUIVANTE),
    (("←", "Page précédente"), PRECEDENTE),
    (("C",), "Comparer deux cartes, ou revenir à une seule"),
    (("F",), FIGER),
    (("L",), "Ouvrir les vues et les décisions"),
    (("R",), REGLER),
    (("?",), "Cette aide"),
    (("Échap",), "Fermer ce qui est ouvert"),
)
UNE_TOUCHE = "Touches d'un seul caractère (C, F, L, R, ?, Espace)"
UNE_TOUCHE_AIDE = "À couper si une saisie vocale ou une touche frappée par erreur les déclenche."

# Phrases que le script complète ; {n} choisit le singulier ou le pluriel.
PHRASES = {
    "titre": "{theme} · {territoire} · {date}",
    "titreSansDate": "{theme} · {territoire}",
    "avecDepartement": "{nom} ({departement})",
    "compte": ["{n} commune affichée", "{n} communes affichées"],
    "compteClasse": "{compte}, {n} en {code}.",
    "compteLibelle": "{compte}, {code} : {n}.",
    "compteFin": "{compte}.",
    "compteSansDonnee": "{compte}, sans donnée.",
    "masquee": "masquée",
    "structures": "{nom} : {n}",
    "structuresInconnues": "{nom} : pas de donnée",
    "approximatives": "Forme évidée : position approximative, à la mairie.",
    "position": "Vue {rang} sur {n}",
    "sansVue": "Aucune vue préparée",
    "horsListe": ["{n} vue préparée", "{n} vues préparées"],
    "ajoutee": "Vue ajoutée : {titre}.",
    "remplacee": "Vue remplacée : {titre}.",
    "retiree": "Vue retirée : {titre}.",
    "deplacee": "{titre} : vue {rang} sur {n}.",
    "renommee": "Vue renommée : {titre}.",
    "trop": "La réunion a déjà {n} vues, le plus qu'elle puisse garder.",
    "tropDecisions": "La réunion a déjà {n} décisions, le plus qu'elle puisse garder.",
    "decision": "Décision n° {n}",
    "decisionFigee": "Décision n° {numero} enregistrée.",
    "decisionRetiree": "Décision n° {numero} retirée.",
    "montrerDecision": "Revoir la décision n° {numero}",
    "modifierDecision": "Modifier la décision n° {numero}",
    "retirerDecision": "Retirer la décision n° {numero}",
    "gardeAvec": "Données {empreinte}, {le}.",
    "le": "le {jour} à {heure}",
    "monter": "Monter : {titre}",
    "descendre": "Descendre : {titre}",
    "retirer": "Retirer : {titre}",
    "confirmerDecision": "Retirer la décision n° {numero}, « {titre} » ?",
    "confirmerEffacer": "Effacer le titre, les vues et les décisions ? Enregistrez d'abord son fichier si elle doit resservir.",
    "confirmerOuvrir": "Ouvrir ce fichier remplace la réunion en cours : ce qui n'en est pas enregistré sera perdu.",
    "effacee": "Tout est effacé.",
    "lecture": "Lecture du fichier…",
    "ouverte": "Réunion ouverte : {vues}, {decisions}.",
    "vues": ["{n} vue", "{n} vues"],
    "decisions": ["{n} décision", "{n} décisions"],
    "tropGros": "Ce fichier dépasse 256 ko : ce n'est pas une réunion enregistrée ici.",
    "pasJson": "Ce fichier n'est pas une réunion enregistrée ici.",
    "serveurMuet": "Le serveur n'a pas répondu. Réessayez.",
    "sansMemoire": "Ce navigateur ne garde rien : enregistrez le fichier avant de fermer la page.",
    "preparation": "Le relevé se prépare : les images des vues se dessinent…",
    "reception": "Réception du relevé : {ko} ko…",
    "releveFini": "Le relevé est téléchargé.",
    "fichierFini": "Le fichier de la réunion est téléchargé.",
    "sansDecision": "Aucune décision à écrire dans un relevé : figez-en une d'abord.",
    "nomFichier": "reunion",
    "titreParDefaut": "Réunion du {jour}",
}
