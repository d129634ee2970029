"""Les mesures comptées dans des données ouvertes (departements.csv) : les mêmes indicateurs que ceux de la carte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from layers.faits.fait import DERIVE, Fait
from layers.faits.lignes import Releveur
from layers.faits.noms import slug
from layers.socle.tables import rows_of

TABLE = "departements.csv"
COLUMNS = ("departement_code", "indicator", "value", "unit", "source", "period")
ZONAGE = re.compile(r"Zonage (\w+) : (communes|part de la population) en (.+)\Z")
FRR = re.compile(r"France Ruralités Revitalisation : (.+)\Z")
MONTAGNE = "Communes en zone de montagne"
REGION = "76"
THEMES = {
    "Communes": "Profil",
    "Population municipale": "Profil",
    "Maisons de santé pluriprofessionnelles (MSP)": "MSP / CDS",
    "Centres de santé (CDS)": "MSP / CDS",
    "Communautés professionnelles territoriales de santé (CPTS)": "CPTS",
    "Dispositifs d'appui à la coordination (DAC, ex-PTA)": "PTA",
    "EHPAD": "CPTS – structures de soins",
    "Pharmacies d'officine": "CPTS – structures de soins",
}


def mesures(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Une ligne, un fait ; `ligne` est vide, la source étant un jeu de données. La fiabilité est « dérivé » : compté, pas publié."""
    for number, row in rows_of(folder / TABLE, COLUMNS):
        code, texte = row["departement_code"], row["indicator"]
        indicateur, titre, theme = _nom(lire, texte)
        # « 20.0 » est un effectif : la décimale vient du tableur, pas d'une mesure.
        valeur = row["value"] if row["unit"] == "%" else row["value"].removesuffix(".0")
        yield lire.fait(
            TABLE, number, "region" if code == REGION else "departement", code, theme, texte,
            id=f"MES-{code}-{slug(texte)}", indicateur=indicateur, titre=titre, valeur=valeur, unite=row["unit"],
            periode=row["period"].removeprefix("en vigueur "), base_date="explicite", fiabilite=DERIVE, source=row["source"],
            formule="Compté ou pondéré par commune dans les données de cette source.",
        )  # fmt: skip


def _nom(lire: Releveur, texte: str) -> tuple[str, str, str]:
    """(indicateur, titre, thème) : ceux de la carte pour un zonage ; "" laisse ceux de rubriques.toml."""
    if found := ZONAGE.match(texte):
        couche = lire.catalogue.couche("zonage-" + found[1].replace("_", "-"))
        return (*_classe(couche, couche.code_of_raw[found[3]], found[2]), "Zonages 2025")
    if found := FRR.match(texte):
        couche = lire.catalogue.couche("frr")
        return (*_classe(couche, couche.code_of_raw[found[1]], "communes"), "Zonages 2025")
    if texte == MONTAGNE:
        couche = lire.catalogue.couche("montagne")
        return (*_classe(couche, couche.classes[0].code, "communes"), "Zonages 2025")
    return "", "", THEMES.get(texte, "Accès")


def _classe(couche, code: str, quoi: str) -> tuple[str, str]:
    label = couche.classes[couche.rank[code]].label
    return f"{couche.id}.{code}.{'communes' if quoi == 'communes' else 'population'}", f"{couche.short} : {quoi}, {label}"
