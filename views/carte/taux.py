"""Les taux en tête d'une fiche : ce qui se compare d'un territoire à l'autre, avant les décomptes, celui de la région à côté.

Chacun se lit ou se calcule d'un chiffre des rubriques qui suivent, où sa source répond.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dash import html

from layers.atlas import Atlas
from layers.faits.valeur import Valeur
from views.ecriture import phrases as w
from views.vue.filtres import professions
from views.vue.vue import APL

AU_PLUS = 4


def rates(atlas: Atlas, values: Mapping[str, Valeur], region: Mapping[str, Valeur]) -> html.Dl | None:
    """Quatre taux au plus : la part des habitants dans la première classe des zonages, l'APL, les structures par habitant."""
    told = [(rate, label, of) for rate, label, of in _told(atlas, values, region) if rate is not None and rate.valeur is not None]
    return html.Dl([_rate(*one) for one in told[:AU_PLUS]], className="taux") if told else None


def _told(atlas: Atlas, values: Mapping[str, Valeur], region: Mapping[str, Valeur]):
    for couche in professions(atlas.catalogue)[:1]:
        classe = couche.classes[0]
        key = f"{couche.id}.{classe.code}.population"
        yield values.get(key), w.habitants_en(classe.code if classe.spoken else classe.label.lower(), couche.short), region.get(key)
    for structure in (one for one in atlas.catalogue.structures if one.shown and one.per_inhabitants):
        of = structure.per_inhabitants
        yield per_head(values, structure.id, of), w.pour_habitants(structure.short, of), per_head(region, structure.id, of)
    yield values.get(APL), w.APL_DITE, region.get(APL)


def per_head(values: Mapping[str, Valeur], id_: str, of: int) -> Valeur | None:
    """Le nombre de structures pour `of` habitants ; None si l'un des deux nombres manque."""
    count, people = values.get(id_), values.get("population")
    if (
        count is None
        or people is None
        or not isinstance(count.valeur, (int, float))
        or not isinstance(people.valeur, (int, float))
        or not people.valeur
    ):
        return None
    return replace(count, valeur=of * count.valeur / people.valeur, unite="", fiabilite=count.fiabilite)


def _rate(rate: Valeur, label: str, of_region: Valeur | None) -> html.Div:
    beside = w.dans_la_region(_written(of_region)) if of_region is not None and of_region.valeur is not None else ""
    return html.Div([html.Dt(label), html.Dd(html.Strong(_written(rate))), html.Dd(beside, className="region-valeur")], className="un-taux")


def _written(rate: Valeur) -> str:
    return w.pourcentage(rate.valeur) if rate.unite == "%" else w.decimal(rate.valeur)
