"""Ce qu'est un graphique : un constat, une phrase, une figure, son tableau, et les faits qui le font."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from layers.fait import OBSERVE, PLANIFIE, PREVISION, Document
from views import wording as w

# Ce qui n'est pas encore arrivé se dessine autrement que ce qui est observé.
PAS_ENCORE = (PREVISION, PLANIFIE)
MOST_LINES = 6


@dataclass(frozen=True)
class Point:
    """Un fait tel qu'il se dessine. `valeur` None : non publié, jamais zéro.

    `statut` : observé, objectif, prévision ou planifié. `fiabilite` : celle du fait, ou « dérivé » pour ce qui est calculé ici
    (alors `note` dit comment). `source` et `ligne` : le document et la ligne.
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

    @property
    def texte(self) -> str:
        """La valeur telle qu'elle se lit, qualificatif compris : « plus de 30 », « 35,8 % », « non publié »."""
        return w.valeur(self.valeur, self.unite, self.qualificatif)


@dataclass(frozen=True)
class Tableau:
    """Le tableau d'un graphique : des textes prêts à lire, la première colonne nomme la ligne."""

    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Graphique:
    """Un graphique et tout ce qui le dit autrement. `titre` énonce le constat ; `figure` est un dictionnaire Plotly
    (data, layout) ; `points` sont les faits, tous, pour le CSV ; `avertissement` dit ce qu'il ne faut pas en tirer."""

    id: str
    titre: str
    phrase: str
    figure: dict
    tableau: Tableau
    points: tuple[Point, ...]
    avertissement: str = ""


def sources(points: Iterable[Point], documents: Mapping[str, Document]) -> str:
    """Les documents d'où viennent ces points, leur date et les lignes, chacun une fois, dans l'ordre."""
    lines: dict[str, list[str]] = {}
    for one in points:
        # Un point calculé ici cite déjà les lignes de ceux dont il vient.
        if not one.calcule:
            of_document = lines.setdefault(one.source, [])
            if one.ligne and one.ligne not in of_document:
                of_document.append(one.ligne)
    return " ; ".join(_document(documents.get(name), name, numbers) for name, numbers in lines.items())


def _document(document: Document | None, name: str, numbers: Sequence[str]) -> str:
    who = dict.fromkeys((document.editeur, document.titre, w.date(document.date))) if document else ()
    told = f"{', '.join(who)} ({name}".lstrip()
    if not numbers:
        return f"{told})"
    ordered = sorted(numbers, key=lambda number: (len(number), number))
    shown = ordered if len(ordered) <= MOST_LINES else [*ordered[: MOST_LINES - 1], "…", ordered[-1]]
    return f"{told}, {'ligne' if len(ordered) == 1 else 'lignes'} {', '.join(shown)})"
