"""Le flux inventé du banc : la taille et les sites demandés, et les défauts du flux publié."""

from layers.sources.finess_plus import read_finess_plus
from tests.bench.finess_plus_synthetique import read_cost, write_finess_plus


def test_the_invented_feed_has_its_size_its_sites_and_the_defects_of_the_published_one(tmp_path):
    path = tmp_path / "flux.json.gz"
    size = write_finess_plus(path, octets=800_000, sites=400)
    assert 800_000 <= size <= 1_000_000
    assert 5 < size / path.stat().st_size < 40  # se compresse à peu près comme le vrai
    flux = read_finess_plus(path)
    assert flux.lus == 400
    assert 200 < len(flux.sites) < 280
    assert 0.1 < flux.sites["longitude"].isna().mean() < 0.4
    assert "75056" not in set(flux.sites["code_commune"])  # l'adresse d'accueil n'est jamais prise


def test_the_cost_of_reading_is_measured_in_a_process_of_its_own(tmp_path):
    path = tmp_path / "flux.json.gz"
    write_finess_plus(path, octets=20_000, sites=20)
    cost = read_cost(path)
    assert cost["lus"] == 20 and 0 < cost["ouverts"] <= 20
    assert 20 < cost["memoire_mo"] < 1_000
