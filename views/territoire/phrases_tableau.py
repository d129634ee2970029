"""Les phrases du tableau de tous les chiffres, et les mots de sa grille."""

from __future__ import annotations

TITRE = "Tous les chiffres"
TEXTE = (
    "Chaque ligne est un chiffre d'un territoire, avec sa date, ce que c'est, ce qu'il vaut et sa source. "
    "Un clic ou Entrée sur un titre de colonne trie ; le champ de filtre de la colonne filtre ; l'adresse garde les filtres."
)
EFFACER = "Effacer les filtres"
TOUT = "Le tableau entier, sans filtre"
VERS_CSV, VERS_XLSX = "Lignes montrées en CSV", "Lignes montrées en XLSX"
LECTURE = "une case vide n'est pas publiée : elle ne vaut pas zéro ; les effectifs s'additionnent, les taux jamais"
GRILLE = "Tableau de tous les chiffres"
# champ, titre, largeur, nombre
CHAMPS = (
    ("territoire", "Territoire", 190, False),
    ("titre", "Indicateur", 400, False),
    ("lu", "Valeur", 220, False),
    ("periode", "Période", 170, False),
    ("statut", "Ce que c'est", 130, False),
    ("fiabilite", "Ce qu'il vaut", 160, False),
    ("perimetre", "Périmètre", 150, False),
    ("rubrique", "Rubrique", 170, False),
    ("nombre", "Nombre", 120, True),
    ("document", "Source", 400, False),
)
COLONNES = (
    "Territoire", "Code du territoire", "Rubrique", "Indicateur", "Code de l'indicateur", "Valeur", "Qualificatif", "Unité", "Périmètre",
    "Ce que c'est", "Période", "Ce qu'il vaut", "Source", "Identifiant", "Formule", "Note",
)  # fmt: skip
MOTS = {
    "page": "Page", "to": "à", "of": "sur", "more": "davantage", "next": "Suivante", "last": "Dernière", "first": "Première",
    "previous": "Précédente", "loadingOoo": "Chargement…", "noRowsToShow": "Aucune ligne ne répond à ces filtres.",
    "noMatchingRows": "Aucune ligne ne répond à ces filtres.",
    "pageSizeSelectorLabel": "Lignes par page :", "ariaPageSizeSelectorLabel": "Lignes par page", "nextPage": "Page suivante",
    "lastPage": "Dernière page", "firstPage": "Première page", "previousPage": "Page précédente", "filterOoo": "Filtrer…",
    "equals": "Égal à", "notEqual": "Différent de", "lessThan": "Plus petit que", "greaterThan": "Plus grand que",
    "lessThanOrEqual": "Plus petit ou égal", "greaterThanOrEqual": "Plus grand ou égal", "inRange": "Entre", "inRangeStart": "de",
    "inRangeEnd": "à", "contains": "Contient", "notContains": "Ne contient pas", "startsWith": "Commence par", "endsWith": "Finit par",
    "blank": "Vide", "notBlank": "Non vide", "andCondition": "et", "orCondition": "ou", "applyFilter": "Appliquer",
    "resetFilter": "Effacer", "clearFilter": "Effacer", "cancelFilter": "Annuler", "ariaFilterInput": ": filtre",
    "thousandSeparator": "\u202f",
    "ariaFilterMenuOpen": "Ouvrir le filtre", "ariaFilteringOperator": "Opérateur du filtre", "ariaFilterValue": "Valeur du filtre",
    "ariaFilterFromValue": "Filtre, de", "ariaFilterToValue": "Filtre, à", "ariaLabelColumnFilter": "Filtre de la colonne",
    "ariaLabelCellEditor": "Case", "ariaLabelDialog": "Fenêtre", "ariaSortableColumn": "Appuyez sur Entrée pour trier",
    "ariaMenuColumn": "Appuyez sur Alt et la flèche du bas pour le menu", "ariaFilterColumn": "Appuyez sur Ctrl et Entrée pour le filtre",
}  # fmt: skip
