"""Le Pacte territoire santé 2 : dix engagements, leurs objectifs, ce qui est atteint, à quelle date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeGuard

from layers.atlas import Atlas
from layers.faits.fait import DERIVE, OBJECTIF, Fait, est_chiffre
from views.ecriture import phrases as w
from views.ecriture.dire import lu, periode_lue, unite_lue
from views.export.classeurs import Feuille, provenance
from views.site import phrases_pacte as p
from views.site.phrases_engagements import ENGAGEMENTS, Engagement, Mesure


@dataclass(frozen=True)
class Avancement:
    """Une mesure et ses faits, lus dans l'Atlas. `part` : ce qui est atteint, en % de l'objectif ; None s'il n'est pas publié.
    `facteurs` : les faits dont `atteint` est le produit ; vide quand il est publié tel quel."""

    mesure: Mesure
    objectif: Fait
    atteint: Fait | None
    part: float | None
    facteurs: tuple[Fait, ...] = ()

    @property
    def part_lue(self) -> str:
        """« 73,0 % », « plus de 76,5 % », « non publié »."""
        return w.valeur(self.part, "%", self.atteint.qualificatif if self.atteint else "=")


@dataclass(frozen=True)
class SuiviDEngagement:
    """Un engagement et ses avancements ; `autres` : les faits qui l'éclairent sans le mesurer."""

    engagement: Engagement
    avancements: tuple[Avancement, ...]
    autres: tuple[Fait, ...]


@lru_cache(maxsize=4)
def suivis(atlas: Atlas) -> tuple[SuiviDEngagement, ...]:
    """Les dix engagements et leurs faits. Un fait absent de l'Atlas est laissé de côté : la page ne montre que ce qu'elle a lu."""
    by_id = {id_: fait for id_, fait in atlas.faits.par_id.items() if fait.montrable}
    return tuple(
        SuiviDEngagement(
            engagement,
            tuple(_avancement(mesure, by_id) for mesure in engagement.mesures if _vise(by_id.get(mesure.objectif))),
            tuple(by_id[id_] for id_ in engagement.autres if id_ in by_id),
        )
        for engagement in ENGAGEMENTS
    )


def _vise(fait: Fait | None) -> bool:
    """Vrai pour un objectif chiffré : seul ce que le document dit viser peut servir de mesure."""
    return est_chiffre(fait) and fait.statut == OBJECTIF


def _avancement(mesure: Mesure, by_id: dict[str, Fait]) -> Avancement:
    target, seen, factor = by_id[mesure.objectif], by_id.get(mesure.atteint), by_id.get(mesure.fois)
    # Un objectif ne se montre jamais comme ce qui est atteint.
    if not _mesure(seen) or not target.nombre:
        return Avancement(mesure, target, None, None)
    if not mesure.fois:
        return Avancement(mesure, target, seen, 100 * seen.nombre / target.nombre)
    # Sans son facteur, le nombre de départ n'est pas ce qui est atteint : il n'est pas publié.
    if not _mesure(factor):
        return Avancement(mesure, target, None, None)
    reached = _multiplie(seen, factor)
    return Avancement(mesure, target, reached, 100 * reached.nombre / target.nombre, (seen, factor))


def _mesure(fait: Fait | None) -> TypeGuard[Fait]:
    """Vrai pour un nombre constaté : ni un texte (« plus que triplé » multiplié serait un texte répété), ni un objectif."""
    return est_chiffre(fait) and fait.statut != OBJECTIF


def _multiplie(start: Fait, factor: Fait) -> Fait:
    """« 150 en 2012 » et « plus que triplé » : plus de 450 en 2015. Un fait dérivé, qui le dit."""
    return replace(
        start,
        valeur=start.nombre * factor.nombre,
        qualificatif=factor.qualificatif,
        periode=factor.periode.partition("/")[2] or factor.periode,
        fiabilite=DERIVE,
        formule=f"{w.entier(start.nombre)} × {w.entier(factor.nombre)}",
    )


def resume(every: tuple[SuiviDEngagement, ...]) -> str:
    """La phrase du haut de la page : combien d'objectifs sont chiffrés, combien ont un résultat publié, combien sont atteints."""
    aims = [one for suivi in every for one in suivi.avancements]
    measured = [one.part for one in aims if one.part is not None]
    return p.resume(len(every), len(aims), len(measured), sum(part >= 100 for part in measured))


def lire(fait: Fait, mesure: Mesure | None = None) -> str:
    """La valeur et son unité (celle de la mesure si elle en a une) : « 1 000 MSP », « 100 % », « au plus 200 projets »."""
    return f"{lu(fait)} {(mesure.unite if mesure else '') or unite_lue(fait)}".strip()


def cite(fait: Fait, mesure: Mesure | None = None) -> tuple[Fait, str, str]:
    """Un fait dont vient un calcul : lui, sa valeur, et ce que c'est."""
    return fait, lire(fait, mesure), f"({fait.titre}, {periode_lue(fait.periode)})"


def formule(one: Avancement) -> str:
    """Ce qui donne la part de l'objectif."""
    return f"{lire(one.atteint)} ÷ {lire(one.objectif, one.mesure)}."


def feuille(atlas: Atlas) -> Feuille:
    """Le suivi à emporter : une ligne par objectif chiffré."""
    rows = tuple(_ligne(suivi.engagement, one) for suivi in suivis(atlas) for one in suivi.avancements)
    about = ((p.SOURCE, p.DOCUMENT), (p.LECTURE, p.LECTURE_TEXTE), *provenance(atlas))
    return Feuille(p.EXPORT_TITRE, about, p.COLONNES, rows)


def _ligne(engagement: Engagement, one: Avancement) -> tuple:
    target, seen = one.objectif, one.atteint
    reached = (seen.valeur, seen.qualificatif, seen.periode) if seen else (None, "", "")
    ids = " et ".join(fait.id for fait in (target, seen) if fait)
    part = None if one.part is None else round(one.part, 1)
    return (
        f"{engagement.numero}. {engagement.titre}", one.mesure.nom, target.valeur, target.qualificatif, target.periode,
        *reached, part, target.unite, p.DOCUMENT, ids, one.mesure.note,
    )  # fmt: skip


def page_pacte(atlas: Atlas) -> dict:
    """Ce que le gabarit reçoit."""
    every = suivis(atlas)
    return {"suivis": every, "resume": resume(every), "lire": lire, "cite": cite, "formule": formule, "date": periode_lue, "t": p}
