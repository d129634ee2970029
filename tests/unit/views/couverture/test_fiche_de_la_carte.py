"""La part des habitants loin d'un site, dans la fiche : celle de la page de couverture, ou rien."""

from __future__ import annotations

from functools import partial

import pytest

from layers.acces.couverture import KM, couverture, par_territoire, trajets_de
from layers.acces.population import TOUTES, communes_de
from layers.acces.usages import premier
from layers.territoire.territoires import territoire
from tests.petit_atlas import text_of
from tests.unit.layers.acces.test_acces import MODELE
from views.carte.panneau import panel
from views.couverture.fiche import libelle, loin, part_au_dela
from views.ecriture import phrases as w


@pytest.fixture(scope="module")
def shares(demonstration):
    found = trajets_de(demonstration, MODELE, premier(demonstration))
    kept = communes_de(found.communes, TOUTES)
    return {code: one.part_au_dela for code, one in par_territoire(found, KM, 10, kept, "departement")}


def test_la_region_et_ses_departements_disent_la_part_de_la_page(demonstration, shares):
    whole = couverture(demonstration, MODELE, premier(demonstration), KM, 10, TOUTES).part_au_dela
    assert part_au_dela(demonstration, MODELE, territoire(demonstration, "reg-76")) == pytest.approx(whole)
    assert shares and all(
        part_au_dela(demonstration, MODELE, territoire(demonstration, f"dep-{code}")) == pytest.approx(share)
        for code, share in shares.items()
    )


def test_une_intercommunalite_a_cheval_sur_deux_regions_n_a_pas_de_part(demonstration):
    regions = demonstration.communes.groupby("epci")["region"].agg(set)
    astride = [code for code, its in regions.items() if code and "76" in its and len(its) > 1]
    within = next(code for code, its in regions.items() if code and its == {"76"})
    assert part_au_dela(demonstration, MODELE, territoire(demonstration, f"epci-{within}")) is not None
    assert all(part_au_dela(demonstration, MODELE, territoire(demonstration, f"epci-{code}")) is None for code in astride)


def test_la_fiche_la_dit_avec_le_lien_de_la_couverture_et_la_region_a_cote(demonstration, shares):
    told = text_of(panel(demonstration, "dep-46", partial(loin, demonstration, MODELE)))
    assert w.pourcentage(shares["46"]) in told and text_of(libelle(demonstration)) in told
    assert libelle(demonstration).href.startswith("/couverture")
    assert text_of(libelle(demonstration)) not in text_of(panel(demonstration, "dep-46"))


def test_une_part_tiree_de_positions_simulees_le_dit(demonstration):
    assert demonstration.simulated and text_of(libelle(demonstration)).endswith("(simulé)")
    assert "simulé" not in w.au_dela_d_un_site(10, "une maison de santé", False)
