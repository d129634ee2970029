"""Les couches de la carte que data/facts publie par département : une valeur du document, rangée dans une classe du registre."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from layers.faits.lectures import SANS_LECTURE, Lecture
from layers.faits.lieux import DEPARTEMENT
from layers.faits.tables import niveau_de
from layers.registre.catalogue import Couche
from layers.socle.defauts import Checker
from layers.socle.tables import rows_of

LIEU = ("departement_code", "territory_code", "territory_code_or_name")
NOMBRE = re.compile(r"-?\d+(\.\d+)?\Z")
OCCITANIE = "Occitanie"


def valeurs(folder: Path, couche: Couche, lectures: Mapping[str, Lecture]) -> Mapping[str, str]:
    """{département: valeur publiée} de la colonne `match` de la couche ; une case vide = pas de donnée.

    Lève DataError : table ou colonne absente, code inconnu, département donné deux fois, valeur sans classe.
    """
    rows = rows_of(folder / couche.file, (couche.match,))
    checker, found = Checker(couche.file), {}
    allowed = " | ".join(raw or classe.label for classe in couche.classes for raw in (classe.raw or ("",)))
    place = next((name for name in LIEU if name in rows[0][1]), LIEU[0])
    checker.expect(place in rows[0][1], row=1, column=place, expected="cette colonne", found="aucune")
    checker.raise_if_any()
    for number, row in rows:
        code, value = row[place], lectures.get(row.get("id", ""), SANS_LECTURE).etat or row[couche.match]
        level = row.get("territory_level") or niveau_de(code, row.get("departement", OCCITANIE))
        if level != "departement" or value == "":
            continue
        known = bool(DEPARTEMENT.match(code))
        checker.expect(known, row=number, column=place, expected="un code de département (09, 2A, 974)", found=code)
        checker.expect(code not in found, row=number, column=place, expected="une ligne par département", found=code)
        classed = classe_de(couche, value) is not None
        checker.expect(classed, row=number, column=couche.match, expected=f"une classe de « {couche.id} » ({allowed})", found=value)
        found[code] = value
    checker.raise_if_any()
    return MappingProxyType(found)


def classe_de(couche: Couche, valeur: str) -> str | None:
    """Le code de la classe d'une valeur publiée ; None si le registre n'en a pas."""
    if not couche.bounded:
        return couche.code_of_raw.get(valeur)
    return couche.class_of_number(float(valeur)) if NOMBRE.match(valeur) else None


def classes_des_departements(valeurs_publiees: Mapping[str, str], couche: Couche) -> dict[str, str]:
    """{code de département: code de classe} ; un département non cité est absent, sans défaut. ValueError si une valeur n'a pas
    de classe (`valeurs` l'aurait refusée)."""
    found = {code: classe_de(couche, value) for code, value in valeurs_publiees.items()}
    lost = next((value for code, value in valeurs_publiees.items() if found[code] is None), None)
    if lost is not None:
        raise ValueError(f"« {lost} » n'est pas une classe de « {couche.id} »")
    return found
