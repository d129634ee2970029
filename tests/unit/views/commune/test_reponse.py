"""La phrase d'une commune, les contractions, les minutes et les noms de sites : chaque cas écrit à la main."""

from __future__ import annotations

import pytest

from layers.commune.proches import Coordonnees, SiteProche
from layers.commune.secteur import AUTANT, MANQUE, PEU, PLUS, niveau
from layers.commune.soins import AU_MOINS, AU_PLUS, ESTIMEES, INCONNUES, PUBLIEES, SUR_PLACE, Soin
from views.commune.phrases_reponse import aides_titre, apl_dite, evolution_titre
from views.commune.reponse import phrase
from views.ecriture.lieux import a, de
from views.ecriture.minutes import temps

AILLEURS = "les aides vont d'abord à d'autres communes."
CASES = {
    (MANQUE, "ZIP"): "il manque des médecins. C'est une priorité : ceux qui s'installent sont aidés.",
    (MANQUE, "ZAC"): "il manque des médecins. Ceux qui s'installent peuvent être aidés.",
    (MANQUE, "ZAR"): f"il manque des médecins, mais {AILLEURS}",
    (PEU, "ZIP"): "il y a assez peu de médecins. C'est une priorité : ceux qui s'installent sont aidés.",
    (PEU, "ZAC"): "il y a assez peu de médecins. Ceux qui s'installent peuvent être aidés.",
    (PEU, "ZAR"): f"il y a assez peu de médecins, mais {AILLEURS}",
    (AUTANT, "ZIP"): "il y a autant de médecins qu'ailleurs, mais le secteur est classé prioritaire : ceux qui s'installent sont aidés.",
    (AUTANT, "ZAC"): "il y a autant de médecins qu'ailleurs, mais le secteur est classé fragile : des aides existent.",
    (AUTANT, "ZAR"): f"il y a autant de médecins qu'ailleurs : {AILLEURS}",
    (PLUS, "ZIP"): "il y a plus de médecins qu'ailleurs, mais le secteur est classé prioritaire : ceux qui s'installent sont aidés.",
    (PLUS, "ZAC"): "il y a plus de médecins qu'ailleurs, mais le secteur est classé fragile : des aides existent.",
    (PLUS, "ZAR"): f"il y a plus de médecins qu'ailleurs : {AILLEURS}",
}


def dit(*args) -> str:
    return phrase(*args).texte.replace("\u00a0", " ")


@pytest.mark.parametrize(("acces", "classe"), CASES)
def test_the_sentence_of_each_cell(acces, classe):
    assert dit("Figeac", 57, acces, classe) == f"Autour de Figeac, {CASES[acces, classe]}"
    assert dit("Toulouse", 1, acces, classe) == f"À Toulouse, {CASES[acces, classe]}"


def test_what_is_missing_is_said_and_never_guessed():
    assert dit("Figeac", 57, None, "ZAC") == "Figeac est un secteur fragile : ceux qui s'installent peuvent être aidés."
    assert (
        dit("Figeac", 57, PEU, None, "absente") == "La classe de Figeac n'est pas publiée. Autour de Figeac, il y a assez peu de médecins."
    )
    assert dit("Uzès", 0, None, None, "masquee") == "La classe d'Uzès n'est pas publiée. L'accès aux médecins n'est pas publié ici."
    assert dit("Causse", 2, MANQUE, None, "partagee").startswith("La classe n'est pas la même partout à Causse, qui réunit")
    assert dit("Le Vigan", 3, MANQUE, "HZ") == f"Autour du Vigan, il manque des médecins, mais {AILLEURS}"


@pytest.mark.parametrize(
    ("nom", "where", "of"),
    [
        ("Figeac", "à Figeac", "de Figeac"),
        ("Le Vigan", "au Vigan", "du Vigan"),
        ("Les Angles", "aux Angles", "des Angles"),
        ("La Grand-Combe", "à La Grand-Combe", "de La Grand-Combe"),
        ("L'Isle-Jourdain", "à L'Isle-Jourdain", "de L'Isle-Jourdain"),
        ("Lesparrou", "à Lesparrou", "de Lesparrou"),
        ("Uzès", "à Uzès", "d'Uzès"),
        ("Évian", "à Évian", "d'Évian"),
        ("Oô", "à Oô", "d'Oô"),
        ("Hérépian", "à Hérépian", "d'Hérépian"),
        ("Hautpoul", "à Hautpoul", "de Hautpoul"),
        ("Yzeure", "à Yzeure", "d'Yzeure"),
        ("Yaucourt", "à Yaucourt", "de Yaucourt"),
    ],
)
def test_a_name_contracts_in_a_sentence(nom, where, of):
    assert (a(nom), de(nom)) == (where, of)


def test_what_a_commune_can_ask_for_elides():
    assert [aides_titre(nom) for nom in ("Figeac", "Uzès", "Évian")] == [
        "Ce que Figeac peut demander", "Ce qu'Uzès peut demander", "Ce qu'Évian peut demander",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("apl", "found"), [(2.49, MANQUE), (2.5, PEU), (3.59, PEU), (3.6, AUTANT), (4.4, AUTANT), (4.41, PLUS), (None, None)]
)
def test_the_level_of_access_against_the_threshold_then_the_region(apl, found):
    assert niveau(apl, 4.0, 2.5) == found


def test_without_a_region_only_a_lack_is_known():
    assert niveau(2.4, None, 2.5) == MANQUE and niveau(3.0, None, 2.5) is None


@pytest.mark.parametrize(("value", "said"), [(2.76, "2,8"), (2.46, "2,46"), (2.54, "2,54"), (2.5, "2,5"), (2.4961, "2,496"), (3.98, "4,0")])
def test_an_access_never_reads_as_the_threshold_when_it_is_not_there(value, said):
    assert apl_dite(value) == said


def test_a_change_too_small_to_be_read_is_no_change():
    assert [evolution_titre(*pair) for pair in ((3.2, 2.8), (2.8, 3.2), (2.81, 2.79))] == [
        "Accès en baisse", "Accès en hausse", "Accès inchangé",
    ]  # fmt: skip


SITE = SiteProche(
    "msp",
    False,
    "msp",
    "1",
    "MSP",
    "46102",
    "Figeac",
    12_400.0,
    False,
    "N",
    False,
    2.0,
    44.6,
    Coordonnees("", "", "", "", "", "", "", "", ""),
)


@pytest.mark.parametrize(
    ("minutes", "nature", "said"),
    [
        (33.4, PUBLIEES, "33 min"),
        (59.5, PUBLIEES, "1 h"),
        (63.0, PUBLIEES, "1 h 03"),
        (23.4, ESTIMEES, "environ 23 min"),
        (59.6, ESTIMEES, "environ 1 h"),
        (66.0, ESTIMEES, "environ 1 h 05"),
        (18.5, AU_MOINS, "20 min ou plus"),
        (52.0, AU_PLUS, "50 min ou moins"),
        (1.0, AU_PLUS, "5 min ou moins"),
        (None, INCONNUES, "à 12 km à vol d'oiseau"),
    ],
)
def test_minutes_as_they_are_said(minutes, nature, said):
    assert temps(Soin("msp", SITE, (), minutes, nature), True).replace("\u00a0", " ") == said


def test_inside_the_commune_no_minute_is_said():
    one, five = (Soin("msp", SITE, (SITE,) * n, None, SUR_PLACE) for n in (1, 5))
    assert [temps(it, True).replace("\u00a0", " ") for it in (one, five)] == ["sur place", "5 sur place"]


def test_from_an_unknown_town_hall_every_time_is_about():
    assert temps(Soin("urgences", SITE, (), 33.0, PUBLIEES), False).replace("\u00a0", " ") == "environ 33 min"
