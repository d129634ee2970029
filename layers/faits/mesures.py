"""Les mesures comptées une fois dans des données ouvertes (departements.csv) : les mêmes indicateurs que ceux de la carte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from layers.faits.fait import DERIVE, Fait
from layers.faits.lignes import Releveur
from layers.faits.noms import slug
from layers.registre import comptes
from layers.registre.catalogue import Couche
from layers.socle.defauts import Checker
from layers.socle.tables import rows_of

TABLE = "departements.csv"
COLUMNS = ("departement_code", "indicator", "value", "unit", "source", "period")
ZONAGE = re.compile(r"Zonage (\w+) : (communes|part de la population) en (.+)\Z")
FRR = re.compile(r"France Ruralités Revitalisation : (.+)\Z")
MONTAGNE = "Communes en zone de montagne"
REGION = "76"
THEME, ZONAGES, AILLEURS = "Accès", "zonages", "soins"
# Comment la table nomme ce que le registre désigne par un identifiant, et sa rubrique ; une structure dit le sien (`published`).
NOMMES = {
    "Communes": ("communes", "profil"),
    "Population municipale": ("population", "profil"),
    "APL aux médecins généralistes, moyenne pondérée par la population": ("apl", "acces"),
}


def mesures(folder: Path, lire: Releveur) -> Iterator[Fait | None]:
    """Une ligne, un fait ; `ligne` est vide, la source étant un jeu de données. La fiabilité est « dérivé » : compté, pas publié."""
    seen: set[tuple[str, str]] = set()
    checker = Checker(TABLE)
    for number, row in rows_of(folder / TABLE, COLUMNS):
        code, texte = row["departement_code"], row["indicator"]
        indicateur, titre, rubrique = nom(lire, texte, checker, number)
        found = f"{code}, {texte}"
        checker.expect((code, texte) not in seen, row=number, expected="une mesure une fois par territoire", found=found)
        seen.add((code, texte))
        # « 20.0 » est un effectif : la décimale vient du tableur, pas d'une mesure.
        valeur = row["value"] if row["unit"] == "%" else row["value"].removesuffix(".0")
        yield lire.fait(
            TABLE, number, "region" if code == REGION else "departement", code, THEME, texte,
            id=f"MES-{code}-{slug(texte)}", indicateur=indicateur, titre=titre, rubrique=rubrique, valeur=valeur, unite=row["unit"],
            periode=row["period"].removeprefix("en vigueur "), base_date="explicite", fiabilite=DERIVE, source=row["source"],
            formule="Compté ou pondéré par commune dans les données de cette source.",
        )  # fmt: skip
    lire.defauts.extend(checker.defects)


def nom(lire: Releveur, texte: str, checker: Checker, number: int) -> tuple[str, str, str]:
    """(indicateur, titre, rubrique) : ceux de la carte ; un texte qu'elle ne connaît pas est un défaut."""
    if found := ZONAGE.match(texte):
        couche = lire.catalogue.couche("zonage-" + found[1].replace("_", "-"))
        quoi = comptes.COMMUNES if found[2] == "communes" else comptes.POPULATION
        return _classe(couche, found[3], quoi, checker, number)
    if found := FRR.match(texte):
        return _classe(lire.catalogue.couche("frr"), found[1], comptes.COMMUNES, checker, number)
    if texte == MONTAGNE:
        return _classe(lire.catalogue.couche("montagne"), "C", comptes.COMMUNES, checker, number)
    named = {**NOMMES, **{one.published: (one.id, one.topic) for one in lire.catalogue.structures if one.published}}
    if not checker.expect(texte in named, row=number, column="indicator", expected="une mesure connue", found=texte):
        return slug(texte), texte, AILLEURS
    indicateur, rubrique = named[texte]
    entry = lire.catalogue.by_id.get(indicateur)
    titre = comptes.moyenne(entry) if isinstance(entry, Couche) else entry.title if entry else texte
    return indicateur, titre, rubrique


def _classe(couche: Couche, brut: str, quoi: str, checker: Checker, number: int) -> tuple[str, str, str]:
    code = couche.code_of_raw.get(brut)
    if not checker.expect(code is not None, row=number, column="indicator", expected=f"une classe de « {couche.id} »", found=brut):
        return slug(brut), brut, ZONAGES
    return comptes.identifiant(couche, code, quoi), comptes.titre(couche, couche.classes[couche.rank[code]], quoi), ZONAGES
