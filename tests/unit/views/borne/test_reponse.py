"""La réponse de la borne : une phrase selon l'accès et la classe, des noms qu'on dirait, ce qu'un visiteur peut utiliser."""

from __future__ import annotations

import pytest

from layers.commune.secteur import AUTANT, MANQUE, PEU, PLUS
from views.borne import phrases_reponse as r


@pytest.mark.parametrize(
    ("acces", "classe", "said"),
    [
        (MANQUE, "ZIP", "Autour de Figeac, il manque des médecins. C'est une priorité : ceux qui s'installent sont aidés."),
        (MANQUE, "ZAR", "Autour de Figeac, il manque des médecins, mais les aides vont d'abord à d'autres communes."),
        (PEU, "ZAC", "Autour de Figeac, il y a assez peu de médecins. Ceux qui s'installent peuvent être aidés."),
        (AUTANT, "ZAC", "Autour de Figeac, il y a autant de médecins qu'ailleurs, mais le secteur est classé fragile."),
        (PLUS, "ZIP", "Autour de Figeac, il y a plus de médecins qu'ailleurs, mais le secteur est classé prioritaire."),
        (PLUS, "ZAR", "Autour de Figeac, il y a plus de médecins qu'ailleurs : les aides vont d'abord à d'autres communes."),
        (AUTANT, None, "Autour de Figeac, il y a autant de médecins qu'ailleurs."),
        (None, "ZAC", "Figeac est un secteur fragile : ceux qui s'installent peuvent être aidés."),
        (None, None, "Figeac n'a pas de classe publiée."),
    ],
)
def test_the_sentence_says_access_then_class(acces, classe, said):
    assert "".join(r.acces_et_classe("Figeac", 20, acces, classe)) == said


def test_a_sector_of_one_commune_is_the_commune_itself():
    assert "".join(r.acces_et_classe("Les Angles", 1, MANQUE, "ZIP")).startswith("Aux Angles, il manque des médecins.")
    assert "".join(r.acces_et_classe("Uzès", 2, PEU, "ZIP")).startswith("Autour d'Uzès, il y a assez peu")


def test_the_text_to_take_away_says_where_how_long_and_whom_to_call():
    text = r.en_toutes_lettres([("Urgences", "Hôpital Alès", "40 min")], "Bessèges", "Gard")
    assert text.splitlines() == ["Bessèges (Gard)", "Urgences : 40 min. Hôpital Alès", r.NUMEROS_COURTS]
