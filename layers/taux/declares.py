"""La table des taux : ce que chacun compte, de quoi il est fait, et dans quel sens il est favorable.

Un taux se rapporte à des habitants : des territoires de tailles différentes s'y comparent. Ses mots sont dans les phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from layers.acces.couverture import KM, MINUTES
from layers.acces.usages import mesures
from layers.atlas import Atlas

# Ce qu'un taux compte. PART : des habitants dont la commune est dans des classes ; MOYENNE : d'un taux publié, par habitant ;
# SITES : des sites pour tant d'habitants ; AU_DELA : des habitants plus loin qu'un seuil ; MEDIANE : la distance d'un habitant.
PART, MOYENNE, SITES, AU_DELA, MEDIANE = "part", "moyenne", "sites", "au-dela", "mediane"
# Le sens d'un taux : plus grand, il est plus favorable (1), moins favorable (−1), ou ni l'un ni l'autre (0).
FAVORABLE, DEFAVORABLE, NEUTRE = 1, -1, 0


@dataclass(frozen=True)
class Taux:
    """`entree` : la couche, la structure ou l'usage du registre dont il est fait. `classes` : celles d'une PART. `base` : pour
    combien d'habitants se disent des SITES. `mesure`, `seuil` : d'une distance. `decimales` : celles qui s'écrivent.

    `communal` : vrai s'il a un sens pour une commune seule (ni des sites pour 100 000 habitants, ni une part au-delà d'un seuil).
    """

    id: str
    genre: str
    entree: str
    sens: int
    classes: tuple[str, ...] = ()
    base: int = 0
    mesure: str = ""
    seuil: int = 0
    decimales: int = 1
    communal: bool = False

    @property
    def unite(self) -> str:
        """« % », « km », « » pour une moyenne ou des sites pour tant d'habitants."""
        return {PART: "%", AU_DELA: "%", MEDIANE: "km"}.get(self.genre, "")


def _manque(profession: str, *classes: str) -> Taux:
    return Taux(f"manque-{profession}", PART, f"zonage-{profession}", DEFAVORABLE, classes, communal=True)


def _loin(usage: str, seuil: int, mesure: str = KM) -> Taux:
    return Taux(f"{usage}-{seuil}{mesure}", AU_DELA, usage, DEFAVORABLE, mesure=mesure, seuil=seuil)


def _distance(usage: str) -> Taux:
    return Taux(f"distance-{usage}", MEDIANE, usage, DEFAVORABLE, mesure=KM, communal=True)


ECRITS = (
    _manque("medecins", "ZIP"),
    Taux("apl", MOYENNE, "apl", FAVORABLE, decimales=2, communal=True),
    Taux("sites-msp", SITES, "msp", FAVORABLE, base=100_000),
    _loin("msp", 10),
    _loin("msp", 15, MINUTES),
    Taux("sites-cds", SITES, "cds", FAVORABLE, base=100_000),
    Taux("sites-pharmacie", SITES, "pharmacie", FAVORABLE, base=10_000),
    _manque("masseurs-kinesitherapeutes", "TSD", "SD"),
    _manque("orthophonistes", "TSD", "SDE", "SD"),
    _manque("infirmiers", "TSD", "SD", "INT"),
    Taux("apl-bas", PART, "apl", DEFAVORABLE, ("A1", "A2")),
    _loin("pharmacie", 5),
    _loin("urgences", 30, MINUTES),
    _distance("msp"),
    _distance("cds"),
    _distance("cds-medecins"),
    _distance("pharmacie"),
    _distance("urgences"),
    Taux("montagne", PART, "montagne", NEUTRE, ("C",)),
    Taux("frr", PART, "frr", NEUTRE, ("FRR+", "FRR")),
)
# Les huit du tableau à son ouverture ; d'une commune, ceux qui ont un sens pour elle seule.
D_ABORD = ("manque-medecins", "apl", "sites-msp", "msp-10km", "sites-cds", "sites-pharmacie", "manque-masseurs-kinesitherapeutes",
           "manque-orthophonistes")  # fmt: skip
D_ABORD_COMMUNE = ("manque-medecins", "apl", "distance-msp", "distance-cds-medecins", "distance-pharmacie", "distance-urgences",
                   "manque-masseurs-kinesitherapeutes", "manque-orthophonistes")  # fmt: skip
# Des régions entre elles : ce qui se publie pour tout le pays. Les structures n'y sont que si un jeu les a pour toutes.
D_ABORD_PAYS = ("manque-medecins", "apl", "apl-bas", "manque-infirmiers", "manque-masseurs-kinesitherapeutes",
                "manque-orthophonistes", "montagne", "frr")  # fmt: skip
# Le profil d'un territoire : les mêmes qu'au tableau, et ceux qui les éclairent.
PROFIL = ("manque-medecins", "apl", "apl-bas", "sites-msp", "msp-10km", "sites-cds", "sites-pharmacie", "pharmacie-5km",
          "manque-masseurs-kinesitherapeutes", "manque-infirmiers", "manque-orthophonistes")  # fmt: skip


@lru_cache(maxsize=8)
def taux(atlas: Atlas) -> Mapping[str, Taux]:
    """{identifiant: taux} : les écrits, puis ceux que le registre suffit à dire : une catégorie qui se rapporte à des habitants,
    une couche chiffrée. N'y sont que ceux dont le jeu a les données."""
    counted = (
        Taux(f"sites-{one.id}", SITES, one.id, FAVORABLE, base=one.per_inhabitants)
        for one in atlas.catalogue.structures
        if one.per_inhabitants
    )
    rates = (
        Taux(one.id, MOYENNE, one.id, FAVORABLE, decimales=2, communal=True)
        for one in atlas.catalogue.of_level("commune")
        if one.kind == "rate" and one.id.startswith("apl")
    )
    found: dict[str, Taux] = {}
    for one in (*ECRITS, *counted, *rates):
        if one.id not in found and _publie(atlas, one):
            found[one.id] = one
    return MappingProxyType(found)


def _publie(atlas: Atlas, one: Taux) -> bool:
    """Vrai si le jeu a de quoi le compter quelque part."""
    if one.genre in (PART, MOYENNE):
        return one.entree in atlas.communes.columns and bool((atlas.communes[one.entree] != "").any())
    if not (atlas.communes["region"] == atlas.region).any():
        return False
    if one.genre == SITES:
        return one.entree in atlas.categories
    return one.entree in {usage.id for usage in mesures(atlas)}


def profil(atlas: Atlas, niveau: str) -> tuple[Taux, ...]:
    """Les taux du profil d'un territoire de ce niveau, dans l'ordre de la table."""
    return _choisis(atlas, D_ABORD_COMMUNE if niveau == "com" else PROFIL)


def d_abord(atlas: Atlas, niveau: str) -> tuple[Taux, ...]:
    """Ceux du tableau de ce niveau à son ouverture."""
    return _choisis(atlas, {"com": D_ABORD_COMMUNE, "reg": D_ABORD_PAYS}.get(niveau, D_ABORD))


def proposes(atlas: Atlas, niveau: str) -> tuple[Taux, ...]:
    """Tous ceux qui ont un sens à ce niveau."""
    return tuple(one for one in taux(atlas).values() if niveau != "com" or one.communal)


def _choisis(atlas: Atlas, ids: tuple[str, ...]) -> tuple[Taux, ...]:
    known = taux(atlas)
    return tuple(known[id_] for id_ in ids if id_ in known)


def communs(atlas: Atlas, niveaux: Iterable[str]) -> tuple[Taux, ...]:
    """Ceux qui comparent des territoires de ces niveaux : le profil ; avec une commune, ceux qui ont un sens pour elle seule."""
    return profil(atlas, "com" if "com" in niveaux else "dep")
