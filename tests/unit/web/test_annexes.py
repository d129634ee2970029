"""Ce que les machines demandent à la racine : le plan des pages, l'icône, le manifeste."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

from layers.atlas import Atlas
from tests.serveur import client_de
from views.site.plan_du_site import familles
from web import annexes

SITE = "https://exemple.fr/maillage"


@pytest.fixture(scope="module")
def told(demonstration: Atlas) -> list[str]:
    answer = client_de(demonstration, annexes, adresse=SITE).get("/sitemap.xml")
    assert answer.status_code == 200 and answer.mimetype == "application/xml"
    return [one.text or "" for one in ET.fromstring(answer.data).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]


def test_every_sheet_is_in_the_map_of_the_pages_once(told, demonstration: Atlas):
    assert len(told) == len(set(told)) < 50_000 and all(one.startswith(SITE + "/") for one in told)
    communes = {one.removeprefix(f"{SITE}/commune/") for one in told if "/commune/" in one}
    assert communes == {*demonstration.communes.index, *demonstration.sans_contour.index}
    assert {f"{SITE}/territoire/dep-46", f"{SITE}/indicateur/msp-labellisees", f"{SITE}/mentions-legales"} <= set(told)


def test_what_robots_may_not_read_is_not_in_it(told, demonstration: Atlas):
    assert [one for one in told if one.removeprefix(SITE).startswith(annexes.INTERDITES)] == []
    wanted = {address for _, those in familles(demonstration) for address, _ in those if not address.startswith(annexes.INTERDITES)}
    assert {SITE + one for one in wanted} <= set(told)


def test_without_an_address_there_is_no_map_and_robots_names_none(small: Atlas):
    client = client_de(small, annexes)
    assert client.get("/sitemap.xml").status_code == 404 and "Sitemap" not in client.get("/robots.txt").text
    named = client_de(small, annexes, adresse=SITE).get("/robots.txt").text
    assert f"Sitemap: {SITE}/sitemap.xml" in named.splitlines()


def test_the_icon_and_the_manifest_are_at_the_root(small: Atlas):
    client = client_de(small, annexes)
    for path in ("/favicon.ico", "/favicon.svg"):
        assert client.get(path).mimetype == "image/svg+xml" and ET.fromstring(client.get(path).data).tag.endswith("svg")
    manifest = json.loads(client.get("/manifest.webmanifest").data)
    assert manifest["lang"] == "fr" and client.get(manifest["icons"][0]["src"]).status_code == 200
