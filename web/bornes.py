"""Les bornes des demandes : longueurs, adresses connues, et la forme des callbacks avant que Dash ne les lise.

Dash suppose que ses demandes viennent de sa page : une sortie inconnue ou une liste mal formée y est une erreur 500.
Ici, ce qui n'a pas la forme d'un callback déclaré est refusé d'abord. Les valeurs, elles, restent à juger par chaque
callback : le navigateur peut y mettre n'importe quoi.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from dash import Dash
from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

CALLBACKS = "/_dash-update-component"
LONGEST_PATH, LONGEST_QUERY, LARGEST_BODY = 1_000, 4_000, 256 * 1024
# Ce que Dash ajoute à l'adresse de chaque callback : le jeton de la page, qu'il a signé (valeur~HMAC). Rien d'autre n'y va.
JETON = re.compile(r"[0-9A-Za-z_-]{1,64}~[0-9a-f]{64}\Z")
CATCHALL = "<path:path>"
RELUS = ("/reunion/",)  # le fichier d'une réunion est relu par views/reunion/lecture.py, qui dit ce qui n'y va pas


def register(server: Flask, apps: Sequence[Dash]) -> None:
    """Branche les bornes sur `server`, qui sert les applications `apps`, chacune à son adresse."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    by_base = {app.config.routes_pathname_prefix.rstrip("/"): app for app in apps}
    callbacks = {base + CALLBACKS: app for base, app in by_base.items()}
    catchalls = {f"{base}/{CATCHALL}" for base in by_base}

    @server.before_request
    def bound() -> None:
        if len(request.path) > LONGEST_PATH or len(request.query_string) > LONGEST_QUERY:
            abort(414)
        # Dash sert sa page à toute adresse qu'il ne connaît pas : ici, elle n'existe pas.
        if request.url_rule is not None and request.url_rule.rule in catchalls:
            abort(404)
        if request.method != "POST" or request.routing_exception is not None or request.path.startswith(RELUS):
            return
        app = callbacks.get(request.path)
        if app is None and not request.is_json:
            return
        body = _body()
        if app and not (signed(request.args) and well_formed(app, body)):
            abort(400)


def _body() -> object:
    """Le JSON de la demande ; 415 sans le bon type, 413 trop long, 400 illisible, coupé, trop profond ou mal codé."""
    try:
        received = request.get_data()
        if len(received) < (request.content_length or 0):
            abort(400)
        body = request.get_json()
        json.dumps(body, ensure_ascii=False).encode()
    except HTTPException:
        raise
    except (RecursionError, UnicodeEncodeError, OSError):  # des milliers de crochets ; un demi-caractère ; un corps interrompu
        abort(400)
    except Exception as error:
        if type(error).__module__.startswith("gunicorn."):
            abort(400)
        raise
    return body


def signed(args: MultiDict) -> bool:
    """Vrai si l'adresse d'un callback ne porte rien, ou un jeton de Dash."""
    return set(args) <= {"endId"} and all(JETON.match(one) for one in args.getlist("endId")[:2]) and len(args.getlist("endId")) < 2


def well_formed(app: Dash, body: object) -> bool:
    """Vrai si `body` est une demande que la page peut faire : un callback du serveur, ses entrées, ses états, ses sorties."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    declared = app.callback_map.get(body["output"])
    if declared is None or "callback" not in declared:
        return False
    changed = body.get("changedPropIds", [])
    return (
        isinstance(changed, list)
        and all(isinstance(one, str) for one in changed)
        and _same(declared["inputs"], body.get("inputs", []))
        and _same(declared["state"], body.get("state", []))
        and _expected_outputs(body)
    )


def _expected_outputs(body: dict) -> bool:
    """Vrai si les sorties envoyées sont celles qu'annonce l'identifiant : une liste (« ..a.children...b.value.. ») ou une seule."""
    output, sent = body["output"], body.get("outputs")
    several = output.startswith("..") and output.endswith("..")
    names = output[2:-2].split("...") if several else [output]
    declared = [dict(zip(("id", "property"), name.rpartition(".")[::2])) for name in names]
    return _same(declared, sent if several else [sent])


def _same(declared: list, sent: object) -> bool:
    """Vrai si `sent` suit `declared`, un à un : même identifiant et même propriété, ou une liste pour un motif (ALL)."""
    return isinstance(sent, list) and len(sent) == len(declared) and all(_one(d, s) for d, s in zip(declared, sent))


def _one(declared: dict, sent: object) -> bool:
    if not str(declared["id"]).startswith("{"):
        return isinstance(sent, dict) and (sent.get("id"), sent.get("property")) == (declared["id"], declared["property"])
    pattern = json.loads(declared["id"])
    if ["ALL"] not in pattern.values():
        return _like(pattern, declared["property"], sent)
    return isinstance(sent, list) and all(_like(pattern, declared["property"], one) for one in sent)


def _like(pattern: dict, name: str, sent: object) -> bool:
    """Vrai si `sent` est un composant du motif : les mêmes clés, ses valeurs fixes, et un nombre ou un texte ailleurs."""
    if not isinstance(sent, dict) or sent.get("property") != name or not isinstance(sent.get("id"), dict):
        return False
    given = sent["id"]
    return set(given) == set(pattern) and all(
        isinstance(given[key], str | int) and (isinstance(wanted, list) or given[key] == wanted) for key, wanted in pattern.items()
    )
