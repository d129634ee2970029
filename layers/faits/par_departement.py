"""Les faits que le reste du projet lit département par département : l'année de PÂSTEL, les effectifs d'une vague entière,
les totaux publiés."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.faits.fait import Fait, Faits
from layers.geo.territoire import Territoire

PASTEL = "pastel"


def annees(faits: Faits) -> Mapping[str, Fait]:
    """{département: le fait qui dit l'année où PÂSTEL l'atteint, et si c'est fait, en cours ou prévu}."""
    return {fait.territoire.partition("-")[2]: fait for fait in faits.par_indicateur.get(PASTEL, ())}


def vagues(faits: Faits) -> list[tuple[Territoire, Mapping[str, Fait]]]:
    """[(le groupe de départements d'une vague, {« pastel.ehpad »: effectif de la vague entière})], de la première à la dernière.

    Un effectif tu par le document y est, sans valeur : jamais zéro, et jamais réparti entre les départements.
    """
    found = []
    for groupe in (one for one in faits.lieux.values() if one.niveau == "grp"):
        own = {fait.indicateur: fait for fait in faits.par_territoire.get(groupe.id, ()) if fait.sujet == PASTEL}
        if own:
            found.append((groupe, own))
    return sorted(found, key=lambda pair: min(fait.periode for fait in pair[1].values()))


def vague_de(faits: Faits, departement: str) -> tuple[Territoire, Mapping[str, Fait]] | None:
    """La vague d'un département ; None si le document ne le nomme pas."""
    return next((pair for pair in vagues(faits) if departement in pair[0].departements), None)


@dataclass(frozen=True)
class Mesures:
    """Les totaux publiés : departements {code: {indicateur de la carte: Fait}} ; empreintes {table: sha256}."""

    departements: Mapping[str, Mapping[str, Fait]]
    empreintes: Mapping[str, str]


def mesures(faits: Faits) -> Mesures:
    """Les totaux des départements ; ceux de la région n'y sont pas."""
    own = {id_.partition("-")[2]: found for id_, found in faits.mesures.items() if id_.startswith("dep-")}
    return Mesures(own, faits.empreintes)
