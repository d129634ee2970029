"""La déclaration d'accessibilité : ses pages sont celles que les essais parcourent, et toute page y mène."""

from __future__ import annotations

import pytest

from callbacks import pages
from layers.atlas import Atlas
from settings import ROOT, Settings, SettingsError, read_settings
from tests.browser.etats import ETATS
from views import wording as w
from views import wording_accessibilite as a
from views.accessibilite import Declaration, declaration

DITE = declaration(Settings().accessibilite)


def served(atlas: Atlas, **changed) -> str:
    from flask import Flask

    server = Flask("essai")
    pages.register(server, atlas, Settings(**changed))
    return server.test_client().get(a.ADRESSE).get_data(as_text=True)


def test_the_declared_pages_are_the_tested_ones():
    tested = {etat.adresse.split("?")[0] for etat in ETATS if etat.statut == 200}
    kiosk = {address for address in tested if address.startswith("/borne/")}
    assert {address for _, address in DITE.pages} == tested - kiosk


def test_what_fails_is_said_and_nothing_claims_an_audit():
    assert DITE.etat == "partiellement conforme" and DITE.etat in a.LIEN
    assert DITE.conforme and DITE.non_conforme
    assert "aucun audit" in a.ENGAGEMENT and any("lecteur d'écran" in phrase for phrase in DITE.non_conforme)


def test_the_page_says_every_fact(small: Atlas):
    from markupsafe import escape

    html = served(small).replace("\xa0", " ")
    facts = (*DITE.conforme, *DITE.non_conforme, *(text for one in DITE.moyens for text in one), *(nom for nom, _ in DITE.pages))
    assert [fact for fact in facts if str(escape(fact.rstrip("."))) not in html and fact not in html] == []
    assert w.date(DITE.date) in html


def test_the_contact_is_a_setting_and_is_never_invented(small: Atlas):
    assert a.SANS_CONTACT.replace("'", "&#39;") in served(small) and "mailto:" not in served(small)
    assert 'href="mailto:acces@exemple.fr"' in served(small, contact="acces@exemple.fr")
    assert 'href="https://exemple.fr/contact"' in served(small, contact="https://exemple.fr/contact")


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "deux mots", "a@b@c", "https://exemple.fr/\"onclick="])
def test_a_wrong_contact_is_refused(wrong):
    with pytest.raises(SettingsError, match="MAILLAGE_CONTACT"):
        read_settings({"MAILLAGE_CONTACT": wrong})


def test_the_map_and_every_page_lead_to_it():
    assert (a.ADRESSE, a.LIEN) in w.AUTRES_PAGES
    footer = (ROOT / "views" / "templates" / "base.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert "a.ADRESSE" in footer and "a.LIEN" in footer


def test_a_state_that_the_rgaa_does_not_know_is_refused(tmp_path):
    text = Settings().accessibilite.read_text(encoding="utf-8").replace(DITE.etat, "très conforme", 1)
    (tmp_path / "accessibilite.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="très conforme"):
        declaration(tmp_path / "accessibilite.toml")
    assert isinstance(DITE, Declaration)
