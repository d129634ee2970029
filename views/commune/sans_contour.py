"""Une commune que Maillage ne dessine pas : ce qu'on en sait, et ce qu'on n'en sait pas. Une adresse qui répond, jamais une fiche vide."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from layers.atlas import Atlas
from views.commune import phrases as f
from views.ecriture import phrases as w
from views.ecriture import phrases_pages as p


@dataclass(frozen=True)
class SansContour:
    """`raison` : pourquoi elle n'est pas dessinée, une phrase. `lignes` : (ce qui est connu, ce que c'est)."""

    code: str
    nom: str
    departement: str
    raison: str
    lignes: tuple[tuple[str, str], ...]


def sans_contour(atlas: Atlas, code: str) -> SansContour | None:
    """Ce qu'on sait de la commune sans contour `code` ; None si elle a un contour, donc une fiche, ou n'existe pas."""
    if code not in atlas.sans_contour.index:
        return None
    row = atlas.sans_contour.loc[code]
    place = f"{row['nom_departement']} ({row['departement']})" if row["nom_departement"] else row["departement"]
    people = f.HABITANTS_INCONNUS if pd.isna(row["population"]) else w.pluriel(int(row["population"]), "habitant")
    lines = ((f.DEPARTEMENT, place), (p.CODE_INSEE, code), (p.CODES_POSTAUX, ", ".join(row["codes_postaux"])), (f.POPULATION, people))
    return SansContour(code, row["nom"], place, p.sans_contour(row["raison"]), tuple(one for one in lines if one[1]))


def en_json(atlas: Atlas, code: str) -> dict | None:
    """La même chose pour l'API ; None comme `sans_contour`."""
    found = sans_contour(atlas, code)
    if found is None:
        return None
    row = atlas.sans_contour.loc[code]
    return {
        "code_commune": code,
        "nom": found.nom,
        "departement": row["departement"],
        "nom_departement": row["nom_departement"] or None,
        "population": None if pd.isna(row["population"]) else int(row["population"]),
        "codes_postaux": list(row["codes_postaux"]),
        "dessinee": False,
        "mention": found.raison,
    }
