"""views/territoire/recompte.py : un contrôle se lit comme une phrase, non comme une sortie de programme."""

from __future__ import annotations

import pytest

from views.territoire.phrases_recompte import nature_dite, recompte_dit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[62851541, 1105979]", "62\u202f851\u202f541 ; 1\u202f105\u202f979"),
        ("écarts [0, 0, 0, 0]", "aucun écart"),
        ("écarts [0, 1, -1, 0]", "écarts, en euros : 0 ; 1 ; −1 ; 0"),
        ("35/36 ; incohérents : [('Frais de déplacement', -44.3, 34.6)]", "35/36 ; incohérents : Frais de déplacement : −44,3 puis 34,6"),
        ("""[("Actes d'imagerie (hors échographie)", -1)]""", "Actes d'imagerie (hors échographie) : −1"),
        ("RG +10.1 (imprimé +10.1); MSA -13.5", "régime général +10,1 (imprimé +10,1); MSA −13,5"),
        ("178+233+242 = 653", "178+233+242 = 653"),
        ("au 2024-02-07 : somme", "au 2024-02-07 : somme"),
        ("47 871 (mai 2023) → 38 663 : -19.2 %", "47 871 (mai 2023) → 38 663 : −19,2 %"),
        ("hors document : 4 446 communes au COG @etalab 6.0.0", "4 446 communes dans le code officiel géographique d'aujourd'hui"),
        ("vrai", "oui"),
        ("Quotidien du médecin, 21/11/2019", "Quotidien du médecin, 21/11/2019"),
    ],
)
def test_a_check_reads_as_a_sentence(text, said):
    assert recompte_dit(text) == said


def test_the_kind_of_a_disagreement_is_said_in_plain_words():
    assert nature_dite("OCR / arithmétique") == "lecture du document / arithmétique"
    assert nature_dite("date / nature") == "date / nature"
