"""La déclaration d'accessibilité : ses pages sont celles que les essais parcourent, ses 106 critères sont là, toute page y mène."""

from __future__ import annotations

import pytest

from callbacks import pages
from layers.atlas import Atlas
from settings import ROOT, Settings, SettingsError, read_settings
from tests.browser.etats import ETATS
from tests.serveur import client_de
from views.ecriture import phrases as w
from views.ecriture import phrases_pages as p
from views.site import phrases as a
from views.site.accessibilite import CONFORME, NON, NON_APPLICABLE, NON_CONFORME, PARTIEL, Declaration, declaration, grille

DITE, GRILLE = declaration(Settings().accessibilite), grille(Settings().rgaa)
# Les critères de chaque thème du RGAA 4.1.
RGAA = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)


def served(atlas: Atlas, **changed) -> str:
    return client_de(atlas, pages, **changed).get(a.ADRESSE).get_data(as_text=True)


def test_the_declared_pages_are_the_tested_ones():
    tested = {etat.adresse.split("?")[0] for etat in ETATS if etat.statut == 200}
    kiosk = {address for address in tested if address.startswith("/borne/")}
    assert {address for _, address in DITE.pages} == tested - kiosk


def test_what_fails_is_said_and_nothing_claims_an_audit():
    # Sans audit, le seul niveau qui s'annonce : RGAA, obligations ; décret n° 2019-768.
    assert DITE.audit == "" and DITE.etat == NON and DITE.etat in a.LIEN
    assert DITE.conforme and DITE.non_conforme
    assert "aucun audit" in a.ENGAGEMENT and any("NVDA" in phrase for phrase in DITE.limites)


def test_the_page_says_every_fact(small: Atlas):
    from markupsafe import escape

    html = served(small).replace("\xa0", " ")
    pairs = (*DITE.non_conforme, *DITE.moyens, *((nom, nom) for nom, _ in DITE.pages))
    alone = (*DITE.conforme, *DITE.limites, DITE.dispenses, DITE.technologies, DITE.environnement)
    facts = (*alone, *(text for pair in pairs for text in pair))
    assert [fact for fact in facts if str(escape(fact.rstrip("."))) not in html and fact not in html] == []
    assert w.date(DITE.date) in html


def test_the_contact_is_a_setting_and_is_never_invented(small: Atlas):
    assert a.SANS_CONTACT.replace("'", "&#39;") in served(small) and "mailto:" not in served(small)
    assert 'href="mailto:acces@exemple.fr"' in served(small, contact="acces@exemple.fr")
    assert 'href="https://exemple.fr/contact"' in served(small, contact="https://exemple.fr/contact")


@pytest.mark.parametrize("wrong", ["javascript:alert(1)", "deux mots", "a@b@c", 'https://exemple.fr/"onclick='])
def test_a_wrong_contact_is_refused(wrong):
    with pytest.raises(SettingsError, match="MAILLAGE_CONTACT"):
        read_settings({"MAILLAGE_CONTACT": wrong})


def test_the_map_and_every_page_lead_to_it():
    assert (a.ADRESSE, a.LIEN) in p.PIED
    footer = (ROOT / "views" / "templates" / "base.html").read_text(encoding="utf-8").partition("<footer")[2]
    assert "pages.PIED" in footer


def test_a_state_that_the_rgaa_does_not_know_is_refused(tmp_path):
    text = Settings().accessibilite.read_text(encoding="utf-8").replace(f'etat = "{DITE.etat}"', 'etat = "très conforme"', 1)
    (tmp_path / "accessibilite.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="très conforme"):
        declaration(tmp_path / "accessibilite.toml")
    assert isinstance(DITE, Declaration)
    unaudited = text.replace("très conforme", PARTIEL)
    (tmp_path / "accessibilite.toml").write_text(unaudited, encoding="utf-8")
    with pytest.raises(ValueError, match="sans audit"):
        declaration(tmp_path / "accessibilite.toml")
    audited = unaudited.replace('audit = ""', 'audit = "Un organisme, 2 mars 2027"')
    (tmp_path / "accessibilite.toml").write_text(audited, encoding="utf-8")
    assert declaration(tmp_path / "accessibilite.toml").etat == PARTIEL


# ------------------------------------------------------------ les 106 critères


def test_every_criterion_of_the_rgaa_is_evaluated_once():
    assert tuple(len(theme.criteres) for theme in GRILLE.themes) == RGAA and sum(RGAA) == 106
    assert [un.numero for theme in GRILLE.themes for un in theme.criteres] == [
        f"{theme}.{rang}" for theme, many in enumerate(RGAA, 1) for rang in range(1, many + 1)
    ]
    assert [un.numero for theme in GRILLE.themes for un in theme.criteres if not (un.sujet and un.comment and un.remarque)] == []


def test_every_failing_criterion_is_declared_and_nothing_else():
    assert GRILLE.fautes == tuple(critere for critere, _ in DITE.non_conforme)


def test_the_state_and_the_rate_come_from_the_grid(small: Atlas):
    counts = {etat: GRILLE.combien(etat) for etat in (CONFORME, NON_CONFORME, NON_APPLICABLE)}
    assert sum(counts.values()) == 106 and GRILLE.applicables == 106 - counts[NON_APPLICABLE]
    assert GRILLE.taux == pytest.approx(100 * counts[CONFORME] / GRILLE.applicables)
    assert GRILLE.etat == PARTIEL  # ce qu'un audit au même résultat permettrait d'annoncer
    html = served(small)
    assert a.resultats(counts[CONFORME], GRILLE.applicables, w.pourcentage(GRILLE.taux)) in html


def graded(tmp_path, *states: str):
    lines = ", ".join(f'{{sujet = "s", etat = "{state}", comment = ["code"], remarque = "r"}}' for state in states)
    (tmp_path / "rgaa.toml").write_text(f'[comment]\ncode = "code"\n[[theme]]\nnom = "Un"\ncritere = [{lines}]\n', encoding="utf-8")
    return grille(tmp_path / "rgaa.toml")


def test_the_rate_leaves_out_what_does_not_apply(tmp_path):
    three = graded(tmp_path, CONFORME, CONFORME, CONFORME, NON_CONFORME, NON_APPLICABLE)
    assert (three.taux, three.etat, three.fautes) == (75.0, PARTIEL, ("1.4",))
    assert graded(tmp_path, CONFORME, NON_APPLICABLE).etat == "totalement conforme"
    assert graded(tmp_path, CONFORME, NON_CONFORME, NON_CONFORME).etat == "non conforme"


def test_a_result_that_the_rgaa_does_not_know_is_refused(tmp_path):
    with pytest.raises(ValueError, match="1.2"):
        graded(tmp_path, CONFORME, "presque conforme")


def test_the_page_shows_each_criterion_in_the_table_of_its_theme(small: Atlas):
    html = served(small)
    assert html.count('<details class="rgaa">') == html.count("<table") == len(RGAA)
    rows = [part.partition("</tr>")[0] for part in html.split('<tr role="row" id="critere-')[1:]]
    assert len(rows) == 106
    for row, one in zip(rows, (un for theme in GRILLE.themes for un in theme.criteres), strict=True):
        assert row.startswith(f'{one.numero}"') and f">{one.etat}</td>" in row and ", ".join(one.comment).replace("'", "&#39;") in row


def test_the_declaration_follows_the_french_model(small: Atlas):
    html = served(small)
    order = [html.index(f"<h2>{title.replace(chr(39), '&#39;')}</h2>") for title in (
        a.ETAT, a.RESULTATS, a.NON_ACCESSIBLES, a.ETABLISSEMENT, a.CONTACT, a.RECOURS)]  # fmt: skip
    assert order == sorted(order) and "article 47 de la loi" in a.ENGAGEMENT
    assert "Défenseur des droits" in html and "dérogation" in DITE.dispenses
