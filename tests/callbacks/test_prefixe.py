"""Le service sous un chemin : « /maillage/ », que le serveur frontal l'ôte ou le laisse, et qu'il le dise ou non."""

from __future__ import annotations

import json
import re

import pytest

import app as application
from settings import Settings
from tests.demandes import CALLBACKS, request_of, that_reads
from tests.projet import projet_reduit

PREFIXE = "/maillage"
ADRESSES = re.compile(r"""(?:href|src|action|data-en-mots)=["'](/[^"']*)["']""")
PAGES = ["/", "/commune", "/commune/46003", "/territoires", "/territoire/dep-46", "/graphiques", "/comparer?a=reg-76&b=fra", "/tableau/"]
PAGES += [
    "/feuilles/",
    "/carte-en-mots",
    "/reunion",
    "/borne",
    "/borne/devinez",
    "/borne/carte",
    "/borne/commune",
    "/borne/commune/46003",
    "/plan",
    "/glossaire",
]
FACONS = {
    "laissé": lambda path: (PREFIXE + path, {}),
    "laissé et dit": lambda path: (PREFIXE + path, {"X-Forwarded-Prefix": PREFIXE}),
    "ôté": lambda path: (path, {}),
    "ôté et dit": lambda path: (path, {"X-Forwarded-Prefix": PREFIXE}),
    "ôté, un autre dit": lambda path: (path, {"X-Forwarded-Prefix": "/ailleurs", "X-Script-Name": "/ailleurs"}),
}


@pytest.fixture(scope="module")
def client(small, tmp_path_factory):
    settings = Settings(root=projet_reduit(tmp_path_factory.mktemp("projet")).root, debit=0, prefixe=PREFIXE)
    return application.create_app(small, settings).server.test_client()


@pytest.fixture(params=FACONS.values(), ids=FACONS)
def demander(request, client):
    """Une demande, telle que le serveur frontal la passe."""

    def ask(path: str, method: str = "get", **options):
        address, headers = request.param(path)
        return getattr(client, method)(address, headers={**headers, **options.pop("headers", {})}, **options)

    return ask


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_every_page_stays_under_the_prefix(demander, page):
    answer = demander(page)
    assert answer.status_code == 200, page
    found = ADRESSES.findall(answer.text)
    assert found and all(one.startswith(f"{PREFIXE}/") for one in found), [one for one in found if not one.startswith(PREFIXE)]
    assert f'data-racine="{PREFIXE}"' in answer.text
    assert f"{PREFIXE}{PREFIXE}" not in answer.text


def test_the_application_calls_back_under_the_prefix(demander):
    config = json.loads(re.search(r'id="_dash-config"[^>]*>(.*?)</script>', demander("/").text).group(1))
    assert config["requests_pathname_prefix"] == f"{PREFIXE}/"
    config = json.loads(re.search(r'id="_dash-config"[^>]*>(.*?)</script>', demander("/tableau/").text).group(1))
    assert config["requests_pathname_prefix"] == f"{PREFIXE}/tableau/"
    assert demander("/_dash-layout").status_code == 200
    panel = that_reads(demander("/_dash-dependencies").json, "territoire")
    said = demander(CALLBACKS, "post", json=request_of(panel, {"territoire": "com-46003"}))
    assert said.status_code == 200
    links = re.findall(r'"href": ?"(/[^"]*)"', said.text.replace("\\u002f", "/"))
    assert links and all(one.startswith(f"{PREFIXE}/") for one in links)


def test_files_map_data_and_kiosk_answer_under_the_prefix(demander):
    page = demander("/borne/carte").text
    (data, statique) = (re.search(rf'"{PREFIXE}(/{kind}/[^"]+)"', page).group(1) for kind in ("donnees", "statique"))
    assert demander(data).status_code == 200
    version = "/".join(statique.split("/")[:3])
    assert demander(f"{version}/carte/carte.mjs").status_code == 200
    assert demander("/assets/style.css").status_code == 200
    assert demander("/borne/communes", "post", json={"q": "vallee"}).json["communes"]


@pytest.mark.parametrize("address", ["/commune/46003/", "/tableau", "/territoire/DEP-46", "/comprendre", "/?mode=borne"])
def test_a_redirection_stays_under_the_prefix(demander, address):
    answer = demander(address)
    assert answer.status_code in (301, 302, 308) and answer.headers["Location"].startswith(f"{PREFIXE}/"), address


def test_the_bare_prefix_opens_the_site(client):
    assert client.get(PREFIXE).headers["Location"] == f"{PREFIXE}/"
    assert client.get(f"{PREFIXE}/", headers={"Host": "mauvais.example"}).status_code == 200


def test_a_kept_page_is_not_moved_twice(client):
    first, again = (client.get(f"{PREFIXE}/commune/46003").text for _ in range(2))
    assert first == again


def test_without_a_prefix_nothing_of_it_is_seen(small, tmp_path):
    client = application.create_app(small, Settings(root=projet_reduit(tmp_path / "p").root, debit=0)).server.test_client()
    page = client.get("/commune/46003", headers={"X-Forwarded-Prefix": PREFIXE}).text
    assert PREFIXE not in page and "data-racine" not in page
