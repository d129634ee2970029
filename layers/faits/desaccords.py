"""Ce que desaccords.toml ajoute aux contradictions : les chiffres qu'elles concernent, ou pourquoi aucun n'est montré, et ce que
Maillage en fait, dit à un lecteur."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from layers.faits.fait import Contradiction, Fait
from layers.socle.defauts import DataError, Defect


@dataclass(frozen=True)
class Desaccords:
    """chiffres : {contradiction: faits} ; sans_chiffre : {contradiction: pourquoi aucun n'en dépend} ; traitements : {contradiction: ce
    qu'en fait Maillage}, pour toutes ; explications : {contradiction: l'explication redite}, pour quelques-unes."""

    chiffres: Mapping[str, frozenset[str]]
    sans_chiffre: Mapping[str, str]
    traitements: Mapping[str, str]
    explications: Mapping[str, str]


def read_desaccords(path: Path) -> Desaccords:
    """Lit desaccords.toml."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    named = {id_: frozenset(faits) for id_, faits in table["chiffres"].items()}
    return Desaccords(named, table["sans_chiffre"], table["traitements"], table["explications"])


def check_desaccords(contradictions: Mapping[str, Contradiction], faits: Iterable[Fait], said: Desaccords) -> None:
    """DataError si un identifiant est inconnu, si une contradiction n'a ni chiffre ni raison de ne pas en avoir, ou les deux, ou si rien
    ne dit ce que Maillage en fait."""
    named = said.chiffres
    faits = list(faits)
    known = {id_ for fait in faits for id_ in (fait.id, *fait.doubles)}
    borne = {id_ for fait in faits for id_ in fait.contradictions}
    lost = [(one, id_) for one, ids in named.items() for id_ in sorted(ids - known)]
    faults = [Defect("desaccords.toml", None, one, "un fait de data/facts", id_) for one, id_ in lost]
    for part in ("chiffres", "traitements", "explications"):
        strangers = sorted(set(getattr(said, part)) - set(contradictions))
        faults += [Defect("desaccords.toml", None, part, "une ligne de contradictions.csv", one) for one in strangers]
    untold = sorted(set(contradictions) - set(said.traitements))
    faults += [Defect("desaccords.toml", None, "traitements", f"ce que Maillage fait de {one}", "rien") for one in untold]
    faults += [
        Defect("desaccords.toml", None, one.id, "un chiffre, ou pourquoi aucun n'est montré", "les deux" if one.sans_chiffre else "rien")
        for one in contradictions.values()
        if (one.id in borne) == bool(one.sans_chiffre)
    ]
    if faults:
        raise DataError(faults)
