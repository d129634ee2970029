"""La couverture en dictionnaires prêts pour JSON : les mêmes comptes que la page."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from layers.acces.couverture import MINUTES, Compte, Partage, au_dela, communes_de_la_region, courbe, par_territoire, reponse, trajets_de
from layers.acces.fermeture import Fermeture, fermetures_de, sans_second
from layers.acces.modele import Modele
from layers.acces.plan import Plan
from layers.acces.population import communes_de
from layers.acces.prochaines import QuestionDeSites
from layers.acces.trajets import AUCUN
from layers.acces.un_de_plus import POIDS, un_de_plus
from layers.acces.urgences import COUCHE, PUBLIEES
from layers.acces.usages import mesures
from layers.atlas import Atlas
from views.couverture import phrases as t
from views.couverture.adresse import DEPARTS, FERME, Demande
from views.couverture.sites import sites_au


def question(demande: Demande) -> dict:
    """Ce qui a été demandé, et comment c'est compté."""
    return {
        "region": demande.atlas.region,
        "usage": demande.usage,
        "mesure": demande.mesure,
        "seuil": demande.seuil,
        "population": demande.population,
        "methode": f"{t.MOTEURS[demande.mesure]} {t.HORS_REGION}",
        "sites": sites_au(demande.atlas, demande.usage),
        "simule": demande.atlas.simulated,
    }


def couverture(demande: Demande, modele: Modele) -> dict:
    """La réponse de la région, de ses départements et de ses intercommunalités, la courbe, et les communes au-delà."""
    found = trajets_de(demande.atlas, modele, demande.usage)
    kept = communes_de(found.communes, demande.population)
    mesure, seuil = demande.mesure, demande.seuil

    def places(column: str) -> list[dict]:
        return [{"code": code, **_reponse(one)} for code, one in par_territoire(found, mesure, seuil, kept, column)]

    far = au_dela(found, mesure, seuil, kept)
    return {
        **question(demande),
        "nombre_de_sites": len(found.sites),
        "reponse": _reponse(reponse(found, mesure, seuil, kept)),
        "departements": places("departement"),
        "intercommunalites": places("epci"),
        "courbe": list(courbe(found, mesure, kept)),
        "communes_au_dela": [
            {
                "code_commune": code,
                "nom": row["nom"],
                "departement": row["departement"],
                "population": None if pd.isna(row["population"]) else int(row["population"]),
                "distance": row["distance"],
                "basse": row["basse"],
                "haute": row["haute"],
                "bord_de_region": bool(row["bord"]),
                "site": found.sites["numero_finess"][row["rang"]],
            }
            for code, row in far.iterrows()
        ],
    }


def si_un_site_ferme(demande: Demande, modele: Modele) -> dict:
    """Le classement des fermetures, et les habitants qui n'ont pas de second site en deçà du seuil."""
    found = trajets_de(demande.atlas, modele, demande.usage)
    numbers = found.sites["numero_finess"]
    rows = [
        {"numero_finess": numbers[one.rang], "nom": found.sites["nom"][one.rang], "code_commune": found.sites["code_commune"][one.rang]}
        | _fermeture(one)
        for one in fermetures_de(demande.atlas, modele, demande.usage, demande.mesure, demande.seuil)
    ]
    return {**question(demande), "sans_second_site": sans_second(found, demande.mesure, demande.seuil), "sites": rows}


def _fermeture(one: Fermeture) -> dict:
    names = ("communes", "passent", "surs", "possibles", "bord", "desservis", "ajout", "sans_repli")
    return {name: getattr(one, name) for name in names}


def les_prochaines(demande: Demande, modele: Modele, asked: QuestionDeSites, plan: Plan) -> dict:
    """Le plan, dans l'ordre, sa preuve, et le plan glouton."""
    communes = trajets_de(demande.atlas, modele, demande.usage).communes
    steps = [
        {"code_commune": str(communes.index[one.ligne]), "nom": communes["nom"].iloc[one.ligne], "gain": one.gain} for one in plan.etapes
    ]
    conditions = {"ou": asked.ou, "parmi": list(asked.parmi), "sauf": list(asked.sauf), "un_par_departement": asked.un_par_departement}
    return {
        **{key: value for key, value in question(demande).items() if key != "population"},
        "k": asked.k,
        "objectif": asked.objectif,
        "conditions": conditions,
        "plan": steps,
        "gain": plan.gain,
        "borne": plan.borne,
        "ecart": plan.ecart,
        "prouve": plan.prouve,
        "glouton": plan.glouton,
    }


def un_de_plus_dans(atlas: Atlas, modele: Modele, code: str, profession: str) -> dict | None:
    """Ce qu'un professionnel de plus ajoute à chaque commune de la région ; None si la commune ou la profession n'existe pas."""
    communes = communes_de_la_region(atlas)
    if code not in communes.index or profession not in POIDS:
        return None
    rows = un_de_plus(communes, modele, code, profession)
    gains = [
        {"code_commune": str(one), "nom": row["nom"], "minutes": row["minutes"], "gain_pour_100000": row["gain"]}
        for one, row in rows.iterrows()
    ]
    return {"code_commune": code, "profession": profession, "limites": t.UN_DE_PLUS, "simule": atlas.simulated, "communes": gains}


def commune(atlas: Atlas, modele: Modele, code: str) -> dict | None:
    """Les distances d'une commune de la région à chaque usage, les minutes publiées vers les urgences, et ce que changerait la
    fermeture de chacun de ses sites ; None si elle n'est pas dans la région."""
    if code not in atlas.communes.index or atlas.communes.at[code, "region"] != atlas.region:
        return None
    usages = [usage.id for usage in mesures(atlas)]
    return {
        "code_commune": code,
        "acces": [_acces(atlas, modele, code, usage) for usage in usages],
        "urgences_publiees": _publiees(atlas, code),
        "si_un_de_ses_sites_ferme": [one for usage in usages for one in _fermetures_ici(atlas, modele, code, usage)],
    }


def _publiees(atlas: Atlas, code: str) -> dict:
    """Les minutes de l'éditeur, telles qu'il les publie ; None s'il n'en publie pas de cette commune."""
    minutes = float(atlas.commune(code).get(PUBLIEES, math.nan))
    layer = atlas.catalogue.couche(COUCHE)
    return {
        "minutes": None if math.isnan(minutes) else minutes,
        "vers": t.PUBLIEES_VERS,
        "annee": layer.vintage,
        "source": layer.source,
        "editeur": layer.publisher,
    }


def _fermetures_ici(atlas: Atlas, modele: Modele, code: str, usage: str) -> list[dict]:
    """Ce que change, en minutes, la fermeture de chaque site de la commune ; rien si l'estimation n'y est pas possible."""
    found = trajets_de(atlas, modele, usage)
    at, numbers = found.sites["code_commune"], found.sites["numero_finess"]
    if not (at == code).any() or np.isnan(found.minutes[found.communes.index.get_loc(code), 0]):
        return []
    _, seuil = DEPARTS[FERME]
    return [
        {"usage": usage, "numero_finess": numbers[one.rang], "mesure": MINUTES, "seuil": seuil, **_fermeture(one)}
        for one in fermetures_de(atlas, modele, usage, MINUTES, seuil)
        if at[one.rang] == code
    ]


def _acces(atlas: Atlas, modele: Modele, code: str, usage: str) -> dict:
    found = trajets_de(atlas, modele, usage)
    rank = int(found.communes.index.get_loc(code))
    site, second = (int(one) for one in found.rangs[rank])
    return {
        "usage": usage,
        "site": None if site == AUCUN else found.sites["numero_finess"][site],
        "km": found.km[rank, 0],
        "minutes": found.minutes[rank, 0],
        "basse": found.basses[rank, 0],
        "haute": found.hautes[rank, 0],
        "second_site": None if second == AUCUN else found.sites["numero_finess"][second],
        "second_km": found.km[rank, 1],
        "second_minutes": found.minutes[rank, 1],
        "second_basse": found.basses[rank, 1],
        "second_haute": found.hautes[rank, 1],
        "bord_de_region": bool(found.bord[rank]),
    }


def _reponse(one: Partage) -> dict:
    counts = ("total", "en_deca", "au_dela", "inconnues", "surement_en_deca", "surement_au_dela", "a_verifier")
    return {"part_au_dela": one.part_au_dela} | {name: _compte(getattr(one, name)) for name in counts}


def _compte(one: Compte) -> dict:
    return {"communes": one.communes, "habitants": one.habitants, "communes_sans_population": one.sans_population}
