"""Les mots de la fiche : sigles dits en toutes lettres, coordonnées d'un trait."""

import pytest

from layers.commune.fiche import Ouverture, fiche
from layers.registre.catalogue import Classe
from tests.petit_atlas import petit_atlas
from views.commune import phrases as f
from views.ecriture import phrases as w


@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("CC du Haut Allier Margeride", "Communauté de communes du Haut Allier Margeride"),
        ("CA Le Grand Narbonne", "Communauté d'agglomération Le Grand Narbonne"),
        ("Toulouse Métropole", "Toulouse Métropole"),
        ("CC", "CC"),
    ],
)
def test_the_kind_of_an_epci_is_written_out(nom, said):
    assert f.intercommunalite(nom) == said


def test_codes_say_what_they_are():
    assert f.codes("48080", ("48300",)) == "Code INSEE 48080 ; code postal 48300"
    assert f.codes("75056", ("75001", "75002")) == "Code INSEE 75056 ; codes postaux 75001, 75002"
    assert f.codes("97411", ()) == "Code INSEE 97411 ; code postal non publié"


def test_only_spoken_codes_are_explained():
    zip_ = Classe("ZIP", "Zone d'intervention prioritaire", "#000", "plein", ("1_ZIP",))
    tsd = Classe("TSD", "Très sous-dotée", "#000", "plein", ("1_Tres_sous_dotee",))
    assert f.sigles((zip_, tsd)) == "ZIP\u00a0: zone d'intervention prioritaire." and f.sigles((tsd,)) == ""


def test_a_phone_number_is_not_cut():
    assert f.coordonnee("telephone", "04 66 69 10 33") == "04\u00a066\u00a069\u00a010\u00a033"
    assert f.coordonnee("adresse", "1 place\n48300 Langogne") == "1 place, 48300 Langogne"


@pytest.mark.parametrize(("fin", "said"), [("lundi", "lundi"), ("mardi", "lundi et mardi"), ("mercredi", "lundi au mercredi")])
def test_two_days_are_not_a_range(fin, said):
    assert w.ouverture(Ouverture("lundi", fin, (("08:30:00", "12:00:00"),))) == f"{said}\u00a0: 8\u00a0h\u00a030 à 12\u00a0h"


def test_an_empty_line_of_an_address_is_left_out():
    atlas = petit_atlas()
    mairies = atlas.mairies.copy()
    mairies.loc["31001", "adresse"] = "\n09250 Appy"
    assert fiche(petit_atlas(mairies=mairies), "31001").mairie["adresse"] == "09250 Appy"
