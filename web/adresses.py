"""L'adresse demandée, remise droite avant toute route : ce que d'autres y ont ajouté, une barre ou une majuscule de trop.

Ce qui ne change pas la page est ôté sans rien dire (paramètres étrangers, en-têtes illisibles) ; ce qui change son adresse
est redirigé, par un chemin seul : l'hôte que dit la demande n'est jamais répété. Un territoire se lit comme une commune
(layers/recherche/designation.py), dans le chemin et dans les paramètres.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

from flask import Flask, redirect, request
from werkzeug.datastructures import Accept, ImmutableMultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from layers.atlas import Atlas
from layers.recherche.designation import commune_designee, territoire_designe
from layers.socle.requete import sans_etrangers
from layers.territoire.territoires import pages
from web.contexte import Contexte

PLAGE = re.compile(r"bytes=(\d+-\d*|-\d+)(,\s*(\d+-\d*|-\d+))*\Z")
CODAGES = ("br", "gzip")
# Une route qui prend tout ce que les autres n'ont pas pris.
ATTRAPE = "<path:"
ROUTES_DE_TERRITOIRE = ("/territoire/", "/api/v1/territoires/")
PARAMETRES_DE_TERRITOIRE = ("territoire", "a", "b")
MACHINES = "/api/"
PERMANENT = 308


def register(server: Flask, contexte: Contexte) -> None:
    """Branche sur `server` ce qui redresse. À appeler avant ce qui refuse."""
    server.wsgi_app = nettoyer(server.wsgi_app)

    @server.before_request
    def redresser() -> Response | None:
        if request.method not in ("GET", "HEAD"):
            return None
        if isinstance(request.routing_exception, RequestRedirect):  # une barre qui manque : sans l'hôte
            return vers(urlsplit(request.routing_exception.new_url).path)
        if request.path.rstrip("/") == f"/region/{contexte.atlas.region}":  # la région d'ouverture est à la racine
            return vers("/")
        there = redresse(server, request.path) if perdue() else None
        return vers(there) if there else territoires(contexte.atlas)


def nettoyer(application: Callable) -> Callable:
    """`application` (WSGI), dont les demandes n'ont plus que nos paramètres et des en-têtes lisibles."""

    def serve(environ: dict, start_response: Callable):
        environ["QUERY_STRING"] = sans_etrangers(environ.get("QUERY_STRING", ""))
        accepted = codages(environ.pop("HTTP_ACCEPT_ENCODING", ""))
        if accepted:
            environ["HTTP_ACCEPT_ENCODING"] = accepted
        if not PLAGE.match(environ.get("HTTP_RANGE", "bytes=0-")):
            del environ["HTTP_RANGE"]  # une plage illisible s'ignore : le fichier entier (RFC 9110, 14.2)
        return application(environ, start_response)

    return serve


def codages(text: str) -> str:
    """Ceux de nos codages que le navigateur accepte, le mieux compressé d'abord ; « q=0 » est un refus, « * » le reste."""
    accepted = {name.lower(): quality for name, quality in parse_accept_header(text[:500], Accept)}
    return ", ".join(one for one in CODAGES if accepted.get(one, accepted.get("*", 0)) > 0)


def perdue() -> bool:
    """Vrai si aucune route n'est celle de cette adresse, hors celles qui prennent tout."""
    return request.url_rule is None or ATTRAPE in request.url_rule.rule


def redresse(server: Flask, path: str) -> str | None:
    """L'adresse que `path` veut dire : sans blanc ni barre en trop, sinon en minuscules ; None si elle n'existe pas non plus."""
    adapter = server.create_url_adapter(request)
    for candidate in candidates(path):
        try:
            found, _ = adapter.match(candidate, return_rule=True)
        except RequestRedirect as slash:
            return urlsplit(slash.new_url).path
        except HTTPException:
            continue
        if ATTRAPE not in found.rule:
            return candidate
    return None


def candidates(path: str) -> Iterator[str]:
    """Les écritures à essayer, de la plus fidèle à la moins : sans blancs, sans barres doublées, début puis tout en minuscules."""
    bare = "/" + "/".join(part.strip() for part in path.split("/") if part.strip())
    first, rest = (bare.split("/", 2)[1:] + [""])[:2]
    lowered = f"/{first.lower()}" + (f"/{rest}" if rest else "")
    written = (bare, lowered, bare.lower())
    yield from (one for one in dict.fromkeys((*written, *(f"{one}/" for one in written))) if one != path)


def territoires(atlas: Atlas) -> Response | None:
    """Lit les territoires de la demande : dans le chemin (redirigé s'il était mal écrit) et dans les paramètres."""
    given = request.args
    if any(name in given for name in PARAMETRES_DE_TERRITOIRE):
        pairs = given.items(multi=True)
        request.args = ImmutableMultiDict(
            (name, territoire_designe(atlas, value) if name in PARAMETRES_DE_TERRITOIRE else value) for name, value in pairs
        )
    if request.url_rule is None or not request.url_rule.rule.startswith(ROUTES_DE_TERRITOIRE) or not request.view_args:
        return None
    name, written = next(iter(request.view_args.items()))
    wanted = territoire_designe(atlas, written)
    if request.path.startswith(MACHINES):  # une machine ne suit pas toujours une redirection : elle a sa réponse
        request.view_args[name] = wanted
        return None
    if wanted not in pages(atlas):
        code = commune_designee(atlas, wanted.removeprefix("com-")) if wanted.startswith("com-") else None
        return vers(f"/commune/{code}") if code else None
    head, _, tail = request.path.rpartition(written)
    return vers(head + wanted + tail) if wanted != written else None


def vers(path: str) -> Response:
    """Une redirection vers ce chemin d'ici, la demande reprise."""
    query = request.query_string.decode("latin1")
    return redirect("/" + quote(path.lstrip("/"), safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else ""), PERMANENT)
