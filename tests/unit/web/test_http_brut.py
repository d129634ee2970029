"""Ce que gunicorn lit avant l'application : une adresse avec ses accents, et ses refus dits comme les nôtres."""

from __future__ import annotations

import json
import logging
import socket
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.http import errors
from gunicorn.http.parser import RequestParser

from web.http_brut import OPTIONS, DemandeBrute, refus, refuser
from web.serveur import gunicorn_options


@pytest.fixture
def config():
    config = Config()
    for name, value in OPTIONS.items():
        config.set(name, value)
    return config


def read(config, raw: bytes):
    before, RequestParser.mesg_class = RequestParser.mesg_class, DemandeBrute
    try:
        return next(RequestParser(config, [raw], ("127.0.0.1", 1)))
    finally:
        RequestParser.mesg_class = before


def test_an_address_typed_with_its_accents_is_read_as_a_browser_writes_it(config):
    request = read(config, "GET /api/v1/communes?q=Sète HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert (request.path, request.query) == ("/api/v1/communes", "q=S%C3%A8te")


def test_a_new_process_reads_and_refuses_so():
    before, process = RequestParser.mesg_class, SimpleNamespace(log=logging.getLogger("essai"))
    try:
        OPTIONS["post_worker_init"](process)
        assert RequestParser.mesg_class is DemandeBrute and process.handle_error.func is refuser
        assert gunicorn_options(3)["post_worker_init"] is OPTIONS["post_worker_init"]
    finally:
        RequestParser.mesg_class = before


def test_a_visitor_does_not_say_under_which_path_we_are(config):
    request = read(config, b"GET /x/export/csv HTTP/1.1\r\nHost: x\r\nSCRIPT_NAME: /x\r\n\r\n")
    assert request.path == "/x/export/csv"
    assert config.forwarder_headers == []


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InvalidRequestLine("GET /commune?q=Sète"), 400),
        (errors.InvalidHeader("secret"), 400),
        (errors.LimitRequestLine(9000, 4094), 414),
        (errors.LimitRequestHeaders("secret"), 431),
        (errors.UnsupportedTransferCoding("secret"), 501),
        (errors.InvalidChunkSize(b"ZZZ"), 400),
        (RuntimeError("secret"), 500),
    ],
)
def test_a_refusal_before_the_application_is_french_safe_and_says_nothing_of_the_visitor(caplog, error, status):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        refuser(logging.getLogger("essai"), None, ours, ("203.0.113.9", 4000), error)
        raw = theirs.recv(65_536)
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines[1:])
    assert lines[0].startswith(f"HTTP/1.1 {status} ") and int(headers["Content-Length"]) == len(body)
    assert headers["X-Content-Type-Options"] == "nosniff" and "default-src 'none'" in headers["Content-Security-Policy"]
    assert json.loads(body)["erreur"].endswith(".")
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "203.0.113.9" not in logged and "Sète" not in logged and "secret" not in logged


def test_every_status_of_a_refusal_has_its_sentence():
    for status in HTTPStatus:
        if status >= 400:
            assert json.loads(refus(status).partition(b"\r\n\r\n")[2])["erreur"]
