"""De quand sont les données d'une vue ou d'une fiche, et la phrase qui le dit : une date par donnée, jamais celle du téléchargement.

assets/carte/dates.mjs écrit la même phrase dans le navigateur, pour qu'un filtre n'envoie rien ; un essai compare les deux.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.atlas import Atlas
from layers.commune.fiche import Fiche
from layers.registre.catalogue import Couche, Structure
from views.ecriture import phrases as w
from views.sources import phrases as ws
from views.vue.vue import View

POPULATION = "population"
FILTRES = ("montagne", "frr")


@dataclass(frozen=True)
class Millesime:
    """Une donnée, son nom dans une phrase et sa date, telle que l'éditeur l'écrit (voir Atlas.millesime)."""

    id: str
    nom: str
    millesime: str


def de_la_vue(atlas: Atlas, view: View) -> tuple[Millesime, ...]:
    """Ce que la carte montre : le thème, les filtres posés, les structures cochées, la population (parts de la légende)."""
    filters = [name for name in FILTRES if getattr(view, name) and name != view.theme]
    return (*(_entry(atlas, name) for name in (view.theme, *filters)), *_structures(atlas, view.structures), _entry(atlas, POPULATION))


def phrase_de_la_vue(atlas: Atlas, view: View) -> str:
    """« Dates différentes dans cette vue : zonage des médecins généralistes, 2025 ; structures, 20 novembre 2026 ; … »."""
    return _phrase(atlas, de_la_vue(atlas, view), "vue")


def pied_de_la_vue(atlas: Atlas, view: View) -> str:
    """« Zonage : 2025 · MSP, CDS : FINESS, 20 nov. 2026 · Population : 1er janv. 2026 » : la ligne sous la carte."""
    filters = [name for name in FILTRES if getattr(view, name) and name != view.theme]
    by_source: dict[str, list[str]] = {}
    for one in atlas.catalogue.structures:
        if one.id in view.structures and one.id in atlas.categories:
            by_source.setdefault(pied_d_une_structure(atlas, one), []).append(one.short)
    sites = [f"{', '.join(names)}{w.INSECABLE}: {told}" for told, names in by_source.items()]
    return " · ".join([*(pied_d_une_entree(atlas, name) for name in (view.theme, *filters)), *sites, pied_d_une_entree(atlas, POPULATION)])


def pied_d_une_entree(atlas: Atlas, entry_id: str) -> str:
    """« Zonage : 2025 », pour une couche ou la population ; la légende dit déjà de quelle profession, et qui publie."""
    entry = atlas.catalogue.by_id[entry_id]
    zoning = isinstance(entry, Couche) and entry.group == "zonage"
    name = ws.PIED_ZONAGE if zoning else ws.PIED_POPULATION if entry_id == POPULATION else entry.short
    return f"{name}{w.INSECABLE}: {w.date_courte(atlas.millesime(entry_id))}"


def pied_d_une_structure(atlas: Atlas, structure: Structure) -> str:
    """« FINESS, 20 nov. 2026 »."""
    return f"{structure.source}, {w.date_courte(atlas.millesime(structure.id))}"


def de_la_fiche(atlas: Atlas, it: Fiche) -> tuple[Millesime, ...]:
    """Ce que la fiche d'une commune montre : couches et périmètres où elle figure, structures proches, faits, population."""
    there = [one.couche for one in it.classements if one.etat != "absente"]
    zonings = tuple(_entry(atlas, one.id) for one in there if one.group == "zonage")
    layers = [_entry(atlas, one.id) for one in there if one.group != "zonage"]
    zones = [_entry(atlas, one.perimetre.id) for one in it.rattachements if one.zones is not None]
    near = _structures(atlas, tuple(site.categorie for site in it.sites_proches))
    facts = [_entry(atlas, one.id) for one in atlas.catalogue.of_level("departement")] if it.vague is not None else []
    return (*(_ensemble("zonages", zonings) if len(zonings) > 1 else zonings), *layers, *zones, *near, *facts, _entry(atlas, POPULATION))


def phrase_de_la_fiche(atlas: Atlas, it: Fiche) -> str:
    """La même phrase pour la fiche d'une commune."""
    return _phrase(atlas, de_la_fiche(atlas, it), "fiche")


def nom_de(atlas: Atlas, entry_id: str) -> str:
    """Le nom d'une entrée du registre dans une phrase ; un zonage y est dit en entier, avec sa profession."""
    entry = atlas.catalogue.by_id[entry_id]
    whole = isinstance(entry, Couche) and entry.group == "zonage"
    return ws.nom(entry.title if whole else getattr(entry, "short", entry.title))


def _entry(atlas: Atlas, entry_id: str) -> Millesime:
    return Millesime(entry_id, nom_de(atlas, entry_id), atlas.millesime(entry_id))


def _structures(atlas: Atlas, chosen: tuple[str, ...]) -> tuple[Millesime, ...]:
    """Une ligne pour toutes les catégories si elles ont la même date, sinon une par catégorie ; seulement celles du jeu."""
    found = tuple(_entry(atlas, one.id) for one in atlas.catalogue.structures if one.id in chosen and one.id in atlas.categories)
    return _ensemble("structures", found)


def _ensemble(ensemble: str, found: tuple[Millesime, ...]) -> tuple[Millesime, ...]:
    """`found` dit d'un seul nom (une clé de ENSEMBLES) si tout y a la même date ; sinon tel quel."""
    days = {one.millesime for one in found}
    return (Millesime(ensemble, ws.ENSEMBLES[ensemble], days.pop()),) if len(days) == 1 else found


def _phrase(atlas: Atlas, its: tuple[Millesime, ...], sujet: str) -> str:
    """La phrase ; elle dit aussi « simulée » si la démonstration a inventé l'une de ces données (couches communales, structures)."""
    invented = {*(one.id for one in (*atlas.catalogue.of_level("commune"), *atlas.catalogue.structures)), *ws.ENSEMBLES}
    simulated = atlas.simulated and any(one.id in invented for one in its)
    return ws.dates([(one.nom, w.date(one.millesime)) for one in its], sujet, simulated)
