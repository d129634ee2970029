"""La part des habitants loin d'un site : la question d'ouverture de la couverture, pour le territoire de la fiche."""

from __future__ import annotations

from dash import html

from layers.acces.couverture import Partage, reponse, trajets_de
from layers.acces.modele import Modele
from layers.acces.population import TOUTES, communes_de
from layers.acces.usages import mesures, premier
from layers.atlas import Atlas
from layers.geo.territoire import Territoire
from layers.territoire.territoires import territoire
from views.couverture.adresse import DEPARTS, LOIN, Demande, adresse
from views.couverture.sites import mot
from views.ecriture import phrases as w

COLONNES = {"dep": "departement", "epci": "epci"}


def part_au_dela(atlas: Atlas, modele: Modele, here: Territoire) -> float | None:
    """En % des habitants de `here`, ce que la couverture en dit à son ouverture ; None pour une commune, sans site, ou quand des
    communes du territoire sont d'une autre région."""
    told = _reponse(atlas, modele, here) if mesures(atlas) else None
    return told.part_au_dela if told else None


def loin(atlas: Atlas, modele: Modele, here: Territoire) -> tuple[str, html.A, str] | None:
    """(la part écrite, ce dont c'est la part, celle de la région ou « ») ; None si la part n'est pas connue."""
    share = part_au_dela(atlas, modele, here)
    if share is None:
        return None
    beside = None if here.niveau == "reg" else part_au_dela(atlas, modele, territoire(atlas, f"reg-{atlas.region}"))
    return w.pourcentage(share), libelle(atlas), "" if beside is None else w.pourcentage(beside)


def libelle(atlas: Atlas) -> html.A:
    """« des habitants à plus de 10 km d'une MSP, à vol d'oiseau » : le lien de la couverture, qui dit comment et liste les communes."""
    demande = _demande(atlas)
    return html.A(w.au_dela_d_un_site(demande.seuil, mot(atlas, demande.usage).un, atlas.simulated), href=adresse(demande))


def _demande(atlas: Atlas) -> Demande:
    return Demande(atlas, LOIN, premier(atlas), *DEPARTS[LOIN])


def _reponse(atlas: Atlas, modele: Modele, here: Territoire) -> Partage | None:
    demande = _demande(atlas)
    found = trajets_de(atlas, modele, demande.usage)
    kept = communes_de(found.communes, TOUTES)
    if here.niveau == "reg":
        return reponse(found, demande.mesure, demande.seuil, kept) if here.code == atlas.region else None
    if here.niveau not in COLONNES:
        return None
    column = COLONNES[here.niveau]
    mine = (found.communes[column] == here.code).to_numpy()
    if not mine.any() or mine.sum() != (atlas.communes[column] == here.code).sum():
        return None
    return reponse(found, demande.mesure, demande.seuil, kept & mine)
