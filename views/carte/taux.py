"""Les taux en tête d'une fiche : ce qui se compare d'un territoire à l'autre, avant les décomptes, celui de la région à côté.

Chacun se lit ou se calcule d'un chiffre des rubriques qui suivent, où sa source répond.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from dash import html

from layers.atlas import Atlas
from layers.faits.fait import Fait
from layers.registre.catalogue import Classe, Couche
from views.ecriture import phrases as w
from views.vue.filtres import professions
from views.vue.vue import APL

AU_PLUS = 4
# (la part écrite, ce dont c'est la part, celle de la région ou « ») : views/couverture/fiche.py.
Loin = tuple[str, html.A, str]


def rates(atlas: Atlas, values: Mapping[str, Fait], region: Mapping[str, Fait], loin: Loin | None = None) -> html.Dl | None:
    """Quatre taux au plus : la part des habitants dans la première classe du premier zonage, celle qui est loin d'un site (`loin`),
    les structures par habitant, l'APL."""
    first, *others = ((_number(values), label, _number(region)) for label, _number in _asked(atlas))
    shown = [_rate(*one) for one in (first, *([loin] if loin else []), *others) if one[0]]
    return html.Dl(shown[:AU_PLUS], className="taux") if shown else None


def premiere_classe(atlas: Atlas) -> tuple[Couche, Classe]:
    """Le premier zonage du registre, et sa classe où les soignants manquent le plus."""
    couche = professions(atlas.catalogue)[0]
    return couche, couche.classes[0]


def _asked(atlas: Atlas) -> Iterator[tuple[str, Callable[[Mapping[str, Fait]], str]]]:
    couche, classe = premiere_classe(atlas)
    name = w.habitants_en(classe.code if classe.spoken else classe.label.lower(), couche.short)
    yield name, partial(_published, f"{couche.id}.{classe.code}.population")
    structures = [
        (w.pour_habitants(one.short, one.per_inhabitants), partial(_per_head, one.id, one.per_inhabitants))
        for one in atlas.catalogue.structures
        if one.shown and one.per_inhabitants
    ]
    yield from (*structures[:1], (w.APL_DITE, partial(_published, APL)), *structures[1:])


def _published(id_: str, values: Mapping[str, Fait]) -> str:
    found = values.get(id_)
    if found is None or not isinstance(found.valeur, (int, float)):
        return ""
    return w.pourcentage(found.valeur) if found.unite == "%" else w.decimal(found.valeur)


def _per_head(id_: str, of: int, values: Mapping[str, Fait]) -> str:
    """Le nombre de structures pour `of` habitants ; « » si l'un des deux nombres manque."""
    count, people = (values[key].valeur if key in values else None for key in (id_, "population"))
    if not isinstance(count, (int, float)) or not isinstance(people, (int, float)) or not people:
        return ""
    return w.decimal(of * count / people)


def _rate(rate: str, label: str | html.A, of_region: str) -> html.Div:
    beside = w.dans_la_region(of_region) if of_region else ""
    return html.Div([html.Dt(label), html.Dd(html.Strong(rate)), html.Dd(beside, className="region-valeur")], className="un-taux")
