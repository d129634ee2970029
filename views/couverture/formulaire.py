"""Le formulaire de la couverture : ses choix, tels que la page les pose ; il marche sans script."""

from __future__ import annotations

from dataclasses import dataclass

from layers.acces.usages import mesures
from layers.regions import adresse_de_carte
from views.couverture import phrases as t
from views.couverture.adresse import CHEMINS, Demande
from views.couverture.sites import mot

Choix = tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class Champs:
    """Chaque choix : (valeur, nom, retenu). `regions` : () s'il n'y en a qu'une."""

    action: str
    usages: Choix
    mesures: Choix
    populations: Choix
    regions: Choix
    seuil: int
    unite: str


def champs(demande: Demande, populations: tuple[str, ...]) -> Champs:
    """Les choix que les données permettent."""
    atlas = demande.atlas
    usages = [one.id for one in mesures(atlas)] or [demande.usage]
    regions = [one for one in atlas.cartes or (atlas.region,) if adresse_de_carte(atlas, one)]
    return Champs(
        action=CHEMINS[demande.vue],
        usages=tuple((one, mot(atlas, one).choix, one == demande.usage) for one in usages),
        mesures=tuple((one, nom, one == demande.mesure) for one, nom in t.MESURES.items()),
        populations=tuple((one, t.POPULATIONS[one], one == demande.population) for one in populations),
        regions=tuple((one, atlas.regions.at[one, "nom"], one == atlas.region) for one in regions) if len(regions) > 1 else (),
        seuil=demande.seuil,
        unite=t.UNITES[demande.mesure],
    )
