"""La déclaration d'accessibilité : les faits de data/accessibilite.toml, prêts à lire."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ETATS = ("totalement conforme", "partiellement conforme", "non conforme")


@dataclass(frozen=True)
class Declaration:
    """Ce que dit la déclaration. `date` : AAAA-MM-JJ ; `moyens`, `pages` : (nom, ce qui est couvert), (nom, adresse)."""

    etat: str
    referentiel: str
    date: str
    conforme: tuple[str, ...]
    non_conforme: tuple[str, ...]
    moyens: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]


def declaration(path: Path) -> Declaration:
    """Lit `path`. Lève ValueError si l'état de conformité n'est pas un des trois du RGAA, KeyError si un fait manque."""
    lue = tomllib.loads(path.read_text(encoding="utf-8"))
    if lue["etat"] not in ETATS:
        raise ValueError(f"{path.name} : état « {lue['etat']} » ; attendu {', '.join(ETATS)}.")
    return Declaration(
        etat=lue["etat"],
        referentiel=lue["referentiel"],
        date=lue["date"],
        conforme=tuple(lue["conforme"]),
        non_conforme=tuple(lue["non_conforme"]),
        moyens=tuple((un["nom"], un["quoi"]) for un in lue["moyens"]),
        pages=tuple((une["nom"], une["adresse"]) for une in lue["page"]),
    )
