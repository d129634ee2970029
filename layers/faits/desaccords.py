"""Ce que desaccords.toml ajoute aux contradictions : les chiffres qu'elles concernent, ou pourquoi aucun n'est montré."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from layers.faits.fait import Contradiction, Fait
from layers.socle.defauts import DataError, Defect


def read_desaccords(path: Path) -> tuple[Mapping[str, frozenset[str]], Mapping[str, str]]:
    """({contradiction: identifiants de faits}, {contradiction: pourquoi aucun chiffre n'en dépend}), lus de `path`."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {id_: frozenset(faits) for id_, faits in table["chiffres"].items()}, table["sans_chiffre"]


def check_desaccords(contradictions: Mapping[str, Contradiction], faits: Iterable[Fait], named: Mapping[str, frozenset[str]]) -> None:
    """DataError si un identifiant est inconnu, si une contradiction n'a ni chiffre ni raison de ne pas en avoir, ou les deux."""
    faits = list(faits)
    known = {id_ for fait in faits for id_ in (fait.id, *fait.doubles)}
    borne = {id_ for fait in faits for id_ in fait.contradictions}
    lost = [(one, id_) for one, ids in named.items() for id_ in sorted(ids - known)]
    faults = [Defect("desaccords.toml", None, one, "un fait de data/facts", id_) for one, id_ in lost]
    strangers = sorted(set(named) - set(contradictions))
    faults += [Defect("desaccords.toml", None, "chiffres", "une ligne de contradictions.csv", one) for one in strangers]
    faults += [
        Defect("desaccords.toml", None, one.id, "un chiffre, ou pourquoi aucun n'est montré", "les deux" if one.sans_chiffre else "rien")
        for one in contradictions.values()
        if (one.id in borne) == bool(one.sans_chiffre)
    ]
    if faults:
        raise DataError(faults)
