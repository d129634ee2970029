"""Ce que la carte ajoute aux faits, compté à la main sur l'Atlas des sept communes ; et rien de simulé."""

from dataclasses import replace

import pytest

from layers.faits.fait import PRECEDENT
from layers.territoire.chiffres import CALCUL, chiffres, courant
from layers.territoire.indicateurs import CARTE
from layers.territoire.territoires import nom_du_territoire, pages


def test_what_the_map_counts_comes_first_and_the_earlier_total_says_so(small):
    """Le Lot de l'essai a trois communes ; la mesure publiée en dit 312 : elle devient un relevé précédent."""
    every = chiffres(small)
    own = {fait.id: fait for fait in every.par_territoire["dep-46"]}
    counted, before = own["CARTE-dep-46-communes"], own["MES-46-communes"]
    assert (counted.valeur, counted.table, counted.unite) == (3, CARTE, "communes")
    assert (before.valeur, before.statut) == (312, PRECEDENT) and not courant(before)
    assert every.dernier("dep-46", "communes") == counted and every.dernier("dep-46", "population").valeur == 1000


def test_the_same_count_of_the_same_day_is_one_figure(small):
    """Un total publié qui dit la même chose à la même date n'est pas montré deux fois : le compte répond des deux identifiants."""
    published = {**small.faits.mesures["dep-46"]}["communes"]
    same = replace(published, valeur=3)
    faits = replace(small.faits, par_territoire={"dep-46": (same,)})
    every = chiffres(replace(small, faits=faits))
    (only,) = every.par_couple[("dep-46", "communes")]
    assert only.table == CARTE and only.doubles == ("MES-46-communes",) and every.par_id["MES-46-communes"] == only


def test_a_class_no_commune_of_the_region_has_is_left_out(small):
    ids = {fait.id for fait in chiffres(small).par_territoire["dep-46"]}
    assert "CARTE-dep-46-zonage-medecins.HZ.communes" not in ids
    assert "CARTE-dep-46-zonage-medecins.ZIP.communes" in ids  # 31001 en est une : ici, zéro dit quelque chose


def test_structures_per_head_say_how_they_are_counted(small_demonstration):
    every = chiffres(small_demonstration)
    (fait,) = [one for one in every.par_indicateur["msp-par-habitant"] if one.territoire == "dep-46"]
    count, people = every.dernier("dep-46", "msp").valeur, every.dernier("dep-46", "population").valeur
    assert (count, people) == (17, 176473)
    assert fait.valeur == 9.6 and fait.table == CALCUL and fait.formule.startswith("17 ÷ 176473 × 100000")


def test_nothing_simulated_enters_a_file(small_demonstration):
    every = chiffres(small_demonstration)
    assert not [fait for fait in every.par_id.values() if fait.table == CARTE or fait.fiabilite == "simulé"]


def test_the_latest_observed_figure_is_never_a_target(small):
    every = chiffres(small)
    assert every.dernier("fra", "msp-ouvertes").valeur == 730
    assert every.dernier("reg-76", "msp-ouvertes").valeur == 151
    assert every.dernier("dep-46", "msp-ouvertes") is None
    assert all(courant(one) for one in [every.dernier("reg-93", "ald-sans-mt")])


def test_territories_go_from_the_widest_to_the_smallest(small_demonstration):
    ids = tuple(pages(small_demonstration))
    assert ids[:2] == ("fra", "reg-76")
    assert ids.index("dep-46") < ids.index("grp-46-81") < ids.index("cpts-uzes-remoulins")
    assert pages(small_demonstration)["cpts-uzes-remoulins"].parents == ("dep-30", "reg-76", "fra")
    assert pages(small_demonstration)["grp-46-81"].departements == ("46", "81")
    assert nom_du_territoire(small_demonstration, "anc-91") == "Languedoc-Roussillon"
    assert nom_du_territoire(small_demonstration, "com-99999") is None


@pytest.mark.parametrize(
    ("indicateur", "valeur"), [("population", "environ 176 000"), ("population", None), ("msp", "une quinzaine"), ("msp", None)]
)
def test_nothing_is_divided_by_what_is_not_a_number(small_demonstration, indicateur, valeur):
    faits = small_demonstration.faits
    own = tuple(replace(fait, valeur=valeur) if fait.indicateur == indicateur else fait for fait in faits.par_territoire["dep-46"])
    every = chiffres(replace(small_demonstration, faits=replace(faits, par_territoire={**faits.par_territoire, "dep-46": own})))
    ids = {fait.id for fait in every.par_territoire["dep-46"]}
    assert "CALC-dep-46-msp" not in ids and "CALC-dep-46-msp" in chiffres(small_demonstration).par_id
