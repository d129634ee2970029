"""L'écriture des nombres, des dates et des phrases."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.faits.fait import DEDUIT, SIMULE
from layers.faits.lignes import FIABILITES
from views.ecriture import phrases as w
from views.vue.vue import KEYS

F, N = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (7, "7"), (999, "999"), (1590, f"1{F}590"), (6_124_653, f"6{F}124{F}653"), (-1590, f"-1{F}590")]
)
def test_whole_numbers(value, text):
    assert w.entier(value) == text


@pytest.mark.parametrize(
    ("value", "digits", "text"), [(35.84, 1, "35,8"), (3.943, 2, "3,94"), (0, 1, "0,0"), (1234.56, 1, f"1{F}234,6"), (100, 1, "100,0")]
)
def test_decimals(value, digits, text):
    assert w.decimal(value, digits) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "non publié"),
        (0, f"0,0{N}%"),
        (0.001, f"<{N}0,1{N}%"),
        (0.0499, f"<{N}0,1{N}%"),
        (13.46, f"13,5{N}%"),
        (35.8, f"35,8{N}%"),
        (100.0, f"100,0{N}%"),
    ],
)
def test_percentages_missing_is_not_zero_and_a_little_is_not_nothing(value, text):
    assert w.pourcentage(value) == text


@given(st.floats(0, 100, exclude_min=True))
def test_a_share_that_is_not_zero_never_reads_as_zero(share):
    assert w.pourcentage(share) != w.pourcentage(0)


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_reads_back(number):
    text = w.entier(number)
    assert int(text.replace(F, "")) == number
    assert re.fullmatch(rf"-?\d{{1,3}}({F}\d{{3}})*", text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2026-05-12", "12 mai 2026"),
        ("2025-08-01", "1er août 2025"),
        ("2019-09", "septembre 2019"),
        ("2025", "2025"),
        ("", ""),
        ("2023 ou 2024 (non précisé dans le fichier)",) * 2,
        ("2026-13-01",) * 2,
        ("2026-00",) * 2,
        ("2026-02-30",) * 2,
        ("2026-05-00",) * 2,
        ("12/05/2026",) * 2,
    ],
)
def test_dates_and_what_is_not_one_stays_as_it_is(text, written):
    assert w.date(text) == written


@given(st.text())
def test_any_text_is_written(text):
    assert isinstance(w.date(text), str)


@pytest.mark.parametrize(("metres", "text"), [(0, f"moins de 1{N}km"), (999.9, f"moins de 1{N}km"), (1000, f"1{N}km"), (9213, f"9{N}km")])
def test_distances(metres, text):
    assert w.distance(metres) == text


@pytest.mark.parametrize(("count", "text"), [(0, f"0{N}commune"), (1, f"1{N}commune"), (2, f"2{N}communes"), (4446, f"4{F}446{N}communes")])
def test_plurals_zero_is_singular(count, text):
    assert w.pluriel(count, "commune") == text


def test_plural_of_a_word_that_takes_no_s():
    assert w.pluriel(2, "travail", "travaux") == f"2{N}travaux"


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "text"),
    [
        (None, "médecins", "=", "non publié"),
        (0, "médecins", "=", "0"),
        (7000, "résidents", ">", f"plus de 7{F}000"),
        (30, "maisons", "≥", "au moins 30"),
        (12, "sites", "≈", "environ 12"),
        (2018, "année", "=", "2018"),
        ("2018 à 2021", "année", "=", "2018 à 2021"),
        (13.46, "%", "=", f"13,5{N}%"),
        (3.9432, "consultations", "=", "3,94"),
        (4.0, "consultations", "=", "4"),
        ("Opérationnelle et financée", "état", "=", "Opérationnelle et financée"),
    ],
)
def test_a_value_with_its_qualifier(value, unit, qualifier, text):
    assert w.valeur(value, unit, qualifier) == text


@pytest.mark.parametrize(
    ("mode", "day", "text"),
    [
        ("official", "2026-05-12", "Données officielles, jusqu'au 12 mai 2026"),
        ("official", "2026-05", "Données officielles, mai 2026"),
        ("official", "", "Données officielles, date non annoncée"),
        ("demonstration", "2026-04-30", "Démonstration : répartition simulée"),
    ],
)
def test_the_data_set_shown(mode, day, text):
    assert w.jeu_de_donnees(mode, day) == text


def test_the_notice_names_what_was_ignored():
    assert w.avis_adresse(()) == ""
    assert "le thème, l'année" in w.avis_adresse(("theme", "annee"))
    for key in KEYS:
        assert "une partie de l'adresse" not in w.avis_adresse((key,)), key


def test_every_reliability_is_explained():
    assert set(w.FIABILITES) == set(w.FIABILITES_EN_BREF) == {*FIABILITES.values(), DEDUIT, SIMULE}


def test_double_signs_keep_their_space_on_the_line():
    assert w.guillemets("La « classe » : quoi ? Rien ; oui !") == ("La «\u00a0classe\u00a0»\u00a0: quoi\u00a0? Rien\u00a0; oui\u00a0!")
    assert w.guillemets("12:30") == "12:30" and w.sans_point("Fin.") == "Fin" and w.sans_point("Fin") == "Fin"
