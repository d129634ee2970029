"""La carte en mots, sur les fichiers officiels : chaque commune des deux cartes est dite comme elle est peinte."""

from __future__ import annotations

from dataclasses import replace

from layers.regions import atlas_des_cartes
from tests.unit.views.mots.test_carte_en_mots import assert_said_as_painted
from views.mots import phrases as m
from views.mots.liste import feuille
from views.mots.territoire import rangees
from views.vue.etats import MARQUES
from views.vue.vue import default_view


def test_every_commune_of_both_maps_is_said_as_it_is_painted(official):
    assert_said_as_painted(atlas_des_cartes(replace(official, cartes=("76", "93"))))


def test_every_row_taken_away_is_a_row_of_the_legend(official):
    for couche in official.catalogue.couches:
        view = replace(default_view(official), theme=couche.id)
        lines = feuille(official, view, m.TOUTES).lignes
        counts = {row.code: row.n for row in rangees(official, view) if row.classe or row.code in MARQUES}
        assert len(lines) == sum(counts.values()) == 4446
        for code in couche.rank:
            assert sum(line[4] == code for line in lines) == counts[code], (couche.id, code)
