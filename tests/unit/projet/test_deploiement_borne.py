"""Installer la borne : ce qui l'ouvre, ses unités, ses règles de navigateur, et ce que l'endurance compte."""

from __future__ import annotations

import json
import os
from configparser import ConfigParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

import tasks
from scripts import borne
from settings import DEFAULT_PORT, ROOT
from tests.bench.endurance import Reading, _drift, _with_children

DEPLOY = ROOT / "deploy" / "borne"


def unit(name: str) -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    parser.read(DEPLOY / name, encoding="utf-8")
    return parser


# ---------------------------------------------------------------- ouvrir


def test_chromium_opens_the_loop_full_screen_and_keeps_nothing(tmp_path):
    command = borne.chromium_command("/usr/bin/chromium", "http://127.0.0.1:9000", tmp_path)
    assert command[0] == "/usr/bin/chromium" and command[-1] == "http://127.0.0.1:9000/borne/veille"
    assert {"--kiosk", "--incognito", "--disable-pinch", "--overscroll-history-navigation=0"} <= set(command)
    assert not [one for one in command if "sandbox" in one], "le bac à sable reste"


@pytest.mark.parametrize("address", ["https://exemple.fr", "http://192.168.1.2:8050", "http://127.0.0.1", "http://127.0.0.1:8050/x", "-x"])
def test_the_kiosk_opens_only_on_this_machine(address, capsys):
    assert borne.main([address]) == 2
    assert "cette machine" in capsys.readouterr().err


def test_without_chromium_the_address_is_said(monkeypatch, capsys):
    monkeypatch.setattr(borne, "find_chromium", lambda: None)
    assert borne.main([]) == 1
    assert "http://127.0.0.1:8050/borne/veille" in capsys.readouterr().err


class _Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_):
        return


def test_the_kiosk_waits_for_its_server():
    server = HTTPServer(("127.0.0.1", 0), _Healthy)
    address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.handle_request)
    thread.start()
    assert borne.wait_for(address, patience_s=20)
    thread.join()
    server.server_close()
    assert not borne.wait_for(address, patience_s=0)


def test_make_kiosk_without_chromium_says_the_address_and_stops_the_server(monkeypatch, capsys):
    ended = []

    class Server:
        def __init__(self, command, **_):
            ended.append(command[1:])

        def wait(self):
            return 0

        def terminate(self):
            ended.append("arrêté")

    monkeypatch.setattr(tasks, "ensure_environment", lambda requirements: "python")
    monkeypatch.setattr(tasks, "prepare", lambda python, settings: None)
    monkeypatch.setattr(tasks, "find_chromium", lambda: None)
    monkeypatch.setattr(tasks.subprocess, "Popen", Server)
    assert tasks.kiosk([]) == 0
    assert ended == [["app.py"], "arrêté"] and "/borne/veille" in capsys.readouterr().out


# ---------------------------------------------------------------- les unités


def test_both_units_come_back_by_themselves():
    for name in ("maillage.service", "maillage-borne.service"):
        read = unit(name)
        assert read["Service"]["Restart"] == "always" and read["Service"]["User"] not in ("", "root")
        assert int(read["Service"]["RestartSec"]) <= 2 and read["Install"]["WantedBy"]
    assert unit("maillage-borne.service")["Unit"]["StartLimitIntervalSec"] == "0"


def test_a_server_that_can_never_start_ends_by_saying_so():
    limits = {name: unit("maillage.service")["Unit"][name] for name in ("StartLimitIntervalSec", "StartLimitBurst")}
    assert limits == {"StartLimitIntervalSec": "600", "StartLimitBurst": "100"}


def test_the_server_listens_and_speaks_on_the_machine_only():
    service = unit("maillage.service")["Service"]
    assert f"PORT={DEFAULT_PORT} HOST=127.0.0.1" in service["Environment"]
    assert (service["IPAddressDeny"], service["IPAddressAllow"]) == ("any", "localhost")
    assert service["ExecStart"].endswith("app.py") and service["ProtectSystem"] == "strict"


def test_neither_unit_keeps_a_privilege():
    for name in ("maillage.service", "maillage-borne.service"):
        service = unit(name)["Service"]
        assert (service["NoNewPrivileges"], service["CapabilityBoundingSet"]) == ("yes", "")
        assert service["ProtectKernelModules"] == service["ProtectKernelTunables"] == service["LockPersonality"] == "yes"
    server, screen = unit("maillage.service")["Service"], unit("maillage-borne.service")["Service"]
    assert (server["RestrictNamespaces"], server["PrivateDevices"]) == ("yes", "yes")
    assert not {"RestrictNamespaces", "PrivateDevices", "SystemCallFilter"} & set(screen), "le bac à sable de Chromium et l'écran"


def test_the_screen_waits_for_the_server_and_opens_it():
    read = unit("maillage-borne.service")
    assert "maillage.service" in read["Unit"]["After"]
    assert read["Service"]["ExecStart"].endswith(f"-m scripts.borne {borne.ADDRESS}")


def test_the_browser_goes_nowhere_else():
    rules = json.loads((DEPLOY / "chromium-politiques.json").read_text(encoding="utf-8"))
    assert rules["URLBlocklist"] == ["*"] and rules["URLAllowlist"] == [f"{borne.ADDRESS}/borne"]
    assert (rules["DownloadRestrictions"], rules["PrintingEnabled"], rules["DeveloperToolsAvailability"]) == (3, False, 2)


def test_the_guide_names_every_file():
    guide = (ROOT / "docs" / "borne.md").read_text(encoding="utf-8")
    assert all(path.name in guide for path in DEPLOY.iterdir())
    for image in ("accueil", "commune", "carte", "decompte"):
        assert f"images/borne-{image}.png" in guide and (ROOT / "docs" / "images" / f"borne-{image}.png").is_file()


# ---------------------------------------------------------------- l'endurance


def test_the_drift_is_the_worst_hour_against_the_first():
    hours = [Reading(400, 200, 3, 900), Reading(410, 190, 3, 900), Reading(380, 230, 3, 900)]
    assert _drift(hours) == pytest.approx((0.025, 0.15))
    assert _drift(hours[:1]) == (0, 0)


def test_a_process_counts_with_its_children():
    assert os.getpid() in _with_children([os.getppid()])
    assert _with_children([os.getpid()]) >= {os.getpid()}
