"""Les phrases du Pacte territoire santé 2."""

from __future__ import annotations

from views.ecriture.phrases import pluriel

TITRE = "Pacte territoire santé 2"
TEXTE = (
    "Dix engagements pris par l'État en novembre 2015 pour l'accès aux soins, avec des objectifs pour 2016 et 2017. "
    "Le document donne le point de départ et ce qui était atteint à sa date ; les résultats de 2017 n'y sont pas."
)
OBJECTIF, ATTEINT, AVANCEMENT = "Objectif", "Atteint", "Part de l'objectif"
POUR = "pour"
CALCULE = "calculé"
SANS_OBJECTIF = "Le document ne donne pas d'objectif chiffré pour cet engagement."
AUSSI = "Ce que le document dit aussi"
SOURCE, LECTURE = "Source", "Lecture"
DOCUMENT = "Pacte territoire santé 2, ministère chargé de la santé, novembre 2015"
LECTURE_TEXTE = "une case vide n'est pas publiée : elle ne vaut pas zéro"
EXPORT_TITRE = "Pacte territoire santé 2 : objectifs et résultats"
COLONNES = (
    "Engagement", "Objectif", "Valeur visée", "Qualificatif visé", "Échéance", "Atteint", "Qualificatif", "Date",
    "Part de l'objectif (%)", "Unité", "Document", "Identifiants", "Note",
)  # fmt: skip


def resume(engagements: int, objectifs: int, mesures: int, atteints: int) -> str:
    """« 10 engagements, 9 objectifs chiffrés ; 5 ont un résultat publié, aucun n'était atteint en novembre 2015. »"""
    reached = "aucun n'était atteint" if not atteints else pluriel(atteints, "était atteint", "étaient atteints")
    return (
        f"{pluriel(engagements, 'engagement')}, {pluriel(objectifs, 'objectif chiffré', 'objectifs chiffrés')} ; "
        f"{pluriel(mesures, 'a un résultat publié', 'ont un résultat publié')}, {reached} à la date du document, novembre 2015."
    )
