"""L'adresse de la couverture : ce qu'elle demande, et celle d'une demande. Rien d'autre ne garde l'état de la page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from layers.acces.couverture import KM, MESURES, MINUTES, SEUILS
from layers.acces.population import POPULATIONS, TOUTES
from layers.acces.usages import premier
from layers.atlas import Atlas
from layers.regions import adresse_de_carte
from views.couverture import phrases as t

LOIN, FERME, PROCHAINES = "loin", "ferme", "prochaines"
# La mesure et le seuil d'une vue quand l'adresse ne les dit pas.
DEPARTS = {LOIN: (KM, 10), FERME: (MINUTES, 20), PROCHAINES: (MINUTES, 15)}
CHEMINS = dict(zip((LOIN, FERME, PROCHAINES), (chemin for chemin, _ in t.VUES)))


@dataclass(frozen=True)
class Demande:
    """Ce qu'une adresse demande. `ignorees` : les clés dont la valeur n'existe pas, et que la page dit avoir laissées."""

    atlas: Atlas
    vue: str
    usage: str
    mesure: str
    seuil: int
    population: str = TOUTES
    ignorees: tuple[str, ...] = ()


def lire(cartes: Mapping[str, Atlas], vue: str, asked: Mapping[str, str]) -> Demande | None:
    """La demande des paramètres `asked` ; None si la région n'a pas de carte ici. Ne lève jamais d'exception."""
    opening = next(iter(cartes))
    atlas = cartes.get(asked.get("region") or opening)
    if atlas is None:
        return None
    ignored: list[str] = []

    def one_of(key: str, known, default: str) -> str:
        value = asked.get(key, "")
        if value and value not in known:
            ignored.append(key)
        return value if value in known else default

    mesure, seuil = DEPARTS[vue]
    usage = one_of("usage", {one.id for one in atlas.catalogue.usages}, premier(atlas))
    mesure = one_of("mesure", MESURES, mesure)
    population = one_of("population", (TOUTES, *POPULATIONS), TOUTES)
    told = asked.get("seuil", "")
    if told.isascii() and told.isdigit() and len(told) <= 3 and int(told) in SEUILS:
        seuil = int(told)
    elif told:
        ignored.append("seuil")
    return Demande(atlas, vue, usage, mesure, seuil, population, tuple(ignored))


def parametres(demande: Demande) -> dict[str, str]:
    """Les paramètres qui rouvrent cette demande ; seul ce qui diffère de l'ouverture y est."""
    atlas = demande.atlas
    mesure, seuil = DEPARTS[demande.vue]
    told = {
        "region": atlas.region if adresse_de_carte(atlas, atlas.region) != "/" else "",
        "usage": demande.usage if demande.usage != premier(atlas) else "",
        "mesure": demande.mesure if demande.mesure != mesure else "",
        "seuil": str(demande.seuil) if demande.seuil != seuil else "",
        "population": demande.population if demande.population != TOUTES else "",
    }
    return {key: value for key, value in told.items() if value}


def adresse(demande: Demande, chemin: str = "", **plus: str) -> str:
    """L'adresse de cette demande, ou d'un fichier qui l'emporte (`chemin`)."""
    query = urlencode({**parametres(demande), **{key: value for key, value in plus.items() if value}})
    return (chemin or CHEMINS[demande.vue]) + (f"?{query}" if query else "")


def vers(demande: Demande, vue: str) -> str:
    """La même question dans une autre vue : l'usage et la région suivent, le seuil est celui de cette vue."""
    mesure, seuil = DEPARTS[vue]
    return adresse(replace(demande, vue=vue, mesure=mesure, seuil=seuil, population=TOUTES))
