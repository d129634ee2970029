"""Les phrases de la recherche d'une commune."""

from __future__ import annotations

from views.ecriture.phrases import CHERCHER

CHERCHER_AIDE = "Nom, code postal ou code INSEE"

# Phrases que le script complète ; les mots entre accolades sont remplacés, une paire s'accorde avec {n}.
PHRASES_RECHERCHE = {
    "nom": f"{CHERCHER}. {CHERCHER_AIDE}.",
    "invite": CHERCHER,
    "liste": "Communes trouvées",
    "effacer": "Effacer la recherche",
    "nombre": ["{n} commune trouvée", "{n} communes trouvées"],
    "tropDeCommunes": "Les {n} premières communes. Ajoutez des lettres pour préciser.",
    "proches": "Aucune commune ne porte ce nom. Vouliez-vous dire…",
    "aucune": "Aucune commune ne répond. Essayez le code postal.",
    "ancienne": "ancienne commune : {nom}",
    "ancienCode": "ancien code INSEE : {code}",
    "code": "code INSEE : {code}",
    "hors": "hors de la carte affichée",
    "ouverte": "La fiche de {nom} est affichée.",
    "panne": "La recherche ne répond pas. Réessayez dans un instant.",
}
