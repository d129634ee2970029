"""Le nom d'un site de soins, le même sur la fiche, le papier et la borne."""

from __future__ import annotations

import pytest

from views.ecriture.phrases_sites import nom_dit, rue_dite


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("SELAS pharmacie Sanski", "Pharmacie Sanski"),
        ("CH Alès Cévennes", "Hôpital Alès Cévennes"),
        ("CHU Montpellier", "Hôpital universitaire Montpellier"),
        ("Centre hospitalier de Rodez", "Hôpital de Rodez"),
        ("MSP du Conflent", "Maison de santé du Conflent"),
        ("Maison de santé pluriprofessionnelle de Figeac", "Maison de santé de Figeac"),
        ("Maison de santé pluriprofessionnelle -MSP- la Cartoucherie", "Maison de santé la Cartoucherie"),
        ("EHPAD Maurice Larguier (Ex résidence Les Pins)", "Maison de retraite Maurice Larguier"),
        ("EHPAD du CH Turenne", "Maison de retraite du CH Turenne"),
        ("Clinique Saint Michel", "Clinique Saint Michel"),
        ("Chirurgie ambulatoire", "Chirurgie ambulatoire"),
        ("SELARL", "SELARL"),
        ("(fermé)", "(fermé)"),
    ],
)
def test_a_site_has_the_name_one_would_say(published, said):
    assert nom_dit(published) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("811 avenue Dr Jean Goubert\nBP 20139 CEDEX 2", "811 avenue Dr Jean Goubert"),
        ("46106 FIGEAC CEDEX", "46106 FIGEAC"),
        ("12 rue du Cscore", "12 rue du Cscore"),
    ],
)
def test_a_street_has_no_postal_box(written, said):
    assert rue_dite(written) == said
