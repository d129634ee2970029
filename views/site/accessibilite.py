"""La déclaration d'accessibilité : les faits de data/accessibilite.toml et la grille de data/rgaa.toml, prêts à lire."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ETATS = TOTAL, PARTIEL, NON = ("totalement conforme", "partiellement conforme", "non conforme")
CONFORME, NON_CONFORME, NON_APPLICABLE = RESULTATS = ("conforme", "non conforme", "non applicable")
MOITIE = 50.0


@dataclass(frozen=True)
class Critere:
    """Un critère du RGAA : son numéro (« 3.3 »), ce dont il parle, son résultat, comment et pourquoi."""

    numero: str
    sujet: str
    etat: str
    comment: tuple[str, ...]
    remarque: str


@dataclass(frozen=True)
class Theme:
    """Un thème du RGAA et ses critères, dans l'ordre."""

    numero: int
    nom: str
    criteres: tuple[Critere, ...]

    def combien(self, etat: str) -> int:
        """Le nombre de ses critères dans cet état."""
        return sum(un.etat == etat for un in self.criteres)


@dataclass(frozen=True)
class Grille:
    """Les thèmes évalués."""

    themes: tuple[Theme, ...]

    def combien(self, etat: str) -> int:
        """Le nombre de critères dans cet état, tous thèmes ensemble."""
        return sum(theme.combien(etat) for theme in self.themes)

    @property
    def applicables(self) -> int:
        """Ce qui compte dans le taux : conformes et non conformes."""
        return self.combien(CONFORME) + self.combien(NON_CONFORME)

    @property
    def taux(self) -> float:
        """La part des critères conformes parmi les applicables, en pour cent."""
        return 100 * self.combien(CONFORME) / self.applicables

    @property
    def etat(self) -> str:
        """L'état que ce taux, mesuré par un audit, oblige à déclarer : total à 100 %, partiel à partir de 50 %, non conforme au-dessous."""
        return TOTAL if not self.combien(NON_CONFORME) else PARTIEL if self.taux >= MOITIE else NON

    @property
    def fautes(self) -> tuple[str, ...]:
        """Les numéros des critères non conformes."""
        return tuple(un.numero for theme in self.themes for un in theme.criteres if un.etat == NON_CONFORME)


@dataclass(frozen=True)
class Declaration:
    """Ce que dit la déclaration. `audit` : qui l'a fait et quand, « » si personne.
    `date` : AAAA-MM-JJ ; `non_conforme` : (critère, ce qui manque) ; `moyens`, `pages` : (nom, ce
    qui est couvert), (nom, adresse)."""

    etat: str
    audit: str
    referentiel: str
    date: str
    conforme: tuple[str, ...]
    non_conforme: tuple[tuple[str, str], ...]
    limites: tuple[str, ...]
    dispenses: str
    technologies: str
    environnement: str
    moyens: tuple[tuple[str, str], ...]
    pages: tuple[tuple[str, str], ...]


def grille(path: Path) -> Grille:
    """Lit `path`. Lève ValueError si un état est inconnu, KeyError si un fait ou un moyen manque."""
    lue = tomllib.loads(path.read_text(encoding="utf-8"))
    comment = lue["comment"]
    themes = []
    for rang, theme in enumerate(lue["theme"], 1):
        criteres = tuple(
            Critere(f"{rang}.{n}", un["sujet"], un["etat"], tuple(comment[cle] for cle in un["comment"]), un["remarque"])
            for n, un in enumerate(theme["critere"], 1)
        )
        inconnus = [un.numero for un in criteres if un.etat not in RESULTATS]
        if inconnus:
            raise ValueError(f"{path.name} : état inconnu au critère {inconnus[0]} ; attendu {', '.join(RESULTATS)}.")
        themes.append(Theme(rang, theme["nom"], criteres))
    return Grille(tuple(themes))


def declaration(path: Path) -> Declaration:
    """Lit `path`. Lève ValueError si l'état de conformité n'est pas un des trois du RGAA, ou qu'aucun audit ne le permet,
    KeyError si un fait manque."""
    lue = tomllib.loads(path.read_text(encoding="utf-8"))
    if lue["etat"] not in ETATS:
        raise ValueError(f"{path.name} : état « {lue['etat']} » ; attendu {', '.join(ETATS)}.")
    if not lue["audit"] and lue["etat"] != NON:
        raise ValueError(f"{path.name} : sans audit en cours de validité, l'état est « {NON} ».")
    return Declaration(
        etat=lue["etat"],
        audit=lue["audit"],
        referentiel=lue["referentiel"],
        date=lue["date"],
        conforme=tuple(lue["conforme"]),
        non_conforme=tuple((un["critere"], un["quoi"]) for un in lue["non_conforme"]),
        limites=tuple(lue["limites"]),
        dispenses=lue["dispenses"],
        technologies=lue["technologies"],
        environnement=lue["environnement"],
        moyens=tuple((un["nom"], un["quoi"]) for un in lue["moyens"]),
        pages=tuple((une["nom"], une["adresse"]) for une in lue["page"]),
    )
