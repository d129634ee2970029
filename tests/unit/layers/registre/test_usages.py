"""Ce pour quoi on va dans un site : l'activité autorisée l'emporte, le nom ne fait que déduire, une antenne n'est pas un hôpital."""

from __future__ import annotations

import pytest

from layers.registre.usages import Site, structure_du_site, usages_du_site, usages_sans_activites

AUCUNE = frozenset()


@pytest.mark.parametrize(
    ("categorie", "nom", "activites", "attendus", "structure"),
    [
        ("355", "CENTRE HOSPITALIER", {"01", "03", "14"}, {"urgences", "hopital", "maternite"}, "hopital"),
        ("365", "CLINIQUE", {"02"}, {"hopital"}, "hopital"),
        ("101", "CHU SMUR ANTENNE LUNEL", {"14"}, {"smur"}, "hospitalier"),
        ("355", "PLATE FORME SAMU SDIS 66", {"14"}, set(), "hospitalier"),
        ("101", "HJ PSY INFANTO JUVENILE CMPEA", {"04"}, {"psychiatrie"}, "hospitalier"),
        ("355", "CMP BEAUMONT DE LOMAGNE", AUCUNE, {"psychiatrie"}, "hospitalier"),
        ("355", "SSR LA RIBERE", AUCUNE, {"soins-de-suite"}, "hospitalier"),
        ("355", "CH GAILLAC", AUCUNE, set(), "hospitalier"),
        ("355", "CH GAILLAC", None, {"hopital"}, "hopital"),
        ("355", "HDJ ADULTE ALES", None, set(), "hospitalier"),
        ("365", "HC HDJ ADULT CL CEDRES", {"01", "14"}, {"urgences", "hopital"}, "hopital"),
        ("292", "CHS", {"04"}, {"psychiatrie"}, "hospitalier"),
        ("109", "LES TILLEULS", AUCUNE, {"soins-de-suite"}, "hospitalier"),
        ("620", "PHARMACIE SMUR", AUCUNE, set(), "pharmacie"),
    ],
)
def test_what_one_goes_there_for(catalogue, categorie, nom, activites, attendus, structure):
    site = Site(categorie, (nom,), "", None if activites is None else frozenset(activites))
    found = usages_du_site(site, catalogue)
    assert set(found) == attendus
    assert structure_du_site(categorie, found, catalogue).id == structure


def test_what_a_name_says_is_deduced_and_what_a_publisher_says_is_not(catalogue):
    by_name = usages_du_site(Site("355", ("CMP SOMMIERES",), "", AUCUNE), catalogue)
    by_activity = usages_du_site(Site("355", ("CMP SOMMIERES",), "", frozenset({"04"})), catalogue)
    assert (by_name, by_activity) == ({"psychiatrie": True}, {"psychiatrie": False})


@pytest.mark.parametrize(
    ("sous_type", "attendus"),
    [
        ("polyvalent", {"cds-medecins", "cds-polyvalent"}),
        ("medical", {"cds-medecins", "cds-medical"}),
        ("dentaire", {"cds-dentaire"}),
        ("", set()),
    ],
)
def test_a_health_centre_is_what_its_name_says_and_nothing_when_it_says_nothing(catalogue, sous_type, attendus):
    found = usages_du_site(Site("124", ("X",), sous_type, AUCUNE), catalogue)
    assert set(found) == attendus and all(found.values())


def test_without_any_activity_nothing_is_supposed_of_a_hospital(catalogue):
    assert usages_sans_activites("hopital", "", catalogue) == {}
    assert usages_sans_activites("msp", "", catalogue) == {"msp": False}
    assert set(usages_sans_activites("cds", "dentaire", catalogue)) == {"cds", "cds-dentaire"}
