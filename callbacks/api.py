"""Les adresses JSON : santé, données de la carte, API en lecture seule. Chacune appelle une fonction de views/."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from flask import Blueprint, Flask, Response, request

from callbacks.lots import lot_de_communes
from layers.atlas import Atlas
from layers.jeu.attente import en_attente
from layers.recherche.recherche import recherche
from settings import VERSION
from views.aides.situation import ReponseInconnue, situation_de_adresse
from views.api import aides as api_aides
from views.api import api
from views.api import faits as api_faits
from views.api import phrases as w
from views.api import sources as api_sources
from views.api.contrat import ADRESSES, OPENAPI, PAR_CHEMIN, PAR_RECHERCHE, inconnus, openapi
from views.carte.envoi import communes_payload, sites_payload
from views.ecriture import phrases_pages as p
from web.contexte import Contexte, ici
from web.reponses import adresse_lue, answer, found, refusal, rendue, tranche

YEAR = 365 * 24 * 3600
LONGEST_QUERY = 200
COLONNES = {"communes": communes_payload, "sites": sites_payload}
PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
routes = Blueprint("api", __name__)


def register(server: Flask, contexte: Contexte) -> None:
    """Branche les adresses. L'index de recherche se fait au démarrage, pas sur le chemin d'une demande."""
    recherche(contexte.atlas)
    contexte.brancher(server, routes)


@lru_cache(maxsize=64)
def corps(atlas: Atlas, table: str) -> str:
    """Les communes, ou les structures, d'une carte, en JSON ; fait à sa première demande."""
    return COLONNES[table](atlas)


@routes.get("/donnees/<version>/<name>.json")
def donnees(version: str, name: str) -> Response:
    """Les colonnes de la carte, gardées un an par le navigateur : leur adresse change avec les données."""
    table, _, region = name.partition("-")
    atlas = ici().cartes.get(region)
    if f"/donnees/{version}" != ici().donnees or table not in COLONNES or atlas is None:
        return refusal(404, w.PLUS_SERVIES)
    response = Response(corps(atlas, table), mimetype="application/json")
    response.cache_control.public, response.cache_control.max_age, response.cache_control.immutable = True, YEAR, True
    return response


@routes.get("/healthz")
def sante() -> Response:
    return answer(api.health(ici().atlas, VERSION, en_attente(ici().settings.watched, ici().atlas.hash)))


@routes.get("/readyz")
def pret() -> Response:
    it = ici()
    return answer(api.readiness(it.atlas, VERSION, en_attente(it.settings.watched, it.atlas.hash), os.getpid()))


@routes.get("/api/v1/sources")
def sources() -> Response:
    """D'où viennent les données, et les dates que réunit la vue de l'adresse demandée."""
    return answer(api_sources.sources(ici().atlas, adresse_lue()))


@routes.get("/api/v1/layers")
def couches() -> Response:
    return tranche(api.layers(ici().atlas))


@routes.get("/api/v1/communes")
def communes() -> Response:
    query = request.args.get("q", "")
    if "q" not in request.args and ("departement" in request.args or "region" in request.args):
        return lot_de_communes()
    if not query.strip() or len(query) > LONGEST_QUERY:
        return refusal(400, w.q_attendu(LONGEST_QUERY))
    if {"departement", "region", "dialecte"} & set(request.args) or request.args.get("format", "json") != "json":
        return refusal(400, w.SANS_FORME)
    found = api.communes(ici().atlas, query, request.args.get("region_d_abord") == "oui", PAR_RECHERCHE)
    return tranche(found, par_defaut=api.MOST_FOUND, plus=PAR_RECHERCHE)


@routes.get("/api/v1/communes/<code>")
def commune(code: str) -> Response:
    return found(api.commune(ici().atlas, code), commune_inconnue(code))


@routes.get("/api/v1/communes/<code>/aides")
def aides(code: str) -> Response:
    try:
        situation = situation_de_adresse(request.args.items(multi=True))
    except ReponseInconnue as refused:
        return refusal(400, str(refused))
    return found(api_aides.aides(ici().atlas, code, situation), commune_inconnue(code))


def commune_inconnue(code: str) -> str:
    """Ce que dit un refus : le même mot que la page."""
    return p.code_inconnu(api.cedex(ici().atlas, code), 0)


@routes.get("/api/v1/territoires")
def territoires() -> Response:
    return tranche(api_faits.territoires(ici().atlas))


@routes.get("/api/v1/territoires/<territoire_id>")
def territoire(territoire_id: str) -> Response:
    known = api_faits.territoire(ici().atlas, territoire_id)
    return found(known, w.TERRITOIRE_INCONNU)


@routes.get("/api/v1/indicateurs")
def indicateurs() -> Response:
    return tranche(api_faits.indicateurs(ici().atlas))


@routes.get("/api/v1/indicateurs/<slug>")
def indicateur(slug: str) -> Response:
    return found(api_faits.indicateur(ici().atlas, slug), w.INDICATEUR_INCONNU)


@routes.get("/api/")
def page_de_l_api() -> Response:
    return rendue("site/api.html", chemin="/api/", adresses=ADRESSES, phrases_api=w)


@routes.get("/api/openapi.json")
def contrat() -> Response:
    settings = ici().settings
    response = answer(openapi(VERSION, settings.adresse or settings.prefixe))
    response.headers["Content-Type"] = OPENAPI
    return response


@routes.get("/api/<path:_reste>")
def inconnue(_reste: str) -> Response:
    return refusal(404, w.INCONNUE)


@routes.before_app_request
def parametres_connus() -> Response | None:
    """Un paramètre que l'adresse ne connaît pas est refusé par son nom : l'API ne devine pas."""
    if request.url_rule is None or not request.path.startswith("/api/"):
        return None
    chemin = PLACE.sub(r"{\1}", request.url_rule.rule)
    wrong = inconnus(chemin, list(request.args))
    return refusal(400, w.parametres_inconnus(wrong, PAR_CHEMIN[chemin].noms)) if wrong else None
