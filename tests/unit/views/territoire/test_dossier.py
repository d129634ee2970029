"""Le dossier d'un territoire : sa phrase, son profil, ses parties ; des valeurs calculées à la main, et d'autres refaites autrement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.acces.modele import read_modele
from layers.taux.declares import DEFAVORABLE, FAVORABLE, PART, Taux
from layers.taux.semblables import semblables
from layers.taux.valeurs import Valeur
from layers.territoire.territoires import territoire
from tests.petit_atlas import DATA
from views.taux.profil import place
from views.territoire import phrases_dossier as t
from views.territoire.dossier import dossier
from views.territoire.page import page_de

MODELE = read_modele(DATA / "acces" / "modele.toml")


def fait(atlas, id_: str):
    return dossier(atlas, MODELE, territoire(atlas, id_))


@pytest.mark.parametrize(
    ("part", "dite"),
    [(30.1, "trois habitants sur dix"), (19.9, "un habitant sur cinq"), (7.5, "un habitant sur treize"),
     (66.97, "deux habitants sur trois"), (50.2, "un habitant sur deux"),
     (21.2, "21,2\u00a0% des habitants"), (41.9, "41,9\u00a0% des habitants"), (0.0, "0,0\u00a0% des habitants"),
     (25.0, "un habitant sur quatre"),
     (1.3, "1,3\u00a0% des habitants"), (100.0, "100,0\u00a0% des habitants"),
     (33.4, "un habitant sur trois")],
)  # fmt: skip
def test_a_share_is_spoken_as_a_fraction_when_one_is_true_enough(part, dite):
    assert t.part_dite(part) == dite


@pytest.mark.parametrize(
    ("rang", "egaux", "sur", "dit"),
    [(1, 1, 13, "le meilleur des treize"), (13, 1, 13, "le dernier des treize"), (12, 1, 13, "l'avant-dernier des treize"),
     (8, 1, 13, "le 8e des treize"), (1, 2, 13, "le 1er ex æquo des treize"), (131, 1, 161, "le 131e des 161"),
     (2, 1, 2, "le dernier des deux")],
)  # fmt: skip
def test_a_rank_is_said_in_words(rang, egaux, sur, dit):
    assert t.rang_dit(rang, egaux, sur) == dit


@pytest.mark.parametrize(
    ("value", "sens", "x"), [(0, FAVORABLE, 0.0), (10, FAVORABLE, 100.0), (2.5, DEFAVORABLE, 75.0), (None, FAVORABLE, None)]
)
def test_left_is_the_least_favourable_whatever_the_way(value, sens, x):
    assert place(Valeur(Taux("x", PART, "x", sens), value, 0.0), 0.0, 10.0) == x


def test_the_sentence_of_a_departement_is_made_from_its_figures(official):
    lot = fait(official, "dep-46")
    assert lot.phrase.startswith("Le Lot compte plus de maisons de santé par habitant que la région (9,6 contre 6,1")
    assert "mais trois habitants sur dix y vivent en zone d'intervention prioritaire" in lot.phrase
    assert lot.phrase.endswith("l'accès au généraliste y est l'avant-dernier des treize.")
    assert fait(official, "dep-65").phrase.startswith("Les Hautes-Pyrénées comptent plus")
    gers = fait(official, "dep-32")
    assert gers.titre_distances.startswith("Deux habitants sur trois vivent à plus de 10\u00a0km d'une maison de santé, neuf fois plus")
    assert " y " not in fait(official, "reg-76").phrase and fait(official, "fra").titre == t.LES_REGIONS


def test_the_profile_goes_from_the_worst_rank_to_the_best_and_names_its_ends(official):
    lines = fait(official, "dep-46").profil
    ranks = [one.sujets[0].rang.rang for one in lines]
    assert ranks == sorted(ranks, reverse=True) and len(lines) == 11
    by_id = {one.taux.taux.id: one for one in lines}
    zip_ = by_id["manque-medecins"]
    assert (zip_.pire.nom, zip_.pire.dite, zip_.mieux.nom) == ("Lozère", "42,4\u00a0%", "Haute-Garonne")
    assert len(zip_.points) == 12 and zip_.region.dite == "13,5\u00a0%" and zip_.france.dite == "28,1\u00a0%"
    kines = by_id["manque-masseurs-kinesitherapeutes"]
    assert kines.mieux.egaux == 2 and t.bout(kines.mieux.nom, 2, "dep") == "2 départements" and kines.sujets[0].place == 0.0
    # À gauche le moins favorable : l'APL du Lot, avant-dernière, est à gauche de la région.
    apl = by_id["apl"]
    assert apl.sujets[0].place < apl.region.place and by_id["sites-msp"].france.place is None


def test_six_figures_of_which_the_coverage(official):
    keys = [one.taux.taux.id for one in fait(official, "dep-46").cles]
    assert len(keys) == 6 and "msp-10km" in keys
    assert all(one.taux.date for one in fait(official, "dep-46").cles)


def test_the_parts_of_a_zoning_make_the_whole(official):
    for bar in fait(official, "dep-46").zonages:
        for nom, parts in bar.rangs:
            assert sum(one.part for one in parts) == pytest.approx(100), (bar.titre, nom)


def test_far_communes_are_those_of_the_coverage(official):
    """75 communes du Lot, 25 929 habitants : le compte de la page de couverture ; refait ici commune par commune."""
    lot = fait(official, "dep-46")
    assert lot.eloignees_dit.startswith("75\u00a0communes et 25\u202f929\u00a0habitants")
    assert lot.eloignees[0].nom == "Castelnau-Montratier" and len(lot.eloignees) == t.MONTREES
    assert lot.structures[0][:5] == ("Maisons de santé", "17", "100\u202f000 hab.", "9,6", "6,1")


def test_a_curve_starts_at_those_who_have_none_and_never_rises(official):
    lot = fait(official, "dep-46")
    (own,) = [one for one in lot.multiples if one.ici]
    assert own.courbe[10] == pytest.approx(own.part) and len(own.courbe) == 26
    assert all(a >= b for a, b in zip(own.courbe, own.courbe[1:]))
    assert [one.part for one in lot.multiples] == sorted((one.part for one in lot.multiples), reverse=True)


def test_a_region_without_its_sites_has_no_distance_and_says_no_zero(official):
    other = replace(official, region="93", sites=official.sites.iloc[:0])
    vaucluse = fait(other, "dep-84")
    assert vaucluse.multiples == () and vaucluse.structures == () and vaucluse.eloignees == ()
    assert {one.taux.taux.id for one in vaucluse.profil} & {"sites-msp", "msp-10km"} == set()
    assert "maisons de santé" not in vaucluse.phrase and vaucluse.profil


def test_an_intercommunality_has_its_dossier(official):
    own = fait(official, "epci-200067361")
    assert own.profil and len(own.multiples) == 1 and own.phrase.startswith("CC Grand-Figeac compte")
    page = page_de(official, "epci-200067361")
    assert page.nombre == 0 and page.carte == "/?territoire=epci-200067361" and page_de(official, "epci-000") is None
    # À cheval sur deux régions : sa page existe, qu'un tableau de la région montrée propose.
    assert page_de(official, "epci-200030435") is not None and page_de(official, "epci-200023737") is not None


def test_peers_are_of_the_same_region_and_level(official):
    assert len(semblables(official, "dep-46")) == 13 == len(semblables(official, "reg-76"))
    assert len(semblables(official, "com-46102")) == 312 and semblables(official, "cpts-uzes-remoulins") == {}


def test_a_place_of_the_documents_has_no_dossier(official):
    assert fait(official, "cpts-uzes-remoulins") is None and page_de(official, "cpts-uzes-remoulins").sections
