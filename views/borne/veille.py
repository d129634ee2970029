"""La boucle de la veille : une ville, une question, une réponse, un dessin ; dessous, d'autres villes de la région.

Les temps sont ceux de la page de chaque commune (layers/commune/soins.py), dans le jeu en service.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from layers.acces.modele import Modele
from layers.atlas import Atlas
from layers.commune.fiche import fiche
from layers.commune.soins import ESTIMEES, PUBLIEES, SUR_PLACE, Soin, soins
from views.borne import phrases_veille as v
from views.ecriture.minutes import temps

# Les plus peuplées de chaque département, hors des grandes villes, où presque tout est sur place.
PAR_DEPARTEMENT, GRANDE, AUTRES = 4, 4_000, 4


@dataclass(frozen=True)
class TableauDeVeille:
    """Un tableau de la boucle. `dit` : « Les urgences sont à » ; `reponse` : « 40 min », en grand ; `autres` : [(ville, temps)]."""

    ville: str
    dit: str
    reponse: str
    dessin: str
    autres_titre: str
    autres: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Ville:
    nom: str
    departement: str
    depuis_mairie: bool
    soins: dict[str, Soin]


def etapes(atlas: Atlas, modele: Modele) -> tuple[TableauDeVeille, ...]:
    """Une étape par question de v.QUESTIONS qui a une réponse dans le jeu ; () sans aucun lieu de soins."""
    towns, shown = list(_villes(atlas, modele)), set()
    found = []
    for question in v.QUESTIONS:
        town = _au_milieu([one for one in towns if one.nom not in shown and _net(one, question.usage)], question.usage)
        if town is not None:
            shown.add(town.nom)
            found.append(_etape(question, town, towns))
    return tuple(found)


def _villes(atlas: Atlas, modele: Modele) -> Iterator[_Ville]:
    here = atlas.communes[(atlas.communes["region"] == atlas.region) & (atlas.communes["population"] < GRANDE)]
    ordered = here.sort_values(["population", "nom"], ascending=[False, True])
    for code in ordered.groupby("departement", sort=True).head(PAR_DEPARTEMENT).index:
        it = fiche(atlas, str(code))
        if it is not None:
            known = soins(atlas, modele, it, (question.usage for question in v.QUESTIONS))
            yield _Ville(it.nom, it.departement, it.depuis_mairie, {one.usage: one for one in known})


def _net(town: _Ville, usage: str) -> bool:
    """Vrai si la ville a, pour cet usage, un temps qui se dit d'un mot."""
    return usage in town.soins and town.soins[usage].nature in (PUBLIEES, ESTIMEES)


def _au_milieu(towns: list[_Ville], usage: str) -> _Ville | None:
    """Celle dont le temps est au milieu des autres : ni la plus proche, ni la plus lointaine."""
    ordered = sorted(towns, key=lambda one: (one.soins[usage].minutes or 0.0, one.nom))
    return ordered[len(ordered) // 2] if ordered else None


def _etape(question: v.QuestionDeVeille, town: _Ville, towns: list[_Ville]) -> TableauDeVeille:
    said = temps(town.soins[question.usage], town.depuis_mairie)
    about = said.startswith(v.ENVIRON)
    others = list(_autres(question.usage, town, towns))
    published = all(one.soins[question.usage].nature in (PUBLIEES, SUR_PLACE) for one in (town, *others))
    return TableauDeVeille(
        ville=town.nom,
        dit=f"{question.dit} à{' environ' if about else ''}",
        reponse=said.removeprefix(v.ENVIRON),
        dessin=question.dessin,
        autres_titre=question.autres + (v.PUBLIE if published and question.usage == v.DATEE else v.ESTIME),
        autres=tuple((one.nom, temps(one.soins[question.usage], one.depuis_mairie)) for one in others),
    )


def _autres(usage: str, town: _Ville, towns: list[_Ville]) -> Iterator[_Ville]:
    """Une ville par autre département, répartis dans la région."""
    first = {one.departement: one for one in reversed(towns) if usage in one.soins and one.departement != town.departement}
    ordered = [first[code] for code in sorted(first)]
    step = max(1, len(ordered) // AUTRES)
    yield from ordered[::step][:AUTRES]
