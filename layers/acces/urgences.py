"""Les minutes publiées vers la commune la plus proche qui a un service d'urgences ou un SMUR, en 2019."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

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
