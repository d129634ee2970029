"""Quels graphiques vont avec quel territoire, dans l'ordre de la page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from layers.faits.fait import NonPublie
from views.graphiques import ages, cpts, depenses, msp, paca, pastel, prevalences
from views.graphiques.choix import Choisis, Introuvable
from views.graphiques.modele import Graphique

OCCITANIE, PACA, FRANCE, GARD = "reg-76", "reg-93", "fra", "dep-30"


@dataclass(frozen=True)
class Entree:
    """Un graphique du registre. `dans` : les régions dont il parle (avec leurs départements) ; `lieux` : d'autres territoires."""

    id: str
    fonction: Callable[[Choisis, str], Graphique]
    dans: tuple[str, ...] = ()
    lieux: tuple[str, ...] = ()

    def concerne(self, territoire: str, region: str) -> bool:
        """Vrai si ce territoire, ou la région qui le contient, est dans le propos du graphique."""
        return territoire in self.lieux or region in self.dans


def _sans(fonction: Callable[[Choisis], Graphique]) -> Callable[[Choisis, str], Graphique]:
    """Un graphique qui est le même pour tous les territoires."""
    return lambda releve, _territoire: fonction(releve)


def _profil(profil: prevalences.Profil, releve: Choisis, _territoire: str) -> Graphique:
    return prevalences.prevalences(releve, profil)


REGISTRE = (
    Entree("msp-occitanie", _sans(msp.occitanie), (OCCITANIE,)),
    Entree("cpts", cpts.par_departement, (OCCITANIE,)),
    Entree("pastel-vagues", _sans(pastel.vagues), (OCCITANIE,)),
    Entree("pastel-cumul", _sans(pastel.cumul), (OCCITANIE,)),
    Entree("ald-sans-medecin", paca.ald_sans_medecin, (PACA,)),
    Entree("mtdent", paca.bilans_dentaires, (PACA,)),
    Entree("depenses", _sans(depenses.montants), lieux=(PACA,)),
    Entree("depenses-evolution", _sans(depenses.evolutions), lieux=(PACA, FRANCE)),
    Entree("ages", _sans(ages.professionnels), lieux=("cpts-uzes-remoulins", GARD)),
    *(Entree(profil.id, partial(_profil, profil), lieux=(profil.territoire, GARD)) for profil in prevalences.PROFILS),
    Entree("msp-france", _sans(msp.france), lieux=(FRANCE, OCCITANIE)),
)


def graphiques(releve: Choisis, territoire: str, region: str) -> tuple[Graphique, ...]:
    """Les graphiques d'un territoire (`region` : celle qui le contient, ou « »), sans ceux dont les faits, ou les nombres, manquent."""
    return tuple(_faits(releve, territoire, (entree for entree in REGISTRE if entree.concerne(territoire, region))))


def graphique(releve: Choisis, id_: str, territoire: str) -> Graphique | None:
    """Le graphique de cet identifiant, ou None s'il n'existe pas ou ne peut pas être fait."""
    return next(_faits(releve, territoire, (entree for entree in REGISTRE if entree.id == id_)), None)


def _faits(releve: Choisis, territoire: str, entrees: Iterable[Entree]):
    for entree in entrees:
        try:
            yield entree.fonction(releve, territoire)
        except (Introuvable, NonPublie):
            continue  # un fait retiré des tables, ou sans le nombre qu'il faut : le reste de la page tient debout
