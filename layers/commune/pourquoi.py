"""Ce que les données disent de la classe d'une commune pour une profession : son territoire, l'accessibilité, les voisines.

Rien ici n'est une cause : des faits posés côte à côte. La moyenne d'un territoire est celle de ses communes, pondérée par leur
population (data/facts/reperes.toml, « apl-du-territoire »). Le territoire de vie-santé et l'accessibilité ne sont publiés que pour
les médecins généralistes : une autre profession n'a que sa classe et celle des voisines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from layers.atlas import Atlas
from layers.commune.fiche import Classement, classement
from layers.commune.lieu import ZONAGE_MEDECINS
from layers.commune.voisinage import Voisine, colonnes, voisines
from layers.geo.perimetres import SEPARATOR, zones_of
from layers.territoire.indicateurs import moyenne

TVS, APL = "tvs", "apl"


@dataclass(frozen=True)
class TerritoireDeVie:
    """Un territoire de vie-santé. `communes` : combien de communes en vigueur ; `connues` : celles dont l'APL est publiée.

    `apl` : moyenne pondérée par la population, None si aucune n'est connue. `classes` : {code de classe, ou marque
    spéciale d'Atlas: nombre de communes}. `partagees` : communes réunies, qui sont aussi dans un autre territoire.
    """

    code: str
    nom: str
    communes: int
    connues: int
    apl: float | None
    classes: dict[str, int]
    partagees: int


@dataclass(frozen=True)
class VoisineAutreClasse:
    """Une voisine d'une autre classe. `territoires` None : non publié. `apl` : celle de la voisine elle-même."""

    code: str
    nom: str
    departement: str
    classe: str
    territoires: tuple[TerritoireDeVie, ...] | None
    apl: float | None


@dataclass(frozen=True)
class Explication:
    """Les faits d'une commune. `territoires` None : non publié ; plusieurs : commune réunie d'anciennes communes.

    Pour une autre profession que les médecins généralistes, `territoires` et `apl` sont None : rien n'est publié.
    `voisines` : combien de voisines en tout ; `sans_classe` : celles dont la classe n'est pas publiée ou est partagée ;
    `autres` : celles d'une autre classe, par nom (vide si la classe de la commune n'est pas connue).
    `quartiers` : la commune a des quartiers prioritaires ; None : non publié.
    """

    code: str
    nom: str
    classement: Classement
    territoires: tuple[TerritoireDeVie, ...] | None
    apl: float | None
    voisines: int
    sans_classe: int
    autres: tuple[VoisineAutreClasse, ...]
    quartiers: bool | None


def expliquer(atlas: Atlas, code: str, zonage: str = ZONAGE_MEDECINS) -> Explication | None:
    """Les faits de la commune `code` dans la couche `zonage`, celle d'une profession ; None si la commune n'existe pas."""
    if code not in atlas.communes.index:
        return None
    row = atlas.commune(code)
    mine = classement(atlas.catalogue.couche(zonage), row)
    medecins = zonage == ZONAGE_MEDECINS
    around = [(one, classement(mine.couche, atlas.commune(one.code)).classe) for one in voisines(atlas, code)]
    others = [(one, classe) for one, classe in around if classe and mine.classe and classe != mine.classe]
    quartiers = atlas.zones("qpv", code)
    return Explication(
        code=code,
        nom=row["nom"],
        classement=mine,
        territoires=territoires(atlas, code) if medecins else None,
        apl=classement(atlas.catalogue.couche(APL), row).valeur if medecins else None,
        voisines=len(around),
        sans_classe=sum(classe is None for _, classe in around),
        autres=tuple(_autre(atlas, voisine, classe, medecins) for voisine, classe in others),
        quartiers=None if quartiers is None else bool(quartiers),
    )


def _autre(atlas: Atlas, it: Voisine, classe: str, medecins: bool) -> VoisineAutreClasse:
    found = (territoires(atlas, it.code), it.apl) if medecins else (None, None)
    return VoisineAutreClasse(it.code, it.nom, it.departement, classe, *found)


def territoires(atlas: Atlas, code: str) -> tuple[TerritoireDeVie, ...] | None:
    """Les territoires de vie-santé d'une commune, avec leur accessibilité ; None s'ils ne sont pas publiés."""
    zones = atlas.zones(TVS, code)
    return None if zones is None else tuple(_territoire(atlas, zone.code, zone.nom) for zone in zones)


@lru_cache(maxsize=512)
def _territoire(atlas: Atlas, code: str, nom: str) -> TerritoireDeVie:
    ranks, table = membres(atlas)[code], colonnes(atlas)
    apl = np.full(len(ranks), np.nan) if table.apl is None else table.apl[ranks]
    population, classes = table.population[ranks], Counter(str(classe) for classe in table.zonage[ranks])
    return TerritoireDeVie(
        code=code,
        nom=nom,
        communes=len(ranks),
        connues=int((~np.isnan(apl) & ~np.isnan(population)).sum()),
        apl=moyenne(apl, population),
        classes=dict(classes.most_common()),
        partagees=sum(SEPARATOR in atlas.lignes.au_rang(rank)[TVS] for rank in ranks),
    )


@lru_cache(maxsize=2)
def membres(atlas: Atlas) -> dict[str, np.ndarray]:
    """{territoire: rangs de ses communes dans l'Atlas} ; une commune réunie de plusieurs territoires est dans chacun."""
    ranks: dict[str, list[np.ndarray]] = {}
    for codes, found in atlas.communes.groupby(TVS).indices.items():
        for zone in zones_of(str(codes), str(codes)) or ():
            ranks.setdefault(zone.code, []).append(found)
    return {code: np.sort(np.concatenate(found)) for code, found in ranks.items()}
