"""Les minutes publiées vers la commune la plus proche qui a un service d'urgences ou un SMUR, en 2019."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

# La couche du registre qui porte ces minutes, et sa colonne dans l'Atlas.
COUCHE = "acces-urgences"
PUBLIEES = f"{COUCHE}:valeur"
COLONNES = ("Code commune INSEE", "Commune", "Temps d'accès routier au service d'urgences ou SMUR le plus proche (minutes, 2019)")


def read_minutes(path: Path) -> pd.Series:
    """Les minutes par code_commune ; NaN : l'éditeur n'en publie pas. ValueError si ce n'est pas ce fichier.

    L'éditeur compte zéro dans une commune qui a un service d'urgences ou un SMUR.
    """
    table = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    if tuple(table.columns) != COLONNES:
        raise ValueError(f"{path.name} : colonnes attendues {COLONNES}, trouvées {tuple(table.columns)}")
    code, _, minutes = COLONNES
    given = table.set_index(code)[minutes]
    return given.str.replace(",", ".").where(given != "").astype(float)


@dataclass(frozen=True)
class Reference:
    """Ce que ces minutes donnent par département : {code: (habitants au-delà de `seuil` minutes, habitants dont le temps est
    publié)}, sur la population communale de la géographie du projet."""

    seuil: int
    annee: int
    source: str
    departements: Mapping[str, tuple[int, int]]

    def region(self, codes) -> tuple[int, int]:
        """(au-delà, connus) de plusieurs départements ensemble."""
        known = [self.departements[code] for code in codes if code in self.departements]
        return sum(far for far, _ in known), sum(total for _, total in known)


def read_reference(path: Path) -> Reference:
    """La référence gardée dans le dépôt (urgences_2019.toml)."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return Reference(
        told["seuil"], told["annee"], told["source"], {code: (far, known) for code, (far, known) in told["departements"].items()}
    )


def compter(minutes: pd.Series, communes: pd.DataFrame, seuil: int) -> dict[str, tuple[int, int]]:
    """{département: (habitants au-delà, habitants dont le temps est publié)}, dans l'ordre des codes."""
    own = minutes.reindex(communes.index)
    people = communes["population"].astype("float64")
    far, known = (people.where(rows, 0.0).groupby(communes["departement"]).sum() for rows in (own > seuil, own.notna()))
    return {str(code): (int(far[code]), int(known[code])) for code in sorted(known.index) if known[code]}
