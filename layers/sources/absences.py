"""La liste fermée des marques par lesquelles un éditeur, ou un tableur, dit qu'une valeur manque. Toute autre est un défaut."""

from __future__ import annotations

from collections.abc import Container, Mapping

import pandas as pd

from layers.socle.cles import cle
from layers.socle.defauts import shown

NOT_AVAILABLE = "N/D"
# Les signes, que `cle` efface, tels quels ; les mots par leur clé (« n.d. », « N/D » et « nd » se valent).
SIGNES = frozenset({"", "-", "–", "—", "--", ".", "..", "...", "…", "*", "/", "?"})
MOTS = frozenset(
    {
        "n a", "n d", "na", "nd", "nc", "n c", "ns", "n s", "nr", "n r", "nan", "none", "null", "nul", "vide", "s", "secret",
        "secret statistique", "masque", "non disponible", "non renseigne", "non communique", "non significatif", "non calcule",
        "resultat non disponible", "n a resultat non disponible", "indisponible", "donnee non disponible", "sans objet", "so",
    }
)  # fmt: skip


def marque(text: str) -> bool:
    """Vrai si `text` (déjà net) dit une absence ; « #N/D » et « #N/A » d'un tableur aussi, ses erreurs de calcul non."""
    return text in SIGNES or cle(text) in MOTS


def dites(marks: Mapping[str, int]) -> tuple[str, ...]:
    """Les absences d'une table, comptées par marque, en une phrase ; aucune s'il n'y en a pas."""
    return (f"Valeurs absentes, par marque : {', '.join(f'« {one} » {count}' for one, count in marks.items())}.",) if marks else ()


def absentes(values: pd.Series, known: Container[str] = ()) -> tuple[pd.Series, dict[str, int]]:
    """(lesquelles des `values` sont des marques d'absence, {marque telle qu'écrite: combien}).

    `known` : des valeurs qui ont un sens dans cette couche (« NC » est une classe de la montagne), et ne sont donc pas des marques.
    """
    marks = {text for text in values.unique() if text not in known and marque(text)}
    found = values.isin(marks)
    counts = values[found].value_counts()
    return found, {shown(str(text)): int(count) for text, count in sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))}
