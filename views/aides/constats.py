"""Ce que les données disent d'une commune et dont les aides dépendent : une phrase, sa source, son millésime."""

from __future__ import annotations

from dataclasses import dataclass

from layers.aides.situation import Lieu
from layers.atlas import Atlas
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.faits.fait import EXACT, SIMULE
from views.aides import phrases as w


@dataclass(frozen=True)
class Constat:
    """Ce que les données disent de la commune et dont les aides dépendent, avec ce qui en répond."""

    id: str
    texte: str
    source: str
    millesime: str
    fiabilite: str


def constats(atlas: Atlas, here: Lieu) -> tuple[Constat, ...]:
    """Classe, montagne, ruralités et quartiers de la commune : une phrase et une source chacun."""
    told = {ZONAGE_MEDECINS: phrase_classe(atlas, here), "montagne": w.MONTAGNE[here.montagne], "frr": phrase_frr(atlas, here)}
    fiabilite = SIMULE if atlas.simulated else EXACT
    found = []
    for name, texte in told.items():
        couche = atlas.catalogue.couche(name)
        found.append(Constat(name, texte, f"{couche.publisher}. {couche.source}", atlas.millesime(name), fiabilite))
    quartiers = atlas.catalogue.by_id["qpv"]
    source = f"{quartiers.publisher}. {quartiers.source}"
    # Les quartiers ne sont jamais simulés : une démonstration ne les connaît pas.
    found.append(Constat("qpv", w.QUARTIERS[here.qpv], source, atlas.millesime("qpv"), EXACT))
    return tuple(found)


def phrase_classe(atlas: Atlas, here: Lieu) -> str:
    if here.classe is None:
        return w.CLASSE_INCONNUE[here.etat_classe]
    couche = atlas.catalogue.couche(ZONAGE_MEDECINS)
    return w.classee(couche.classes[couche.rank[here.classe]].label, here.classe)


def phrase_frr(atlas: Atlas, here: Lieu) -> str:
    if here.frr is None:
        return w.FRR_INCONNUE
    couche = atlas.catalogue.couche("frr")
    return w.FRR_NON if here.frr == "NON" else w.frr(couche.classes[couche.rank[here.frr]].label)
