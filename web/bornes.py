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

CALLBACKS = "/_dash-update-component"
LONGEST_PATH, LONGEST_QUERY, LARGEST_BODY = 1_000, 4_000, 256 * 1024
# Ce que Dash ajoute à l'adresse de chaque callback : le jeton de la page, qu'il a signé (valeur~HMAC). Ici, seulement sa forme.
JETON = re.compile(r"[0-9A-Za-z-]{1,64}~[0-9a-f]{64}\Z")
JETONS = ("endId",)
CATCHALL = "<path:path>"


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
        app = callbacks.get(request.path)
        if app and request.method == "POST" and not (signed(request.args) and well_formed(app, _body())):
            abort(400)


def _body() -> object:
    """Le JSON de la demande ; 415 sans le bon type, 413 trop long, 400 illisible."""
    try:
        return request.get_json()
    except RecursionError:  # des milliers de crochets ouverts
        abort(400)


def signed(args: MultiDict) -> bool:
    """Vrai si l'adresse d'un callback ne porte que le jeton de Dash, une fois et en forme."""
    given = args.to_dict(flat=False)
    return all(name in JETONS and len(values) == 1 and JETON.match(values[0]) for name, values in given.items())


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
        and _same(_outputs(body["output"]), _listed(body.get("outputs")))
    )


def _outputs(output: str) -> list[dict]:
    """« ..a.children...b.value.. » -> [{id: a, property: children}, {id: b, property: value}]."""
    several = output.startswith("..") and output.endswith("..")
    names = output[2:-2].split("...") if several else [output]
    return [dict(zip(("id", "property"), name.rpartition(".")[::2])) for name in names]


def _listed(outputs: object) -> object:
    """Une seule sortie est envoyée sans liste."""
    return [outputs] if isinstance(outputs, dict) else outputs


def _same(declared: list, sent: object) -> bool:
    """Vrai si `sent` suit `declared`, un à un : même identifiant et même propriété, ou une liste pour un motif (ALL)."""
    return isinstance(sent, list) and len(sent) == len(declared) and all(_one(d, s) for d, s in zip(declared, sent))


def _one(declared: dict, sent: object) -> bool:
    if not str(declared["id"]).startswith("{"):
        return isinstance(sent, dict) and (sent.get("id"), sent.get("property")) == (declared["id"], declared["property"])
    pattern = json.loads(declared["id"])
    many = sent if isinstance(sent, list) else [sent]
    return all(
        isinstance(one, dict)
        and isinstance(one.get("id"), dict)
        and set(one["id"]) == set(pattern)
        and all(isinstance(value, str | int) for value in one["id"].values())
        and one.get("property") == declared["property"]
        for one in many
    )
