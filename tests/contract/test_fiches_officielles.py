"""Les fiches de territoire sur les données officielles : ce que la carte compte s'ajoute aux faits, sans rien contredire en silence."""

import pytest
from flask import Flask

from callbacks import routes, territoires
from layers.chiffres import CARTE, chiffres, courant
from settings import Settings
from tests.callbacks.test_fiches_de_territoire import walk


@pytest.fixture(scope="module")
def client(official):
    server = Flask("essai")
    routes.register(server, official)
    territoires.register(server, official, Settings())
    return server.test_client()


def test_every_figure_of_every_territory_is_the_same_three_times(client, official):
    assert walk(client, official) > 2500


def test_the_map_and_the_published_counts_agree_but_for_merged_communes(official):
    """Compté deux fois par deux chemins : l'écart n'est jamais que d'une commune, réunie ou scindée entre les deux lectures."""
    every = chiffres(official)
    published = {(one.territoire, one.indicateur): one for one in official.faits.tous if one.table == "departements.csv" and courant(one)}
    gaps = [one for one in every.par_id.values() if one.table == CARTE and (one.territoire, one.indicateur) in published]
    assert len(published) > 600 and len(gaps) < 25
    for one in gaps:
        before = published[one.territoire, one.indicateur]
        assert abs(one.valeur - before.valeur) <= 1, (before, one)


def test_provence_has_its_zoning_and_its_access(official):
    every = chiffres(official)
    assert every.dernier("reg-93", "zonage-medecins.ZIP.communes").source.startswith("Zonage conventionnel des médecins")
    assert every.dernier("dep-13", "apl").unite == "consultations/an/hab."
    total = sum(every.dernier(f"dep-{code}", "communes").valeur for code in ("04", "05", "06", "13", "83", "84"))
    assert total == every.dernier("reg-93", "communes").valeur
