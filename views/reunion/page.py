"""La réunion : une page pour un directeur et un vidéoprojecteur, une carte ou deux, et leur adresse.

L'adresse d'un côté est celle de sa carte (views/vue/vue.py), avec deux clés de plus : `region` (celle d'ouverture quand elle
manque) et `cadre` (ouest,sud,est,nord en degrés EPSG:4326 ; le territoire quand il manque). Le second côté, s'il y en a un,
est écrit de même dans la clé `contre`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from layers.atlas import Atlas
from layers.regions import adresse_de_carte, atlas_des_cartes
from views.carte.controles import published
from views.carte.envoi import map_configuration, region_communes
from views.ecriture import phrases as w
from views.reunion import phrases as r
from views.reunion.lecture import Cote
from views.vue.vue import LONGEST_QUERY, MOST_FIELDS, from_query, to_query

RACINE, SCRIPT = "/reunion", "reunion/page.mjs"
REGION, CADRE, CONTRE = "region", "cadre", "contre"
DECIMALES = 4
Cadre = tuple[float, float, float, float]
PAR_CARTE = ("communes", "sites", "tuiles", "fond", "region", "departements", "structures", "ouverture")
COMMUNES_A_TOUTES = ("statique", "couches", "filtres", "annees", "locale", "simule", "population", "sousTypes")


def cartes(atlas: Atlas) -> dict[str, Atlas]:
    """{région: Atlas} des cartes de ce service, celle d'ouverture d'abord."""
    return {one.region: one for one in atlas_des_cartes(atlas)}


def lire_adresse(atlases: Mapping[str, Atlas], query: str) -> tuple[tuple[Cote, ...], tuple[str, ...]]:
    """Un ou deux côtés, et les clés qu'il a fallu ignorer. Ne lève jamais d'exception : une adresse peut être hostile."""
    pairs = _pairs(query)
    if pairs is None:
        first, ignored = _cote(atlases, {})
        return (first,), ("adresse", *ignored)
    against = pairs.pop(CONTRE, "")
    first, ignored = _cote(atlases, pairs)
    if not against:
        return (first,), ignored
    other = _pairs(against)
    if other is None:
        return (first,), (*ignored, CONTRE)
    second, more = _cote(atlases, other)
    return (first, second), tuple(dict.fromkeys((*ignored, *more)))


def ecrire_adresse(atlases: Mapping[str, Atlas], cotes: tuple[Cote, ...]) -> str:
    """« /reunion?… » : l'inverse de lire_adresse."""
    opening = next(iter(atlases))
    text = _texte(atlases, cotes[0], said=cotes[0].region != opening)
    if len(cotes) > 1:
        # La région du second côté est toujours écrite : « contre » n'est jamais vide.
        against = urlencode([(CONTRE, _texte(atlases, cotes[1], said=True))], safe=",")
        text = f"{text}&{against}" if text else against
    return f"{RACINE}?{text}" if text else RACINE


def adresse_de_la_carte(atlases: Mapping[str, Atlas], chemin: str, query: str) -> str:
    """L'adresse, en réunion, d'une page de carte (« / », « /region/93/ ») et de sa recherche ; « » pour une autre page."""
    for region, one in atlases.items():
        if chemin == adresse_de_carte(one, region):
            return ecrire_adresse(atlases, (Cote(region, from_query(one, query)[0]),))
    return ""


def depart(atlases: Mapping[str, Atlas], cotes: tuple[Cote, ...]) -> list[dict]:
    """Les côtés comme le fichier d'une réunion les écrit : [{region, recherche, cadre}]."""
    return [
        {"region": one.region, "recherche": to_query(atlases[one.region], one.view), "cadre": list(one.cadre) if one.cadre else None}
        for one in cotes
    ]


def configuration_reunion(atlas: Atlas, statique: str, donnees: str) -> dict:
    """Ce que le script doit savoir : ce que les cartes ont en commun, et pour chaque région ce qui lui est propre."""
    whole = {region: map_configuration(one, statique, donnees) for region, one in cartes(atlas).items()}
    opening = whole[atlas.region]
    couches = atlas.catalogue.couches
    return {
        **{key: opening[key] for key in COMMUNES_A_TOUTES},
        "phrases": {**opening["phrases"], "reunion": r.PHRASES},
        "empreinte": atlas.hash,
        "donnees": atlas.date,
        "ouverte": atlas.region,
        "sources": {one.id: w.source_couche(one.publisher, atlas.millesime(one.id)) for one in couches},
        "anneesDesCouches": {one.id: _annee(atlas.millesime(one.id)) for one in couches},
        "cartes": {region: _carte(one, whole[region]) for region, one in cartes(atlas).items()},
    }


def _carte(atlas: Atlas, whole: dict) -> dict:
    codes = [code for code in region_communes(atlas)["epci"].unique() if code]
    names = sorted((str(atlas.epci.at[code, "nom"]), code) for code in codes)
    return {
        **{key: whole[key] for key in PAR_CARTE},
        "epci": [[code, name] for name, code in names],
        "publiees": [one.id for one in atlas.catalogue.couches if published(atlas, one)],
        "retour": adresse_de_carte(atlas, atlas.region),
    }


def _annee(millesime: str) -> str:
    """« 2025-11-03 » -> « 2025 » ; « » quand le millésime ne commence pas par une année."""
    return millesime[:4] if millesime[:4].isdigit() else ""


def _pairs(query: str) -> dict[str, str] | None:
    """Les clés d'une recherche, la dernière l'emporte ; None si elle est trop longue."""
    if len(query) > 2 * LONGEST_QUERY or query.count("&") >= MOST_FIELDS:
        return None
    return dict(parse_qsl(query.lstrip("?"), keep_blank_values=True))


def _cote(atlases: Mapping[str, Atlas], pairs: dict[str, str]) -> tuple[Cote, tuple[str, ...]]:
    opening = next(iter(atlases))
    asked = pairs.get(REGION, opening)
    region = asked if asked in atlases else opening
    vue, ignored = from_query(atlases[region], urlencode([(key, value) for key, value in pairs.items() if key not in (REGION, CADRE)]))
    cadre = _cadre(pairs.get(CADRE, ""))
    wrong = [REGION] * (asked != region) + [CADRE] * (bool(pairs.get(CADRE)) and cadre is None)
    return Cote(region, vue, cadre), (*ignored, *wrong)


def _cadre(text: str) -> Cadre | None:
    """« 0.5,43.1,2.2,44.6 » -> un cadre ; None s'il n'en est pas un."""
    parts = text.split(",")
    if len(parts) != 4:
        return None
    try:
        ouest, sud, est, nord = (round(float(part), DECIMALES) for part in parts)
    except (ValueError, OverflowError):
        return None
    finite = all(map(math.isfinite, (ouest, sud, est, nord)))
    return (ouest, sud, est, nord) if finite and -180 <= ouest < est <= 180 and -90 <= sud < nord <= 90 else None


def _texte(atlases: Mapping[str, Atlas], cote: Cote, said: bool) -> str:
    parts = [f"{REGION}={cote.region}"] if said else []
    query = to_query(atlases[cote.region], cote.view).removeprefix("?")
    frame = ",".join(f"{value:.{DECIMALES}f}".rstrip("0").rstrip(".") for value in cote.cadre) if cote.cadre else ""
    return "&".join(part for part in (*parts, query, f"{CADRE}={frame}" if frame else "") if part)


def themes(atlas: Atlas) -> list[tuple[str, list[tuple[str, str]]]]:
    """[(groupe, [(id, nom court)])] des couches, dans l'ordre du registre."""
    couches = atlas.catalogue.couches
    groups = [(w.GROUPES[key], [(one.id, one.short) for one in couches if one.group == key]) for key in w.GROUPES]
    return [(name, members) for name, members in groups if members]


def structures(atlas: Atlas) -> list[tuple[str, str, str, str]]:
    """[(id, nom court, forme, couleur)] des catégories qui ont au moins une structure dans le jeu."""
    present = {categorie for one in cartes(atlas).values() for categorie in one.sites["categorie"].unique()}
    return [(one.id, one.short, one.shape, one.colour) for one in atlas.catalogue.structures if one.id in present]
