"""Un serveur de cette machine qui sert des fichiers bien ou mal : coupés, lents, renvoyés ailleurs, remplacés par une page."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = b"<!DOCTYPE html><html><title>Maintenance</title><p>Revenez plus tard.</p></html>"
MODIFIED = formatdate(1_780_000_000, usegmt=True)


@dataclass
class Fichier:
    """Ce qui est servi à une adresse. `humeurs` : ce que font les premières demandes, dans l'ordre ; ensuite, tout va bien.

    « entier », « page », « coupé », « coupé sans le dire », « lent », « muet », « goutte d'en-têtes », « sans reprise »,
    « reprise décalée », un statut (503), une adresse (renvoi). `etag` vide : ni ETag ni Last-Modified.
    """

    contenu: bytes
    etag: str = '"v1"'
    modifie: str = MODIFIED
    humeurs: list = field(default_factory=list)
    demandes: list[dict] = field(default_factory=list)


class Serveur:
    """`with Serveur() as serveur` : `serveur.put("/a", Fichier(...))` rend son adresse ; `lenteur` : pause d'une humeur lente."""

    def __init__(self):
        self.files: dict[str, Fichier] = {}
        self.stop = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def put(self, path: str, file: Fichier) -> str:
        """Sert `file` à `path` ; rend l'adresse."""
        self.files[path] = file
        return f"http://127.0.0.1:{self._http.server_port}{path}"

    def __enter__(self) -> Serveur:
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.stop.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _handler(self):
        files, stop = self.files, self.stop

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):  # le nom que http.server attend
                file = files.get(self.path)
                if file is None:
                    return self.send_error(404)
                file.demandes.append(dict(self.headers))
                mood = file.humeurs.pop(0) if file.humeurs else "entier"
                try:
                    answer(self, file, mood, stop)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # le client est parti : c'est parfois ce qu'un essai attend

            def log_message(self, *_):
                return None

        return Handler


def answer(handler: BaseHTTPRequestHandler, file: Fichier, mood: str | int, stop: threading.Event) -> None:
    """Répond à une demande selon l'humeur."""
    if isinstance(mood, int):
        handler.send_error(mood)
    elif "://" in mood:
        send(handler, 302, b"", {"Location": mood})
    elif mood == "muet":
        stop.wait(30)
    elif mood == "goutte d'en-têtes":
        drip(handler, stop)
    elif mood == "page":
        send(handler, 200, PAGE, {"Content-Type": "text/html", "Content-Length": len(PAGE)})
    elif file.etag and handler.headers.get("If-None-Match") == file.etag:
        send(handler, 304, b"", {"ETag": file.etag})
    else:
        send_file(handler, file, mood, stop)


def send_file(handler: BaseHTTPRequestHandler, file: Fichier, mood: str, stop: threading.Event) -> None:
    """Le fichier, ou sa suite si elle est demandée ; entier, coupé ou lent."""
    start = wanted_start(handler, file, mood)
    body = file.contenu[start:]
    headers = {"Content-Length": len(body)}
    if file.etag:
        headers |= {"ETag": file.etag, "Last-Modified": file.modifie}
    if start:
        first = start + 1 if mood == "reprise décalée" else start
        headers["Content-Range"] = f"bytes {first}-{len(file.contenu) - 1}/{len(file.contenu)}"
    if mood == "coupé sans le dire":
        del headers["Content-Length"]
    if mood.startswith("coupé"):
        body = body[: len(body) // 2]
    (send_slowly if mood == "lent" else send)(handler, 206 if start else 200, body, headers, stop)


def wanted_start(handler, file: Fichier, mood: str) -> int:
    """Où la demande veut reprendre ; 0 si elle ne le dit pas, si la version a changé ou si le serveur ne sait pas."""
    asked, version = handler.headers.get("Range", ""), handler.headers.get("If-Range", "")
    if not asked or mood == "sans reprise" or version not in (file.etag, file.modifie):
        return 0
    return int(asked.removeprefix("bytes=").removesuffix("-"))


def send(handler, status: int, body: bytes, headers: dict, _stop: threading.Event | None = None) -> None:
    """Une réponse, puis la connexion se ferme."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, str(value))
    handler.end_headers()
    handler.wfile.write(body)
    handler.close_connection = True


def send_slowly(handler, status: int, body: bytes, headers: dict, stop: threading.Event) -> None:
    """La même, un octet toutes les vingt millisecondes."""
    send(handler, status, body[:1], headers)
    for octet in body[1:]:
        if stop.wait(0.02):
            return
        handler.wfile.write(bytes([octet]))
        handler.wfile.flush()


def drip(handler, stop: threading.Event) -> None:
    """Des en-têtes qui n'en finissent pas, octet par octet : aucun silence, aucune fin."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Attente: ")
    began = time.monotonic()
    while not stop.wait(0.02) and time.monotonic() - began < 30:
        handler.wfile.write(b"a")
        handler.wfile.flush()
