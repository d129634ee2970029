"""Le secteur d'une commune (son territoire de vie-santé) : l'accès aux médecins qu'on y a, ailleurs, et d'une année à l'autre.

L'accès d'un ensemble de communes est la moyenne des leurs, pondérée par leur population d'aujourd'hui
(data/facts/reperes.toml, « apl-du-territoire »), pour toutes les années.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from layers.atlas import Atlas
from layers.commune.pourquoi import APL, TVS, TerritoireDeVie, membres, territoires
from layers.commune.voisinage import ZONAGE, colonnes
from layers.registre.catalogue import Couche
from layers.territoire.indicateurs import moyenne
from layers.territoire.territoires import mask

MANQUE, PEU, AUTANT, PLUS = "manque", "peu", "autant", "plus"
SOUS_DENSE = "sous-dense"
# Les couches d'accès d'une autre profession.
AUTRES = f"{APL}-"
# De part et d'autre de la moyenne de la région : en deçà, « assez peu » ; au-delà, « plus qu'ailleurs ».
AUTOUR = 0.1
# Une commune réunie de plus de secteurs (Paris et ses arrondissements) n'en a pas un dont parler.
AU_PLUS = 3


@dataclass(frozen=True)
class Voisin:
    """Un secteur qui touche celui de la commune. `classe` : celle de la plupart de ses communes ; None si ce n'en est pas une."""

    nom: str
    apl: float
    classe: str | None


@dataclass(frozen=True)
class Secteur:
    """`noms` : le secteur, ou ceux d'une commune réunie ; () : non publié. `communes` : combien il en compte.

    apl, departement, region : consultations par habitant et par an, None si elles ne sont pas publiées. `acces` : MANQUE, PEU,
    AUTANT ou PLUS ; None si `apl` ou ce à quoi la comparer manque. `serie` : {année: valeur}, les années publiées seulement.
    """

    noms: tuple[str, ...]
    communes: int
    apl: float | None
    departement: float | None
    region: float | None
    seuil: float
    acces: str | None
    serie: dict[str, float]
    voisins: tuple[Voisin, ...]


def secteur(atlas: Atlas, code: str) -> Secteur:
    """Le secteur de la commune `code`. KeyError si elle n'existe pas."""
    row = atlas.commune(code)
    own = territoires(atlas, code) or ()
    own = own if len(own) <= AU_PLUS else ()
    ranks = np.unique(np.concatenate([membres(atlas)[one.code] for one in own])) if own else np.array([], dtype=int)
    series = _serie(atlas, tuple(one.code for one in own)) if own else {}
    apl = _moyenne(atlas, ranks)
    departement, region = (acces_de(atlas, f"{level}-{row[name]}") for level, name in (("dep", "departement"), ("reg", "region")))
    seuil = atlas.reperes[SOUS_DENSE].valeur
    return Secteur(
        noms=tuple(one.nom for one in own),
        communes=len(ranks),
        apl=apl,
        departement=departement,
        region=region,
        seuil=seuil,
        acces=niveau(apl, region, seuil),
        serie=series,
        voisins=_voisins(atlas, own, ranks),
    )


@dataclass(frozen=True)
class AccesAutre:
    """L'accès à une autre profession, dans l'unité de sa couche : celui du secteur, et celui de la région (None : non publié)."""

    couche: Couche
    secteur: float
    region: float | None


def acces_autres(atlas: Atlas, code: str) -> tuple[AccesAutre, ...]:
    """L'accès du secteur aux autres professions dont le jeu a l'APL ; () si le secteur ou ces fichiers manquent."""
    own = territoires(atlas, code) or ()
    if not 0 < len(own) <= AU_PLUS:
        return ()
    ranks = np.unique(np.concatenate([membres(atlas)[one.code] for one in own]))
    region = np.flatnonzero(mask(atlas, f"reg-{atlas.commune(code)['region']}"))
    others = [one for one in atlas.catalogue.couches if one.id.startswith(AUTRES) and atlas.millesimes(one.id)]
    found = ((one, *(_de_couche(atlas, one.id, each) for each in (ranks, region))) for one in others)
    return tuple(AccesAutre(couche, here, around) for couche, here, around in found if here is not None)


def _de_couche(atlas: Atlas, couche: str, ranks: np.ndarray) -> float | None:
    values = atlas.valeurs(couche, atlas.millesimes(couche)[-1]).to_numpy(dtype=float)
    return moyenne(values[ranks], colonnes(atlas).population[ranks])


def niveau(apl: float | None, region: float | None, seuil: float) -> str | None:
    """MANQUE sous le seuil ; sinon, par rapport à la région, à un dixième près : PEU, AUTANT ou PLUS."""
    if apl is None:
        return None
    if apl < seuil:
        return MANQUE
    if region is None:
        return None
    return PEU if apl < (1 - AUTOUR) * region else AUTANT if apl <= (1 + AUTOUR) * region else PLUS


@lru_cache(maxsize=2048)
def acces_de(atlas: Atlas, territoire_id: str) -> float | None:
    """La moyenne d'un territoire ; la même pour toutes ses communes : elle se compte une fois."""
    return _moyenne(atlas, np.flatnonzero(mask(atlas, territoire_id)))


def _moyenne(atlas: Atlas, ranks: np.ndarray) -> float | None:
    table = colonnes(atlas)
    return None if table.apl is None or not len(ranks) else moyenne(table.apl[ranks], table.population[ranks])


@lru_cache(maxsize=512)
def _serie(atlas: Atlas, codes: tuple[str, ...]) -> dict[str, float]:
    ranks = np.unique(np.concatenate([membres(atlas)[code] for code in codes]))
    population = colonnes(atlas).population[ranks]
    found = {year: moyenne(atlas.valeurs(APL, year).to_numpy(dtype=float)[ranks], population) for year in atlas.millesimes(APL)}
    return {year: value for year, value in found.items() if value is not None}


def _voisins(atlas: Atlas, own: tuple[TerritoireDeVie, ...], ranks: np.ndarray) -> tuple[Voisin, ...]:
    mine, found = {one.code for one in own}, {}
    around = {code for rank in ranks for code in atlas.lignes.au_rang(rank)["voisins"] if code in atlas.communes.index}
    for code in sorted(around):
        for one in (territoires(atlas, code) or ()) if atlas.commune(code)[TVS] else ():
            if one.code not in mine and one.apl is not None:
                usual = next(iter(one.classes))
                found[one.code] = Voisin(one.nom, one.apl, usual if usual in atlas.catalogue.couche(ZONAGE).rank else None)
    return tuple(sorted(found.values(), key=lambda one: (one.apl, one.nom)))
