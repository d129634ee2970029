"""Le répertoire où l'on cherche : chaque commune sous son nom, ses anciens noms et codes, ses arrondissements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from layers.atlas import Atlas
from layers.socle.mots import accoles, mots

ARRONDISSEMENT, SANS_NOM = "arrondissement", "sans nom"


class Commune(NamedTuple):
    """Une commune en vigueur. `population` : None si elle n'est pas publiée. `dessinee` : elle a un contour, donc une fiche."""

    code_commune: str
    nom: str
    departement: str
    nom_departement: str
    codes_postaux: tuple[str, ...]
    population: int | None
    dans_la_region: bool
    dessinee: bool


@dataclass(frozen=True)
class Appellation:
    """Une façon de nommer une commune.

    `genre` : « » son nom ; « déléguée » ou « associée » une ancienne commune ; « arrondissement » ; « sans nom » un ancien
    code dont le nom n'est pas publié. `code` : celui de l'ancienne commune ou de l'arrondissement, « » s'il n'en a pas en
    propre. `codes_postaux` : ceux qui mènent à cette fiche.
    """

    commune: Commune
    nom: str
    genre: str = ""
    code: str = ""
    codes_postaux: tuple[str, ...] = ()

    @cached_property
    def words(self) -> tuple[str, ...]:
        return mots(self.nom)

    @property
    def index_words(self) -> tuple[str, ...]:
        """Ses mots, et ceux que l'on écrit d'un trait (« lisle »)."""
        return (*self.words, *accoles(self.words))

    @property
    def codes(self) -> tuple[str, ...]:
        """Tout code qui la désigne ou la situe : les siens, ceux de sa commune, le département."""
        own = (*self.codes_postaux, self.code, self.commune.code_commune, self.commune.departement)
        return tuple(code.lower() for code in own if code)


def repertoire(atlas: Atlas) -> list[Appellation]:
    """Les fiches d'un Atlas, dans un ordre stable : les communes, puis leurs autres noms, puis les anciens codes sans nom."""
    communes = {one.code_commune: one for one in (*_drawn(atlas), *_undrawn(atlas))}
    others = list(_others(atlas.autres_noms, communes))
    named = {fiche.code for fiche in others}
    district_codes: dict[str, set[str]] = {}
    for fiche in others:
        if fiche.genre == ARRONDISSEMENT:
            district_codes.setdefault(fiche.commune.code_commune, set()).update(fiche.codes_postaux)
    own = [
        # Le code postal d'un arrondissement mène à lui, et par lui à sa commune.
        Appellation(one, one.nom, codes_postaux=tuple(c for c in one.codes_postaux if c not in district_codes.get(one.code_commune, ())))
        for one in communes.values()
    ]
    unnamed = [
        Appellation(communes[code], "", SANS_NOM, old)
        for code, olds in atlas.communes["anciens_codes"].items()
        for old in olds
        if old not in named and old not in communes
    ]
    return [*own, *others, *unnamed]


def _drawn(atlas: Atlas) -> Iterator[Commune]:
    names = atlas.departements["nom"].to_dict()
    columns = ("nom", "departement", "codes_postaux", "population", "region")
    for code, name, departement, postcodes, people, region in zip(atlas.communes.index, *(atlas.communes[c] for c in columns)):
        inside = region == atlas.region
        yield Commune(code, name, departement, names.get(departement, ""), tuple(postcodes), _known(people), inside, True)


def _undrawn(atlas: Atlas) -> Iterator[Commune]:
    """Les communes sans contour ; un département qui n'a qu'elles n'est pas de la région."""
    columns = ("nom", "departement", "nom_departement", "codes_postaux", "population")
    region_of = atlas.departements["region"].to_dict()
    for code, name, departement, title, postcodes, people in zip(atlas.sans_contour.index, *(atlas.sans_contour[c] for c in columns)):
        inside = region_of.get(departement) == atlas.region
        yield Commune(code, name, departement, title, tuple(postcodes), _known(people), inside, False)


def _others(table: pd.DataFrame, communes: dict[str, Commune]) -> Iterator[Appellation]:
    """Les anciens noms et les arrondissements ; un nom qui ne diffère que par ses accents ou capitales n'en est pas un autre."""
    for row in table.itertuples():
        commune = communes[row.code_commune]
        if mots(row.nom) != mots(commune.nom):
            yield Appellation(commune, row.nom, row.genre, row.code if row.code not in communes else "", tuple(row.codes_postaux))


def _known(people) -> int | None:
    return None if pd.isna(people) else int(people)
