"""Le service sous un chemin (« /maillage/ ») : settings.prefixe le dit, et lui seul.

Le serveur frontal peut ôter ce chemin ou le laisser, et envoyer X-Forwarded-Prefix ou non : la réponse est la même. Les pages,
les scripts et les réponses écrivent toutes leurs adresses depuis « / » ; une seule pièce, ici, les met sous le chemin au départ :
ce qui s'écrit ailleurs n'a pas à le savoir. Sans chemin, rien n'est branché.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask, Response

from settings import Settings

TYPES = (
    "text/html",
    "application/json",
    "application/geo+json",
    "application/problem+json",
    "text/plain",
    "application/xml",
    "application/manifest+json",
    "text/css",
)
# Ce qui ouvre une adresse dans une page ou dans du JSON (aussi dans un attribut, échappé), et la liste d'un srcset.
BARRE = r"(?P<barre>/|\\+u002f)"
AVANT = r"""(?P<avant>["'(=]|&quot;|&\#34;|\\u0022|\\"|Disallow: )"""
APRES = r"""(?=[/"'?#)\\.&]|\Z|\s)"""


def register(server: Flask, settings: Settings) -> None:
    """Met `server` sous settings.prefixe (« /maillage ») : à appeler en dernier, toutes les routes branchées."""
    prefix = settings.prefixe
    if not prefix:
        return
    server.wsgi_app = sous(server.wsgi_app, prefix)
    rewrite = mettre_sous(prefix, premiers(server))

    @server.after_request
    def moved(response: Response) -> Response:
        if response.mimetype in TYPES and not response.is_streamed and "Content-Encoding" not in response.headers:
            response.set_data(rewrite(response.get_data(as_text=True), response.mimetype == "text/html"))
        location = response.headers.get("Location", "")
        if location.startswith("/") and not location.startswith(f"{prefix}/"):
            response.headers["Location"] = prefix + location
        return response


def sous(application: Callable, prefix: str) -> Callable:
    """`application` (WSGI) qui reçoit ses adresses sans `prefix`, que le serveur frontal l'ait ôté ou non."""

    def serve(environ: dict, start_response: Callable):
        path = environ.get("PATH_INFO", "")
        if path == prefix:
            start_response("308 Permanent Redirect", [("Location", f"{prefix}/"), ("Content-Length", "0")])
            return []
        environ["PATH_INFO"] = path.removeprefix(prefix) if path.startswith(f"{prefix}/") else path
        return application(environ, start_response)

    return serve


def premiers(server: Flask) -> list[str]:
    """Le premier morceau de chaque adresse connue : « commune », « statique »… ; « tableau » pour « /tableau.xlsx »."""
    heads = {rule.rule.split("/")[1].partition(".")[0] for rule in server.url_map.iter_rules()}
    return sorted((head for head in heads if head and not head.startswith("<")), key=len, reverse=True)


def mettre_sous(prefix: str, heads: list[str]) -> Callable[[str, bool], str]:
    """Une fonction (texte, page) -> texte, où toute adresse d'ici est sous `prefix` ; l'appliquer deux fois ne change rien."""
    known = re.compile(rf"{AVANT}{BARRE}(?=(?:{'|'.join(map(re.escape, heads))}){APRES})")
    link = re.compile(r"""(?P<avant>\\*"href\\*": ?\\*")(?P<barre>/|\\+u002f)(?=[\\"?#])""")
    home = re.compile(rf"""{AVANT}{BARRE}(?=["'?#&]|\\["?#])""")

    def rewrite(text: str, page: bool) -> str:
        moved = known.sub(rf"\g<avant>{prefix}\g<barre>", text)
        if not page:
            return link.sub(rf"\g<avant>{prefix}\g<barre>", moved)
        root = f'<html data-racine="{prefix}" '
        return home.sub(rf"\g<avant>{prefix}\g<barre>", moved if root in moved else moved.replace("<html ", root, 1))

    return rewrite
