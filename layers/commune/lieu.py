"""Ce dont les règles des aides dépendent, tel que l'Atlas le connaît d'une commune."""

from __future__ import annotations

from layers.aides.situation import Lieu
from layers.atlas import Atlas
from layers.commune.fiche import classement

ZONAGE_MEDECINS = "zonage-medecins"
CLASSES_MONTAGNE = {"C": True, "NC": False}


def lieu(atlas: Atlas, code: str) -> Lieu | None:
    """Le lieu de la commune `code` ; None si elle n'existe pas dans l'Atlas."""
    if code not in atlas.communes.index:
        return None
    row = atlas.commune(code)
    by_id = {couche.id: classement(couche, row) for couche in atlas.catalogue.of_level("commune")}
    quartiers = atlas.zones("qpv", code)
    medecins = by_id[ZONAGE_MEDECINS]
    return Lieu(
        code=code,
        region=row["region"],
        outre_mer=row["departement"].startswith("97"),
        classe=medecins.classe,
        etat_classe=medecins.etat,
        montagne=CLASSES_MONTAGNE.get(by_id["montagne"].classe or ""),
        frr=by_id["frr"].classe,
        qpv=None if quartiers is None else bool(quartiers),
    )
