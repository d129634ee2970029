"""Les mots des taux : leur titre dans un profil, en tête d'une colonne, et ce qu'ils comptent."""

from __future__ import annotations

from views.ecriture.phrases import FINE, INSECABLE

KM, MIN = f"{INSECABLE}km", f"{INSECABLE}min"
MEDIANE = "Distance à vol d'oiseau que la moitié des habitants ne dépassent pas ; d'une commune, la sienne"
# {taux: le titre de sa ligne dans un profil}
TITRES = {
    "manque-medecins": "Habitants en ZIP",
    "apl": "Consultations par an et par habitant",
    "apl-bas": f"Habitants sous 2,5{INSECABLE}consultations par an",
    "sites-msp": f"MSP pour 100{FINE}000 habitants",
    "sites-cds": f"Centres de santé pour 100{FINE}000 habitants",
    "sites-pharmacie": f"Pharmacies pour 10{FINE}000 habitants",
    "msp-10km": f"Habitants à plus de 10{KM} d'une MSP",
    "msp-15min": f"Habitants à plus de 15{MIN} d'une MSP",
    "pharmacie-5km": f"Habitants à plus de 5{KM} d'une pharmacie",
    "urgences-30min": f"Habitants à plus de 30{MIN} des urgences",
    "manque-masseurs-kinesitherapeutes": "Kinés : habitants en zone sous-dotée",
    "manque-orthophonistes": "Orthophonistes : habitants en zone sous-dotée",
    "manque-infirmiers": "Infirmiers : habitants en zone intermédiaire ou moins",
    "distance-msp": "Distance à la maison de santé la plus proche",
    "distance-cds": "Distance au centre de santé le plus proche",
    "distance-cds-medecins": "Distance au centre de santé avec médecins",
    "distance-pharmacie": "Distance à la pharmacie la plus proche",
    "distance-urgences": "Distance aux urgences les plus proches",
    "montagne": "Habitants en zone de montagne",
    "frr": "Habitants en France Ruralités Revitalisation",
}
# {taux: la tête de sa colonne}
COLONNES = {
    "manque-medecins": "Habitants en ZIP",
    "apl": "Consultations par an et hab.",
    "apl-bas": f"Sous 2,5{INSECABLE}consultations",
    "sites-msp": f"MSP pour 100{FINE}000 hab.",
    "sites-cds": f"CDS pour 100{FINE}000 hab.",
    "sites-pharmacie": f"Pharmacies pour 10{FINE}000 hab.",
    "msp-10km": f"À plus de 10{KM} d'une MSP",
    "msp-15min": f"À plus de 15{MIN} d'une MSP",
    "pharmacie-5km": f"À plus de 5{KM} d'une pharmacie",
    "urgences-30min": f"À plus de 30{MIN} des urgences",
    "manque-masseurs-kinesitherapeutes": "Sous-dotés en kinés",
    "manque-orthophonistes": "Sous-dotés en orthophonistes",
    "manque-infirmiers": "Infirmiers : intermédiaire ou moins",
    "distance-msp": "MSP la plus proche",
    "distance-cds": "CDS le plus proche",
    "distance-cds-medecins": "CDS avec médecins",
    "distance-pharmacie": "Pharmacie la plus proche",
    "distance-urgences": "Urgences les plus proches",
    "montagne": "En montagne",
    "frr": "En FRR",
}
# {taux: ce qu'il compte, en une phrase}
COMPTES = {
    "manque-medecins": "Part des habitants en zone d'intervention prioritaire (médecins généralistes)",
    "apl": "Accessibilité aux médecins généralistes (APL), moyenne par habitant",
    "apl-bas": "Part des habitants des communes dites sous-denses (APL aux médecins généralistes sous 2,5)",
    "sites-msp": f"Maisons de santé pluriprofessionnelles ouvertes, pour 100{FINE}000 habitants",
    "sites-cds": f"Centres de santé ouverts, pour 100{FINE}000 habitants",
    "sites-pharmacie": f"Pharmacies d'officine, pour 10{FINE}000 habitants",
    "msp-10km": f"Part des habitants dont la commune est à plus de 10{KM} d'une maison de santé, à vol d'oiseau",
    "msp-15min": f"Part des habitants à plus de 15{MIN} d'une maison de santé : temps estimé, sans la route",
    "pharmacie-5km": f"Part des habitants dont la commune est à plus de 5{KM} d'une pharmacie, à vol d'oiseau",
    "urgences-30min": f"Part des habitants à plus de 30{MIN} d'un service d'urgences : temps estimé, sans la route",
    "manque-masseurs-kinesitherapeutes": "Part des habitants en zone sous-dotée ou très sous-dotée en masseurs-kinésithérapeutes",
    "manque-orthophonistes": "Part des habitants en zone sous-dense, sous-dotée ou très sous-dotée en orthophonistes",
    "manque-infirmiers": "Part des habitants en zone intermédiaire, sous-dotée ou très sous-dotée en infirmiers",
    "distance-msp": MEDIANE,
    "distance-cds": MEDIANE,
    "distance-cds-medecins": MEDIANE,
    "distance-pharmacie": MEDIANE,
    "distance-urgences": MEDIANE,
    "montagne": "Part des habitants des communes classées en zone de montagne",
    "frr": "Part des habitants des communes classées FRR ou FRR+",
}
# D'une commune seule, la classe remplace la part.
COLONNES_D_UNE_COMMUNE = {
    "manque-medecins": "Zone des médecins", "apl": "Consultations par an et hab.", "manque-masseurs-kinesitherapeutes": "Zone des kinés",
    "manque-orthophonistes": "Zone des orthophonistes", "manque-infirmiers": "Zone des infirmiers", "montagne": "Montagne", "frr": "FRR",
}  # fmt: skip
NON_PUBLIE = "non publié"
ICI_SEULEMENT = "connu pour {part} des habitants"


def sites(pluriel: str, base: str) -> str:
    """« Laboratoires pour 10 000 habitants » : un taux que le registre suffit à dire."""
    return f"{pluriel} pour {base} habitants"


def sites_court(pluriel: str, base: str) -> str:
    """La même chose en tête d'une colonne."""
    return f"{pluriel} pour {base} hab."
