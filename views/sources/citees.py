"""Les sources d'une fiche, numérotées dans l'ordre où elles servent : un même numéro à l'écran et sur le papier."""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.faits.valeur import DERIVE, EXACT, SIMULE, Valeur
from layers.registre.catalogue import Couche, Indicateur, Perimetre, Structure
from views.ecriture import phrases as w


@dataclass(frozen=True)
class Source:
    """Une source, toute écrite. `numero` : son rang dans la fiche, à partir de 1. `source` commence par l'éditeur."""

    numero: int
    titre: str
    source: str
    periode: str
    fiabilite: str
    licence: str
    note: str

    @property
    def editeur(self) -> str:
        """« INSEE » : ce qui précède le premier point de la source."""
        return self.source.partition(". ")[0]

    @property
    def fiabilite_dite(self) -> str:
        return f"{self.fiabilite}. {w.FIABILITES[self.fiabilite]}"


def reliability(atlas: Atlas, of_data_set: bool) -> str:
    """« simulé » pour ce que le jeu de démonstration répartit, « exact » pour ce qui est publié tel quel."""
    return "simulé" if atlas.simulated and of_data_set else "exact"


class Sources:
    """Recueille les sources d'une fiche ; la même source, citée deux fois, garde son numéro."""

    def __init__(self, atlas: Atlas):
        self._atlas = atlas
        self._found: dict[tuple, Source] = {}

    def cite(self, titre: str, source: str, periode: str, fiabilite: str, licence: str, note: str = "") -> Source:
        """La source de ces textes, avec son numéro."""
        key = (titre, source, periode, fiabilite)
        if key not in self._found:
            self._found[key] = Source(len(self._found) + 1, titre, source, w.date(periode), fiabilite, licence, note)
        return self._found[key]

    def entry(self, entry: Couche | Structure | Indicateur | Perimetre, fiabilite: str = "") -> Source:
        """La source d'une entrée du registre, au millésime du jeu montré."""
        of_data_set = not isinstance(entry, Indicateur)
        found = fiabilite or (SIMULE if self._atlas.simulated and of_data_set else EXACT)
        periode = self._atlas.millesime(entry.id)
        note = getattr(entry, "note", "")
        return self.cite(entry.title, f"{entry.publisher}. {entry.source}", periode, found, entry.licence, note)

    def sites(self) -> Source:
        """La source des structures, toutes catégories : un seul fichier."""
        one = self._atlas.catalogue.structures[0]
        fiabilite = SIMULE if self._atlas.simulated else DERIVE
        return self.cite("Structures de soins", f"{one.publisher}. {one.source}", self._atlas.millesime(one.id), fiabilite, one.licence)

    def fact(self, it: Valeur) -> Source:
        """La source d'un fait de document : le titre du document, jamais le nom de son fichier."""
        source = it.source
        for name, document in self._atlas.aides.documents.items():
            source = source.replace(name, f"« {document.titre} »")
        return self.cite(it.titre, f"{it.editeur}. {source}", it.periode, it.fiabilite, it.licence, it.note)

    def all(self) -> tuple[Source, ...]:
        """Toutes, dans l'ordre de leurs numéros."""
        return tuple(self._found.values())
