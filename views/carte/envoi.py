"""Ce que le navigateur reçoit une fois pour toutes : une colonne de classes par couche, et les points.

Les filtres, les thèmes et l'année se jouent ensuite dans le navigateur, sans nouvel envoi.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd
from markupsafe import Markup

from layers.atlas import Atlas
from layers.commune.proches import lieu_de
from layers.regions import adresse_de_carte
from layers.registre.catalogue import Couche, Structure
from layers.registre.marques import LETTRES
from views.carte.phrases import PHRASES_RECHERCHE
from views.commune.phrases import ou_aller
from views.ecriture import phrases as wording
from views.ecriture.classe_dite import court
from views.sources.millesimes import POPULATION, nom_de, pied_d_une_entree, pied_d_une_structure
from views.sources.phrases import DATES, ET, STRUCTURES
from views.vue.filtres import choices, professions, qpv
from views.vue.vue import ANNEES, KEYS, View, default_view

# Un caractère par commune : 0-9 puis a-z pour le rang de la classe, et trois marques.
RANKS = "0123456789abcdefghijklmnopqrstuvw"
QPV = {"oui": "1", "non": "0", "": "-"}


def communes_payload(atlas: Atlas) -> str:
    """JSON des communes de la région, dans l'ordre de `numero` (les identifiants des tuiles).

    {premier, codes, noms, departements, epci, populations, points, qpv: un caractère par commune (1 oui, 0 non, - inconnu),
    couches: {id: un caractère par commune}} ; les points
    sont [longitude, latitude] de la mairie, à défaut d'un point intérieur, ou null ; une population inconnue est null.
    """
    communes = region_communes(atlas)
    # Ces points ne portent que des noms et des cadres : à défaut de mairie située, un point intérieur suffit.
    points = [
        None if np.isnan(lon) else [round(float(lon), 4), round(float(lat), 4)]
        for lon, lat in zip(_or_inside(communes, "longitude"), _or_inside(communes, "latitude"))
    ]
    return _json(
        {
            "premier": int(communes["numero"].iloc[0]),
            "codes": list(communes.index),
            "noms": list(communes["nom"]),
            "departements": list(communes["departement"]),
            "epci": list(communes["epci"]),
            "populations": [None if pd.isna(x) else int(x) for x in communes["population"]],
            "points": points,
            "qpv": "".join(QPV[here] for here in qpv(communes)),
            "couches": {couche.id: column(couche, communes[couche.id]) for couche in atlas.catalogue.couches},
        }
    )


def _or_inside(communes: pd.DataFrame, axis: str) -> pd.Series:
    """La coordonnée de la mairie, ou celle du point intérieur."""
    own = communes.loc[:, axis]
    return own.where(own.notna(), communes[f"{axis}_interieure"])


@lru_cache(maxsize=32)
def region_communes(atlas: Atlas) -> pd.DataFrame:
    """Les communes de la région montrée, dans l'ordre de leur numéro (une tranche contiguë de la table). À ne pas modifier."""
    return atlas.communes.loc[atlas.communes["region"] == atlas.region]


def column(couche: Couche, codes: pd.Series) -> str:
    """Une colonne de codes de classe -> un caractère par commune (voir RANKS et LETTRES)."""
    letter = {**LETTRES, **{code: RANKS[rank] for code, rank in couche.rank.items()}}
    return "".join(letter[code] for code in codes)


def sites_payload(atlas: Atlas) -> str:
    """JSON des structures placées : {categorie: [[longitude, latitude, nom, code_commune, sous_type, approximative, dits], …]}.

    `dits` : ce pour quoi on y va et comment y aller, en phrases ; absent quand rien n'est publié.
    """
    said = {one.id: one.tete for one in atlas.catalogue.usages_ecrits}
    placed = atlas.sites[atlas.sites["longitude"].notna() & atlas.sites["latitude"].notna()]
    rows = {
        structure.id: [
            [
                round(float(site.longitude), 5),
                round(float(site.latitude), 5),
                site.nom,
                site.code_commune,
                site.sous_type,
                int(site.position == "approximative"),
                *_dits(site, said),
            ]
            for site in placed[placed["categorie"] == structure.id].itertuples()
        ]
        for structure in atlas.catalogue.structures
    }
    return _json(rows)


def _dits(site, said: dict[str, str]) -> Iterator[list[str]]:
    """[ce pour quoi on va dans un site d'hôpital, puis son adresse et le reste], s'il y en a."""
    uses = [said[one] for one in site.usages.split() if one in said and one not in site.usages_deduits.split()]
    told = [" ; ".join(uses), *ou_aller(lieu_de(site._asdict()))]
    if any(told):
        yield [one for one in told if one]


def map_configuration(atlas: Atlas, static_prefix: str, data_prefix: str) -> dict:
    """Ce que le script de la carte doit savoir avant de charger quoi que ce soit ; quelques kilo-octets."""
    region = atlas.regions.loc[atlas.region]
    departements = atlas.departements[atlas.departements["region"] == atlas.region]
    present = set(atlas.sites["categorie"])
    numbers = region_communes(atlas)["numero"]
    sub_labels = {s.code: s.label for structure in atlas.catalogue.structures for s in structure.subtypes}
    return {
        "statique": static_prefix,
        "communes": f"{data_prefix}/communes-{atlas.region}.json",
        "sites": f"{data_prefix}/sites-{atlas.region}.json",
        "tuiles": f"{static_prefix}/region-{atlas.region}.pmtiles",
        "plage": [int(numbers.min()), int(numbers.max())] if len(numbers) else [0, -1],
        # Les pays voisins et la place des noms ; les codes dont les limites se dessinent.
        "fond": {
            "adresse": f"{static_prefix}/carte/fond/{atlas.region}.json",
            "region": atlas.region,
            "departements": list(departements.index),
        },
        "region": {"id": f"reg-{atlas.region}", "nom": region["nom"], "bbox": bbox(region)},
        "departements": [{"code": code, "nom": row["nom"], "bbox": bbox(row)} for code, row in departements.iterrows()],
        "couches": {couche.id: _couche(atlas, couche) for couche in atlas.catalogue.couches},
        "structures": {s.id: _structure(atlas, s, present) for s in atlas.catalogue.structures},
        "population": [nom_de(atlas, POPULATION), _day_of(atlas, POPULATION), pied_d_une_entree(atlas, POPULATION)],
        "sousTypes": sub_labels,
        "filtres": choices(atlas.catalogue),
        "croisees": [couche.id for couche in professions(atlas.catalogue)],
        "ouverture": opening(default_view(atlas)),
        "annees": list(ANNEES),
        "phrases": {**wording.PHRASES_CARTE, "dates": list(DATES["vue"]), "structures": STRUCTURES, "et": ET},
        "recherche": {"phrases": PHRASES_RECHERCHE, "region": region["nom"], "cartes": maps(atlas)},
        "locale": wording.LOCALE_CARTE,
        "colonnes": list(wording.COLONNES_LISTE),
        "simule": atlas.simulated,
    }


def maps(atlas: Atlas) -> dict[str, str]:
    """{département: adresse de sa carte}, pour ceux que ce service montre ; « » pour ceux de la carte ouverte."""
    found = {str(code): adresse_de_carte(atlas, region) for code, region in atlas.departements["region"].items()}
    here = adresse_de_carte(atlas, atlas.region)
    return {code: "" if address == here else address for code, address in found.items() if address}


def _couche(atlas: Atlas, couche: Couche) -> dict:
    """Une couche : son titre, son nom dans une phrase et sa date (assets/carte/dates.mjs), ses classes dans l'ordre."""
    classes = [[c.code, c.label, c.colour, c.pattern, court(c), c.min, c.max] for c in couche.classes]
    named = {"titre": couche.title, "nom": nom_de(atlas, couche.id), "date": _day_of(atlas, couche.id)}
    named["pied"] = pied_d_une_entree(atlas, couche.id)
    return {**named, "nature": couche.kind, "niveau": couche.level, "classes": classes}


def _structure(atlas: Atlas, structure: Structure, present: set[str]) -> list[str]:
    """Une catégorie : nom court, forme, couleur, nom dans une phrase, date, source et date courte ('' sans structure dans le jeu)."""
    day = _day_of(atlas, structure.id) if structure.id in present else ""
    foot = pied_d_une_structure(atlas, structure) if day else ""
    return [structure.short, structure.shape, structure.colour, nom_de(atlas, structure.id), day, foot]


def _day_of(atlas: Atlas, entry_id: str) -> str:
    return wording.date(atlas.millesime(entry_id))


def opening(view: View) -> dict:
    """La vue d'ouverture telle que le navigateur l'écrit dans l'adresse : mêmes clés, même ordre que to_query."""
    return {key: list(value) if isinstance(value, tuple) else value for key in KEYS for value in [getattr(view, key)]}


def bbox(row) -> list[float]:
    """[ouest, sud, est, nord] d'une ligne des tables de territoires, EPSG:4326."""
    return [round(float(row[side]), 4) for side in ("ouest", "sud", "est", "nord")]


def en_json(configuration: dict) -> Markup:
    """La configuration, à mettre telle quelle dans une balise <script> de données : aucun « < » ne peut la fermer, et aucune
    accolade suivie de « % » n'y est prise par Dash pour l'une de ses places."""
    return Markup(_json(configuration).replace("<", "\\u003c").replace("{%", "{\\u0025"))


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
