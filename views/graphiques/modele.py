"""Ce qu'est un graphique : un constat, une phrase, une figure, son tableau, et les faits qui le font."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from layers.faits.fait import ANNONCE, OBSERVE, PLANIFIE, PREVISION, Document, Fait, Faits, nombre
from views.ecriture import phrases as w
from views.sources.citees import dite
from views.territoire.indicateur import adresse_du

# Ce qui n'est pas encore arrivé se dessine autrement que ce qui est observé.
PAS_ENCORE = (PREVISION, PLANIFIE, ANNONCE)


@dataclass(frozen=True)
class Point:
    """Un fait tel qu'il se dessine. `valeur` None : non publié, jamais zéro.

    `statut` : celui du fait. `fiabilite` : celle du fait, ou « dérivé » pour ce qui est calculé ici
    (alors `note` dit comment, et `origine` de quoi). `source` et `ligne` : le document et la ligne. `fait` : celui qui répond
    quand on touche le nombre ; None pour un calcul.
    """

    libelle: str
    valeur: float | None
    unite: str
    periode: str
    source: str
    ligne: str
    serie: str = ""
    territoire: str = ""
    qualificatif: str = "="
    fiabilite: str = "exact"
    statut: str = OBSERVE
    decimales: int = 0
    note: str = ""
    calcule: bool = False
    fait: Fait | None = None
    origine: tuple[Point, ...] = ()

    @property
    def nombre(self) -> float:
        """La valeur, là où le dessin ou une phrase ne peut pas s'en passer ; NonPublie si elle manque, et le graphique n'est pas fait."""
        return nombre(self.valeur, f"{self.serie}, {self.territoire}, {self.periode}")

    @property
    def texte(self) -> str:
        """La valeur telle qu'elle se lit, qualificatif compris : « plus de 30 », « 35,8 % », « non publié »."""
        return w.valeur(self.valeur, self.unite, self.qualificatif)


@dataclass(frozen=True)
class Case:
    """Un nombre écrit et le point qui en répond. Une case d'un tableau est un texte, une Case, ou une suite des deux."""

    texte: str
    point: Point

    def __str__(self) -> str:
        return self.texte


@dataclass(frozen=True)
class Tableau:
    """Le tableau d'un graphique : des cases prêtes à lire, la première colonne nomme la ligne."""

    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str | Case | tuple[str | Case, ...], ...], ...]

    @property
    def textes(self) -> tuple[tuple[str, ...], ...]:
        """Les cases telles qu'elles se lisent."""
        return tuple(tuple("".join(map(str, morceaux(case))) for case in row) for row in self.lignes)


def cite(point: Point, texte: str = "") -> Case:
    """Le nombre d'un point, tel qu'il se lit ou tel qu'on l'écrit ici (« +11,6 % », « 34,6 M€ »)."""
    return Case(texte or point.texte, point)


def morceaux(case: str | Case | tuple[str | Case, ...]) -> tuple[str | Case, ...]:
    """Les morceaux d'une case."""
    return case if isinstance(case, tuple) else (case,)


def relie(texte: str, cases: Iterable[Case]) -> tuple[tuple[str | Case, ...], tuple[Case, ...]]:
    """(`texte` en morceaux, ses nombres devenus des cases ; les cases qui ne s'y trouvent pas). Les cases sont dans l'ordre du
    texte : chacune est cherchée après la précédente, jamais dans un nombre plus long."""
    parts: list[str | Case] = []
    at, left = 0, list(cases)
    while left:
        found = re.compile(rf"(?<![\w,\u202f]){re.escape(left[0].texte)}(?![\w]|,\d|\u202f\d)").search(texte, at)
        if found is None:
            break
        parts += [texte[at : found.start()], left.pop(0)]
        at = found.end()
    return (*parts, texte[at:]), tuple(left)


@dataclass(frozen=True)
class Graphique:
    """Un graphique et tout ce qui le dit autrement. `titre` énonce le constat ; `figure` est un dictionnaire Plotly
    (data, layout) ; `points` sont les faits, tous, pour le CSV ; `avertissement` dit ce qu'il ne faut pas en tirer.
    `dits` : les nombres du titre, de la phrase puis de l'avertissement, dans l'ordre : chacun répond."""

    id: str
    titre: str
    phrase: str
    figure: dict
    tableau: Tableau
    points: tuple[Point, ...]
    avertissement: str = ""
    dits: tuple[Case, ...] = ()

    @property
    def textes(self) -> tuple[tuple[str | Case, ...], tuple[str | Case, ...], tuple[str | Case, ...]]:
        """(titre, phrase, avertissement) en morceaux. ValueError si un nombre annoncé n'y est pas : le graphique se contredit."""
        titre, left = relie(self.titre, self.dits)
        phrase, left = relie(self.phrase, left)
        avertissement, left = relie(self.avertissement, left)
        if left:
            raise ValueError(f"{self.id} : « {left[0].texte} » n'est ni dans le titre, ni dans la phrase, ni dans l'avertissement")
        return titre, phrase, avertissement


def adresses(points: Iterable[Point | None]) -> list[str]:
    """Où répond chaque point d'un tracé (les « ids » de Plotly, tous différents) ; un calcul ou un vide n'a pas d'adresse : c'est
    le tableau qui répond."""
    return [adresse_du(one.fait) if one and one.fait else f"calcul-{rank}" for rank, one in enumerate(points)]


def sources(points: Iterable[Point], faits: Faits) -> str:
    """Les documents d'où viennent ces points, leur date et leurs parties, chacun une fois, dans l'ordre."""
    parts: dict[str, dict[str, None]] = {}
    for one in points:
        # Un point calculé ici vient des autres : eux citent leur document.
        if not one.calcule:
            parts.setdefault(one.source, {})[faits.partie(one.source, int(one.ligne) if one.ligne else None)] = None
    return " ; ".join(_document(faits.documents[name], own) for name, own in parts.items())


def _document(document: Document, parts: Iterable[str]) -> str:
    told = [f"«{w.INSECABLE}{part}{w.INSECABLE}»" for part in parts if part]
    return ", ".join((dite(document), *told))
