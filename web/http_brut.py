"""Avant l'application : ce que gunicorn lit d'une demande, et ce qu'il répond quand il ne peut pas la lire.

Une adresse tapée avec ses accents (`curl '…?q=Sète'`) est lue comme un navigateur l'écrirait. Un refus est une phrase en français,
du JSON pour une machine, avec les en-têtes de sécurité ; le journal ne dit ni d'où venait la demande, ni ce qu'elle cherchait.
"""

from __future__ import annotations

import json
import re
import socket
from functools import partial
from http import HTTPStatus

from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser
from gunicorn.util import write_nonblock
from gunicorn.workers.base import Worker

from web import phrases as w
from web.entetes import FIXED, POLICY, content_policy

HORS_ASCII = re.compile(rb"[\x80-\xff]")
CODES = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
}


class DemandeBrute(Request):
    """Une demande dont l'adresse peut porter des octets qui ne sont pas de l'ASCII : ils sont lus comme s'ils étaient codés (%C3%A8)."""

    def parse_request_line(self, line_bytes: bytes) -> None:
        super().parse_request_line(HORS_ASCII.sub(lambda byte: b"%%%02X" % byte.group()[0], line_bytes))


def brancher(ouvrier: Worker) -> None:
    """À la naissance d'un processus de gunicorn : il lit les demandes ainsi, et dit ses refus comme nous les nôtres."""
    RequestParser.mesg_class = DemandeBrute  # gunicorn n'a pas de réglage pour cela
    ouvrier.handle_error = partial(refuser, ouvrier.log)


def refuser(journal: Logger, _req: Request | None, client: socket.socket, _addr: object, exc: BaseException) -> None:
    """Répond à une demande que gunicorn n'a pas pu lire, ou dont l'application est morte ; le journal ne dit rien du visiteur."""
    known = isinstance(exc, errors.ParseException) and not isinstance(exc, errors.ConfigurationProblem)
    status = next((code for kind, code in CODES.items() if isinstance(exc, kind)), HTTPStatus.BAD_REQUEST)
    if known:
        journal.warning(w.ILLISIBLE, type(exc).__name__)
    else:
        status = HTTPStatus.INTERNAL_SERVER_ERROR
        journal.error(w.ECHOUEE, exc_info=exc)
    try:
        write_nonblock(client, refus(status))
    except OSError:
        journal.debug(w.FERMEE)


def refus(status: HTTPStatus) -> bytes:
    """La réponse entière. Une demande illisible n'a pas d'adresse sûre : du JSON, que personne et toute machine lisent."""
    body = json.dumps(w.probleme(status, w.PHRASES.get(status, w.AUTRE)), ensure_ascii=False).encode()
    headers = {
        "Content-Type": w.PROBLEME,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Connection": "close",
        POLICY: content_policy((), ["'none'"]),
        **FIXED,
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join(lines).encode("latin1") + b"\r\n\r\n" + body


# Aucun serveur frontal ne nous dit par là où nous sommes (settings.prefixe le dit) : n'importe qui pourrait l'écrire.
OPTIONS = {"forwarder_headers": "", "post_worker_init": brancher}
