"""Le face à face : tout territoire s'y compare à tout autre, et ce qu'il dit se refait des valeurs écrites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from layers.acces.modele import read_modele
from tests.petit_atlas import DATA
from views.territoire.face import demandes, designe, face, nom_dit

MODELE = read_modele(DATA / "acces" / "modele.toml")


@pytest.fixture(scope="module")
def cartes(official):
    return {"76": official, "93": replace(official, region="93", sites=official.sites.iloc[:0])}


@pytest.mark.parametrize(
    ("texte", "id_"),
    [("dep-46", "dep-46"), ("Lot", "dep-46"), ("lot", "dep-46"), ("hautes pyrénées", "dep-65"), ("Occitanie", "reg-76"), ("France", "fra"),
     ("CC Grand-Figeac", "epci-200067361"), ("Figeac", "com-46102"), ("46102", "com-46102"), ("Figeac 46102", "com-46102"),
     ("DEP-9", "dep-09"), ("Bouches-du-Rhône", "dep-13"), ("dep-zz", ""), ("com-00000", ""), ("xxxxxxxxxxx", ""), ("", "")],
)  # fmt: skip
def test_a_territory_is_named_as_one_types_it(cartes, texte, id_):
    assert designe(cartes, texte) == id_


def test_what_a_field_shows_means_the_same_territory_again(cartes, official):
    for id_ in ("dep-46", "reg-76", "fra", "epci-200067361", "com-46102", "com-12176"):
        assert designe(cartes, nom_dit(official, id_)) == id_


def test_one_gesture_compares_with_what_contains_it(cartes):
    assert demandes(cartes, "dep-46", "") == ("dep-46", "reg-76")
    assert demandes(cartes, "com-46102", "") == ("com-46102", "reg-76")
    assert demandes(cartes, "reg-76", "") == ("reg-76", "fra") and demandes(cartes, "fra", "") == ("fra", "reg-76")
    assert demandes(cartes, "", "") == ("dep-09", "dep-11") and demandes(cartes, "dep-zz", "")[0] == ""


def test_the_title_counts_the_rates_where_one_is_ahead(cartes):
    told = face(cartes, MODELE, "dep-48", "dep-12")
    ahead = 0
    for row in told.rangees:
        a, b = (one.valeur for one in row.ligne.sujets)
        better = (b.ecrit - a.ecrit) * a.taux.sens > 0
        assert (row.moins == 0) == better or a.ecrit == b.ecrit
        ahead += better
    assert told.titre == "L'Aveyron devance la Lozère sur neuf taux de onze" and ahead == 9
    assert told.rangees[0].ecart == "−14,6\u00a0points" and told.rangees[0].moins == 0  # 27,8 − 42,4


def test_the_other_way_round_says_the_same(cartes):
    one, other = face(cartes, MODELE, "dep-48", "dep-12"), face(cartes, MODELE, "dep-12", "dep-48")
    assert one.titre == other.titre
    assert [row.moins for row in one.rangees] == [1 - row.moins for row in other.rangees]


def test_communes_compare_by_class_and_distance(cartes):
    told = face(cartes, MODELE, "com-46102", "com-46042")
    by_id = {row.ligne.taux.taux.id: row for row in told.rangees}
    assert [one.dite for one in by_id["manque-medecins"].ligne.sujets] == ["ZAC", "ZAC"] and by_id["manque-medecins"].ecart == ""
    assert "distance-msp" in by_id and "sites-msp" not in by_id and len(by_id["apl"].ligne.points) == 310
    assert told.niveau == "com" and any("/comparer?a=com-46102&b=com-" in lien for _, liens in told.autres for lien, _ in liens)


def test_a_territory_of_the_other_region_is_counted_on_its_own_sites(cartes):
    """Les maisons de santé de la seconde région ne sont pas dans le jeu : « non publié », jamais zéro ni celles de la première."""
    told = face(cartes, MODELE, "dep-46", "dep-84")
    by_id = {row.ligne.taux.taux.id: row for row in told.rangees}
    lot, bouches = by_id["sites-msp"].ligne.sujets
    assert lot.dite == "9,6" and bouches.dite == "non publié" and by_id["sites-msp"].ecart == "" and by_id["sites-msp"].moins is None
    assert by_id["manque-medecins"].publies
    # Marseille n'a pas une classe mais plusieurs : plus d'un habitant sur cinq est inconnu, la part des Bouches-du-Rhône n'est pas donnée.
    rhone = {row.ligne.taux.taux.id: row for row in face(cartes, MODELE, "dep-46", "dep-13").rangees}
    assert rhone["manque-medecins"].ligne.sujets[1].dite == "non publié"


@pytest.mark.parametrize(
    ("a", "b"), [("epci-200067361", "dep-46"), ("reg-76", "reg-93"), ("com-46102", "fra"), ("fra", "reg-76"), ("dep-46", "dep-46")]
)
def test_any_levels_compare(cartes, a, b):
    told = face(cartes, MODELE, a, b)
    assert told.rangees and told.titre and told.sources


def test_a_place_of_the_documents_has_no_rate(cartes):
    assert face(cartes, MODELE, "cpts-uzes-remoulins", "dep-30") is None and face(cartes, MODELE, "com-75056", "dep-30") is None
