"""Qui publie, ce qui est gardé, à qui écrire : d'après les réglages, jamais inventé ; et toute page y mène."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from callbacks import commune, pages, territoires
from layers.atlas import Atlas
from settings import ROOT, SettingsError, read_settings
from tests.serveur import client_de
from views.ecriture import phrases as ecriture
from views.ecriture import phrases_pages as p
from views.ecriture.contact import page_locale
from views.site import phrases_contact as w
from views.site import phrases_legales as l

MAISON = {"editeur": "ARS d'essai, 1 rue des Lilas, 31000 Toulouse", "directeur": "Mme Essai", "hebergeur": "Hébergeur, 01 00 00 00 00"}
TOUTES = (p.MENTIONS, p.DONNEES_PERSONNELLES, p.CONTACT, p.SCHEMA)


def lue(atlas: Atlas, ici: str, *more, **reglages) -> str:
    answer = client_de(atlas, pages, *more, **reglages).get(ici)
    assert answer.status_code == 200
    return answer.get_data(as_text=True).replace("&#39;", "'")


def test_who_publishes_is_what_the_settings_say_and_is_never_invented(small: Atlas):
    assert lue(small, p.MENTIONS[0]).count(l.NON_RENSEIGNE) == 3
    told = lue(small, p.MENTIONS[0], **MAISON)
    assert l.NON_RENSEIGNE not in told and [one for one in MAISON.values() if one not in told] == []


@pytest.mark.parametrize("name", ["MAILLAGE_EDITEUR", "MAILLAGE_DIRECTEUR", "MAILLAGE_HEBERGEUR"])
def test_a_line_of_the_legal_page_is_one_line_of_text(name):
    for wrong in ("a<script>", "a\nb", "x" * 301):
        with pytest.raises(SettingsError, match=name):
            read_settings({name: wrong})
    assert read_settings({name: "Agence, 1 rue A, 31000 Toulouse"})


@pytest.mark.parametrize("adresse", [one for one, _ in TOUTES])
def test_each_page_has_one_title_and_is_in_the_map_of_the_site(small: Atlas, adresse):
    html = lue(small, adresse)
    assert html.count("<h1") == 1 and f'href="{adresse}"' in lue(small, p.PLAN_DU_SITE[0])


def test_every_page_and_the_map_without_its_scripts_say_the_level_and_lead_to_the_legal_pages(small: Atlas):
    html = lue(small, "/glossaire")
    assert [one for one, nom in p.PIED if f'<a href="{one}">{nom}</a>' not in html] == []
    carte = (ROOT / "views" / "templates" / "carte.html").read_text(encoding="utf-8")
    assert "PAGES_SANS_SCRIPTS" in carte and {p.ACCESSIBILITE, p.MENTIONS} <= set(ecriture.PAGES_SANS_SCRIPTS)
    assert "non conforme" in p.ACCESSIBILITE[1]


def test_no_footer_shows_the_fingerprint_of_the_data(small: Atlas):
    assert "mpreinte" not in lue(small, "/glossaire") and small.hash[:12] not in lue(small, "/glossaire")


@pytest.mark.parametrize("adresse", ["/commune/46102", "/territoire/dep-46", "/indicateur/msp-labellisees"])
def test_an_error_is_reported_from_the_page_itself(demonstration: Atlas, adresse):
    html = lue(demonstration, adresse, commune, territoires, contact="erreurs@exemple.fr", adresse="https://maillage.exemple.fr")
    link = html.partition(f'">{p.SIGNALER}</a>')[0].rpartition('href="')[2].replace("&amp;", "&")
    told = urlsplit(link)
    said = {name: values[0] for name, values in parse_qs(told.query).items()}
    assert (told.scheme, told.path) == ("mailto", "erreurs@exemple.fr")
    assert f"https://maillage.exemple.fr{adresse}" in said["body"] and "+" not in link
    assert unquote(link).startswith("mailto:erreurs@exemple.fr?subject=Maillage, une erreur : ")


def test_without_a_contact_the_report_leads_to_a_page_that_says_so(demonstration: Atlas):
    html = lue(demonstration, "/commune/46102", commune)
    assert 'href="/contact?page=%2Fcommune%2F46102"' in html and "mailto:" not in html
    there = lue(demonstration, "/contact?page=%2Fcommune%2F46102")
    assert w.SANS_CONTACT in there and '<a href="/commune/46102">/commune/46102</a>' in there


def test_a_form_is_opened_as_it_is_and_an_address_carries_the_page(small: Atlas):
    form = lue(small, "/contact?page=/commune/46102", contact="https://exemple.fr/formulaire")
    assert 'class="bouton" href="https://exemple.fr/formulaire"' in form and "mailto:" not in form
    assert "%2Fcommune%2F46102" in lue(small, "/contact?page=/commune/46102", contact="a@exemple.fr")


@pytest.mark.parametrize("other", ["https://ailleurs.fr", "//ailleurs.fr", "javascript:alert(1)", "/a b", '/"onclick', "", "/" + "x" * 200])
def test_only_a_page_of_here_is_repeated(small: Atlas, other):
    assert page_locale(other) == ""
    assert w.PAGE not in client_de(small, pages).get("/contact", query_string={"page": other}).get_data(as_text=True)
