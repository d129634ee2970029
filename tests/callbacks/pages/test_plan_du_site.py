"""Le plan du site : il mène à toutes les pages, et toute page y mène (RGAA 12.1, 12.3, 12.4)."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from callbacks import pages
from layers.atlas import Atlas
from settings import ROOT
from tests.browser.etats import ETATS
from tests.serveur import client_de
from views.ecriture import phrases_pages as p
from views.site import phrases_plan as wp
from views.site.plan_du_site import familles


@pytest.fixture
def links(small: Atlas) -> list[str]:
    return [adresse for _, those in familles(small) for adresse, _ in those]


def test_every_page_that_is_not_one_of_a_list_is_in_it(links):
    # /commune/46102, /territoire/…, /indicateur/… : une page de chaque chose, qu'une liste du plan ouvre.
    own = {urlsplit(etat.adresse).path for etat in ETATS if etat.statut == 200}
    alone = {path for path in own if path.strip("/").count("/") == 0}
    assert alone - set(links) == set() and len(links) == len(set(links))
    assert {address for address, _ in p.PAGES} <= set(links)


def test_the_page_lists_them_under_headings(small: Atlas, links):
    html = client_de(small, pages).get(wp.ADRESSE).get_data(as_text=True)
    content = html.partition("<main")[2].partition("</main>")[0]
    assert [link for link in links if f'href="{link}"' not in content] == []
    assert content.count("<h2") == len(familles(small)) and content.count("<h1") == 1


def test_every_page_leads_to_it():
    footer = (ROOT / "views" / "templates" / "base.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert "pages.PIED" in footer and p.PLAN_DU_SITE in p.PIED
