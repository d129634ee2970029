"""Les en-têtes de sécurité de toutes les réponses, fichiers statiques compris : posés au plus près du réseau (WSGI).

La politique de contenu (CSP) n'ouvre que ce que la page emploie : ses propres fichiers, l'ouvrier de MapLibre, les
images qu'il dessine (blob:, data:). Un seul script est dans la page, celui d'une ligne qui démarre Dash, et il est
admis par son empreinte. Les styles dans la page le sont tous : Mantine et React en écrivent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from urllib.parse import parse_qs

from dash import Dash
from flask import Flask

from settings import Settings

Pairs = list[tuple[str, str]]
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY, PERMISSIONS = "Content-Security-Policy", "Permissions-Policy"
# La position : pour « Autour de moi », sur les pages du site seulement ; ni à la borne, qui est à tout le monde, ni dans un cadre.
DROITS = "camera=(), display-capture=(), geolocation={position}, microphone=(), payment=(), usb=()"
BORNE = "/borne"
# Les données publiques : tout site peut les lire. Rien n'y dépend de qui demande : ni compte, ni témoin.
PUBLIQUES = ("/api/", "/export/")
FICHIERS = (".csv", ".xlsx", ".gpkg", ".datapackage.json")
OUVERTES = {
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, Link, Retry-After, X-Total-Count",
}
# Ce qu'un navigateur demande avant une lecture qui n'est pas toute simple.
PREALABLE = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


def content_policy(scripts: Sequence[str], ancestors: Iterable[str]) -> str:
    """La politique de contenu. `scripts` : les empreintes des scripts en ligne (« 'sha256-…' ») ; `ancestors` : qui peut
    mettre la page dans un cadre (« 'self' », une origine, « * »)."""
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *scripts],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(ancestors),
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


def register(server: Flask, apps: Sequence[Dash], settings: Settings) -> None:
    """Entoure `server` des en-têtes. Les pages demandées avec embed=1 admettent aussi le cadre des sites de settings.integration."""
    # Les applications démarrent du même script : une empreinte, une fois.
    scripts = list(dict.fromkeys(digest for app in apps for digest in app.csp_hashes()))
    usual = content_policy(scripts, ["'self'"])
    framed = content_policy(scripts, ["*"] if "*" in settings.integration else ["'self'", *settings.integration])
    server.wsgi_app = with_headers(server.wsgi_app, usual, framed, settings.prefixe)


def ouverte(path: str) -> bool:
    """Vrai pour l'adresse d'une donnée publique."""
    return path.startswith(PUBLIQUES) or path.endswith(FICHIERS)


def with_headers(application: Callable, usual: str, framed: str, prefix: str = "") -> Callable:
    """`application` (WSGI), chaque réponse portant FIXED et la politique de contenu : `framed` si embed=1, `usual` sinon."""

    def serve(environ: dict, start_response: Callable):
        policy = framed if "1" in parse_qs(environ.get("QUERY_STRING", "")[:2000]).get("embed", ()) else usual
        path = environ.get("PATH_INFO", "").removeprefix(prefix)
        alone = policy is framed or path == BORNE or path.startswith(f"{BORNE}/")
        added = {**FIXED, POLICY: policy, PERMISSIONS: DROITS.format(position="()" if alone else "(self)")}
        if ouverte(path):
            added |= {**OUVERTES, **(PREALABLE if environ.get("REQUEST_METHOD") == "OPTIONS" else {})}

        def start(status: str, headers: Pairs, *more):
            already = {name.lower() for name, _ in headers}
            return start_response(status, [*headers, *((n, v) for n, v in added.items() if n.lower() not in already)], *more)

        return application(environ, start)

    return serve
