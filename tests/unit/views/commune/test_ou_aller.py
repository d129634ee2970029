"""Comment aller dans une structure : ce qui est publié, une phrase chacun ; rien de ce qui ne l'est pas."""

from __future__ import annotations

from layers.commune.proches import Coordonnees
from views.commune.phrases import ou_aller

RIEN = Coordonnees("", "", "", "", "", "", "", "", "")


def dit(**changes) -> tuple[str, ...]:
    return tuple(one.replace("\u00a0", " ") for one in ou_aller(Coordonnees(**{**vars(RIEN), **changes})))


def test_what_is_published_is_said_with_its_date():
    told = dit(
        adresse="33 rue des Maquisards", code_postal="46100", ville="Figeac", ouverture="1978-03-01", capacite="64", renseigne="2026-03-24"
    )
    assert told == (
        "33 rue des Maquisards, 46100 Figeac",
        "64 places",
        "ouverture le 1er mars 1978",
        "renseignements : 24 mars 2026",
    )


def test_nothing_is_said_of_what_no_file_gives():
    assert dit() == ()
    assert dit(renseigne="2026-03") == ()
    assert dit(telephone="05 65 00 00 00") == ("téléphone : 05 65 00 00 00",)


def test_a_date_that_stands_for_an_unknown_one_is_not_a_date():
    assert dit(ouverture="1904-04-04") == () and dit(ouverture="1901-01-01") == ()


def test_a_correction_says_by_whom_when_and_why():
    assert dit(corrige="ARS Occitanie ; 2026-11-30 ; adresse déménagée") == (
        "corrigé par ARS Occitanie le 30 novembre 2026 : adresse déménagée",
    )
