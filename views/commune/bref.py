"""Ce qu'une fiche répond d'abord : la classe, la maison de santé, la télémédecine, les aides. Chaque réponse mène à sa partie."""

from __future__ import annotations

from dataclasses import dataclass, replace

from views.aides import phrases_situation as s
from views.aides.section import SectionAides
from views.commune import phrases as f
from views.commune.fiche import Feuille, Ligne

MAISON_DE_SANTE = "msp"


@dataclass(frozen=True)
class Reponse:
    """Une ligne de la fiche, et le début de l'identifiant du titre de la partie d'où elle vient."""

    ligne: Ligne
    partie: str


def bref(fiche: Feuille, aides: SectionAides, ailleurs: str = "") -> tuple[Reponse, ...]:
    """Les réponses d'une commune, dans l'ordre où on les cherche. Sans structure placée autour, il n'y a pas de maison de santé à dire.

    `ailleurs` : la région de la commune, si ses aides propres ne sont pas recensées (views/aides/section.py).
    """
    found = [Reponse(fiche.classes[0], "classes")]
    found += [Reponse(one, "proches") for one in fiche.proches if one.sujet == MAISON_DE_SANTE]
    counts = {groupe.id: len(groupe.aides) for groupe in aides.groupes}
    # Le nombre d'aides dépend de la classe : simulée, il se dit simulé, lui aussi.
    pour_qui = ". ".join(filter(None, (aides.mention.capitalize(), aides.situation_dite)))
    found.append(Reponse(Ligne(f.AIDES, s.combien(counts["oui"], counts["si"], ailleurs), pour_qui), "aides"))
    return (*found, Reponse(replace(fiche.coordination[0], nom=f.PASTEL_COURT), "coordination"))
