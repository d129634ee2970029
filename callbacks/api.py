"""Les adresses JSON : santé, données de la carte, API en lecture seule. Chacune appelle une fonction de views/."""

from __future__ import annotations

import json
import math
from pathlib import Path

from flask import Flask, Response, request

from layers.atlas import Atlas
from layers.jeu.attente import en_attente
from layers.recherche.recherche import recherche
from layers.regions import atlas_des_cartes
from settings import VERSION
from views.aides.situation import ReponseInconnue, situation_de_adresse
from views.api import aides as api_aides
from views.api import api
from views.api import faits as api_faits
from views.api import sources as api_sources
from views.carte.envoi import communes_payload, sites_payload

YEAR = 365 * 24 * 3600
LONGEST_QUERY = 200


def register(server: Flask, atlas: Atlas, watched: Path | None = None) -> str:
    """Branche les routes sur `server` ; rend le préfixe des données des cartes, immuable pour un jeu de données.

    `watched` : le dossier du jeu officiel, pour dire qu'un autre que celui d'`atlas` y est prêt.
    """
    prefix = f"/donnees/{atlas.hash[:16]}"
    recherche(atlas)  # l'index se fait au démarrage, pas sur le chemin d'une recherche
    _sources(server, atlas)
    _data(server, prefix, _bodies(atlas))

    @server.get("/healthz")
    def healthz():
        return answer(api.health(atlas, VERSION, en_attente(watched, atlas.hash)))

    @server.get("/api/v1/layers")
    def layers():
        return answer(api.layers(atlas))

    @server.get("/api/v1/communes")
    def communes():
        query = request.args.get("q", "")
        if not query.strip() or len(query) > LONGEST_QUERY:
            expected = "un nom, un code postal ou un code INSEE"
            return refusal(400, f"Le paramètre q est attendu : {expected}, {LONGEST_QUERY} caractères au plus.")
        return answer(api.communes(atlas, query, request.args.get("region_d_abord") == "oui"))

    @server.get("/api/v1/communes/<code>")
    def commune(code: str):
        return found(api.commune(atlas, code), "Aucune commune de 2026 ne porte ce code INSEE.")

    @server.get("/api/v1/communes/<code>/aides")
    def aides(code: str):
        try:
            situation = situation_de_adresse(request.args.items(multi=True))
        except ReponseInconnue as refused:
            return refusal(400, str(refused))
        return found(api_aides.aides(atlas, code, situation), "Aucune commune de 2026 ne porte ce code INSEE.")

    @server.get("/api/v1/territoires/<territoire_id>")
    def territory(territoire_id: str):
        known = api_faits.territoire(atlas, territoire_id)
        return found(known, "Territoire inconnu. Attendu : reg-76, dep-46 ou epci-200067361, par exemple.")

    _faits(server, atlas)

    @server.get("/api/")
    @server.get("/api/<path:_rest>")
    def unknown(_rest: str = ""):
        return refusal(404, "Cette adresse n'existe pas dans l'API. Voir docs/api.md.")

    return prefix


def _bodies(atlas: Atlas) -> dict[str, str]:
    """{nom: JSON} de chaque carte : ses communes, ses structures."""
    atlases = atlas_des_cartes(atlas)
    communes = {f"communes-{one.region}": communes_payload(one) for one in atlases}
    return communes | {f"sites-{one.region}": sites_payload(one) for one in atlases}


def _sources(server: Flask, atlas: Atlas) -> None:
    """D'où viennent les données, et les dates que réunit la vue de l'adresse demandée."""

    @server.get("/api/v1/sources")
    def sources():
        return answer(api_sources.sources(atlas, request.query_string.decode("utf-8", "replace")))


def _faits(server: Flask, atlas: Atlas) -> None:
    """Les faits des documents : les territoires et les indicateurs, en listes, et un indicateur."""

    @server.get("/api/v1/territoires")
    def territories():
        return answer(api_faits.territoires(atlas))

    @server.get("/api/v1/indicateurs")
    def indicators():
        return answer(api_faits.indicateurs(atlas))

    @server.get("/api/v1/indicateurs/<slug>")
    def indicator(slug: str):
        return found(api_faits.indicateur(atlas, slug), "Indicateur inconnu. La liste est à l'adresse /api/v1/indicateurs.")


def _data(server: Flask, prefix: str, bodies: dict[str, str]) -> None:
    """Les colonnes de la carte, gardées un an par le navigateur : leur adresse change avec les données."""

    @server.get("/donnees/<version>/<name>.json")
    def data(version: str, name: str):
        if f"/donnees/{version}" != prefix or name not in bodies:
            return refusal(404, "Ces données ne sont plus servies : rechargez la page.")
        response = Response(bodies[name], mimetype="application/json")
        response.cache_control.public, response.cache_control.max_age, response.cache_control.immutable = True, YEAR, True
        return response


def answer(value: object) -> Response:
    """`value` en JSON (UTF-8), à ne pas garder : le jeu de données peut changer."""
    body = json.dumps(_clean(value), ensure_ascii=False, allow_nan=False)
    return Response(body, mimetype="application/json", headers={"Cache-Control": "no-cache"})


def _clean(value):
    """Les nombres de numpy en nombres de Python ; un nombre qui n'en est pas un (NaN, infini) devient null : non publié."""
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def found(value: object | None, message: str) -> Response:
    """La réponse, ou 404 avec un message si elle est None."""
    return answer(value) if value is not None else refusal(404, message)


def refusal(status: int, message: str) -> Response:
    """Un refus : un code HTTP et une phrase, jamais de trace."""
    response = answer({"erreur": message})
    response.status_code = status
    return response
