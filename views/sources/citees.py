"""Qui répond d'un chiffre : éditeur, titre, date, partie du document, fiabilité, licence. Un seul endroit, pour tous les écrans.

Le fichier et la ligne d'un document sont dans l'API et la documentation, jamais ici.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from layers.atlas import Atlas
from layers.faits.fait import EXACT, SIMULE, Contradiction, Document, Fait
from layers.registre.catalogue import Couche, Indicateur, Perimetre, Structure
from layers.territoire.chiffres import documents
from layers.territoire.indicateurs import fiabilite_des_comptes
from views.ecriture import phrases as w
from views.ecriture.dire import periode_lue
from views.sources.phrases import STRUCTURES_DE_SOINS


@dataclass(frozen=True)
class Source:
    """Ce qui répond d'un chiffre, tout écrit. `source` commence par l'éditeur ; `numero` : son rang dans une fiche, à partir de 1,
    0 hors d'une fiche ; `formule` : comment une valeur calculée l'a été."""

    titre: str
    source: str
    periode: str
    fiabilite: str
    licence: str
    note: str = ""
    formule: str = ""
    numero: int = 0

    @property
    def editeur(self) -> str:
        """« INSEE » : ce qui précède le premier point de la source."""
        return self.source.partition(". ")[0]

    @property
    def fiabilite_dite(self) -> str:
        return w.FIABILITES[self.fiabilite]

    @property
    def dite(self) -> str:
        """Tout, en une suite de phrases : « DREES. Accessibilité…, 2023. Chiffre publié tel quel. Licence Ouverte 2.0. »"""
        where = ", ".join(part for part in (w.sans_point(self.source), self.periode) if part)
        return " ".join(f"{w.sans_point(part)}." for part in (where, self.fiabilite_dite, self.licence) if part)


def du_fait(atlas: Atlas, fait: Fait) -> Source:
    """Qui répond d'un fait : son document, sa date et la partie où il est écrit."""
    source, licence = citation(atlas, fait.source, fait.ligne), documents(atlas)[fait.source].licence
    return Source(fait.titre, source, periode_lue(fait.periode), fait.fiabilite, licence, fait.note, fait.formule)


def citation(atlas: Atlas, source: str, ligne: int | None) -> str:
    """Le document de cette source et la partie où est cette ligne."""
    return dite(documents(atlas)[source], atlas.faits.partie(source, ligne))


def dite(document: Document, partie: str = "") -> str:
    """« ARS Occitanie. Garantir l'accès aux soins en Occitanie, septembre 2019, « La télémédecine PÂSTEL » »."""
    day = w.date(document.date) if document.date not in document.titre else ""
    place = f"«{w.INSECABLE}{partie}{w.INSECABLE}»" if partie else ""
    whole = ", ".join(part for part in (document.titre, day, place) if part)
    return whole if document.editeur == document.titre else f"{document.editeur}. {whole}"


def dite_de_la_contradiction(atlas: Atlas, one: Contradiction) -> tuple[str, str]:
    """Les deux endroits qui ne disent pas la même chose."""
    pairs = ((one.source_a, one.ligne_a), (one.source_b, one.ligne_b))
    return tuple(citation(atlas, source, line) for source, line in pairs)


def de_l_entree(atlas: Atlas, entry: Couche | Structure | Indicateur | Perimetre, fiabilite: str = "", compte: bool = False) -> Source:
    """Qui répond d'une entrée du registre, au millésime du jeu montré ; `compte` : le chiffre est compté ici, de ses communes."""
    of_data_set = not isinstance(entry, Indicateur)
    published = SIMULE if atlas.simulated and of_data_set else EXACT
    found = fiabilite or (fiabilite_des_comptes(atlas) if compte else published)
    title, note = getattr(entry, "short", entry.title) if compte else entry.title, getattr(entry, "note", "")
    return Source(title, f"{entry.publisher}. {entry.source}", w.date(atlas.millesime(entry.id)), found, entry.licence, note)


def reliability(atlas: Atlas, of_data_set: bool) -> str:
    """« simulé » pour ce que le jeu de démonstration répartit, « exact » pour ce qui est publié tel quel."""
    return "simulé" if atlas.simulated and of_data_set else "exact"


class Sources:
    """Recueille les sources d'une fiche ; la même source, citée deux fois, garde son numéro."""

    def __init__(self, atlas: Atlas):
        self._atlas = atlas
        self._found: dict[tuple, Source] = {}

    def numerote(self, one: Source) -> Source:
        """La même source, avec son numéro."""
        key = (one.titre, one.source, one.periode, one.fiabilite)
        if key not in self._found:
            self._found[key] = replace(one, numero=len(self._found) + 1)
        return self._found[key]

    def cite(self, titre: str, source: str, periode: str, fiabilite: str, licence: str, note: str = "") -> Source:
        """La source de ces textes, avec son numéro."""
        return self.numerote(Source(titre, source, w.date(periode), fiabilite, licence, note))

    def entry(self, entry: Couche | Structure | Indicateur | Perimetre, fiabilite: str = "") -> Source:
        """La source d'une entrée du registre, au millésime du jeu montré."""
        return self.numerote(de_l_entree(self._atlas, entry, fiabilite))

    def sites(self) -> Source:
        """La source des structures, toutes catégories : un seul fichier."""
        one = de_l_entree(self._atlas, self._atlas.catalogue.structures[0], compte=True)
        return self.numerote(replace(one, titre=STRUCTURES_DE_SOINS))

    def fact(self, it: Fait) -> Source:
        """La source d'un fait."""
        return self.numerote(du_fait(self._atlas, it))

    def all(self) -> tuple[Source, ...]:
        """Toutes, dans l'ordre de leurs numéros."""
        return tuple(self._found.values())
