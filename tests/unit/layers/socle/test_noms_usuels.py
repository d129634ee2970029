"""Un nom tapé en capitales se lit comme un nom ; ce qui ne se sait pas n'est pas inventé."""

from __future__ import annotations

import pytest

from layers.socle.noms import plain, plain_commune
from layers.socle.noms_usuels import nom_usuel

LIEUX = {
    plain_commune(nom): nom for nom in ("Saint-Geniez-d'Olt et d'Aubrac", "Saint-Cère", "Figeac", "Hérault", "Béziers", "Castelnau-le-Lez")
}


@pytest.mark.parametrize(
    ("nom", "usuel"),
    [
        ("CENTRE HOSPITALIER FIGEAC SITE MARTIN MALVY", "Centre hospitalier Figeac site Martin Malvy"),
        ("HOPITAL ST LOUP AGDE HBT", "Hôpital Saint Loup Agde HBT"),
        ("PHARMACIE DE L'HOTEL DE VILLE", "Pharmacie de l'hôtel de ville"),
        ("CH ST CERE", "CH Saint-Cère"),
        ("MSP DE CASTELNAU LE LEZ", "MSP de Castelnau-le-Lez"),
        ("DISPOSITIF D'APPUI A LA COORDINATION DE L'HERAULT", "Dispositif d'appui à la coordination de l'Hérault"),
        ("HJ BORIS VIAN DES 8 A 12 ANS", "HJ Boris Vian des 8 à 12 ans"),
        ("PSYCHIATRIE III SITE A", "Psychiatrie III site A"),
        ('EHPAD "LES CORDELIERS"', 'EHPAD "Les Cordeliers"'),
        ("Pharmacie DUPONT", "Pharmacie DUPONT"),
        ("LBM SYNLAB", "LBM Synlab"),
        ("3L", "3L"),
        ("", ""),
        ("  ", "  "),
        ("🏥 CENTRE", "🏥 Centre"),
    ],
)
def test_a_name_in_capitals_is_read_as_a_name(nom, usuel):
    assert nom_usuel(nom, LIEUX) == usuel


@pytest.mark.parametrize("nom", ["SELARL PHARMACIE DES AIRES", "CH D'ARLES-SUR-TECH (66)", "A", "L'", "CENTRE A"])
def test_no_letter_is_lost_or_moved(nom):
    found = nom_usuel(nom, {})
    assert plain(found) == plain(nom) and nom_usuel(found, {}) == found or found == nom
