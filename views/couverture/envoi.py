"""Ce que le navigateur reçoit une fois : une distance par commune ; le curseur se joue ensuite chez lui."""

from __future__ import annotations

import json

import numpy as np

from layers.acces.couverture import KM, MINUTES, SEUILS, trajets_de
from layers.acces.modele import Modele
from layers.acces.population import communes_de, populations_presentes
from layers.atlas import Atlas
from views.carte.envoi import bbox, map_configuration
from views.couverture import phrases as t
from views.couverture.adresse import Demande
from views.couverture.page import BORNES, MONTREES, TEINTES
from views.couverture.sites import mot
from views.ecriture import phrases as w


def distances(atlas: Atlas, modele: Modele, usage: str) -> str:
    """JSON {km, min, basse, haute, bord, populations, sites} dans l'ordre des communes de la carte ; null : inconnue.

    populations : {nom: une chaîne de 0 et de 1, une par commune} ; sites : [longitude, latitude, nom, code_commune].
    """
    found = trajets_de(atlas, modele, usage)
    columns = {KM: found.km, MINUTES: found.minutes, "basse": found.basses, "haute": found.hautes}
    placed = found.sites[found.sites["longitude"].notna() & found.sites["latitude"].notna()]
    told = {name: [None if np.isnan(x) else float(x) for x in table[:, 0]] for name, table in columns.items()}
    told["bord"] = _bits(found.bord)
    told["populations"] = {name: _bits(communes_de(found.communes, name)) for name in populations_presentes(found.communes)}
    told["sites"] = [
        [round(float(one.longitude), 5), round(float(one.latitude), 5), one.nom, one.code_commune] for one in placed.itertuples()
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _bits(rows: np.ndarray) -> str:
    return "".join("1" if one else "0" for one in rows)


def configuration(demande: Demande, statique: str, donnees: str) -> dict:
    """Ce que le script de la page lit avant de charger quoi que ce soit."""
    atlas = demande.atlas
    whole = map_configuration(atlas, statique, donnees)
    kept = {key: whole[key] for key in ("statique", "communes", "tuiles", "region", "departements", "locale", "plage", "fond")}
    return kept | {
        "distances": f"{t.RACINE}/donnees/{atlas.hash[:16]}/{atlas.region}-{demande.usage}.json",
        "structure": ["", "rond", "#0B5D66"],
        "vue": {"mesure": demande.mesure, "seuil": demande.seuil, "population": demande.population, "usage": demande.usage},
        "zones": [{"code": one.code, "nom": one.code} for one in atlas.catalogue.couche("zonage-medecins").classes],
        "bornes": list(BORNES),
        "teintes": list(TEINTES),
        "montrees": MONTREES,
        "seuils": [SEUILS.start, SEUILS.stop - 1],
        "mots": {
            **t.PHRASES,
            "nombres": {str(n): mot for n, mot in t.NOMBRES.items()},
            "fidele": t.FIDELE,
            "unites": t.UNITES,
            "usage": mot(atlas, demande.usage)._asdict(),
            "populations": t.POPULATION_DITE,
            "bord": t.BORD_COURT,
            "non_publie": w.NON_PUBLIE,
            "erreur": w.PHRASES_CARTE.get("erreur", ""),
        },
        "bbox": bbox(atlas.regions.loc[atlas.region]),
    }
