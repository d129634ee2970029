"""Le Pacte : dix engagements, ce qui est atteint n'est jamais un objectif, et ce qui n'est pas publié le reste."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.faits.fait import OBJECTIF, OBSERVE
from tests.petit_atlas import petit_atlas
from views.ecriture import phrases as w
from views.site.pacte import cite, feuille, formule, lire, page_pacte, resume, suivis
from views.site.phrases_engagements import ENGAGEMENTS

F, N = "\u202f", "\u00a0"


@pytest.fixture(scope="module")
def aims(demonstration):
    return {one.mesure.nom: one for suivi in suivis(demonstration) for one in suivi.avancements}


def test_the_ten_commitments_are_there_with_nine_figured_aims(demonstration, aims):
    every = suivis(demonstration)
    assert [one.engagement.numero for one in every] == list(range(1, 11)) and len(aims) == 9
    assert {one.engagement.numero for one in every if not one.avancements} == {5, 8, 9}
    # Tout fait nommé dans le registre existe.
    named = [id_ for e in ENGAGEMENTS for m in e.mesures for id_ in (m.objectif, m.atteint, m.fois) if id_]
    assert all(id_ in demonstration.faits.par_id for id_ in (*named, *(id_ for e in ENGAGEMENTS for id_ in e.autres)))


def test_what_is_reached_is_observed_and_aims_are_aims(aims):
    assert {one.objectif.statut for one in aims.values()} == {OBJECTIF}
    assert {one.atteint.statut for one in aims.values() if one.atteint} == {OBSERVE}


@pytest.mark.parametrize(
    ("nom", "atteint", "objectif", "part"),
    [
        ("Maisons de santé ouvertes", "730 MSP", f"1{F}000 MSP", f"73,0{N}%"),
        ("Installations par contrat PTMG ou PTMA", "500 professionnels", f"1{F}000 médecins", f"50,0{N}%"),
        ("Médecins correspondants du SAMU (MCS)", "plus de 450 MCS", "700 MCS", f"plus de 64,3{N}%"),
        ("Chefs de clinique de médecine générale", "80 postes", "160 postes", f"50,0{N}%"),
    ],
)
def test_progress_against_the_aim(aims, nom, atteint, objectif, part):
    one = aims[nom]
    assert (lire(one.atteint), lire(one.objectif), one.part_lue) == (atteint, objectif, part)


def test_a_tripled_number_says_its_formula(aims):
    seen = aims["Médecins correspondants du SAMU (MCS)"].atteint
    assert (seen.formule, seen.periode, seen.fiabilite) == ("150 × 3", "2015", "dérivé")


def test_what_is_not_published_is_said_so(aims):
    missing = [one for one in aims.values() if one.part is None]
    assert len(missing) == 4 and {one.part_lue for one in missing} == {w.NON_PUBLIE} and {one.atteint for one in missing} == {None}


def test_the_sentence_counts(demonstration):
    said = resume(suivis(demonstration)).replace(N, " ")
    assert said.startswith("10 engagements, 9 objectifs chiffrés ; 5 ont un résultat publié, aucun n'était atteint")


def test_an_aim_is_never_shown_as_reached(demonstration):
    faits = demonstration.faits
    twisted = {**faits.par_id, "IND-0049": replace(faits.par_id["IND-0049"], statut=OBJECTIF)}
    atlas = petit_atlas(faits=replace(faits, par_id=twisted))
    (one,) = suivis(atlas)[2].avancements
    assert (one.atteint, one.part) == (None, None)


def test_a_fact_removed_removes_its_line_only(demonstration):
    faits = demonstration.faits
    fewer = {id_: fait for id_, fait in faits.par_id.items() if id_ not in ("IND-0050", "IND-0051")}
    every = suivis(petit_atlas(faits=replace(faits, par_id=fewer)))
    assert every[2].avancements == () and [fait.id for fait in every[2].autres] == ["IND-0047", "IND-0052"]


def test_the_export_has_one_row_an_aim_and_leaves_blanks(demonstration):
    sheet = feuille(demonstration)
    assert len(sheet.lignes) == 9 and {len(row) for row in sheet.lignes} == {len(sheet.colonnes)}
    row = next(row for row in sheet.lignes if row[1] == "Projets d'ESP ou de CPTS accompagnés")
    assert row[2:9] == (200, "≤", "2016", None, "", "", None)
    assert ("Empreinte des données", demonstration.hash) in sheet.metadonnees


def test_the_page_holds_all(demonstration):
    assert len(page_pacte(demonstration)["suivis"]) == 10


def test_a_calculated_result_says_what_it_comes_from(demonstration):
    """Plus de 450 médecins correspondants du SAMU : 150 en 2012, « plus que triplé »."""
    (mcs,) = suivis(demonstration)[3].avancements
    assert [fait.id for fait in mcs.facteurs] == ["IND-0055", "IND-0056"] and mcs.atteint.valeur == 450
    assert formule(mcs).startswith("plus de 450") and cite(mcs.facteurs[0])[1].startswith("150")


@pytest.mark.parametrize(
    "changes",
    [{"IND-0055": {"valeur": None}}, {"IND-0056": {"valeur": None}}, {"IND-0056": {"valeur": "plus que triplé"}}, {"IND-0056": None}],
)
def test_a_product_without_one_of_its_numbers_is_not_published(demonstration, changes):
    faits = demonstration.faits
    twisted = {id_: replace(fait, **(changes.get(id_) or {})) for id_, fait in faits.par_id.items() if changes.get(id_, {}) is not None}
    (mcs,) = suivis(replace(demonstration, faits=replace(faits, par_id=twisted)))[3].avancements
    assert (mcs.atteint, mcs.part, mcs.facteurs, mcs.part_lue) == (None, None, (), w.NON_PUBLIE)
