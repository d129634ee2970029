"""Les phrases de la page des graphiques."""

from __future__ import annotations

from views.ecriture.phrases import INSECABLE

TEXTE = (
    "Chaque titre dit ce que montrent les chiffres ; chaque graphique a son tableau et sa source. "
    "Ce qui est prévu ou visé se distingue par son motif ; une donnée « non publiée » n'est jamais zéro."
)
TERRITOIRE, VOIR, FICHE = "Territoire", "Voir", "Tous ses chiffres"
VOIR_TABLEAU, A_SAVOIR, SOURCE = "Voir le tableau", "À savoir", "Source"
IMAGE_PNG, IMAGE_SVG = "Image PNG", "Image SVG"
EMPORTER = "Emporter ce graphique"
SOMMAIRE = "Graphiques de cette page"
AUCUN = "Les documents ne donnent pas de série à dessiner pour ce territoire : ses chiffres sont dans sa fiche."
INCONNU = "Ce graphique n'existe pas."
TERRITOIRE_INCONNU = "Ce territoire n'existe pas : choisissez-en un dans la liste."
LECTURE = "une valeur vide n'est pas publiée : elle ne vaut pas zéro ; « dérivé » : calculé par Maillage, la note dit comment"
CALCULE = "Calculé par Maillage à partir des autres lignes"
COLONNES = (
    "Série", "Libellé", "Territoire", "Valeur", "Qualificatif", "Unité", "Période", "Ce que c'est", "Ce qu'il vaut", "Source",
    "Identifiant", "Note",
)  # fmt: skip


def titre(nom: str) -> str:
    """Le titre de la page d'un territoire."""
    return f"Graphiques{INSECABLE}: {nom}"
