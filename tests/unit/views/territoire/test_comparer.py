"""Comparer : un écart ne se calcule que de ce qui se compare, un rang se compte à la main, une réserve est toujours dite."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from layers.faits.fait import CONSTATS
from layers.geo.silhouettes import read_silhouettes
from layers.socle.defauts import DataError
from layers.territoire.chiffres import chiffres, courant
from views.territoire import comparer as co
from views.territoire import phrases_comparer as c
from views.territoire.page_comparer import feuille, page_comparer
from views.territoire.petite_carte import classe, petite_carte

ROOT = Path(__file__).resolve().parents[4]
F, N = "\u202f", "\u00a0"


@pytest.fixture(scope="module")
def silhouettes():
    return read_silhouettes(ROOT / "data" / "geo" / "departements.json")


@pytest.fixture(scope="module")
def pair(demonstration):
    return {one.id: one for one in co.paires(demonstration, "dep-09", "dep-11")}


@pytest.fixture(scope="module")
def count(demonstration):
    return chiffres(demonstration).dernier("dep-09", "msp")


def between(fait, **changes) -> co.Paire:
    return co.Paire("x", "x", fait, replace(fait, **changes))


def test_a_pair_is_each_latest_value(pair):
    msp = pair["msp"]
    assert (co.lue_avec_unite(msp.a), co.lue_avec_unite(msp.b), msp.ecart) == ("20 établissements", "28 établissements", "+8")
    assert pair["cpts-2019"].ecart == "+2" and pair["pta"].ecart == "" and pair["pta"].comparable is False


def test_a_share_differs_in_points(pair):
    share = pair["zonage-medecins.ZIP.population"]
    assert (co.lue(share.a), co.lue(share.b), share.ecart) == (f"19,1{N}%", f"24,7{N}%", f"+5,6{N}points")


def test_what_is_missing_is_not_published_never_zero(pair):
    missing = [one for one in pair.values() if one.b is None]
    assert missing and all(co.lue(one.b) == "non publié" and one.ecart == "" and one.reserves == () for one in missing)


def test_a_qualified_value_has_no_gap(count):
    assert between(count, valeur=30, qualificatif=">").ecart == ""
    assert between(count, valeur=30).ecart == "+10" and between(count, valeur=7).ecart == "−13" and between(count).ecart == "0"


def test_units_that_differ_are_never_subtracted(count):
    mixed = between(count, unite="communes")
    assert mixed.ecart == "" and mixed.reserves == (c.unites_differentes("établissements", "communes"),)


def test_dates_that_differ_are_said(count):
    other = between(count, periode="2019-09")
    assert other.ecart == "0" and other.reserves == (c.dates_differentes("janvier 2026", "septembre 2019"),)


def test_a_count_between_levels_is_said_but_not_a_rate(demonstration):
    by_id = {one.id: one for one in co.paires(demonstration, "dep-09", "reg-76")}
    assert c.TAILLES_DIFFERENTES in by_id["msp"].reserves
    assert by_id["msp-par-habitant"].reserves == () and by_id["zonage-medecins.ZIP.population"].reserves == ()


def test_ranks_are_those_counted_by_hand(demonstration):
    values = {code: chiffres(demonstration).dernier(f"dep-{code}", "msp").valeur for code in co.departements(demonstration, "76")}
    ranked = co.rangs(demonstration, "76", "msp")
    assert [one.valeur.valeur for one in ranked] == sorted(values.values(), reverse=True) and len(ranked) == 13
    for one in ranked:
        assert one.rang == 1 + sum(other > values[one.code] for other in values.values())
    assert ranked[0].longueur == 100 and co.periodes(ranked) == ("janvier 2026",)


def test_a_departement_without_a_value_has_no_rank(demonstration):
    ranked = co.rangs(demonstration, "76", "medecins-recrutes")
    without = [one for one in ranked if one.valeur is None]
    assert without and all((one.rang, one.longueur) == (None, 0.0) for one in without)
    assert ranked[-len(without) :] == tuple(without)


def test_only_numbers_of_one_unit_are_ranked(demonstration):
    known = co.classables(demonstration, "76")
    assert "msp" in known and "pta" not in known and "pastel" not in known
    for id_ in known:
        facts = [one.valeur for one in co.rangs(demonstration, "76", id_) if co.est_nombre(one.valeur)]
        assert len(facts) >= 2 and len({fait.unite for fait in facts}) == 1 and all(map(courant, facts))


def test_neither_an_aim_nor_a_simulated_value_is_compared(demonstration):
    for territoire in ("fra", "reg-76", "dep-33", "dep-46"):
        for fait in co.derniers(demonstration, territoire).values():
            assert fait.statut in CONSTATS and fait.fiabilite != "simulé" and fait.montrable
    # L'objectif de 1 000 maisons de santé n'est pas la valeur de la France : 730 l'est.
    assert co.derniers(demonstration, "fra")["msp-ouvertes"].valeur == 730


def test_the_small_map_draws_and_writes_each_departement(demonstration, silhouettes):
    ranked = co.rangs(demonstration, "76", "msp")
    drawn = petite_carte(silhouettes, ranked)
    assert {one.code for one in drawn.formes} == {one.code for one in ranked} and not drawn.absents
    assert {one.nombre for one in drawn.formes} == {co.lue(one.valeur) for one in ranked}
    box = [float(part) for part in drawn.cadre.split()]
    for one in drawn.formes:
        assert box[0] < one.x < box[0] + box[2] and box[1] < one.y < box[1] + box[3]
    # Toulouse est au nord de Foix, Mende à l'est de Cahors : y descend, x va vers l'est.
    at = {one.code: (one.x, one.y) for one in drawn.formes}
    assert at["31"][1] < at["09"][1] and at["48"][0] > at["46"][0]


def test_a_value_not_published_is_hatched_not_pale(demonstration, silhouettes):
    drawn = petite_carte(silhouettes, co.rangs(demonstration, "76", "medecins-recrutes"))
    hatched = [one for one in drawn.formes if one.teinte.startswith("url(")]
    assert drawn.absents and hatched and {one.nombre for one in hatched} == {"–"} and all("non publié" in one.dit for one in hatched)


@pytest.mark.parametrize(("value", "rank"), [(0, 0), (19.9, 0), (20, 1), (59, 2), (80, 4), (100, 4)])
def test_classes_of_equal_width(value, rank):
    assert classe(value, [0, 20, 40, 60, 80, 100]) == rank


def test_equal_values_make_one_class():
    assert classe(7, [7] * 6) == 4


def test_a_broken_file_of_outlines_is_refused_in_a_sentence(tmp_path):
    broken = tmp_path / "departements.json"
    broken.write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="build_contours"):
        read_silhouettes(broken)


def test_without_outlines_there_is_no_map(demonstration, tmp_path):
    nothing = read_silhouettes(tmp_path / "departements.json")
    assert petite_carte(nothing, co.rangs(demonstration, "76", "msp")) is None


def test_the_page_opens_on_two_departements_and_refuses_the_unknown(demonstration, silhouettes):
    opened = page_comparer(demonstration, silhouettes, "", "", "")
    assert (opened["a"], opened["b"], opened["paire"].id) == ("dep-09", "dep-11", "msp")
    assert page_comparer(demonstration, silhouettes, "", "dep-09", "")["a"] == "dep-11"
    assert page_comparer(demonstration, silhouettes, "dep-zz", "", "") is None
    assert page_comparer(demonstration, silhouettes, "", "", "n'importe quoi")["paire"].id == "msp"
    assert opened["sous_titre"].endswith("Occitanie, janvier 2026")


def test_the_departements_ranked_are_those_of_the_first_territory(demonstration, silhouettes):
    paca = page_comparer(demonstration, silhouettes, "dep-13", "dep-46", "ald-sans-mt")
    assert [one.code for one in paca["classement"]][0] == "13" and len(paca["classement"]) == 6


def test_the_export_has_both_sides_and_the_reserves(demonstration):
    sheet = feuille(demonstration, "dep-09", "reg-76")
    assert {len(row) for row in sheet.lignes} == {len(sheet.colonnes)} and feuille(demonstration, "dep-09", "zz") is None
    msp = next(row for row in sheet.lignes if row[0].startswith("Maisons de santé") and row[3] == "établissements")
    assert msp[1] == 20 and c.TAILLES_DIFFERENTES in msp[-1]
