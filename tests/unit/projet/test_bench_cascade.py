"""La cascade d'une ouverture : les ressources rangées par sorte, dans l'ordre des demandes."""

from __future__ import annotations

from tests.bench.cascade import Ligne, lignes, texte

VUES = [
    ("", 0.0, 40.0, 9000),
    ("http://h/statique/e7/carte/depart.mjs", 50.0, 60.0, 700),
    ("http://h/statique/e7/carte/fond/76.json", 90.0, 95.0, 3400),
    ("http://h/donnees/3e9/communes-76.json", 55.0, 80.0, 62000),
    ("http://h/statique/e7/vendor/maplibre-gl/maplibre-gl.mjs", 52.0, 110.0, 242000),
    ("http://h/statique/e7/region-76.pmtiles?0-16383", 120.0, 125.0, 16000),
    ("http://h/statique/e7/region-76.pmtiles?9-10", 200.0, 260.0, 60000),
    ("http://h/_dash-layout", 130.0, 150.0, 13000),
]


def test_chaque_sorte_va_de_sa_premiere_demande_a_sa_derniere_reception():
    told = {ligne.nom: ligne for ligne in lignes(VUES)}
    assert told["tuiles"] == Ligne("tuiles", 120.0, 260.0, 76000, 2)
    assert told["données"] == Ligne("données", 55.0, 95.0, 65400, 2)
    assert told["modules de la carte"].nombre == 1 and told["la page"].octets == 9000
    assert [ligne.debut for ligne in lignes(VUES)] == sorted(ligne.debut for ligne in lignes(VUES))
    assert sum(ligne.octets for ligne in lignes(VUES)) == sum(octets for *_, octets in VUES)


def test_le_texte_finit_par_la_premiere_carte_entiere():
    written = texte(lignes(VUES), 500.0).splitlines()
    assert len(written) == len(lignes(VUES)) + 1
    assert written[-1].startswith("première carte entière") and written[-1].endswith("500 –    500 ms")
    assert all("█" in line for line in written)
