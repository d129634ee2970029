"""Les fiches de territoire sur les données officielles : ce que la carte compte s'ajoute aux faits, sans rien contredire en silence."""

import pytest

from callbacks import api as routes
from callbacks import territoires
from layers.territoire.chiffres import chiffres, courant
from layers.territoire.indicateurs import CARTE
from tests.callbacks.pages.test_fiches_de_territoire import lue, walk, words
from tests.serveur import client_de


@pytest.fixture(scope="module")
def client(official):
    return client_de(official, routes, territoires)


def test_every_figure_of_every_territory_is_the_same_three_times(client, official):
    assert walk(client, official) > 2500


def test_the_map_and_the_published_counts_agree_but_for_merged_communes(official):
    """Compté deux fois par deux chemins : l'écart n'est jamais que d'une commune, réunie ou scindée entre les deux lectures."""
    every = chiffres(official)
    published = {(one.territoire, one.indicateur): one for one in official.faits.tous if one.table == "departements.csv" and courant(one)}
    counted = [one for one in every.par_id.values() if one.table == CARTE and (one.territoire, one.indicateur) in published]
    pairs = [(one, published[one.territoire, one.indicateur]) for one in counted]
    gaps = [(one, before) for one, before in pairs if one.valeur != before.valeur]
    assert len(published) > 600 and len(pairs) > 600 and len(gaps) < 25
    for one, before in gaps:
        assert abs(one.valeur - before.valeur) <= 1, (before, one)


def test_provence_has_its_zoning_and_its_access(official):
    every = chiffres(official)
    assert every.dernier("reg-93", "zonage-medecins.ZIP.communes").source.startswith("Zonage conventionnel des médecins")
    assert every.dernier("dep-13", "apl").unite == "consultations/an/hab."
    total = sum(every.dernier(f"dep-{code}", "communes").valeur for code in ("04", "05", "06", "13", "83", "84"))
    assert total == every.dernier("reg-93", "communes").valeur


def test_the_country_stands_beside_a_departement(client, official):
    """La France des zonages et de l'APL, recomptée lentement ; la montagne, qui n'y est pas publiée, le dit."""
    every, communes = chiffres(official), official.communes
    known = communes[communes["apl:valeur"].notna()]
    mean = sum(known["apl:valeur"] * known["population"]) / sum(known["population"])
    assert every.dernier("fra", "apl").valeur == round(mean, 2)
    assert every.dernier("fra", "zonage-medecins.ZIP.communes").valeur == sum(code == "ZIP" for code in communes["zonage-medecins"])
    assert every.dernier("fra", "montagne.C.communes") is None
    rows = {words(row.find("th")): [words(cell) for cell in row.iterfind("td")] for row in lue(client, "/territoire/dep-30").iter("tr")}
    access = next(cells for title, cells in rows.items() if title.startswith("Accessibilité aux médecins"))
    assert access[2].startswith(str(round(mean, 2)).replace(".", ","))
    mountain = next(cells for title, cells in rows.items() if title == "En zone de montagne")
    assert mountain[2] == "non publié"
