"""Les dernières réponses calculées, gardées par chaque processus : la même demande n'est pas refaite.

Une réponse ne dépend que de la demande et du jeu de données, que rien ne change tant que le processus vit ; et du jeu qui attend
un redémarrage, que les pages annoncent (layers/jeu/attente.py). La clef dit donc tout cela. Une réponse gardée l'est compressée, telle
qu'elle part ; elle passe quand même par le débit et les bornes.

Ce qu'un visiteur cherche ou suppose de lui-même n'est pas gardé : une réponse ne l'est que si tous ses paramètres sont de ceux,
connus, qui ne disent rien de personne. Un paramètre inconnu ne prend donc la place de rien ; et les vues, innombrables, ont leur part
de la place : elles ne chassent pas les pages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

from cachetools import LRUCache
from flask import Flask, Response, g, request

from views.vue.vue import KEYS
from web.bornes import CALLBACKS

TAILLE = 16 * 1024 * 1024
EN_TETES = 500  # à peu près, ce que pèsent la clef et les en-têtes d'une réponse
PARTS = 32  # une réponse plus grande que cette part de la place en chasserait trop d'autres
VUE = frozenset((*KEYS, "region", "classe", "page", "embed"))
# Les pages gardées, et les paramètres avec lesquels elles le sont encore.
PAGES = {
    "/commune/": frozenset({"embed"}),
    "/territoire": frozenset({"embed"}),
    "/indicateur": frozenset({"embed"}),
    "/carte-en-mots": VUE,
    "/graphiques": frozenset({"territoire", "embed"}),
    "/comparer": frozenset({"a", "b", "indicateur", "embed"}),
    "/api/v1/": frozenset(),
}
CARTES = ("/region/",)
GARDES = ("Content-Type", "Content-Encoding", "Content-Disposition", "Cache-Control", "ETag", "Vary", "X-Total-Count", "Link")


class Gardee(NamedTuple):
    """Une réponse 200 : son corps, tel qu'il part, et ceux de ses en-têtes qui la décrivent."""

    corps: bytes
    entetes: tuple[tuple[str, str], ...]


class Memoire:
    """Les réponses gardées d'un serveur, TAILLE octets au plus, les moins demandées oubliées d'abord."""

    def __init__(self, attente: Callable[[], object], taille: int = TAILLE):
        """`attente` : ce que les pages disent d'un autre jeu prêt sur le disque ; une réponse n'est rendue que s'il n'a pas changé."""
        self._attente = attente
        # Les pages d'un côté ; de l'autre ce qu'un paramètre ou un callback multiplie.
        self._pages, self._vues = (LRUCache[bytes, Gardee](taille // 2, getsizeof=lambda one: len(one.corps) + EN_TETES) for _ in range(2))
        self._verrou = Lock()

    def garder(self, server: Flask) -> None:
        """Branche sur `server` ce qui garde : à appeler avant la compression, car Flask fait ce qui suit une réponse à rebours."""

        @server.after_request
        def keep(response: Response) -> Response:
            clef = g.get("clef_de_memoire")
            where = self._ou()
            if clef is not None and gardable(response) and len(body := response.get_data()) <= 2 * where.maxsize / PARTS:
                headers = tuple((name, response.headers[name]) for name in GARDES if name in response.headers)
                with self._verrou:
                    where[clef] = Gardee(body, headers)
            return response

    def rendre(self, server: Flask) -> None:
        """Branche sur `server` ce qui rend : à appeler en dernier, quand le débit et les bornes ont jugé la demande."""

        @server.before_request
        def give() -> Response | None:
            if not se_garde():
                return None
            clef = self._clef()
            with self._verrou:
                found = self._ou().get(clef)
            if found is None:
                g.clef_de_memoire = clef
                return None
            return Response(found.corps, headers=list(found.entetes))

    def _ou(self) -> LRUCache[bytes, Gardee]:
        return self._vues if request.query_string or request.method == "POST" else self._pages

    def _clef(self) -> bytes:
        parts = (request.method, request.script_root, request.full_path, request.headers.get("Accept-Encoding", ""), repr(self._attente()))
        return hashlib.sha256("\0".join(parts).encode() + b"\0" + request.get_data()).digest()


def se_garde() -> bool:
    """Vrai si la réponse à la demande en cours peut être gardée."""
    if "Range" in request.headers:
        return False
    path = request.path
    if request.method == "POST":
        return path == CALLBACKS or path.startswith(CARTES) and path.endswith(CALLBACKS)
    known = next((names for prefix, names in PAGES.items() if path.startswith(prefix)), None)
    return request.method == "GET" and known is not None and set(request.args) <= known and request.args.get("embed", "1") == "1"


def gardable(response: Response) -> bool:
    """Vrai pour une réponse 200 entière et sans témoin (cookie)."""
    return response.status_code == 200 and not response.is_streamed and "Set-Cookie" not in response.headers
