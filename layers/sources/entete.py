"""Cherche l'en-tête dans les premières lignes d'une feuille : un éditeur met un titre au-dessus, des unités dessous, des notes au pied."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path

from layers.socle.cles import cle
from layers.socle.dates import date_ou_annee, nom_et_date
from layers.socle.defauts import Checker, DataError
from layers.sources.feuilles import feuilles

HAUT = 60  # lignes non vides où l'en-tête peut se trouver
CODE_LIKE = re.compile(r"(?:[0-9]{4,5}|[0-9]{4,5}\.0|2[AaBb][0-9]{3})\Z")
NOTES = re.compile(r"(?:sources?|notes?|champ|lecture|nb|millesime|perimetre|mise a jour|donnees|avertissement|copyright|auteur)\b")
D_UN_TERRITOIRE = re.compile(r"(?:[0-9]{2}|2[AB]|97[1-8])\Z", re.IGNORECASE)  # le code d'un département ou d'une région
TOTAUX = frozenset({"total", "ensemble", "france", "france entiere", "france metropolitaine", "moyenne", "total general"})
# Comment les éditeurs nomment la colonne du code commune : l'une vaut l'autre.
CODES = ("Code commune INSEE", "Code INSEE", "Code_insee", "code_commune", "Code commune", "Code", "CODGEO", "Code géographique",
         "INSEE_COM", "code_insee_commune", "DEPCOM", "Code officiel géographique", "COM", "INSEE", "Code géo", "Code de la commune",
         "Code INSEE de la commune", "Numéro INSEE", "N° INSEE", "Identifiant commune")  # fmt: skip
CLES_CODE = frozenset(map(cle, CODES))


@dataclass(frozen=True)
class LigneDEntete:
    """Une ligne qui est peut-être un en-tête : son numéro, ses cases, et pour chacune sa clé et la date qu'elle porte."""

    numero: int
    cases: tuple[str, ...]

    @cached_property
    def noms(self) -> list[tuple[str, str]]:
        """(clé sans date, date) de chaque case."""
        return [nom_et_date(text) for text in self.cases]

    @cached_property
    def cles(self) -> frozenset[str]:
        """Les clés de ses cases, sans leur date, les cases vides exceptées."""
        return frozenset(name for name, _ in self.noms if name)

    def places(self, nom: str) -> list[int]:
        """Où se lit la colonne `nom`, quelle que soit sa date ; un nom de code commune en vaut un autre, à défaut du sien."""
        wanted = nom_et_date(nom)[0]
        found = [place for place, (name, _) in enumerate(self.noms) if name == wanted]
        if not found and nom in CODES:
            found = [place for place, (name, _) in enumerate(self.noms) if name in CLES_CODE][:1]
        return found

    def a(self, noms: Iterable[str]) -> bool:
        """Vrai si toutes ces colonnes s'y lisent."""
        return all(self.places(nom) for nom in noms)


@dataclass(frozen=True)
class Tete:
    """Le haut d'une feuille : son nom, et ses premières lignes non vides."""

    nom: str
    lignes: tuple[LigneDEntete, ...]

    def entete(self, noms: Iterable[str]) -> LigneDEntete | None:
        """La première ligne où toutes ces colonnes se lisent ; None si aucune."""
        wanted = tuple(noms)
        return next((ligne for ligne in self.lignes if ligne.a(wanted)), None)

    def la_plus_proche(self, noms: Iterable[str]) -> LigneDEntete | None:
        """La ligne où le plus de ces colonnes se lisent, une au moins ; None si aucune."""
        wanted = tuple(noms)
        found = max(self.lignes, key=lambda ligne: sum(bool(ligne.places(nom)) for nom in wanted), default=None)
        return found if found and any(found.places(nom) for nom in wanted) else None


def tetes(path: Path, checker: Checker) -> tuple[list[Tete], DataError | None]:
    """Le haut de chaque feuille de `path`, et ce qui a arrêté la lecture, si elle l'a été : les lignes d'avant sont rendues."""
    found: list[Tete] = []
    lines: list[tuple[int, list[str]]] = []
    name = ""
    try:
        for feuille in feuilles(path, checker):
            name, lines = feuille.nom, []
            for row in islice(feuille.lignes, HAUT):
                lines.append(row)  # une par une : celles d'avant l'erreur restent
            found.append(tete_de(name, lines))
    except DataError as error:
        return [*found, tete_de(name, lines)], error
    return found, None


def tete_de(nom: str, rows: Iterable[tuple[int, list[str]]]) -> Tete:
    """Le haut d'une feuille de ce nom."""
    return Tete(nom, tuple(LigneDEntete(number, tuple(fields)) for number, fields in islice(rows, HAUT)))


def date_du_haut(nom: str, above: Iterable[LigneDEntete]) -> str:
    """La date d'une feuille : celle de son nom (« APL 2022 »), sinon celle d'une ligne de titre « Millésime : 2022 » ; '' si aucune."""
    said = {date_ou_annee(" ".join(ligne.cases)) for ligne in above if "millesime" in cle(" ".join(ligne.cases[:2]))} - {""}
    return date_ou_annee(nom) or (said.pop() if len(said) == 1 else "")


def est_une_note(fields: list[str], code: str) -> bool:
    """Vrai pour une ligne qui commente la table : « Source : … », une seule case de texte, un total."""
    filled = [text for text in fields if text]
    if CODE_LIKE.match(code):
        return False
    return len(filled) == 1 or bool(NOTES.match(cle(filled[0]))) or filled[0].startswith(("*", "(", "©")) or est_un_total(fields, code)


def est_un_total(fields: list[str], code: str) -> bool:
    """Vrai pour la ligne du pays, d'une région ou d'un département entiers que certains éditeurs mettent sous leurs communes."""
    return any(cle(text) in TOTAUX for text in fields[:2]) or bool(D_UN_TERRITOIRE.match(code))
