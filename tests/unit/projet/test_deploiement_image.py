"""L'image et sa composition : ce qui y entre, ce qui n'y entre pas, et ce que les deux doivent dire pareil."""

from __future__ import annotations

import re
from fnmatch import fnmatch

import pytest

from settings import DEFAULT_PORT, ROOT
from web.serveur import GRACEFUL_S, KEEPALIVE_S

DEPLOY = ROOT / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMPOSE = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    "path", [".git", ".env", ".venv", "tests", "sources", "build", "deploy/certificats", "data/official", "data/official.ancien"]
)
def test_what_must_not_leave_the_machine_is_not_sent_to_the_build(path):
    assert any(fnmatch(path, one) for one in IGNORED)


def test_every_part_of_the_service_is_copied_and_nothing_more():
    copied = {one for line in re.findall(r"^COPY (.+) \S+$", CONTAINERFILE, re.MULTILINE) for one in line.split()}
    assert all((ROOT / one).exists() for one in copied)
    modules = {one.name for one in ROOT.glob("*.py")} | {one.parent.name for one in ROOT.glob("[a-z]*/*.py")}
    asked = modules - {"tasks.py", "tests"}
    assert copied == asked | {"assets", "data", "requirements.lock"}


def test_the_image_is_run_by_an_ordinary_user_with_locked_packages():
    assert "--require-hashes" in CONTAINERFILE and "PIP_NO_CACHE_DIR=1" in CONTAINERFILE
    user = re.findall(r"^USER (\d+)$", CONTAINERFILE, re.MULTILINE)
    assert user == ["10001"] and "--uid 10001" in CONTAINERFILE


def test_a_clone_made_under_a_strict_umask_gives_an_image_that_starts():
    assert "chmod -R a+rX ." in CONTAINERFILE


def test_the_health_check_is_in_both_files_and_the_same():
    """Au format par défaut de podman, l'image perd le sien : nginx attendrait toujours."""
    image = re.search(r'^  CMD (\["python", "-c".+\])$', CONTAINERFILE, re.MULTILINE)
    composed = re.search(r'test: \["CMD", ("python", "-c".+\])$', COMPOSE, re.MULTILINE)
    assert image and composed and image[1] == "[" + composed[1]
    assert f"127.0.0.1:{DEFAULT_PORT}/healthz" in image[1]
    options = dict(re.findall(r"--([a-z-]+)=(\S+)", CONTAINERFILE[CONTAINERFILE.index("HEALTHCHECK --") :]))
    assert all(f"{name.replace('-', '_')}: {value}\n" in COMPOSE for name, value in options.items()) and len(options) == 4


def test_the_container_is_left_more_time_than_the_server_takes_to_stop():
    grace = re.search(r"stop_grace_period: (\d+)s", COMPOSE)
    assert grace and int(grace[1]) > GRACEFUL_S


def test_nginx_closes_its_connections_before_the_server_does():
    kept = re.findall(r"keepalive_timeout (\d+)s;", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert kept and all(int(one) < KEEPALIVE_S for one in kept)


def test_a_replica_gone_with_its_address_is_left_at_once():
    """Sans cette borne, nginx attend une minute une machine qui ne répond rien : essayé, une demande sur vingt s'y perdait."""
    assert "proxy_connect_timeout 2s;" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")


def test_the_key_of_the_certificate_cannot_be_committed():
    assert "deploy/certificats/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
