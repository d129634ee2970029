"""Rend sans danger un texte venu d'un fichier : un nom qui sera montré, une cellule qu'un tableur ouvrira.

Le HTML d'un nom n'est pas touché : c'est l'écran qui l'échappe, et un nom garde ce que l'éditeur a écrit.
"""

from __future__ import annotations

import re

import pandas as pd

from layers.socle import limites as bornes

NAMES = ("nom", "nom_long", "nom_commune")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Un nombre signé n'est pas une formule : le préfixer le rendrait illisible à un programme.
NOMBRE = re.compile(r"[+-]\d[\d ]*([.,]\d+)?\Z")


def nom_propre(text: str) -> str:
    """`text` sans les caractères qui ne se voient pas (contrôle, octet nul, sens d'écriture, moitié de caractère), les
    blancs réduits à une espace, 300 caractères au plus."""
    visible = "".join(c for c in " ".join(text.split()) if c.isprintable())
    short = " ".join(visible.split())
    return short if len(short) <= bornes.LONGEST_NAME else short[: bornes.LONGEST_NAME - 1] + "…"


def noms_propres(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """La table, ses colonnes de noms (nom, nom_long, nom_commune) passées par `nom_propre`, et combien de lignes ont changé.

    Un blanc de trop n'est pas compté : ce qui l'est cachait un caractère invisible, ou dépassait la borne.
    """
    changed = pd.Series(False, index=table.index)
    columns = {}
    for column in [name for name in NAMES if name in table.columns]:
        clean = table[column].map(nom_propre)
        changed |= clean != table[column].map(lambda text: " ".join(text.split()))
        columns[column] = clean.astype("str")
    return table.assign(**columns), int(changed.sum())


def cellule_sure(text: str) -> str:
    """`text` tel qu'un tableur l'affichera sans jamais le calculer : une apostrophe devant ce qui commence une formule.

    Un signe seul (le qualificatif « = » d'un chiffre) et un nombre signé ne calculent rien : ils restent tels quels.
    """
    return "'" + text if text.startswith(FORMULA) and len(text) > 1 and not NOMBRE.match(text) else text
