"""Nomme les faits : l'identifiant, le titre, la rubrique et le statut d'un indicateur, d'après data/facts/rubriques.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from layers.faits.fait import OBJECTIF, OBSERVE, PLANIFIE, PREVISION, Rubrique
from layers.socle.defauts import Checker

# La colonne « dimension » dit tantôt un statut, tantôt une part de l'ensemble, tantôt rien de plus que le titre.
STATUT_DE_DIMENSION = {
    "objectif": OBJECTIF, "objectif initial": OBJECTIF, "bilan": OBSERVE, "prévision": PREVISION, "planifié": PLANIFIE,
}  # fmt: skip
TOUT = ("", "total", "Total région", "France")
RANG = "top5"  # le rang dans un classement : il change d'un territoire à l'autre, l'indicateur non ; il va en note
VISE = re.compile(r"\b(objectif|cible)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Nom:
    """Le nom d'un indicateur : identifiant stable, titre montré, rubrique, statut, périmètre ("" : tout), rang éventuel."""

    indicateur: str
    titre: str
    rubrique: str
    statut: str
    perimetre: str = ""
    rang: str = ""


@dataclass(frozen=True)
class Noms:
    """rubriques : dans l'ordre de la fiche ; communs : {nom des tables: (identifiant, titre)} ; themes : {thème: rubrique}."""

    rubriques: tuple[Rubrique, ...]
    communs: Mapping[str, tuple[str, str]]
    themes: Mapping[str, str]

    def nom(self, texte: str, dimension: str, theme: str) -> Nom | None:
        """Le nom d'une ligne ; None si son thème n'est rangé nulle part."""
        if theme not in self.themes:
            return None
        indicateur, titre = self.communs.get(texte, (slug(texte), texte))
        statut = STATUT_DE_DIMENSION.get(dimension) or (OBJECTIF if VISE.search(texte) else OBSERVE)
        rang = dimension if dimension.startswith(RANG) else ""
        whole = rang or dimension in TOUT or dimension in STATUT_DE_DIMENSION
        return Nom(indicateur, titre, self.themes[theme], statut, "" if whole else dimension, rang)


def slug(texte: str) -> str:
    """« Médecins déjà recrutés » -> « medecins-deja-recrutes »."""
    plain = unicodedata.normalize("NFKD", texte.replace("œ", "oe")).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def read_noms(path: Path) -> Noms:
    """Lit rubriques.toml ; DataError si un thème ou un nom est rangé deux fois."""
    checker = Checker(path.name)
    with path.open("rb") as stream:
        found = tomllib.load(stream)
    themes: dict[str, str] = {}
    for rubrique in found["rubrique"]:
        for theme in rubrique["themes"]:
            checker.expect(theme not in themes, expected="un thème dans une seule rubrique", found=theme)
            themes[theme] = rubrique["id"]
    communs: dict[str, tuple[str, str]] = {}
    for nom in found["nom"]:
        for texte in nom["noms"]:
            checker.expect(texte not in communs, expected="un nom pour un seul indicateur", found=texte)
            communs[texte] = (nom["id"], nom["titre"])
    checker.raise_if_any()
    rubriques = tuple(Rubrique(one["id"], one["titre"]) for one in found["rubrique"])
    return Noms(rubriques, MappingProxyType(communs), MappingProxyType(themes))
